import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findSetting } from '../../records/setting.ts'
import type { RecordsView } from '../../records/records.ts'
import type { Ctx } from '../context.ts'

/** Name of the setting that turns the folder on; it holds `on` or `off`. */
export const inboxSetting = 'inbox'

/** The folder whose folders are sources. */
export function inboxFolderOf({ places }: Pick<Ctx, 'places'>): string {
  return places.inbox ?? join(places.data, 'inbox')
}

/** Whether files are taken from the folder: where the environment names one, or the book says so. */
export async function isInboxWatched(
  { places, records }: Pick<Ctx, 'places' | 'records'>,
  view: RecordsView = records.view,
): Promise<boolean> {
  return places.inbox !== null || (await findSetting(view, inboxSetting)) === 'on'
}

/** What becomes of files that were taken: they lie in a folder of that name, in that of their source. */
export const outcomes = ['done', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

const ownFolders: readonly string[] = ['working', ...outcomes]

/** Names that programs give to what they have not finished writing. */
const unfinished = /^\.|\.(?:part|partial|tmp|temp|crdownload|filepart|swp)$|~$/i

/** The mapping that stays in the folder of a source and goes with everything that comes there. */
export const mappingFile = 'source.json'

/** A file that lies in the folder of a source. */
export interface InboxFile {
  readonly name: string
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly changedAt: number
}

/** The folder of a source. */
export interface SourceFolder {
  readonly source: string
  readonly path: string
}

/** The folders of sources in the watched folder, by name; none where there is no such folder. Links are nobody's. */
export async function listSources(folder: string): Promise<SourceFolder[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const names = entries.filter((entry) => entry.isDirectory() && isSourceName(entry.name)).map(({ name }) => name)
  return names.toSorted().map((source) => ({ source, path: join(folder, source) }))
}

/** What has come into the folder of a source and was not taken yet, by name. */
export async function readFiles({ path }: SourceFolder): Promise<InboxFile[]> {
  const names = (await readdir(path)).filter((name) => !unfinished.test(name) && name !== mappingFile)
  const files = await Promise.all(
    names.toSorted().map(async (name): Promise<InboxFile[]> => {
      if (ownFolders.includes(name)) return []
      const found = await lstat(join(path, name)).catch(() => null)
      return found?.isFile() ? [{ name, bytes: found.size, changedAt: found.mtimeMs }] : []
    }),
  )
  return files.flat()
}

/** A source is called what an import would let it be called; hidden folders belong to somebody else. */
function isSourceName(name: string): boolean {
  return name.length <= 60 && name.trim() === name && !name.startsWith('.')
}

export function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
