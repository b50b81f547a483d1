import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { assertSpace, openSource } from './open-source.ts'
import type { SourceLimits } from './open-source.ts'
import { FileRefused, quoteValue } from './problem.ts'

/** A file that is read at any place, unpacked where it was packed. Dispose of it to remove what was unpacked. */
export interface RandomAccessFile extends AsyncDisposable {
  readonly path: string
  /** Size of the file as the user gave it. */
  readonly bytes: number
  /** Hash of the file as the user gave it; reads it whole where it was not packed. */
  sha256(): Promise<string>
}

/** Writes a file that is packed to the temporary folder; of any other gives the place where it is. */
export async function randomAccess(path: string, limits: SourceLimits): Promise<RandomAccessFile> {
  const source = await openSource(path, limits)
  if (source.packing === 'none') {
    const sha256 = async (): Promise<string> => {
      for await (const chunk of source.chunks()) void chunk
      return source.sha256()
    }
    return { path, bytes: source.bytes, sha256, [Symbol.asyncDispose]: () => Promise.resolve() }
  }
  const { tempDir, label } = limits
  await assertSpace(tempDir, source.bytes, label)
  const unpacked = join(tempDir, `unpacked-${randomUUID()}`)
  const remove = (): Promise<void> => rm(unpacked, { force: true })
  const handle = await open(unpacked, 'wx', 0o600)
  let unchecked = 0
  try {
    for await (const chunk of source.chunks()) {
      for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten
      unchecked += chunk.length
      if (unchecked < 64 << 20) continue
      unchecked = 0
      await assertSpace(tempDir, 0, label)
    }
    await handle.close()
    const sha256 = (): Promise<string> => Promise.resolve(source.sha256())
    return { path: unpacked, bytes: source.bytes, sha256, [Symbol.asyncDispose]: remove }
  } catch (error) {
    await handle.close().catch(() => undefined)
    await remove()
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    throw new FileRefused('no-space', label, `Cannot unpack ${quoteValue(label)}: the disk is full`)
  }
}
