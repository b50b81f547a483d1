import type { Encoding } from '../../domain/mapping/document.ts'
import { detectEncoding, toUtf8 } from './encoding.ts'
import type { DetectedEncoding } from './encoding.ts'
import { saysNdjson } from './file-format.ts'
import type { FileFormat, Packing } from './file-format.ts'
import { isZip, openSource } from './open-source.ts'
import type { Source, SourceLimits } from './open-source.ts'
import { FileRefused, quoteValue } from './problem.ts'
import { assertNoControls, refuseBinary } from './sniff.ts'

/** Bytes that are looked at to tell an encoding. */
const sampleBytes = 1 << 20

/** What a file is, told from its first bytes. */
export interface Look {
  readonly format: FileFormat
  readonly packing: Packing
  /** Null for what is no text. */
  readonly encoding: DetectedEncoding | null
  readonly bytes: number
}

/** Tells format, packing and encoding. Throws `FileRefused` for what is no data. */
export async function lookInto(path: string, limits: SourceLimits, stated: Encoding | undefined): Promise<Look> {
  const source = await openSource(path, limits)
  const { packing, bytes, entry } = source
  const head = await firstBytes(source, limits.label)
  const magic = head.subarray(0, 16).toString('hex')
  if (isZip(magic)) return { format: 'xlsx', packing, encoding: null, bytes }
  if (magic.startsWith('50415231')) return { format: 'parquet', packing, encoding: null, bytes }
  const encoding = encodingOf(head, stated)
  if (!encoding.name.startsWith('utf-16')) refuseBinary(head, limits.label)
  const text = await textOf(head, encoding.name)
  // A letter of Windows-1252 is two bytes of UTF-8: the share of control bytes is that of the file.
  assertNoControls(encoding.name.startsWith('utf-16') ? text : head, limits.label)
  const isNdjson = [path, limits.label, entry ?? ''].some(saysNdjson) || startsWithBrace(text)
  return { format: isNdjson ? 'ndjson' : 'csv', packing, encoding, bytes }
}

/** A byte order mark is stronger than what is stated: lines left out come back as UTF-8, whatever their file was. */
function encodingOf(head: Buffer, stated: Encoding | undefined): DetectedEncoding {
  const found = detectEncoding(head)
  return stated === undefined || found.isMarked
    ? found
    : { ...found, name: stated, evidence: 'as stated', certain: true }
}

async function firstBytes(source: Source, label: string): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of source.chunks()) {
    parts.push(Buffer.from(chunk.subarray(0, sampleBytes - length)))
    length += chunk.length
    if (length >= sampleBytes) break
  }
  if (length > 0) return Buffer.concat(parts)
  throw new FileRefused('empty-file', label, `Cannot read ${quoteValue(label)}: it is empty`)
}

async function textOf(head: Buffer, encoding: Encoding): Promise<Buffer> {
  const parts: Buffer[] = []
  const sample = head.subarray(0, 1 << 16)
  for await (const part of toUtf8(chunksOf(sample), encoding)) parts.push(part)
  return Buffer.concat(parts)
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer, void> {
  yield await Promise.resolve(bytes)
}

function startsWithBrace(text: Buffer): boolean {
  return text
    .toString('latin1', 0, 1 << 16)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .startsWith('{')
}
