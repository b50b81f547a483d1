import { constants } from 'node:fs'
import { copyFile, lstat, mkdir, readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { assertSpace } from './open-source.ts'
import { quoteValue } from './problem.ts'

/** An entry of a folder that is not copied: only regular files and links to files inside the folder are. */
export class FolderRefused extends Error {
  constructor(entry: string, what: string) {
    super(`Cannot copy ${quoteValue(entry)}: ${what}`)
    this.name = 'FolderRefused'
  }
}

interface Entry {
  readonly from: string
  readonly name: string
  readonly bytes: number
}

/**
 * Copies the files of a folder and its subfolders into an empty one, sharing blocks where the file system can. A link is
 * copied as the file it leads to, which must lie in the folder. Throws `FolderRefused`, and `FileRefused` 'no-space'.
 */
export async function copyFolder(folder: string, target: string, label: string, signal?: AbortSignal): Promise<void> {
  const root = await realpath(folder)
  const entries: Entry[] = []
  await listEntries(root, root, entries)
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  await assertSpace(target, bytes, label)
  for (const entry of entries) {
    signal?.throwIfAborted()
    const to = join(target, entry.name)
    await mkdir(join(to, '..'), { recursive: true })
    await copyFile(entry.from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
  }
}

async function listEntries(root: string, folder: string, entries: Entry[]): Promise<void> {
  for (const child of await readdir(folder)) {
    const path = join(folder, child)
    const name = relative(root, path)
    const own = await lstat(path)
    if (own.isDirectory()) {
      await listEntries(root, path, entries)
      continue
    }
    let from = path
    if (own.isSymbolicLink()) {
      from = await realpath(path).catch(() => '')
      if (!from.startsWith(root + sep)) throw new FolderRefused(name, 'it is a link that leads out of the folder')
    }
    const file = await stat(from)
    if (!file.isFile()) throw new FolderRefused(name, 'it is no regular file')
    entries.push({ from, name, bytes: file.size })
  }
}
