import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Encoding } from '../../domain/mapping/document.ts'
import { detectEncoding, OtherEncoding, toUtf8, watchEncoding } from './encoding.ts'

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

async function whole(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const chunk of chunks) parts.push(Buffer.from(chunk))
  return Buffer.concat(parts)
}

function wide(text: string, encoding: 'utf-16le' | 'utf-16be'): Buffer {
  const bytes = Buffer.from(text, 'utf16le')
  return encoding === 'utf-16be' ? bytes.swap16() : bytes
}

describe('detectEncoding', () => {
  it.each<[string, Buffer, Encoding, string]>([
    ['a mark of UTF-8', Buffer.from('\ufeffa,b'), 'utf-8', 'byte order mark EFBBBF'],
    ['a mark of UTF-16, low byte first', wide('\ufeffa', 'utf-16le'), 'utf-16le', 'byte order mark FFFE'],
    ['a mark of UTF-16, high byte first', wide('\ufeffa', 'utf-16be'), 'utf-16be', 'byte order mark FEFF'],
    ['UTF-16 without a mark', wide('Rechnung;Müller\n', 'utf-16le'), 'utf-16le', 'every second byte is zero'],
    ['the same the other way', wide('Rechnung;Müller\n', 'utf-16be'), 'utf-16be', 'every second byte is zero'],
    ['UTF-8', Buffer.from('a;Müller;b'), 'utf-8', '"Müller"'],
    ['UTF-8 cut in a character', Buffer.from('a;Müller;ü').subarray(0, -1), 'utf-8', '"Müller"'],
    ['Windows-1252', Buffer.from('a;M\xfcller;5 \x80', 'latin1'), 'windows-1252', 'byte FC in "Müller"'],
    ['UTF-8 with one damaged line', Buffer.from([...Buffer.from('äöü '), 0xe4, 0x20]), 'utf-8', '"äöü"'],
  ])('knows %s', (_, bytes, name, evidence) => {
    expect(detectEncoding(bytes)).toMatchObject({ name, evidence, certain: true })
  })

  it('is not certain of ASCII, nor of the first half of a character behind it', () => {
    expect(detectEncoding(Buffer.from('a,b\n1,2'))).toMatchObject({ name: 'utf-8', certain: false })
    expect(detectEncoding(Buffer.from('a,b\nü').subarray(0, 5))).toMatchObject({ name: 'utf-8', certain: false })
  })
})

describe('toUtf8', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  const size = fc.integer({ min: 1, max: 7 })

  it('law: UTF-16 arrives as it was written, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(text, size, fc.constantFrom('utf-16le', 'utf-16be'), async (written, piece, encoding) => {
        expect((await whole(toUtf8(pieces(wide(written, encoding), piece), encoding))).toString()).toBe(written)
      }),
    )
  })

  it('law: every byte of Latin-1, and every letter of Windows-1252, is the letter it stands for', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
    expect((await whole(toUtf8(pieces(bytes, 5), 'iso-8859-1'))).toString()).toBe(bytes.toString('latin1'))
    const letters = (await whole(toUtf8(pieces(bytes, 5), 'windows-1252'))).toString()
    expect(letters.slice(0x80, 0xa0)).toBe('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ')
    expect(letters.slice(0, 0x80) + letters.slice(0xa0)).toBe(
      bytes.toString('latin1').slice(0, 0x80) + bytes.toString('latin1').slice(0xa0),
    )
  })

  it.each([
    ['half a character', Buffer.from('610000d86200', 'hex'), '61ff62'],
    ['the second half alone', Buffer.from('610000dc6200', 'hex'), '61ff62'],
    ['half a character at the end', Buffer.from('610000d8', 'hex'), '61ff'],
    ['half a unit at the end', Buffer.from('610062', 'hex'), '61ff'],
  ])('makes %s a byte that is in no UTF-8', async (_, bytes, expected) => {
    for (const piece of [1, 2, 3, 8]) {
      expect((await whole(toUtf8(pieces(bytes, piece), 'utf-16le'))).toString('hex')).toBe(expected)
    }
  })
})

describe('watchEncoding', () => {
  it('lets ASCII and UTF-8 pass, however it is cut', async () => {
    const bytes = Buffer.from('a,b\n1,2\nMüller,€\n')
    for (const piece of [1, 2, 3, 5]) expect(await whole(watchEncoding(pieces(bytes, piece)))).toEqual(bytes)
  })

  it('throws at the first letter that is no UTF-8', async () => {
    const bytes = Buffer.from(`${'1,2\n'.repeat(100)}M\xfcller,1\n`, 'latin1')
    const found = await whole(watchEncoding(pieces(bytes, 64))).catch((error: unknown) => error)
    expect(found).toBeInstanceOf(OtherEncoding)
    expect((found as OtherEncoding).found).toMatchObject({ name: 'windows-1252', evidence: 'byte FC in "Müller"' })
  })
})
