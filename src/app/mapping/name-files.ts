import type { SourceFile } from '../../contract/source.ts'
import { kinds } from '../../domain/kind.ts'
import type { KindId } from '../../domain/kind.ts'
import { matchesName } from '../../domain/mapping/file-pattern.ts'
import { isDataName, stemOf } from '../../ledger/read/file-format.ts'
import { readMapping } from './read-mapping.ts'

/** What stands beside data and is none: mappings, policies, and the problems of an earlier import. */
const notData = new Set(['source.json', 'policy.json', 'truth.json', 'problems.csv'])

const standardName = /^([a-z]+)(?:[-_. ].*)?$/i

/** Whether a file of a folder may be data by its name. */
export function mayBeData(name: string): boolean {
  return !notData.has(name) && !isSelectName(name)
}

export function isSelectName(name: string): boolean {
  return name.toLowerCase().endsWith('.sql')
}

/** The kind a file is named after; null when it is named after none. */
export function standardKind(name: string): KindId | null {
  const stem = isDataName(name) && !notData.has(name) ? standardName.exec(stemOf(name))?.[1]?.toLowerCase() : undefined
  return kinds.find((kind) => kind.id === stem)?.id ?? null
}

/** The entries of a mapping that mean a file: by its name, or the one of its kind when a person says the kind. */
export function mappedBy(files: readonly SourceFile[], name: string, kind: string | null): readonly SourceFile[] {
  const byName = files.filter((file) => matchesName(file.file, name) || matchesName(stemOf(file.file), stemOf(name)))
  if (byName.length > 0 || kind === null) return byName
  const ofKind = files.filter((file) => file.kind === kind)
  return ofKind.length === 1 ? ofKind : []
}

/**
 * The kind each of these files of a folder would be read as, by its name or the mapping beside it; a file that is not among
 * them must be chosen a kind, or is none. A mapping that cannot be read says nothing here: the import says what is wrong.
 */
export async function kindsByFile(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, KindId>> {
  const mapping = await readMapping(folder).catch(() => null)
  const hasSelects = names.some(isSelectName)
  const found = names.map((name): readonly [string, KindId | null] => {
    const [mapped] = mappedBy(mapping?.files ?? [], name, null)
    if (mapped) return [name, mapped.kind]
    return [name, hasSelects || mapping?.files ? null : standardKind(name)]
  })
  return new Map(found.flatMap(([name, kind]) => (kind === null ? [] : [[name, kind] as const])))
}
