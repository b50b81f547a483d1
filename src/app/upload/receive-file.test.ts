import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { receiveFile } from './receive-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bookvalue-test-upload-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const room = { inFile: 10, inUpload: 8 }

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

describe('receiveFile', () => {
  it('writes all pieces, and the file appears at the end', async () => {
    async function* watched() {
      yield* pieces('ab')
      expect((await readdir(folder)).filter((name) => !name.startsWith('.'))).toEqual([])
      yield* pieces('cd')
    }
    expect(await receiveFile(folder, 'lines.csv', watched(), room)).toBe(4)
    expect(await readFile(join(folder, 'lines.csv'), 'utf8')).toBe('abcd')
    expect(await readdir(folder)).toEqual(['lines.csv'])
  })

  it('takes exactly as much as there is room for', async () => {
    await receiveFile(folder, 'full.csv', pieces('1234', '5678'), room)
    await expect(receiveFile(folder, 'more.csv', pieces('1234', '56789'), room)).rejects.toMatchObject({
      code: 'too-large',
      message: 'Cannot take "more.csv": what is left of this upload is 8 bytes at most',
    })
    await expect(receiveFile(folder, 'more.csv', pieces('12345678901'), room)).rejects.toThrow('a file is 10 bytes')
    expect(await readdir(folder)).toEqual(['full.csv'])
  })

  it('leaves the file of that name as it was when the stream breaks off', async () => {
    await receiveFile(folder, 'lines.csv', pieces('old'), room)
    async function* broken() {
      yield* pieces('new')
      throw new Error('gone')
    }
    await expect(receiveFile(folder, 'lines.csv', broken(), room)).rejects.toThrow('gone')
    expect(await readFile(join(folder, 'lines.csv'), 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['lines.csv'])
  })

  it('takes the place of a link and never writes through it', async () => {
    const outside = join(folder, 'outside')
    const inside = join(folder, 'inside')
    await mkdir(inside)
    await writeFile(outside, 'secret')
    await symlink(outside, join(inside, 'lines.csv'))
    await receiveFile(inside, 'lines.csv', pieces('new'), room)
    expect(await readFile(outside, 'utf8')).toBe('secret')
    expect(await readFile(join(inside, 'lines.csv'), 'utf8')).toBe('new')
  })
})
