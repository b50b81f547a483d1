import { isAscii, isUtf8 } from 'node:buffer'
import type { Encoding } from '../../domain/mapping/document.ts'
import { characterEnd } from './characters.ts'
import { quoteValue } from './problem.ts'

export interface FoundEncoding {
  readonly name: Encoding
  /** What showed it, in words for a person: a byte order mark, or a place in the text. */
  readonly evidence: string
}

export interface DetectedEncoding extends FoundEncoding {
  /** False when nothing but ASCII was seen: what comes later decides. */
  readonly certain: boolean
  /** Whether it begins with a byte order mark. */
  readonly isMarked: boolean
}

/** How messages name an encoding. */
export const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
  'iso-8859-1': 'Latin-1',
}

const marks: readonly (readonly [string, Encoding])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
]

/**
 * The encoding of a text by its first bytes. Text that is no UTF-8 is taken for Windows-1252, which holds all of Latin-1
 * that is printed; where most of what is not ASCII is UTF-8, it is UTF-8 with damaged lines.
 */
export function detectEncoding(sample: Buffer): DetectedEncoding {
  const start = sample.subarray(0, 3).toString('hex')
  const mark = marks.find(([bytes]) => start.startsWith(bytes))
  if (mark) {
    return { name: mark[1], evidence: `byte order mark ${mark[0].toUpperCase()}`, certain: true, isMarked: true }
  }
  return { ...detectUnmarked(sample), isMarked: false }
}

function detectUnmarked(sample: Buffer): Omit<DetectedEncoding, 'isMarked'> {
  const wide = wideOrder(sample)
  if (wide !== null) return { name: wide, evidence: 'every second byte is zero', certain: true }
  const text = sample.subarray(0, characterEnd(sample, 0, sample.length))
  if (isAscii(text)) return { name: 'utf-8', evidence: 'nothing but ASCII', certain: false }
  if (isUtf8(text)) return { name: 'utf-8', evidence: wordAt(text, firstOdd(text), 'utf8'), certain: true }
  const { characters, strays, firstCharacter, firstStray } = countCharacters(text)
  if (characters > strays) return { name: 'utf-8', evidence: wordAt(text, firstCharacter, 'utf8'), certain: true }
  const byte = (text[firstStray] ?? 0).toString(16).toUpperCase()
  return { name: 'windows-1252', evidence: `byte ${byte} in ${wordAt(text, firstStray, 'latin1')}`, certain: true }
}

/** UTF-16 without a mark: mostly ASCII, so that most of its even or odd bytes are zero. */
function wideOrder(sample: Buffer): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(sample.length, 4096) & ~1
  const zeros = [0, 0] as [number, number]
  for (let at = 0; at < length; at++) if (sample[at] === 0) zeros[at & 1 ? 1 : 0]++
  const most = length / 2
  if (length < 4) return null
  if (zeros[1] > most * 0.6 && zeros[0] < most * 0.1) return 'utf-16le'
  return zeros[0] > most * 0.6 && zeros[1] < most * 0.1 ? 'utf-16be' : null
}

/** Characters of several bytes that are UTF-8, and bytes over 7F that are part of none. */
function countCharacters(text: Buffer): {
  characters: number
  strays: number
  firstCharacter: number
  firstStray: number
} {
  const found = { characters: 0, strays: 0, firstCharacter: -1, firstStray: -1 }
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] as number
    if (byte < 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    if (byte >= 0xc0 && at + length <= text.length && isUtf8(text.subarray(at, at + length))) {
      if (found.characters++ === 0) found.firstCharacter = at
      at += length - 1
    } else if (found.strays++ === 0) found.firstStray = at
  }
  return found
}

function firstOdd(text: Buffer): number {
  return text.findIndex((byte) => byte >= 0x80)
}

const wordEnd = new Set(Buffer.from(' \t\r\n,;|"'))

/** The word around a byte, in quotes. */
function wordAt(text: Buffer, at: number, as: 'utf8' | 'latin1'): string {
  let [from, to] = [at, at]
  while (from > 0 && at - from < 20 && !wordEnd.has(text[from - 1] as number)) from--
  while (to < text.length && to - at < 20 && !wordEnd.has(text[to] as number)) to++
  return quoteValue(text.subarray(from, characterEnd(text, from, to)).toString(as))
}

/**
 * Text as UTF-8. What no character stands for, such as half of one, becomes the byte FF, which is in no UTF-8: the line it
 * is on is left out with a sentence. A byte order mark stays as the mark of UTF-8.
 */
export async function* toUtf8(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer, void> {
  if (encoding === 'utf-8') yield* chunks
  else if (encoding === 'windows-1252' || encoding === 'iso-8859-1') {
    for await (const chunk of chunks) yield isAscii(chunk) ? chunk : narrowToUtf8(chunk, encoding)
  } else yield* wideToUtf8(chunks, encoding)
}

/** What Windows-1252 has where Latin-1 has control characters; the five places without a letter stay as they are. */
const windowsLetters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function narrowToUtf8(chunk: Buffer, encoding: 'windows-1252' | 'iso-8859-1'): Buffer {
  const text = chunk.toString('latin1')
  if (encoding === 'iso-8859-1') return Buffer.from(text)
  return Buffer.from(
    text.replace(/[\u0080-\u009f]/g, (letter) => windowsLetters[letter.charCodeAt(0) - 0x80] ?? letter),
  )
}

const halfCharacter = /([\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff])/

async function* wideToUtf8(
  chunks: AsyncIterable<Buffer>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Buffer, void> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    let whole = bytes.length & ~1
    // The first half of a character waits for the second.
    const high = bytes[whole - (encoding === 'utf-16le' ? 1 : 2)] ?? 0
    if (whole > 0 && high >= 0xd8 && high <= 0xdb) whole -= 2
    rest = Buffer.from(bytes.subarray(whole))
    const text = bytes.subarray(0, whole)
    yield wideText(encoding === 'utf-16be' ? text.swap16() : text)
  }
  if (rest.length > 0) yield Buffer.of(0xff)
}

function wideText(bytes: Buffer): Buffer {
  const text = bytes.toString('utf16le')
  if (text.isWellFormed()) return Buffer.from(text)
  const parts = text.split(halfCharacter)
  return Buffer.concat(parts.map((part) => (part.isWellFormed() ? Buffer.from(part) : Buffer.of(0xff))))
}

/** Thrown when what was taken for ASCII turns out to be something else, to begin again. */
export class OtherEncoding extends Error {
  readonly found: FoundEncoding

  constructor(found: FoundEncoding) {
    super(`The encoding is ${found.name}`)
    this.name = 'OtherEncoding'
    this.found = found
  }
}

/** Passes on text of which only ASCII has been seen; throws `OtherEncoding` when the first other letter is no UTF-8. */
export async function* watchEncoding(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let certain = false
  let tail = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (!certain && !(tail.length === 0 && isAscii(chunk))) {
      const seen = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
      const found = detectEncoding(seen)
      if (found.certain && found.name === 'windows-1252') throw new OtherEncoding(found)
      certain = found.certain
      tail = Buffer.from(seen.subarray(characterEnd(seen, 0, seen.length)))
    }
    yield chunk
  }
}
