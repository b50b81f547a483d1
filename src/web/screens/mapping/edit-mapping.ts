import type { SourceFile, SourceMapping } from '../../../contract/source.ts'
import { matchesName, patternFor } from '../../../domain/mapping/file-pattern.ts'
import type { InspectedFile, Reading } from './inspection.ts'

/**
 * What somebody decided about files, by the pattern that names them: entries that stand in place of the proposed ones. None at
 * all leaves the files out.
 */
export type Overrides = Readonly<Record<string, readonly SourceFile[]>>

/** What a column of a kind is read from: a column of the file, one value for every row, or nothing. */
export type Origin = { readonly from: string } | { readonly constant: string } | null

/** The proposed mapping with what somebody decided in the place of what was proposed for the same files. */
export function withOverrides(mapping: SourceMapping, overrides: Overrides, names: readonly string[]): SourceMapping {
  const decided = names.filter((name) => Object.keys(overrides).some((pattern) => matchesName(pattern, name)))
  const files = mapping.files ?? []
  const kept = files.filter(
    ({ file }) => !Object.hasOwn(overrides, file) && !decided.some((name) => matchesName(file, name)),
  )
  return { ...mapping, files: [...kept, ...Object.values(overrides).flat()] }
}

/** The entries that say how a file is read, one for each kind it holds. */
export function entriesOf(mapping: SourceMapping, name: string): readonly SourceFile[] {
  return (mapping.files ?? []).filter(({ file }) => matchesName(file, name))
}

/** The pattern under which a file is decided about: that of its entries, else its name. */
export function patternOf(mapping: SourceMapping, name: string): string {
  return entriesOf(mapping, name)[0]?.file ?? name
}

/** An entry that says of every column where it is read from, as the server found it; one that said so already stays. */
export function writtenOut(entry: SourceFile, reading: Reading): SourceFile {
  if (entry.columns !== undefined) return entry
  const columns = reading.columns.flatMap(({ column, from }) => (from === null ? [] : [[column, from] as const]))
  return { ...entry, columns: Object.fromEntries(columns) }
}

/** Whether an entry reads a column that the file has not, or does not say yet where columns are read from. */
export function lacksColumns({ columns }: SourceFile, file: Pick<InspectedFile, 'columns'>): boolean {
  const from = Object.values(columns ?? {})
  const isGone = (name: string) => file.columns.every((column) => column.name !== name)
  return file.columns.length > 0 && columns !== undefined && (from.length === 0 || from.some(isGone))
}

export function originOf({ columns, constants }: SourceFile, column: string): Origin {
  const constant = constants?.[column]
  if (constant !== undefined) return { constant }
  const from = columns?.[column]
  return from === undefined ? null : { from }
}

/** The entry with another origin of one column; its steps go with what they were made for. */
export function setOrigin(entry: SourceFile, column: string, origin: Origin): SourceFile {
  const isSame = origin !== null && 'from' in origin
  return tidied({
    ...entry,
    columns: {
      ...without(entry.columns, column),
      ...(origin !== null && 'from' in origin ? { [column]: origin.from } : {}),
    },
    constants: {
      ...without(entry.constants, column),
      ...(origin !== null && 'constant' in origin ? { [column]: origin.constant } : {}),
    },
    transforms: isSame ? entry.transforms : without(entry.transforms, column),
  })
}

type Steps = NonNullable<SourceFile['transforms']>[string]
/** One thing that is done to the cells of a column. */
export type Step = Steps[number]

/** What is done to the cells of a column, in order; none when nothing is. */
export function stepsOf(entry: SourceFile, column: string): Steps {
  return entry.transforms?.[column] ?? []
}

export function setSteps(entry: SourceFile, column: string, steps: Steps): SourceFile {
  const others = without(entry.transforms, column)
  return tidied({ ...entry, transforms: steps.length === 0 ? others : { ...others, [column]: steps } })
}

/** How the values of a file are written; undefined for what is to be found out. */
export type Forms = Pick<SourceFile, 'encoding' | 'delimiter' | 'sheet' | 'decimal' | 'date'>

export function setForms(entry: SourceFile, forms: Forms): SourceFile {
  return tidied({ ...entry, ...forms })
}

/** Whether an entry says more than what the files are named after: what is worth remembering. */
export function saysSomething({
  columns,
  constants,
  transforms,
  encoding,
  delimiter,
  sheet,
  decimal,
  date,
}: SourceFile): boolean {
  return [columns, constants, transforms, encoding, delimiter, sheet, decimal, date].some((part) => part !== undefined)
}

/** What is seen of how the values of a file are written. */
interface Seen {
  readonly name: string
  readonly readings: readonly Pick<Reading, 'kind' | 'decimal' | 'dayOrder'>[]
}

/**
 * The mapping with the decimal sign and the order of days that the values showed: the next file may be so short that its own
 * values do not show them. Files of one name that are written in two ways stay as they are.
 */
export function withFoundForms(mapping: SourceMapping, files: readonly Seen[]): SourceMapping {
  const stated = (entry: SourceFile): SourceFile => {
    if (!saysSomething(entry)) return entry
    const readings = files
      .filter(({ name }) => matchesName(entry.file, name))
      .flatMap((file) => file.readings.filter(({ kind }) => kind === entry.kind))
    const decimal = entry.decimal ?? shownForm(readings.map((reading) => reading.decimal))
    const date = entry.date ?? shownForm(readings.map((reading) => reading.dayOrder))
    return tidied({ ...entry, decimal, date })
  }
  return { ...mapping, files: (mapping.files ?? []).map(stated) }
}

/** The one form that the values of all readings show; undefined when they show none, or not the same. */
function shownForm<T>(found: readonly ({ readonly form: T | null; readonly by: string } | null)[]): T | undefined {
  const [form, ...others] = new Set(found.map((one) => (one?.by === 'values' ? one.form : null)))
  return others.length === 0 ? (form ?? undefined) : undefined
}

/**
 * The mapping to remember: what was imported by, with the saved entries of other files. The next file of a name with digits, such
 * as `sales-2026-10.csv`, has other digits.
 */
export function toRemember(used: SourceMapping, saved: SourceMapping | null, names: readonly string[]): SourceMapping {
  const files = (used.files ?? []).map((entry) => ({ ...entry, file: patternFor(entry.file, names) }))
  const others = (saved?.files ?? []).filter(
    ({ file }) => !files.some((entry) => entry.file === file) && !names.some((name) => matchesName(file, name)),
  )
  return { ...used, files: [...others, ...files] }
}

function without<T>(record: Readonly<Record<string, T>> | undefined, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record ?? {}).filter(([key]) => key !== name))
}

/** Without parts that say nothing; columns stay, for an entry without them reads columns of our own names. */
export function tidied(entry: SourceFile): SourceFile {
  const said = Object.entries(entry).filter(
    ([part, value]) =>
      value !== undefined && (part === 'columns' || typeof value !== 'object' || Object.keys(value).length > 0),
  )
  return Object.fromEntries(said) as SourceFile
}
