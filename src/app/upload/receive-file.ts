import { open, rename, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { BookError } from '../error.ts'
import { partOf } from './upload.ts'

/** Bytes that may still come. */
interface Room {
  readonly inFile: number
  readonly inUpload: number
}

/**
 * Writes a stream into a folder under a name that has been checked. The name appears, or takes the place of the file of that
 * name, when all of it is there; of a stream that breaks off nothing stays.
 */
export async function receiveFile(
  folder: string,
  name: string,
  body: AsyncIterable<Uint8Array>,
  room: Room,
): Promise<number> {
  const part = join(folder, partOf(randomUUID()))
  // `wx` follows no link and opens nothing that is there.
  const handle = await open(part, 'wx', 0o600)
  try {
    let bytes = 0
    for await (const piece of body) {
      bytes += piece.byteLength
      if (bytes > room.inFile) throw tooLarge(name, 'a file', room.inFile)
      if (bytes > room.inUpload) throw tooLarge(name, 'what is left of this upload', room.inUpload)
      await handle.writeFile(piece)
    }
    // Here, where nobody counts the seconds: whoever asks for the import of it must not wait for a large one.
    await handle.sync()
    await handle.close()
    await rename(part, join(folder, name))
    return bytes
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(part, { force: true })
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
      throw new BookError('too-large', `Cannot take "${name}": there is no room left on the disk of the book`)
    }
    throw error
  }
}

function tooLarge(name: string, what: string, limit: number): BookError {
  return new BookError('too-large', `Cannot take "${name}": ${what} is ${String(limit)} bytes at most`)
}
