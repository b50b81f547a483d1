import { kindOf } from '../kind.ts'
import type { Column, Kind } from '../kind.ts'
import { isDayOrder, parseDateForm } from './date-form.ts'
import type { FileMapping, MappingDocument, Transform } from './document.ts'

/** What of a mapping cannot be meant, a sentence each; none when all of it can. Whether files have its columns shows when they are read. */
export function problemsOfMapping({ files = [] }: MappingDocument): string[] {
  return files.flatMap(problemsOfFile)
}

/** The same for one file of it. */
export function problemsOfFile(file: FileMapping): string[] {
  const kind = kindOf(file.kind)
  const named = [
    ...Object.keys(file.columns ?? {}),
    ...Object.keys(file.constants ?? {}),
    ...Object.keys(file.transforms ?? {}),
  ]
  const unknown = [...new Set(named)].filter((name) => name !== 'source' && columnOf(kind, name) === undefined)
  const twice = Object.keys(file.constants ?? {}).filter((name) => file.columns && Object.hasOwn(file.columns, name))
  return [
    ...unknown.map((name) => `Cannot map column "${name}" for "${file.file}": ${kind.id} has no such column`),
    ...twice.map(
      (name) => `Cannot map column "${name}" for "${file.file}": it has a column of the file and a constant`,
    ),
    ...Object.entries(file.transforms ?? {}).flatMap(([name, transforms]) => {
      const column = columnOf(kind, name)
      const found = transforms.flatMap((transform) => problemOf(transform, column))
      const counts = (['date', 'decimal', 'times', 'negate'] as const).filter(
        (one) => transforms.filter((transform) => transform.do === one).length > 1,
      )
      return [...found, ...counts.map((one) => `${one} is there twice`)].map(
        (problem) => `Cannot transform column "${name}" of "${file.file}": ${problem}`,
      )
    }),
  ]
}

function columnOf(kind: Kind, name: string): Column | undefined {
  return kind.columns.find((column) => column.name === name)
}

function problemOf(transform: Transform, column: Column | undefined): string[] {
  const type = column?.type ?? 'text'
  switch (transform.do) {
    case 'date': {
      if (type !== 'day') return ['a date form is for a day']
      const isKnown = isDayOrder(transform.form) || parseDateForm(transform.form) !== null
      return isKnown ? [] : [`"${transform.form}" is no date form; write DMY, MDY, YMD or one such as D MMM YYYY`]
    }
    case 'decimal':
      return type === 'amount' ? [] : ['a decimal sign is for an amount']
    case 'times':
      return type === 'amount' ? [] : ['only an amount can be multiplied']
    case 'negate':
      return type === 'amount' ? [] : ['only an amount has a sign to turn']
    case 'extract':
      return isPattern(transform.pattern)
        ? []
        : [`"${transform.pattern}" is no regular expression that can be used here`]
    case 'trim':
    case 'upper':
    case 'if-empty':
    case 'split':
    case 'look-up':
      return []
  }
}

/** Whether a regular expression means the same here and in the store that reads files: without looking around or back. */
export function isPattern(pattern: string): boolean {
  if (/\(\?(?:[=!]|<)/.test(pattern) || /\\(?:[1-9]|k)/.test(pattern)) return false
  try {
    // Throws on one that is none.
    new RegExp(pattern.replaceAll('(?P<', '(?<'), 'u')
    return true
  } catch {
    return false
  }
}

/** Whether a regular expression has a group to take. */
export function hasGroup(pattern: string): boolean {
  const plain = pattern.replaceAll(/\\./gs, '').replaceAll(/\[\^?\]?[^\]]*\]/g, '')
  return /\((?!\?)|\(\?P</.test(plain)
}
