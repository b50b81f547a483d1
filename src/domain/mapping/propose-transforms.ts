import { kindOf } from '../kind.ts'
import type { KindId } from '../kind.ts'
import { fold } from '../fold.ts'
import type { Transform } from './document.ts'
import { currencyIn, wordyFormOf } from './profile.ts'
import type { FileColumn, ProposedColumn } from './propose-kind.ts'
import { choiceWords, currencyWords } from './words.ts'

/** What a file needs beside the names of its columns to be read. */
export interface Treatment {
  readonly columns: readonly ProposedColumn[]
  readonly transforms: Readonly<Record<string, readonly Transform[]>>
  readonly constants: Readonly<Record<string, string>>
}

const choiceByWord = new Map(
  Object.entries(choiceWords).flatMap(([choice, words]) =>
    words.split(';').map((word): [string, string] => [fold(word), choice]),
  ),
)

/**
 * What is done to the cells of proposed columns so that they can be read: words of programs for our own, days with names of
 * months, amounts with a currency sign in the cell, credit notes whose amounts are written without a minus. A column of choices
 * whose words nobody knows is left out.
 */
export function proposeTransforms(
  kindId: KindId,
  columns: readonly ProposedColumn[],
  file: readonly FileColumn[],
  rows: readonly (readonly string[])[],
): Treatment {
  const kind = kindOf(kindId)
  const transforms: Record<string, readonly Transform[]> = {}
  const constants: Record<string, string> = {}
  const kept: ProposedColumn[] = []
  for (const column of columns) {
    const values = file.find(({ name }) => name === column.from)?.profile.values ?? []
    const type = kind.columns.find(({ name }) => name === column.column)?.type ?? 'text'
    if (type === 'choice') {
      const allowed = kind.columns.find(({ name }) => name === column.column)?.choices ?? []
      const found = choiceTransform(values, allowed)
      if (found === null) continue
      if (found.length > 0) transforms[column.column] = found
    }
    if (type === 'currency') {
      const known = Object.fromEntries(values.flatMap((value) => currencyEntry(value)))
      if (Object.keys(known).length > 0) transforms[column.column] = [{ do: 'look-up', values: known }]
    }
    if (type === 'day') {
      const form = wordyForm(values)
      if (form !== null) transforms[column.column] = [{ do: 'date', form }]
    }
    if (type === 'amount') {
      const sign = currencyIn(values)
      if (sign !== null) {
        transforms[column.column] = [
          { do: 'extract', pattern: `[-(\u2212]?[0-9][0-9.,'\u2019 \u00a0\u202f]*[-)\u2212]?` },
        ]
        if (sign.code !== null && !columns.some((other) => other.column === 'currency'))
          constants['currency'] = sign.code
      }
    }
    if (column.times !== undefined) {
      transforms[column.column] = [...(transforms[column.column] ?? []), { do: 'times', column: column.times }]
    }
    kept.push(column)
  }
  const type = kept.find(({ column }) => column === 'type')
  if (type !== undefined) {
    const credits = creditValues(type, file)
    for (const name of ['net', 'tax', 'gross', 'quantity']) {
      const amount = kept.find(({ column }) => column === name)
      const factors = amount === undefined ? [] : [amount.from, ...(amount.times === undefined ? [] : [amount.times])]
      const areUnsigned = factors.every((one) => isUnsigned(one, type.from, credits, file, rows))
      if (factors.length === 0 || !areUnsigned) continue
      const negate: Transform = { do: 'negate', where: { column: type.from, values: credits } }
      transforms[name] = [...(transforms[name] ?? []), negate]
    }
  }
  const hasCurrency = kind.columns.some(({ name }) => name === 'currency')
  return { columns: kept, transforms, constants: hasCurrency ? constants : {} }
}

/** How the words of a column of choices become ours: nothing to do where they are; null where none of them is known. */
function choiceTransform(values: readonly string[], allowed: readonly string[]): readonly Transform[] | null {
  const meant = values.map((value): [string, string | undefined] => [value.trim(), choiceOf(value, allowed)])
  const known = meant.flatMap(([value, choice]) => (choice === undefined ? [] : [[value, choice] as const]))
  if (known.length === 0) return null
  if (meant.every(([value, choice]) => choice === value.toLowerCase())) return []
  const hasOthers = known.length < meant.length
  return [{ do: 'look-up', values: Object.fromEntries(known), ...(hasOthers ? { otherwise: '' } : {}) }]
}

function choiceOf(value: string, allowed: readonly string[]): string | undefined {
  const word = fold(value)
  if (word !== '' && allowed.includes(word)) return word
  const choice = choiceByWord.get(word)
  return choice !== undefined && allowed.includes(choice) ? choice : undefined
}

function currencyEntry(value: string): readonly (readonly [string, string])[] {
  const code = currencyWords[value.trim().toLowerCase()]
  return code === undefined ? [] : [[value.trim(), code]]
}

/** The form most days of a column are written in with the name of the month; null where they are written in digits. */
function wordyForm(values: readonly string[]): string | null {
  const forms = values.flatMap((value) => wordyFormOf(value) ?? [])
  const [first] = forms
  return first !== undefined && forms.length * 2 > values.length ? first : null
}

/** The values of the column of types that mean a credit note. */
function creditValues(type: ProposedColumn, file: readonly FileColumn[]): string[] {
  const values = file.find(({ name }) => name === type.from)?.profile.values ?? []
  return values.filter((value) => choiceOf(value, ['credit_note']) !== undefined).map((value) => value.trim())
}

/** Whether the credit notes among the rows carry amounts, and none of them a minus. */
function isUnsigned(
  amount: string,
  type: string,
  credits: readonly string[],
  file: readonly FileColumn[],
  rows: readonly (readonly string[])[],
): boolean {
  const at = (name: string): number => file.findIndex((own) => own.name === name)
  const [amountAt, typeAt] = [at(amount), at(type)]
  const amounts = rows.filter((row) => credits.includes((row[typeAt] ?? '').trim())).map((row) => row[amountAt] ?? '')
  return amounts.some((cell) => /[1-9]/.test(cell)) && !amounts.some((cell) => /[-\u2212(]/.test(cell))
}
