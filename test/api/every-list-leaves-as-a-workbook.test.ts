import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../src/contract/operation.ts'
import { operations } from '../../src/contract/operations.ts'
import type { OperationId } from '../../src/contract/routes.ts'
import { prepareFile } from '../../src/ledger/read/prepare-file.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'
import { samples } from './rights-samples.ts'

/** Lists and matrices of the book; those of one account are held with it. */
const sheets = (Object.entries(operations) as [OperationId, Operation][])
  .filter(([, { media, params }]) => media === 'sheet' && params === undefined)
  .map(([operation]) => operation)

describe('every list leaves as a workbook', () => {
  let test: TestApp
  let folder: string
  beforeAll(async () => {
    test = await openTestApp()
    folder = await mkdtemp(join(tmpdir(), 'sheets-'))
  })
  afterAll(async () => {
    await test?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  it('is said of more than a few', () => {
    expect(sheets.length).toBeGreaterThan(12)
  })

  it.each(sheets)('%s, with the titles of the CSV and a sheet about the figures', async (operation) => {
    const world = { test, accountIds: new Map<string, string>(), allows: () => true }
    const { call } = await samples[operation](world, 'administrator')
    const query = 'query' in call ? call.query : {}
    const ask = (format: string) => test.request('administrator', operation, { query: { ...query, format } })
    const [csv, xlsx] = [await ask('csv'), await ask('xlsx')]
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present'])
    expect([xlsx.status, xlsx.headers.get('content-type')]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ])
    expect(xlsx.headers.get('content-disposition')).toMatch(/filename="[^"]+\.xlsx"/)
    const path = join(folder, `${operation}.xlsx`)
    await writeFile(path, Buffer.from(await xlsx.arrayBuffer()))
    const read = async (sheet?: string) => {
      const tempDir = await mkdtemp(join(folder, 'temp-'))
      const file = await prepareFile(path, { tempDir, label: operation, ...(sheet === undefined ? {} : { sheet }) })
      return (await readFile(file.path, 'utf8')).split('\n')
    }
    const [titles = '', ...rows] = (await csv.text()).replace('\uFEFF', '').trimEnd().split('\n')
    // The small trade has none of some things: a reader says so, and quotes the titles.
    const first = await read().then(
      ([line = '']) => line,
      (error: unknown) => String(error),
    )
    expect(first).toContain(rows.length > 0 ? titles : titles.replaceAll(',', ', ').slice(0, 40))
    const about = await read('About')
    expect(about.some((line) => line.startsWith('list,'))).toBe(true)
    expect(about.some((line) => line.startsWith('written at,'))).toBe(true)
  })
})
