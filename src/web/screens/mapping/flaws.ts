import type { SourceMapping } from '../../../contract/source.ts'
import { matchesName } from '../../../domain/mapping/file-pattern.ts'
import { entriesOf, type Overrides } from './edit-mapping.ts'
import type { FoundForm, InspectedFile, Reading } from './inspection.ts'

/** Something that must be settled before a file can be imported. */
export type Flaw =
  | { readonly about: 'file' | 'reading' | 'decimal' | 'date'; readonly message: string }
  | { readonly about: 'missing'; readonly column: string }

/** Below this a proposal is a guess that somebody must look at. */
const sureFrom = 0.6

/** What must be settled for one kind that a file is read as. */
export function flawsOf(reading: Reading | undefined): readonly Flaw[] {
  if (reading === undefined) return []
  const { problem, missing, decimal, dayOrder } = reading
  return [
    ...missing.map((column): Flaw => ({ about: 'missing', column })),
    // A column that is missing is a problem of the whole too: it is said once.
    ...(problem === null || missing.length > 0 ? [] : [{ about: 'reading', message: problem } as const]),
    ...formFlaw('decimal', decimal),
    ...formFlaw('date', dayOrder),
  ]
}

function formFlaw(about: 'decimal' | 'date', found: FoundForm | null): readonly Flaw[] {
  const problem = found?.problem ?? null
  return problem === null ? [] : [{ about, message: problem }]
}

/** What must be settled for a file; nothing for one that is left out. */
export function flawsOfFile({ problem, readings }: InspectedFile): readonly Flaw[] {
  return problem === null ? readings.flatMap((reading) => flawsOf(reading)) : [{ about: 'file', message: problem }]
}

/** Whether nothing of a file is read and nobody said that it shall be so. */
export function isUndecided(file: InspectedFile, mapping: SourceMapping, overrides: Overrides): boolean {
  const isSaid = Object.keys(overrides).some((pattern) => matchesName(pattern, file.name))
  return file.problem === null && entriesOf(mapping, file.name).length === 0 && !isSaid
}

/** What is done for accounts and owed to them. Freight has the account of its invoice, and stock without one is shared by all. */
const doneForAccounts: readonly string[] = ['events', 'hours', 'accruals']

/** Whether rows of the kind stand on no account where neither they nor invoices beside them name one. */
export function isOfAccounts(kind: string): boolean {
  return kind === 'lines' || doneForAccounts.includes(kind)
}

/** Whether its rows would stand on no account, in the totals and graded nowhere: neither they nor, for lines, invoices beside them name one. */
export function namesNoAccount(file: InspectedFile, files: readonly InspectedFile[]): boolean {
  const says = ({ columns }: Reading): boolean => columns.some(({ column }) => column === 'account')
  if (file.readings.some((reading) => doneForAccounts.includes(reading.kind) && !says(reading))) return true
  const lines = file.readings.filter(({ kind }) => kind === 'lines')
  const invoices = files.flatMap(({ readings }) => readings.filter(({ kind }) => kind === 'invoices'))
  return lines.length > 0 && ![...lines, ...invoices].some(says)
}

export function isUnsure(confidence: number): boolean {
  return confidence < sureFrom
}

/**
 * Whether somebody should look at how a file is read before it is imported: something is open, is a guess, or was found by other
 * signs than our own names and what was remembered.
 */
export function asksForALook(file: InspectedFile): boolean {
  if (file.readings.length === 0 || flawsOfFile(file).length > 0) return true
  const signs = file.readings.flatMap(({ columns }) => columns)
  return signs.some(
    ({ confidence, reason }) => isUnsure(confidence) || !['name', 'mapping', 'template'].includes(reason.by),
  )
}
