import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { kindOf } from '../../domain/kind.ts'
import { listRejected } from './list-rejected.ts'
import { prepareFile } from './prepare-file.ts'
import { readKind } from './read-kind.ts'
import { Reader } from './reader.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bookvalue-rejected-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

it('names the line of every bad row in a file that DuckDB reads in many pieces', async () => {
  const rows = 600_000
  const isBad = (row: number): boolean => row % 997 === 3 || row === rows - 1
  let text = 'invoice,line,date,account,kind,type,currency,product,quantity,net\n'
  for (let row = 0; row < rows; row++) {
    text += `I${String(row)},1,2025-01-05,K${String(row % 500)},goods,invoice,EUR,P${String(row % 90)},1,${isBad(row) ? `x${String(row)}` : '10.00'}\n`
  }
  const path = join(folder, 'lines.csv')
  writeFileSync(path, text)
  await using reader = await Reader.open({ folder, memoryLimit: '500MB', threads: 2 })
  const prepared = await prepareFile(path, { tempDir: folder, label: 'lines.csv' })
  const cells = new Map(prepared.header.map((name, index) => [name, index]))
  const file = {
    prepared,
    source: {
      header: prepared.header,
      numbers: prepared.numbers,
      cells,
      constants: new Map<string, string>(),
      transforms: new Map(),
    },
    distinct: false,
    fromInvoices: [],
    forms: { decimal: '.', dayOrder: 'YMD' } as const,
  }
  const defaults = { source: 'main', currency: 'EUR', baseCurrency: 'EUR', hasRates: false }
  const spool = await readKind(reader, kindOf('lines'), [file], defaults, {
    headerSpool: null,
    rejectUnknownAccounts: false,
  })
  const found: [number, string | null][] = []
  for await (const { line, problems } of listRejected(reader, spool)) found.push([line, problems[0]?.value ?? null])
  const wanted = Array.from({ length: rows }, (_, row) => row).filter(isBad)
  expect(found).toEqual(wanted.map((row) => [row + 2, `x${String(row)}`]))
})
