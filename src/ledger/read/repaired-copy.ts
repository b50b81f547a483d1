import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { assertSpace } from './open-source.ts'
import { FileRefused, quoteValue } from './problem.ts'

const blockBytes = 4 << 20
const spaceCheckEvery = 64 << 20

/** A copy being written beside the work: appended to in memory, flushed in blocks, watched for disk space. */
export interface RepairedCopy {
  readonly path: string
  append(bytes: Uint8Array): void
  flush(): Promise<void>
  /** Copies bytes [from, to) of another file; nothing may wait to be flushed. */
  copyFrom(path: string, from: number, to: number): Promise<void>
  close(): Promise<void>
  /** Closes and removes the copy. */
  discard(): Promise<void>
}

/** Starts a copy of which at least `expected` bytes will be written. Throws `FileRefused` 'no-space'. */
export async function createRepairedCopy(tempDir: string, label: string, expected: number): Promise<RepairedCopy> {
  await assertSpace(tempDir, expected, label)
  const path = join(tempDir, `prepared-${randomUUID()}.csv`)
  let handle: FileHandle | null = await open(path, 'wx', 0o600)
  let block = Buffer.allocUnsafe(1 << 16)
  let used = 0
  let unchecked = 0

  async function write(bytes: Uint8Array): Promise<void> {
    unchecked += bytes.length
    if (unchecked >= spaceCheckEvery) {
      unchecked = 0
      await assertSpace(tempDir, 0, label)
    }
    try {
      for (let at = 0; at < bytes.length && handle;) at += (await handle.write(bytes, at)).bytesWritten
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      throw new FileRefused('no-space', label, `Cannot write a copy of ${quoteValue(label)}: the disk is full`)
    }
  }

  const copy: RepairedCopy = {
    path,
    append(bytes) {
      if (used + bytes.length > block.length) {
        const grown = Buffer.allocUnsafe(Math.max(block.length * 2, used + bytes.length))
        grown.set(block.subarray(0, used))
        block = grown
      }
      block.set(bytes, used)
      used += bytes.length
    },
    async flush() {
      await write(block.subarray(0, used))
      used = 0
    },
    async copyFrom(from, start, end) {
      const source = await open(from)
      try {
        const buffer = Buffer.allocUnsafe(blockBytes)
        for (let at = start; at < end;) {
          const { bytesRead } = await source.read(buffer, 0, Math.min(blockBytes, end - at), at)
          if (bytesRead === 0) throw new Error(`Cannot read ${quoteValue(label)}: it became shorter while it was read`)
          await write(buffer.subarray(0, bytesRead))
          at += bytesRead
        }
      } finally {
        await source.close()
      }
    },
    async close() {
      await copy.flush()
      await handle?.close()
      handle = null
    },
    async discard() {
      await handle?.close()
      handle = null
      await rm(path, { force: true })
    },
  }
  return copy
}
