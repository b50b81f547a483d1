import { open, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { Archive, documentOf } from './archive.ts'
import { isZip } from './open-source.ts'
import { FileRefused } from './problem.ts'

/** A file to read: one of a folder, or one of an archive in it. */
export interface DataFile {
  /** The name it goes by, without folders. */
  readonly name: string
  /** The name shown to the user; that of a file in an archive of several begins with the archive. */
  readonly label: string
  readonly path: string
  /** The file of the archive; null when it is in none, or is the only one. */
  readonly entry: string | null
}

/**
 * The files that names of a folder stand for: a ZIP archive stands for the files in it. One that holds a single file goes by its
 * own name, and one that cannot be read stands for itself, so that whoever reads it says why.
 */
export async function listDataFiles(folder: string, names: readonly string[]): Promise<readonly DataFile[]> {
  const found = await Promise.all(
    names.map(async (name): Promise<readonly DataFile[]> => {
      const path = join(folder, name)
      const entries = await listEntries(path, name)
      if (entries.length < 2) return [{ name, label: name, path, entry: null }]
      return entries.map((entry) => ({ name: posix.basename(entry), label: `${name}/${entry}`, path, entry }))
    }),
  )
  return found.flat()
}

/** The files of an archive that may hold data; none when the file is no archive. */
export async function listEntries(path: string, name: string): Promise<readonly string[]> {
  if (!(await startsAsZip(path))) return []
  try {
    using archive = await Archive.open(path, name)
    return documentOf(archive) === null ? archive.dataNames : []
  } catch (error) {
    if (error instanceof FileRefused) return []
    throw error
  }
}

async function startsAsZip(path: string): Promise<boolean> {
  // A pipe would be waited for.
  if (!(await stat(path).catch(() => null))?.isFile()) return false
  const handle = await open(path).catch(() => null)
  if (handle === null) return false
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return isZip(buffer.toString('hex', 0, bytesRead))
  } finally {
    await handle.close()
  }
}
