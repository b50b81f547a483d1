import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { SourceMapping } from '../../contract/source.ts'
import type { SourceFile } from '../../contract/source.ts'
import { kindOf, kinds } from '../../domain/kind.ts'
import type { Kind, KindId } from '../../domain/kind.ts'
import { isDataName, stemOf } from '../../ledger/read/file-format.ts'
import { listDataFiles } from '../../ledger/read/list-data-files.ts'
import { BookError } from '../error.ts'

/** What a person asks to be imported. */
export interface ImportRequest {
  /** The folder of files, or one file. */
  readonly path: string
  /** The folder with `source.json` or the `.sql` selects; null when `path` holds them or nothing is needed. */
  readonly sourceDirectory: string | null
  /** The kind of the one file; null to go by its name or the mapping. */
  readonly kind: string | null
  /** Name of the source; null for the one in `source.json`, else the folder of the selects, else `main`. */
  readonly sourceName: string | null
  /** Kinds of single files by name, for files whose names do not say them and that no mapping means. */
  readonly kinds?: Readonly<Record<string, string>>
  /** How the files are read, in the place of `source.json`; null or left out to go by that. */
  readonly mapping?: SourceMapping | null
}

/** One thing to read: files of a kind, or a select that makes its rows. */
export type ImportInput =
  | {
      readonly kind: Kind
      readonly path: string
      /** The file of an archive of several; null for any other. */
      readonly entry: string | null
      readonly label: string
      readonly mapping: SourceFile | null
    }
  | { readonly kind: Kind; readonly sql: string; readonly label: string }

export interface ImportPlan {
  readonly source: string
  /** Whether nobody named the source: `main` is only what it is called then. */
  readonly isUnnamed: boolean
  /** Currency of rows that name none; null for the base currency of the book. */
  readonly currency: string | null
  readonly folder: string
  /** In the order in which kinds refer to each other, then by name. */
  readonly inputs: readonly ImportInput[]
  /** Files in the folder that nothing asks for. */
  readonly ignored: readonly string[]
}

/** What stands beside data and is none: mappings, policies, and the problems of an earlier import. */
const notData = new Set(['source.json', 'policy.json', 'truth.json', 'problems.csv'])

/** A mapping of thousands of columns is a tenth of this; it is read whole by the process that serves people. */
const mappingBytes = 500_000

const kindList = kinds.map((kind) => kind.id).join(', ')

const standardName = /^([a-z]+)(?:[-_. ].*)?$/i

/** Decides which files become which kinds. Reads names and the mapping only; throws when there is nothing to import. */
export async function planImport(request: ImportRequest): Promise<ImportPlan> {
  const info = await stat(request.path).catch(() => null)
  if (!info) throw new BookError('not-found', `Cannot find "${request.path}": name a folder or a file`)
  const folder = info.isDirectory() ? request.path : dirname(request.path)
  const directory = request.sourceDirectory ?? folder
  if (!(await stat(directory).catch(() => null))?.isDirectory()) {
    throw new BookError('not-found', `Cannot find source folder "${directory}"`)
  }
  if (request.sourceName?.trim() === '') throw new BookError('usage', 'Cannot name a source "": pass --as <name>')
  const mapping = request.mapping ?? (await readMapping(directory))
  const names = info.isDirectory() ? (await readdir(folder)).toSorted() : [basename(request.path)]
  const selects = info.isDirectory() || request.sourceDirectory !== null ? await readSelects(directory) : []
  const named = request.sourceName ?? mapping?.source ?? (selects.length > 0 ? basename(join(directory)) : null)
  const inputs: ImportInput[] = [...selects]
  const ignored: string[] = []
  for (const { name, label, path, entry } of await listDataFiles(folder, names)) {
    const mapped = mappedBy(mapping?.files ?? [], name, request.kind)
    for (const file of mapped) inputs.push({ kind: kindOf(file.kind), path, entry, label, mapping: file })
    if (mapped.length > 0 || selects.length > 0 || notData.has(name)) continue
    const kind = request.kind ?? chosenKind(request.kinds, name) ?? (mapping?.files ? null : standardKind(name))
    if (kind === null || !(await stat(path)).isFile()) ignored.push(label)
    else inputs.push({ kind: kindOrThrow(kind), path, entry, label, mapping: null })
  }
  if (inputs.length === 0) {
    const advice = mapping?.files
      ? `source.json names ${mapping.files.map((file) => `"${file.file}"`).join(', ')}`
      : `name files <kind>.csv (kinds: ${kindList}), pass --kind for one file, or add a source.json`
    throw new BookError('bad-input', `Cannot find anything to import in "${request.path}": ${advice}`)
  }
  const order = new Map(kinds.map((kind, index) => [kind.id, index]))
  const place = (input: ImportInput): number => order.get(input.kind.id) ?? 0
  return {
    source: named ?? 'main',
    isUnnamed: named === null,
    currency: mapping?.currency ?? null,
    folder,
    inputs: inputs.toSorted((left, right) => place(left) - place(right)),
    ignored,
  }
}

