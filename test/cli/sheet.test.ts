import { mkdtemp, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { prepareFile } from '../../src/ledger/read/prepare-file.ts'
import { Place } from './book.ts'
import { writeTradeFiles } from './trade-files.ts'

describe('sheet', () => {
  let place: Place
  beforeAll(async () => {
    place = await Place.make()
    await writeTradeFiles(place.path('files'), { accounts: 20, invoices: 80, linesPerInvoice: 2, edition: 1 })
    await place.ok('import', place.path('files'), '--base-currency', 'EUR')
  })
  afterAll(() => place[Symbol.asyncDispose]())

  it('writes the same rows as CSV and as a workbook, which says what it is of', async () => {
    const csv = await place.ok('sheet', 'accounts', 'sort=name', '--quiet')
    await place.ok('sheet', 'accounts', 'sort=name', '--out', place.path('accounts.xlsx'), '--quiet')
    const read = async (sheet: string) => {
      const tempDir = await mkdtemp(place.path('temp-'))
      const file = await prepareFile(place.path('accounts.xlsx'), { tempDir, label: 'accounts.xlsx', sheet })
      return readFile(file.path, 'utf8')
    }
    const period = /accounts (\S+)/.exec(await read('About'))?.[1] ?? ''
    expect(csv.split('\n').length).toBeGreaterThan(15)
    expect(await read(`accounts ${period}`)).toBe(
      // A number has no zeros behind it; the cell shows two places.
      csv
        .replace('\uFEFF', '')
        .replaceAll(/\.(\d*?)0+(?=[,\n])/g, (_, kept: string) => (kept === '' ? '' : `.${kept}`)),
    )
    const about = await read('About')
    for (const line of [/^period,ttm@/m, /^policy,.*version 1/m, /^watermark,\d+$/m, /^sort,name$/m])
      expect(about).toMatch(line)
  })

  it('says what it cannot write', async () => {
    const refused = await place.run('sheet', 'accounts', 'within=elsewhere', '--out', place.path('x.csv'))
    expect(refused.code).toBe(exitCodes.usage)
    expect(refused.stderr).toContain('Cannot filter accounts so: within')
    const misspelt = await place.run('sheet', 'movement', 'from=2024-Q1', 'to=2024-Q2', 'ownr=main/R1')
    expect(misspelt.code).toBe(exitCodes.usage)
    expect(misspelt.stderr).toContain('Cannot filter movement so: Unrecognized key: "ownr"')
    const bare = await place.run('sheet', 'accounts', '--format', 'xlsx')
    expect(bare.stderr).toContain('say where with --out <file>')
  })
})
