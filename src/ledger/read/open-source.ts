import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, statfs } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { FileRefused, quoteValue } from './problem.ts'

const chunkBytes = 4 << 20
const mebibyte = 1 << 20
/** Compression ratio is judged only from here on: small files of one repeated line are honest. */
const ratioFrom = 64 * mebibyte
/** Room left on the disk whatever is written. */
const keepFree = 1024 * mebibyte

export interface SourceLimits {
  readonly label: string
  readonly tempDir: string
  /** Most bytes a gzip file may unpack to. */
  readonly maxBytes: number
  /** Most bytes out per byte in, judged after the first 64 MiB. */
  readonly maxRatio: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((bytesDone: number, bytesTotal: number) => void) | undefined
}

/** The text of a file in order, unpacked, with the hash and size of the file as the user gave it (valid at the end). */
export interface Source {
  readonly gzip: boolean
  /** Bytes on disk. */
  readonly bytes: number
  chunks(): AsyncGenerator<Buffer, void>
  sha256(): string
}

/** Opens a plain or gzip file, told apart by content. Throws `FileRefused` when there is none or it has no byte. */
export async function openSource(path: string, limits: SourceLimits): Promise<Source> {
  const { gzip, bytes } = await look(path, limits.label)
  const hash = createHash('sha256')
  let digest: string | null = null
  return {
    gzip,
    bytes,
    chunks: () => (gzip ? unpackedChunks(path, bytes, limits, hash) : plainChunks(path, bytes, limits, hash)),
    sha256: () => (digest ??= hash.digest('hex')),
  }
}

interface Sink {
  update(chunk: Buffer): unknown
}

async function look(path: string, label: string): Promise<{ gzip: boolean; bytes: number }> {
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
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return { gzip: bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b, bytes: stat.size }
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
      if (unpacked > limits.maxBytes) {
        const most = `more than ${limits.maxBytes} bytes`
        throw new FileRefused('gzip-too-large', label, `Cannot unpack ${quoteValue(label)}: it holds ${most}`)
      }
      const packed = Math.max(gunzip.bytesWritten, 1)
      if (unpacked > ratioFrom && unpacked / packed > limits.maxRatio) {
        const ratio = `${unpacked} bytes come out of ${packed}, over ${limits.maxRatio} times as many`
        throw new FileRefused('gzip-too-large', label, `Cannot unpack ${quoteValue(label)}: ${ratio}`)
      }
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
