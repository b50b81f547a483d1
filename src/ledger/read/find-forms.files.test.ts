import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serialOf, workbookOf } from '../../../test/files/workbook.ts'
import { kindOf } from '../../domain/kind.ts'
import type { Transform } from '../../domain/mapping/document.ts'
import { findForms } from './find-forms.ts'
import { prepareFile } from './prepare-file.ts'
import { Reader } from './reader.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bookvalue-forms-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

it.each([
  [['1,500', '2,25'], ','],
  [['1.500', '2.25'], '.'],
  [['3', '4'], '.'],
])('finds the decimal sign in %j behind thousands of whole amounts', async (last, decimal) => {
  const amounts = [...Array.from({ length: 5000 }, () => '10'), ...last]
  const path = join(folder, 'lines.csv')
  writeFileSync(path, `invoice;date;net\n${amounts.map((net) => `I1;2025-01-05;${net}\n`).join('')}`)
  await using reader = await Reader.open({ folder, memoryLimit: '500MB', threads: 2 })
  const prepared = await prepareFile(path, { tempDir: folder, label: 'lines.csv' })
  const cells = new Map(prepared.header.map((name, index) => [name, index]))
  const source = {
    header: prepared.header,
    numbers: prepared.numbers,
    cells,
    constants: new Map(),
    transforms: new Map(),
  }
  expect(await findForms(reader, kindOf('lines'), prepared, source, {})).toEqual({ decimal, dayOrder: 'YMD' })
})

describe('a column of numbers', () => {
  async function formsOf(name: string, content: Buffer, decimal?: '.' | ',', own: readonly Transform[] = []) {
    const path = join(folder, name)
    writeFileSync(path, content)
    await using reader = await Reader.open({ folder, memoryLimit: '200MB', threads: 1 })
    const prepared = await prepareFile(path, { tempDir: folder, label: name })
    const { header, numbers } = prepared
    const cells = new Map(header.map((column, index) => [column, index]))
    const transforms = new Map([['net', own]])
    const source = { header, numbers, cells, constants: new Map(), transforms }
    return await findForms(reader, kindOf('lines'), prepared, source, { decimal })
  }
  const day = { day: serialOf('2025-01-05') }
  const sheet = (...nets: readonly (string | number)[]): Buffer =>
    workbookOf([{ name: 'S', rows: [['invoice', 'date', 'net'], ...nets.map((net) => ['I1', day, net])] }])

  it('has a point, and says nothing of the sign of texts', async () => {
    expect(await formsOf('a.xlsx', sheet(1.234, 5, '1,5', 'x'))).toEqual({ decimal: '.', dayOrder: 'YMD' })
    expect(await formsOf('b.ndjson', Buffer.from('{"invoice":"I1","date":"2025-01-05","net":1.234}\n'))).toEqual({
      decimal: '.',
      dayOrder: 'YMD',
    })
  })

  it.each([
    ['c.xlsx', sheet(5, '1.234')],
    ['d.xlsx', sheet('-1,234', 7.5)],
    ['e.ndjson', Buffer.from('{"invoice":"I1","date":"2025-01-05","net":5}\n{"invoice":"I1","net":"1.234"}\n')],
  ])(
    'is refused with a text that may be thousands beside its numbers, unless the sign is stated: %s',
    async (name, content) => {
      const message =
        /column "net" holds numbers and also the text "-?1[.,]234", thousands or decimals; make it a number/
      await expect(formsOf(name, content)).rejects.toThrow(message)
      await expect(formsOf(name, content, ',')).rejects.toThrow(message)
      expect(await formsOf(name, content, '.')).toEqual({ decimal: '.', dayOrder: 'YMD' })
      expect((await formsOf(name, content, undefined, [{ do: 'decimal', sign: '.' }])).decimal).toBe('.')
    },
  )
})