/**
 * The kind each of these files of a folder would be read as, by its name or the mapping beside it; a file that is not among
 * them must be chosen a kind, or is none. A mapping that cannot be read says nothing here: the import says what is wrong.
 */
export async function kindsByFile(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, KindId>> {
  const mapping = await readMapping(folder).catch(() => null)
  const hasSelects = names.some((name) => name.toLowerCase().endsWith('.sql'))
  const found = names.map((name): readonly [string, KindId | null] => {
    const [mapped] = mappedBy(mapping?.files ?? [], name, null)
    if (mapped) return [name, mapped.kind]
    return [name, hasSelects || notData.has(name) || mapping?.files ? null : standardKind(name)]
  })
  return new Map(found.flatMap(([name, kind]) => (kind === null ? [] : [[name, kind] as const])))
}

function chosenKind(kindsOfFiles: ImportRequest['kinds'], name: string): string | null {
  return kindsOfFiles && Object.hasOwn(kindsOfFiles, name) ? (kindsOfFiles[name] ?? null) : null
}

function standardKind(name: string): KindId | null {
  const stem = isDataName(name) ? standardName.exec(stemOf(name))?.[1]?.toLowerCase() : undefined
  return kinds.find((kind) => kind.id === stem)?.id ?? null
}

function kindOrThrow(id: string): Kind {
  const kind = kinds.find((candidate) => candidate.id === id)
  if (kind) return kind
  throw new BookError('usage', `Cannot import kind "${id}": use one of ${kindList}`)
}

/** The entries of `source.json` that mean a file: by its name, or the one of its kind when a person says the kind. */
function mappedBy(files: readonly SourceFile[], name: string, kind: string | null): readonly SourceFile[] {
  const byName = files.filter((file) => matches(file.file, name) || matches(stemOf(file.file), stemOf(name)))
  if (byName.length > 0 || kind === null) return byName
  const ofKind = files.filter((file) => file.kind === kind)
  return ofKind.length === 1 ? ofKind : []
}

/** Whether a name is of a pattern with `*` for any run of characters. The pattern is a stranger's: no time grows with its stars. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.toLowerCase().split('*')
  const text = name.toLowerCase()
  const last = others.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  let from = first.length
  for (const part of others) {
    const at = text.indexOf(part, from)
    if (at === -1) return false
    from = at + part.length
  }
  return from + last.length <= text.length
}

async function readSelects(directory: string): Promise<ImportInput[]> {
  const names = (await readdir(directory)).filter((name) => name.toLowerCase().endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const kind = kinds.find((candidate) => candidate.id === name.slice(0, -4).toLowerCase())
      if (kind) return { kind, sql: await readFile(join(directory, name), 'utf8'), label: name }
      throw new BookError('bad-input', `Cannot run "${name}": name a select after the kind it makes, ${kindList}`)
    }),
  )
}

async function readMapping(directory: string): Promise<SourceMapping | null> {
  const path = join(directory, 'source.json')
  const found = await stat(path).catch(() => null)
  if (found && found.size > mappingBytes) {
    throw new BookError('too-large', `Cannot read "${path}": a mapping is ${String(mappingBytes)} bytes at most`)
  }
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new BookError('bad-input', `Cannot read "${path}": ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = SourceMapping.safeParse(json)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`)
  throw new BookError('bad-input', `Cannot use "${path}": ${issues.join('; ')}`)
}
