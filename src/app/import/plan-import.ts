import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { SourceFile, SourceMapping } from '../../contract/source.ts'
import { kindOf, kinds } from '../../domain/kind.ts'
import type { Kind } from '../../domain/kind.ts'
import { listDataFiles } from '../../ledger/read/list-data-files.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { mappedBy, mayBeData, standardKind } from '../mapping/name-files.ts'
import { assertMeant, readMapping } from '../mapping/read-mapping.ts'
import { rememberedMapping } from '../mapping/remembered-mapping.ts'

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
  /** How the files are read, in the place of `source.json`; null or left out to go by that, else by what the book remembers of the source. */
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
  /** Where it stands how the files are read, for the audit; null where they have our own names. */
  readonly mappedBy: { readonly by: 'given' | 'source.json' | 'saved'; readonly version: number | null } | null
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

/** What a source is called that nobody names. */
const unnamed = 'main'

const kindList = kinds.map((kind) => kind.id).join(', ')

/**
 * Decides which files become which kinds. Reads names and the mapping, and headers where a remembered mapping knows a file by no
 * other means; throws when there is nothing to import.
 */
export async function planImport({ records }: Pick<Ctx, 'records'>, request: ImportRequest): Promise<ImportPlan> {
  const info = await stat(request.path).catch(() => null)
  if (!info) throw new BookError('not-found', `Cannot find "${request.path}": name a folder or a file`)
  const folder = info.isDirectory() ? request.path : dirname(request.path)
  const directory = request.sourceDirectory ?? folder
  if (!(await stat(directory).catch(() => null))?.isDirectory()) {
    throw new BookError('not-found', `Cannot find source folder "${directory}"; the name of a source is said with --as`)
  }
  if (request.sourceName?.trim() === '') throw new BookError('usage', 'Cannot name a source "": pass --as <name>')
  const stated = request.mapping ?? (await readMapping(directory))
  if (stated) assertMeant(stated)
  const names = info.isDirectory() ? (await readdir(folder)).toSorted() : [basename(request.path)]
  const selects = info.isDirectory() || request.sourceDirectory !== null ? await readSelects(directory) : []
  const remembered =
    stated !== null || request.sourceName === null || selects.length > 0
      ? null
      : await rememberedMapping(records.view, request.sourceName, folder, names)
  const mapping = stated ?? remembered?.document ?? null
  const named =
    request.sourceName ?? namedBy(request, stated) ?? (selects.length > 0 ? basename(join(directory)) : null)
  const inputs: ImportInput[] = [...selects]
  const ignored: string[] = []
  for (const { name, label, path, entry } of await listDataFiles(folder, names)) {
    const mapped = mappedBy(mapping?.files ?? [], name, request.kind)
    for (const file of mapped) inputs.push({ kind: kindOf(file.kind), path, entry, label, mapping: file })
    if (mapped.length > 0 || selects.length > 0 || !mayBeData(name)) continue
    const kind = request.kind ?? chosenKind(request.kinds, name) ?? (stated?.files ? null : standardKind(name))
    if (kind === null || !(await stat(path)).isFile()) ignored.push(label)
    else inputs.push({ kind: kindOrThrow(kind), path, entry, label, mapping: null })
  }
  if (inputs.length === 0) {
    const advice = stated?.files
      ? `the mapping names ${stated.files.map((file) => `"${file.file}"`).join(', ')}`
      : `nothing says what it holds. Import such a file once on screen, where its columns are mapped and remembered for the source; or name files after their kind (${kindList}), state the kind of a single file, or put a source.json beside them`
    throw new BookError('bad-input', `Cannot find anything to import in "${request.path}": ${advice}`)
  }
  const order = new Map(kinds.map((kind, index) => [kind.id, index]))
  const place = (input: ImportInput): number => order.get(input.kind.id) ?? 0
  return {
    source: named ?? unnamed,
    mappedBy: mappedByOf(request, stated, remembered),
    isUnnamed: named === null,
    currency: mapping?.currency ?? null,
    folder,
    inputs: inputs.toSorted((left, right) => place(left) - place(right) || isBeside(left) - isBeside(right)),
    ignored,
  }
}

function mappedByOf(
  { mapping }: ImportRequest,
  stated: SourceMapping | null,
  remembered: { readonly version: number } | null,
): ImportPlan['mappedBy'] {
  if (stated !== null) return { by: mapping ? 'given' : 'source.json', version: null }
  return remembered && { by: 'saved', version: remembered.version }
}

/** The name a mapping gives the source. One that is only proposed calls it `main`, as it is called when nobody names it. */
function namedBy({ mapping }: ImportRequest, stated: SourceMapping | null): string | null {
  return stated === null || (mapping && mapping.source === unnamed) ? null : stated.source
}

/** 1 for a file of something else that names rows of the kind: a file of the kind itself says more of them, and comes first. */
function isBeside(input: ImportInput): 0 | 1 {
  return !('sql' in input) && input.mapping?.distinct === true ? 1 : 0
}

function chosenKind(kindsOfFiles: ImportRequest['kinds'], name: string): string | null {
  return kindsOfFiles && Object.hasOwn(kindsOfFiles, name) ? (kindsOfFiles[name] ?? null) : null
}

function kindOrThrow(id: string): Kind {
  const kind = kinds.find((candidate) => candidate.id === id)
  if (kind) return kind
  throw new BookError('usage', `Cannot import kind "${id}": use one of ${kindList}`)
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
