import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { formatMicros } from '../../src/domain/money.ts'
import { createCliBook, findRealExport, gradedRow, money, parseNdjson, sum } from './real-export.ts'
import type { CliBook, GradedRow } from './real-export.ts'

const { folder, isAbsent, why } = findRealExport('online-retail')

describe.skipIf(isAbsent)(`Online Retail II${why}`, () => {
  let book: CliBook
  const rowsByYear = new Map<string, GradedRow[]>()

  beforeAll(async () => {
    book = await createCliBook()
    await book.run('import', folder, '--source', 'test/sources/online-retail')
    for (const year of ['2009', '2010', '2011']) {
      rowsByYear.set(year, parseNdjson(gradedRow, await book.run('grade', '--period', year, '--json')))
    }
  }, 300_000)
  afterAll(() => book?.[Symbol.asyncDispose]())

  it('brings in 1 044 847 lines, none lost, and 18 909 744.12 in book total', async () => {
    const controls = parseNdjson(z.object({ lines: z.int(), net: money }), await book.run('control', '--json'))
    expect(controls.reduce((lines, row) => lines + row.lines, 0)).toBe(1_044_847)
    expect(formatMicros(sum(controls.map((row) => row.net)), 3)).toBe('18909744.118')
  })

  it('has 5 942 customers, known by number and country', async () => {
    const named = z.object({ account: z.string().nullable(), name: z.string() })
    const customers = parseNdjson(named, await book.run('accounts', '--json')).filter((row) => isCustomer(row.account))
    expect(customers).toHaveLength(5942)
    expect(customers).toContainEqual({ account: '12347', name: '12347, Iceland' })
  })

  it.each([
    ['2009', '661619.70'],
    ['2010', '8005953.704'],
    ['2011', '7731536.003'],
  ])('grades in %s the %s of its customers and nobody else', (year, spend) => {
    const rows = rowsByYear.get(year) ?? []
    const customers = rows.filter((row) => isCustomer(row.account))
    expect(customers).toHaveLength(5942)
    expect(formatMicros(sum(customers.map((row) => row.spend)))).toBe(spend)
    expect(rows.filter((row) => !isCustomer(row.account) && row.grade !== null)).toEqual([])
  })

  // The control totals hold the 235 287 lines without a customer; the customers' spend above does not.
  it('keeps the money without a customer in the book, on "No account"', async () => {
    const listed = z.object({ name: z.string(), lines: z.int().optional() })
    const rows = parseNdjson(listed, await book.run('accounts', '--json'))
    const nobody = rows.filter((row) => row.name === 'No account')
    expect(nobody.map((row) => row.lines)).toEqual([235_287])
  })
})

function isCustomer(account: string | null): boolean {
  return account !== null && /^\d{5}$/.test(account)
}
