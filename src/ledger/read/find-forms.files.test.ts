import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { kindOf } from '../../domain/kind.ts'
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
