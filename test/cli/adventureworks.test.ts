import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { divideHalfEven, formatMicros, parseMicros, roundMicros } from '../../src/domain/money.ts'
import { countBy, createCliBook, findRealExport, gradedRow, money, parseNdjson, sum } from './real-export.ts'
import type { CliBook, GradedRow } from './real-export.ts'

const { folder, isAbsent, why } = findRealExport('adventureworks')
const source = 'test/sources/adventureworks'
const years = ['2011', '2012', '2013', '2014']

/** Rows are the grade in 2012, columns the grade in 2013. */
const matrix = {
  A: { A: 189, B: 9, C: 29, lost: 41, none: 0 },
  B: { A: 9, B: 1, C: 16, lost: 7, none: 0 },
  C: { A: 13, B: 6, C: 74, lost: 25, none: 0 },
  new: { A: 113, B: 21, C: 74, lost: 0, none: 0 },
  returned: { A: 0, B: 0, C: 0, lost: 0, none: 0 },
  none: { A: 0, B: 0, C: 0, lost: 0, none: 74 },
}

/** Grades of 2013 by the salesperson of a store's last order until then: A, B, C, none. */
const gradesByOwner = {
  '274': [1, 0, 2, 1],
  '275': [32, 4, 25, 13],
  '276': [31, 5, 18, 19],
  '277': [35, 6, 22, 15],
  '278': [21, 0, 9, 10],
  '279': [31, 5, 23, 21],
  '280': [6, 0, 0, 8],
  '281': [28, 0, 3, 11],
  '282': [15, 2, 15, 12],
  '283': [12, 1, 12, 7],
  '284': [20, 1, 8, 1],
  '285': [1, 1, 3, 1],
  '286': [14, 2, 12, 6],
  '287': [9, 1, 1, 0],
  '288': [14, 5, 11, 8],
  '289': [34, 3, 19, 8],
  '290': [20, 1, 10, 6],
}

const moved = ['movement', '--from', '2012', '--to', '2013'] as const
const retained = z.object({
  bought: z.int(),
  kept: z.int(),
  lost: z.int(),
  money: z.object({ grr: z.number(), nrr: z.number() }),
  sameStore: z.object({ before: money, after: money }),
})

const bridged = z.object({
  account: z.string(),
  before: money,
  after: money,
  change: money,
  parts: z.record(z.string(), money),
})
const ofBook = z.object({ before: money, after: money, change: money, steps: z.array(z.object({ amount: money })) })

