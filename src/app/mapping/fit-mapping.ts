import type { SourceFile, SourceMapping } from '../../contract/source.ts'
import { mappedBy } from './name-files.ts'

/** A file to find the entries of a mapping for; `header` is asked for only where its name does not tell. */
export interface NamedFile {
  readonly name: string
  /** The columns of the file; null when it cannot be read. */
  readonly header: () => Promise<readonly string[] | null>
}

/** Columns that must be there for a header alone to tell which file of a mapping it is. */
const tellingColumns = 3

/** A mapping that fits files as they are, and which of them it knows. */
interface Fitted {
  readonly mapping: SourceMapping
  readonly known: readonly string[]
}

/**
 * A mapping for files that may be named otherwise than those it was made for: a file that it does not name is read by the entries
 * whose columns its header has. Where names are not trusted a file it names must have these columns too.
 */
export async function fitMapping(
  mapping: SourceMapping,
  files: readonly NamedFile[],
  { trustsNames }: { readonly trustsNames: boolean },
): Promise<Fitted> {
  const own = mapping.files ?? []
  const added: SourceFile[] = []
  const known: string[] = []
  for (const { name, header } of files) {
    const named = mappedBy(own, name, null)
    if (named.length > 0 && (trustsNames || hasColumns(named, (await header()) ?? []))) {
      known.push(name)
      continue
    }
    const entries = entriesFor(own, (await header()) ?? [])
    if (entries.length === 0) continue
    known.push(name)
    if (named.length === 0) added.push(...entries.map((entry) => ({ ...entry, file: name })))
  }
  return { mapping: added.length === 0 ? mapping : { ...mapping, files: [...own, ...added] }, known }
}

function hasColumns(entries: readonly SourceFile[], header: readonly string[]): boolean {
  const has = new Set(header.map((name) => name.trim().toLowerCase()))
  return entries.flatMap(columnsOf).every((name) => has.has(name))
}

/** The entries of one file of a mapping whose columns a header has; of several such files the one with the most columns. */
function entriesFor(files: readonly SourceFile[], header: readonly string[]): readonly SourceFile[] {
  const groups = Map.groupBy(files, ({ file }) => file)
  const fitting = [...groups.values()].flatMap((entries) => {
    const asked = new Set(entries.flatMap(columnsOf))
    return asked.size >= tellingColumns && hasColumns(entries, header) ? [{ entries, asked: asked.size }] : []
  })
  return fitting.toSorted((one, other) => other.asked - one.asked)[0]?.entries ?? []
}

/** The columns of the file that an entry reads. */
function columnsOf({ columns = {}, transforms = {} }: SourceFile): string[] {
  const tests = Object.values(transforms).flatMap((ofColumn) =>
    ofColumn.flatMap((transform) => {
      if (transform.do === 'times') return [transform.column]
      return transform.do === 'negate' && transform.where ? [transform.where.column] : []
    }),
  )
  return [...Object.values(columns), ...tests].map((name) => name.trim().toLowerCase())
}
