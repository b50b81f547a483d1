import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SourceMapping } from '../../contract/source.ts'
import { listDataFiles } from '../../ledger/read/list-data-files.ts'
import type { DataFile } from '../../ledger/read/list-data-files.ts'
import { FileRefused } from '../../ledger/read/problem.ts'
import { readHead } from '../../ledger/read/read-head.ts'
import { findLastMapping } from '../../records/source-mapping.ts'
import type { RecordsView } from '../../records/records.ts'
import { fitMapping } from './fit-mapping.ts'
import { mayBeData } from './name-files.ts'

/** The mapping the book remembers for a source; null when it remembers none. */
export async function savedMapping(
  view: RecordsView,
  source: string,
): Promise<{ readonly document: SourceMapping; readonly version: number } | null> {
  const last = await findLastMapping(view, source)
  if (!last || last.document === null) return null
  return { document: SourceMapping.parse(last.document), version: last.version }
}

/** What the book remembers of how the files of a source are read, fitted to these files of a folder; null for nothing. */
export async function rememberedMapping(
  view: RecordsView,
  source: string,
  folder: string,
  names: readonly string[],
): ReturnType<typeof savedMapping> {
  const saved = await savedMapping(view, source)
  return saved && { document: await fitToFiles(saved.document, folder, names), version: saved.version }
}

/** A mapping for these files of a folder, found by name, else by their columns. */
export async function fitToFiles(
  document: SourceMapping,
  folder: string,
  names: readonly string[],
): Promise<SourceMapping> {
  const scratch = await mkdtemp(join(tmpdir(), 'bookvalue-look-'))
  try {
    const files = await listDataFiles(folder, names.filter(mayBeData))
    const named = files.map((file) => ({ name: file.name, header: () => headerOf(file, scratch) }))
    return (await fitMapping(document, named, { trustsNames: true })).mapping
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** The columns of a file; null when it cannot be read. */
async function headerOf({ path, label, entry }: DataFile, scratch: string): Promise<readonly string[] | null> {
  try {
    return (await readHead(path, { label, tempDir: scratch, entry: entry ?? undefined, rows: 1 })).header
  } catch (error) {
    if (error instanceof FileRefused) return null
    throw error
  }
}