describe.skipIf(isAbsent)(`The AdventureWorks resellers${why}`, () => {
  let book: CliBook
  const rowsByYear = new Map<string, GradedRow[]>()

  beforeAll(async () => {
    book = await createCliBook()
    await book.run('import', folder, '--source', source)
    for (const year of years) {
      rowsByYear.set(year, parseNdjson(gradedRow, await book.run('grade', '--period', year, '--json')))
    }
  })
  afterAll(() => book?.[Symbol.asyncDispose]())

  const rowsOf = (year: string): GradedRow[] => rowsByYear.get(year) ?? []
  const allRows = (): GradedRow[] => years.flatMap(rowsOf)

  /** Spend of all years by account key, of the accounts that ordered. */
  const spendByAccount = (): Map<string, bigint> => {
    const spend = new Map<string, bigint>()
    for (const row of allRows()) {
      if (row.account !== null && row.spend !== null && (row.orders ?? 0) > 0) {
        spend.set(row.account, (spend.get(row.account) ?? 0n) + row.spend)
      }
    }
    return spend
  }

  it('are 701 accounts in every year, two pairs with the same name', async () => {
    for (const year of years) expect(new Set(rowsOf(year).map((row) => row.account)).size).toBe(701)
    expect(rowsOf('2013')).toHaveLength(701)
    expect(new Set(rowsOf('2013').map((row) => row.id)).size).toBe(701)
    expect(new Set(rowsOf('2013').map((row) => row.name)).size).toBe(699)
    const accounts = parseNdjson(z.object({ account: z.string().nullable() }), await book.run('accounts', '--json'))
    expect(accounts.filter((row) => row.account !== null)).toHaveLength(701)
  })

  it('placed 3 806 orders, 635 of them ever one', () => {
    expect(allRows().reduce((orders, row) => orders + (row.orders ?? 0), 0)).toBe(3806)
    expect(spendByAccount().size).toBe(635)
  })

  it.each([
    ['2011', '8778551.999554', 406, 205],
    ['2012', '27133701.377134', 1172, 419],
    ['2013', '32890351.721635', 1598, 554],
    ['2014', '11685099.080865', 630, 456],
  ])('spent in %s %s with %i orders of %i accounts', (year, spend, orders, accounts) => {
    const rows = rowsOf(year)
    expect(formatMicros(sum(rows.map((row) => row.spend)))).toBe(spend)
    expect(rows.reduce((count, row) => count + (row.orders ?? 0), 0)).toBe(orders)
    expect(rows.filter((row) => row.grade !== null)).toHaveLength(accounts)
  })

  it('spent 80 487 704.179188 in all, the same in the control totals', async () => {
    const total = '80487704.179188'
    expect(formatMicros(sum(allRows().map((row) => row.spend)))).toBe(total)
    const controls = parseNdjson(z.object({ lines: z.int(), net: money }), await book.run('control', '--json'))
    expect(controls.reduce((lines, row) => lines + row.lines, 0)).toBe(60919)
    expect(formatMicros(sum(controls.map((row) => row.net)))).toBe(total)
  })

  it('are graded A 324, B 37, C 193, none 147 in 2013', () => {
    expect(countBy(rowsOf('2013'), (row) => row.grade)).toEqual({ A: 324, B: 37, C: 193, none: 147 })
  })

  it.each([
    ['360', '9894.9015', 'B'],
    ['1482', '10055.167476', 'A'],
    ['620', '4988.8287', 'C'],
    ['880', '5046.036', 'B'],
  ])('near a bound, store %s spent %s in 2013 and is %s', (account, spend, grade) => {
    const row = rowsOf('2013').find((candidate) => candidate.account === account)
    expect(row).toMatchObject({ spend: parseMicros(spend), grade })
  })

  it('move from 2012 to 2013 as the whole matrix says', async () => {
    const label = z.string().nullable()
    const cell = z.object({ from: label, start: z.string(), to: label, end: z.string(), count: z.int() })
    const text = await book.run(...moved, '--json')
    const cells: Record<string, Record<string, number>> = {}
    for (const { from, start, to, end, count } of parseNdjson(cell, text)) {
      cells[from ?? start] = { ...cells[from ?? start], [to ?? end]: count }
    }
    expect(cells).toEqual(matrix)
  })

  it('kept 346 of 419 from 2012 to 2013, with 67.29 % of their money gross and 85.27 % net', async () => {
    const [all] = parseNdjson(retained, await book.run('retention', '--from', '2012', '--to', '2013', '--json'))
    expect(all).toMatchObject({ bought: 419, kept: 346, lost: 73 })
    expect(all?.money).toMatchObject({ grr: 0.672885, nrr: 0.852685 })
    const { before, after } = all?.sameStore ?? { before: 0n, after: 0n }
    expect([before, after].map((amount) => formatMicros(roundMicros(amount, 2)))).toEqual([
      '24754190.56',
      '23136505.92',
    ])
    const moves = parseNdjson(z.object({ class: z.string() }), await book.run(...moved, '--list', '--json'))
    expect(countBy(moves, (move) => move.class)).toMatchObject({ new: 208, lost: 73 })
    expect(moves.filter((move) => move.class === 'returned')).toEqual([])
  })

  it.each([
    ['revenue', (row: GradedRow) => row.spend],
    ['gross-profit', (row: GradedRow) => row.grossProfit],
  ] as const)(
    'tell the change of their %s from 2012 to 2013 account by account, to the last decimal',
    async (measure, of) => {
      const asked = ['bridge', '--from', '2012', '--to', '2013', '--measure', measure, '--json'] as const
      const rows = parseNdjson(bridged, await book.run(...asked, '--list'))
      for (const { before, after, change, parts } of rows) {
        expect(after - before).toBe(change)
        expect(sum(Object.values(parts))).toBe(change)
      }
      const [was, is] = [sum(rowsOf('2012').map(of)), sum(rowsOf('2013').map(of))]
      expect([sum(rows.map(({ before }) => before)), sum(rows.map(({ after }) => after))]).toEqual([was, is])
      const whole = z.object({ revenue: ofBook, earned: ofBook.nullable() })
      const [{ revenue, earned } = { revenue: null, earned: null }] = parseNdjson(whole, await book.run(...asked))
      const { before, after, change, steps } = earned ?? revenue ?? { before: 0n, after: 0n, change: 0n, steps: [] }
      expect([before, after, change, sum(steps.map(({ amount }) => amount))]).toEqual([was, is, is - was, is - was])
    },
  )

  it('leave a margin of 0.59 % at the cost of the order date', () => {
    const spend = sum(allRows().map((row) => row.spend))
    const profit = sum(allRows().map((row) => row.grossProfit))
    expect(formatMicros(profit)).toBe('476896.954088')
    expect(divideHalfEven(profit * 10_000n, spend)).toBe(59n)
  })

  it('have every line costed: an account with spend has a gross profit', () => {
    expect(allRows().filter((row) => row.grade !== null && row.grossProfit === null)).toEqual([])
  })

  it('make 66.68 % of spend with the top 20 % of those who ordered', () => {
    const descending = [...spendByAccount().values()].toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0))
    const top = descending.slice(0, Math.floor(descending.length / 5))
    expect(top).toHaveLength(127)
    expect(divideHalfEven(sum(top) * 10_000n, sum(descending))).toBe(6668n)
  })

  it('belonged at the end of 2013 to the salesperson of their last order until then', () => {
    const counted: Record<string, number[]> = {}
    for (const { owner, grade } of rowsOf('2013')) {
      const counts = (counted[owner ?? 'nobody'] ??= [0, 0, 0, 0])
      const column = ['A', 'B', 'C', null].indexOf(grade)
      counts[column] = (counts[column] ?? 0) + 1
    }
    expect(counted).toEqual(gradesByOwner)
  })

  it('change nothing when they are imported again', async () => {
    const before = await book.run('control', '--json')
    await book.run('import', folder, '--source', source)
    expect(await book.run('control', '--json')).toBe(before)
    expect(parseNdjson(gradedRow, await book.run('grade', '--period', '2013', '--json'))).toEqual(rowsOf('2013'))
  })
})
