import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, statfs } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Archive, chosenEntry, documentOf } from './archive.ts'
import type { Packing } from './file-format.ts'
import { FileRefused, quoteValue } from './problem.ts'
import { assertUnpacked } from './unpack-limits.ts'
import type { UnpackLimits } from './unpack-limits.ts'

const chunkBytes = 4 << 20
const mebibyte = 1 << 20
/** Room left on the disk whatever is written. */
const keepFree = 1024 * mebibyte

export interface SourceLimits extends UnpackLimits {
  readonly tempDir: string
  /** The file of an archive that is meant. */
  readonly entry?: string | undefined
  readonly onProgress?: ((bytesDone: number, bytesTotal: number) => void) | undefined
}

/** The bytes of a file in order, unpacked, with the hash and size of the file as the user gave it (valid at the end). */
export interface Source {
  readonly packing: Packing
  /** Bytes on disk; of a file in an archive, its bytes there. */
  readonly bytes: number
  /** The name of the file in its archive; null when it is in none. */
  readonly entry: string | null
  chunks(): AsyncGenerator<Buffer, void>
  sha256(): string
}

/** Opens a plain, gzip or ZIP file, told apart by content. Throws `FileRefused` when there is none or it has no byte. */
export async function openSource(path: string, limits: SourceLimits): Promise<Source> {
  const { magic, bytes } = await look(path, limits.label)
  const hash = createHash('sha256')
  let digest: string | null = null
  const sha256 = (): string => (digest ??= hash.digest('hex'))
  if (isZip(magic)) {
    using archive = await Archive.open(path, limits.label)
    const document = documentOf(archive)
    if (document !== null && document !== 'workbook') refuseDocument(limits.label, document.is)
    if (document === null) {
      const entry = chosenEntry(archive, limits.entry, limits.label)
      const packed = archive.entries.get(entry)?.compressedSize ?? 0
      return { packing: 'zip', bytes: packed, entry, sha256, chunks: () => entryChunks(path, entry, limits, hash) }
    }
  }
  if (magic.startsWith('1f8b')) {
    return { packing: 'gzip', bytes, entry: null, sha256, chunks: () => unpackedChunks(path, bytes, limits, hash) }
  }
  return { packing: 'none', bytes, entry: null, sha256, chunks: () => plainChunks(path, bytes, limits, hash) }
}

/** Whether the first bytes, as hexadecimal digits, are those of a ZIP archive, which a workbook is too. */
export function isZip(magic: string): boolean {
  return magic.startsWith('504b0304') || magic.startsWith('504b0506')
}

function refuseDocument(label: string, what: string): never {
  const reason = `it is ${what}; save it as XLSX or as CSV`
  throw new FileRefused('not-text', label, `Cannot read ${quoteValue(label)}: ${reason}`)
}

interface Sink {
  update(chunk: Buffer): unknown
}

async function look(path: string, label: string): Promise<{ magic: string; bytes: number }> {
  const handle = await open(path).catch((error: unknown) => {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const reason = missing ? 'there is no such file' : (error as Error).message
    throw new FileRefused('no-such-file', label, `Cannot read ${quoteValue(label)}: ${reason}`)
  })
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) {
      throw new FileRefused('no-such-file', label, `Cannot read ${quoteValue(label)}: it is not a file`)
    }
    if (stat.size === 0) throw new FileRefused('empty-file', label, `Cannot read ${quoteValue(label)}: it is empty`)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return { magic: buffer.toString('hex', 0, bytesRead), bytes: stat.size }
  } finally {
    await handle.close()
  }
}

async function* plainChunks(
  path: string,
  bytes: number,
  limits: SourceLimits,
  hash: Sink,
): AsyncGenerator<Buffer, void> {
  const handle = await open(path)
  // Two buffers: while one chunk is scanned the next one is being read.
  const size = Math.min(chunkBytes, bytes)
  const buffers = [Buffer.allocUnsafe(size), Buffer.allocUnsafe(size)] as const
  let pending = handle.read(buffers[0], 0, size, 0)
  try {
    for (let done = 0, turn = 0; ; turn ^= 1) {
      limits.signal?.throwIfAborted()
      const { bytesRead, buffer } = await pending
      if (bytesRead === 0) return
      done += bytesRead
      pending = handle.read(buffers[turn === 0 ? 1 : 0], 0, size, done)
      const chunk = buffer.subarray(0, bytesRead)
      hash.update(chunk)
      yield chunk
      limits.onProgress?.(Math.min(done, bytes), bytes)
    }
  } finally {
    await pending.catch(() => undefined)
    await handle.close()
  }
}

async function* unpackedChunks(
  path: string,
  bytes: number,
  limits: SourceLimits,
  hash: Sink,
): AsyncGenerator<Buffer, void> {
  const label = limits.label
  const file = createReadStream(path, { highWaterMark: mebibyte })
  const gunzip = createGunzip({ chunkSize: mebibyte })
  const hashed = async function* (input: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
    for await (const chunk of input) {
      hash.update(chunk)
      yield chunk
    }
  }
  const piped = pipeline(file, hashed, gunzip)
  piped.catch(() => undefined)
  let unpacked = 0
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      limits.signal?.throwIfAborted()
      unpacked += chunk.length
      assertUnpacked(unpacked, gunzip.bytesWritten, 'gzip-too-large', limits)
      yield chunk
      limits.onProgress?.(Math.min(gunzip.bytesWritten, bytes), bytes)
    }
    await piped
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (!code.startsWith('Z_')) throw error
    const reason = code === 'Z_BUF_ERROR' ? 'it ends too early' : (error as Error).message
    throw new FileRefused(
      'gzip-damaged',
      label,
      `Cannot unpack ${quoteValue(label)}: the gzip data is damaged, ${reason}`,
    )
  } finally {
    gunzip.destroy()
    file.destroy()
    await piped.catch(() => undefined)
  }
}

async function* entryChunks(
  path: string,
  entry: string,
  limits: SourceLimits,
  hash: Sink,
): AsyncGenerator<Buffer, void> {
  using archive = await Archive.open(path, limits.label)
  const { compressedSize = 0, uncompressedSize = 0 } = archive.entries.get(entry) ?? {}
  let done = 0
  for await (const chunk of archive.read(entry, limits)) {
    hash.update(chunk)
    done += chunk.length
    yield chunk
    limits.onProgress?.(Math.round((done / Math.max(uncompressedSize, 1)) * compressedSize), compressedSize)
  }
}

/** Throws `FileRefused` 'no-space' when writing `needed` bytes would leave less than 1 GiB free in the folder. */
export async function assertSpace(folder: string, needed: number, label: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free - needed >= keepFree) return
  const figures = `${needed} bytes are needed and ${free} are free, of which ${keepFree} stay free`
  throw new FileRefused(
    'no-space',
    label,
    `Cannot write a copy of ${quoteValue(label)} in ${quoteValue(folder)}: ${figures}`,
  )
}
