import type { Kind } from '../../domain/kind.ts'
import type { Transform } from '../../domain/mapping/document.ts'
import { FileRefused, quoteValue } from './problem.ts'

/** Kind column -> the column of the file it is read from. Kind columns the file lacks are absent. */
export type ColumnMatch = ReadonlyMap<string, string>

/** The optional column every kind has: the source the row comes from. */
const sourceColumn = 'source'

/**
 * Finds each column of a kind in the header of a file. Without a mapping the header holds the kind's own names and
 * nothing else; with one (kind column -> file column) other columns of the file are left alone. Throws `FileRefused`
 * 'unknown-column' for a name that is not known and for required columns that are missing. `mayLack` names required
 * columns that are found elsewhere.
 */
export function matchColumns(
  header: readonly string[],
  kind: Kind,
  options: {
    readonly label: string
    readonly mapping?: Readonly<Record<string, string>>
    readonly mayLack?: readonly string[]
  },
): ColumnMatch {
  const { label, mapping, mayLack = [] } = options
  const known = [...kind.columns.map((column) => column.name), sourceColumn]
  const match = mapping ? matchMapping(header, kind, known, mapping, label) : matchNames(header, kind, known, label)
  const missing = kind.columns
    .filter((column) => column.required && !match.has(column.name) && !mayLack.includes(column.name))
    .map((column) => quoteValue(column.name))
  if (missing.length > 0) {
    const columns = missing.length === 1 ? 'column' : 'columns'
    const has = mapping ? 'the mapping does not name' : `its header is ${header.map(quoteValue).join(', ')} without`
    throw refuse(
      label,
      `Cannot read ${quoteValue(label)} as ${kind.id}: ${has} the required ${columns} ${missing.join(', ')}`,
    )
  }
  return match
}

/** Whether a file has the columns of an export of a book, whose values are written as a book writes them. */
export function isOwnHeader(header: readonly string[], kind: Kind): boolean {
  return header.join() === [sourceColumn, ...kind.columns.map(({ name }) => name)].join()
}

function matchNames(header: readonly string[], kind: Kind, known: readonly string[], label: string): ColumnMatch {
  const match = new Map<string, string>()
  for (const name of header) {
    const column = name.toLowerCase()
    if (!known.includes(column)) {
      throw refuse(
        label,
        `Cannot read column ${quoteValue(name)} of ${quoteValue(label)}: ${kind.id} has no such column${hint(column, known)}`,
      )
    }
    match.set(column, name)
  }
  return match
}

function matchMapping(
  header: readonly string[],
  kind: Kind,
  known: readonly string[],
  mapping: Readonly<Record<string, string>>,
  label: string,
): ColumnMatch {
  const match = new Map<string, string>()
  for (const [column, fileColumn] of Object.entries(mapping)) {
    if (!known.includes(column)) {
      throw refuse(
        label,
        `Cannot map column ${quoteValue(column)} for ${quoteValue(label)}: ${kind.id} has no such column${hint(column, known)}`,
      )
    }
    const found = header.find((name) => name === fileColumn) ?? header.find((name) => sameName(name, fileColumn))
    if (found === undefined) {
      const names = header.map(quoteValue).join(', ')
      const what = `Cannot find column ${quoteValue(fileColumn)}, mapped to ${quoteValue(column)}, in ${quoteValue(label)}`
      throw refuse(label, `${what}: its header is ${names}${hint(fileColumn, header)}`)
    }
    match.set(column, found)
  }
  return match
}

/** Throws when a transform of a column of the kind asks for a column that the file has not. */
export function assertTestsStand(
  header: readonly string[],
  label: string,
  column: string,
  transforms: readonly Transform[],
): void {
  for (const transform of transforms) {
    const asked = askedBy(transform)
    if (asked === undefined || header.some((name) => sameName(name, asked))) continue
    const what = `Cannot find column ${quoteValue(asked)}, which the ${transform.do} of ${quoteValue(column)} asks for, in ${quoteValue(label)}`
    throw refuse(label, `${what}: its header is ${header.map(quoteValue).join(', ')}${hint(asked, header)}`)
  }
}

/** The other column of the file that a transform asks for; undefined when it asks for none. */
function askedBy(transform: Transform): string | undefined {
  if (transform.do === 'times') return transform.column
  return transform.do === 'negate' ? transform.where?.column : undefined
}

function sameName(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase()
}

function refuse(label: string, message: string): FileRefused {
  return new FileRefused('unknown-column', label, message, 1)
}

function hint(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  return nearest === null ? '' : `. Did you mean ${quoteValue(nearest)}?`
}

/** The known name with the fewest edits; null when none is within half its letters. */
export function nearestName(name: string, known: readonly string[]): string | null {
  let nearest: string | null = null
  let least = Infinity
  for (const candidate of known) {
    const distance = editDistance(plain(name), plain(candidate))
    if (distance < least && distance * 2 <= Math.max(candidate.length, 2)) {
      nearest = candidate
      least = distance
    }
  }
  return nearest
}

function plain(name: string): string {
  return name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[\s_-]/g, '')
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
