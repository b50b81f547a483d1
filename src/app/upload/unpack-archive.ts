import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { Archive } from '../../ledger/read/archive.ts'
import { listEntries } from '../../ledger/read/list-data-files.ts'
import { FileRefused } from '../../ledger/read/problem.ts'
import { BookError } from '../error.ts'
import { fileNameOf } from './file-name.ts'
import { receiveFile } from './receive-file.ts'
import { partOf } from './upload.ts'

/** Most bytes out of an archive per byte in, judged after the first 64 MiB: an export is packed to a tenth, not to a thousandth. */
const mostRatio = 200

interface Room {
  readonly inFile: number
  readonly inUpload: number
  readonly files: number
}

/**
 * Puts the files of an archive of several in the place of the archive: from then on each is a file of the upload like any other.
 * An archive of one file stays as it is. Of one that is refused nothing stays. `check` throws for a name that may not come.
 */
export async function unpackArchive(
  folder: string,
  name: string,
  room: Room,
  check: (name: string) => void,
): Promise<void> {
  const path = join(folder, name)
  const entries = await listEntries(path, name)
  if (entries.length < 2) return
  // All of them come, or none does: until the last is there, none takes the place of a file that was there.
  const aside = join(folder, partOf(randomUUID()))
  try {
    if (entries.length > room.files) {
      throw new BookError(
        'too-large',
        `Cannot take "${name}": it holds ${String(entries.length)} files, too many for an upload`,
      )
    }
    const members = nameMembers(entries, name)
    await mkdir(aside, { mode: 0o700 })
    {
      using archive = await Archive.open(path, name)
      let left = room.inUpload
      for (const [member, entry] of members) {
        check(member)
        const limits = { label: `${name}/${entry}`, maxBytes: room.inFile, maxRatio: mostRatio }
        left -= await receiveFile(aside, member, archive.read(entry, limits), { inFile: room.inFile, inUpload: left })
      }
    }
    // First, for a file in it may have its name.
    await rm(path)
    for (const member of members.keys()) await rename(join(aside, member), join(folder, member))
  } catch (error) {
    await rm(path, { force: true })
    throw error instanceof FileRefused ? new BookError('bad-input', error.message) : error
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** The files of an archive by the names they get. Throws when two of them would get one. */
function nameMembers(entries: readonly string[], archive: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>()
  for (const entry of entries) {
    const member = memberName(entry, entries)
    if (members.has(member)) {
      throw new BookError('bad-input', `Cannot take "${archive}": two files in it have the name "${member}"`)
    }
    members.set(member, entry)
  }
  return members
}

/** The name of a file without its folders, where no other file of the archive has it. */
function memberName(entry: string, entries: readonly string[]): string {
  const name = posix.basename(entry)
  const isAlone = entries.every((other) => other === entry || posix.basename(other) !== name)
  return fileNameOf(isAlone ? name : entry.replaceAll('/', '-'))
}
