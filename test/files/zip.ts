import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'

// ZIP archives as programs write them, and as nobody should.

export interface ZipMember {
  readonly name: string
  readonly content: string | Buffer
  /** Whether to say that it is encrypted, which this writer does not do. */
  readonly isEncrypted?: boolean
  /** Bytes it is said to unpack to, and the sum it is said to have, in place of the true ones. */
  readonly statedBytes?: number
  readonly statedSum?: number
  /** 8 for Deflate, which is how the bytes are packed whatever is said. */
  readonly method?: number
}

/** A whole archive in memory. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const member of members) {
    const content = Buffer.from(member.content)
    const packed = deflateRawSync(content)
    const head: Head = {
      name: member.name,
      sum: member.statedSum ?? crc32(content),
      packed: packed.length,
      bytes: member.statedBytes ?? content.length,
      flags: member.isEncrypted ? 1 : 0,
      method: member.method ?? 8,
    }
    const local = localHead(head)
    list.push(listedHead(head, offset))
    parts.push(local, packed)
    offset += local.length + packed.length
  }
  return Buffer.concat([...parts, ...list, listEnd(list, offset)])
}

/** Writes an archive member by member, each in pieces, so that it may be larger than memory. */
export async function writeZip(
  path: string,
  members: readonly { readonly name: string; readonly pieces: Iterable<string> }[],
): Promise<void> {
  const out = createWriteStream(path)
  const list: Buffer[] = []
  let offset = 0
  const write = async (bytes: Buffer): Promise<void> => {
    offset += bytes.length
    if (!out.write(bytes)) await once(out, 'drain')
  }
  for (const { name, pieces } of members) {
    const start = offset
    // The sizes stand behind the bytes: they are not known before.
    const flags = 8
    await write(localHead({ name, sum: 0, packed: 0, bytes: 0, flags, method: 8 }))
    const head = { name, sum: 0, packed: 0, bytes: 0, flags, method: 8 }
    const measured = function* (): Generator<Buffer> {
      for (const piece of pieces) {
        const bytes = Buffer.from(piece)
        head.sum = crc32(bytes, head.sum)
        head.bytes += bytes.length
        yield bytes
      }
    }
    const packer = Readable.from(measured()).pipe(createDeflateRaw({ level: 1 }))
    for await (const bytes of packer as AsyncIterable<Buffer>) {
      head.packed += bytes.length
      await write(bytes)
    }
    const sizes = Buffer.alloc(16)
    sizes.writeUInt32LE(0x08074b50, 0)
    sizes.writeUInt32LE(head.sum, 4)
    sizes.writeUInt32LE(head.packed, 8)
    sizes.writeUInt32LE(head.bytes, 12)
    await write(sizes)
    list.push(listedHead(head, start))
  }
  out.end(Buffer.concat([...list, listEnd(list, offset)]))
  await finished(out)
}

interface Head {
  readonly name: string
  readonly sum: number
  readonly packed: number
  readonly bytes: number
  readonly flags: number
  readonly method: number
}

function localHead(head: Head): Buffer {
  const bytes = Buffer.alloc(30)
  bytes.writeUInt32LE(0x04034b50, 0)
  writeShared(bytes, 4, head)
  return Buffer.concat([bytes, Buffer.from(head.name)])
}

function listedHead(head: Head, offset: number): Buffer {
  const bytes = Buffer.alloc(46)
  bytes.writeUInt32LE(0x02014b50, 0)
  bytes.writeUInt16LE(20, 4)
  writeShared(bytes, 6, head)
  bytes.writeUInt32LE(offset, 42)
  return Buffer.concat([bytes, Buffer.from(head.name)])
}

function writeShared(bytes: Buffer, at: number, { name, sum, packed, bytes: size, flags, method }: Head): void {
  const nameInUtf8 = 0x800
  bytes.writeUInt16LE(20, at)
  bytes.writeUInt16LE(flags | nameInUtf8, at + 2)
  bytes.writeUInt16LE(method, at + 4)
  bytes.writeUInt32LE(sum, at + 10)
  bytes.writeUInt32LE(packed, at + 14)
  bytes.writeUInt32LE(size, at + 18)
  bytes.writeUInt16LE(Buffer.byteLength(name), at + 22)
}

function listEnd(list: readonly Buffer[], offset: number): Buffer {
  const bytes = Buffer.alloc(22)
  bytes.writeUInt32LE(0x06054b50, 0)
  bytes.writeUInt16LE(list.length, 8)
  bytes.writeUInt16LE(list.length, 10)
  bytes.writeUInt32LE(
    list.reduce((sum, part) => sum + part.length, 0),
    12,
  )
  bytes.writeUInt32LE(offset, 16)
  return bytes
}
