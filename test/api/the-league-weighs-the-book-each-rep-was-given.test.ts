import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type League = Output<'listLeague'>

/**
 * Two reps with a book of 40 each. Rita (R1) was given 40 small accounts, of which 24 grow to the next grade; Karl (R2) 40 of which 20
 * are large and fall to the middle one, and 20 small, of which 16 grow. HEAD has three. All large ones fall by nature: 20 of 20.
 */
function twoBooks(): Readonly<Record<string, readonly string[]>> {
  const accounts = [
    ...Array.from({ length: 40 }, (_, at) => ({
      key: `R${at}`,
      rep: 'R1',
      before: 2000,
      after: at < 24 ? 6000 : 2000,
    })),
    ...Array.from({ length: 20 }, (_, at) => ({ key: `L${at}`, rep: 'R2', before: 20_000, after: 8000 })),
    ...Array.from({ length: 20 }, (_, at) => ({
      key: `S${at}`,
      rep: 'R2',
      before: 2000,
      after: at < 16 ? 6000 : 2000,
    })),
    { key: 'H1', rep: 'HEAD', before: 7000, after: 7000 },
    { key: 'H2', rep: 'HEAD', before: 0, after: 7000 },
    { key: 'H3', rep: 'HEAD', before: 7000, after: 0 },
    { key: 'N1', rep: null, before: 2000, after: 2000 },
  ]
  return {
    'reps.csv': ['key,name,manager', 'HEAD,Hanna Head,', 'R1,Rita Rep,HEAD', 'R2,Karl Key,HEAD'],
    'accounts.csv': ['key,name', ...accounts.map(({ key }) => `${key},Works ${key}`)],
    'owners.csv': [
      'account,rep,valid_from',
      ...accounts.flatMap(({ key, rep }) => (rep === null ? [] : [`${key},${rep},2023-01-01`])),
      // One of Rita's small ones goes to Hanna in the later year: the move is Hanna's, what was sold stays Rita's.
      'R39,HEAD,2025-07-01',
    ],
    'lines.csv': [
      'invoice,line,date,account,salesperson,net',
      ...accounts.flatMap(({ key, before, after }, at) => [
        ...(before > 0 ? [`B${at},1,2024-06-15,${key},,${String(before)}.01`] : []),
        ...(after > 0 ? [`C${at},1,2025-06-15,${key},,${String(after)}.02`] : []),
      ]),
      // Karl sold something to an account of Rita's.
      'X1,1,2025-08-01,R0,R2,100',
      'Z1,1,2025-12-31,H1,,1',
    ],
    'hours.csv': ['number,account,date,hours', 'T1,R0,2025-03-01,2.5', 'T2,R39,2025-03-01,1', 'T3,R39,2025-09-01,4'],
    'targets.csv': [
      'rep,measure,from,to,amount',
      'R1,revenue,2025-01-01,2025-12-31,200000',
      'R1,gross_profit,2025-01-01,2025-12-31,50000',
      'R1,revenue,2025-10-01,2026-09-30,1000',
      'R2,revenue,2023-01-01,2023-12-31,5',
    ],
  }
}

let test: TestApp
const ends = { from: '2024', to: '2025' }
beforeAll(async () => {
  test = await openTestApp({ files: twoBooks() })
})
afterAll(() => test[Symbol.asyncDispose]())

const league = (role: Parameters<TestApp['call']>[0] = 'leader'): Promise<League> =>
  test.call(role, 'listLeague', { query: ends })
const rowOf = ({ items }: League, rep: string | null) => {
  const found = items.find((one) => (one.rep?.key ?? null) === rep)
  if (!found) throw new Error(`Cannot find rep "${String(rep)}"`)
  return found
}

describe('the league table', () => {
  it('weighs each book by what such accounts did, so that the easy book is not first', async () => {
    const shown = await league()
    // Of 60 small accounts of both and one of nobody 40 rose; every large one fell, and Karl's falls are expected.
    expect(rowOf(shown, 'main/R1')).toMatchObject({
      start: 39,
      up: 24,
      down: 0,
      net: 24,
      rank: 2,
      standing: 'as-expected',
    })
    expect(rowOf(shown, 'main/R2')).toMatchObject({ start: 40, up: 16, down: 20, net: -4, rank: 1 })
    expect(rowOf(shown, 'main/R2').excess).toBeGreaterThan(0)
    expect(shown.items.map(({ rep }) => rep?.name ?? null)).toEqual(['Karl Key', 'Rita Rep', 'Hanna Head', null])
  })

  it('says that few accounts are few, and gives them and nobody’s no place', async () => {
    const shown = await league()
    expect(shown.fewBelow).toBe(20)
    expect(rowOf(shown, 'main/HEAD')).toMatchObject({ rank: null, standing: 'few', new: 1, lost: 1, start: 3 })
    expect(rowOf(shown, null)).toMatchObject({ rank: null, start: 1, rep: null })
  })

  it('sums to the whole book, in accounts and to the cent, and what is above to nothing', async () => {
    const { items, total } = await league()
    const sum = (of: (row: League['items'][number]) => number) => items.reduce((all, row) => all + of(row), 0)
    const money = (of: (row: League['items'][number]) => string | undefined) =>
      formatMicros(items.reduce((all, row) => all + parseMicros(of(row) ?? 'missing'), 0n))
    for (const name of ['accounts', 'start', 'up', 'down', 'new', 'returned', 'lost', 'net'] as const) {
      expect([name, sum((row) => row[name])]).toEqual([name, total[name]])
    }
    expect(money(({ change }) => change)).toBe(total.change)
    expect(money(({ expectedChange }) => expectedChange)).toBe(total.change)
    expect(money(({ excessChange }) => excessChange)).toBe('0.00')
    expect(sum(({ excess }) => excess)).toBeCloseTo(0, 4)
    const movement = await test.call('leader', 'getMovement', { query: ends })
    expect(total.change).toBe(movement.totals?.change)
    expect(sum(({ takenOver }) => takenOver)).toBe(sum(({ handedOver }) => handedOver))
  })

  it('shows everybody places and counts, and money of ones own accounts alone', async () => {
    const [all, own, none] = [await league(), await league('rep'), await league('viewer')]
    for (const shown of [own, none]) {
      for (const row of shown.items) {
        const whole = rowOf(all, row.rep?.key ?? null)
        expect([row.rank, row.net, row.expectedNet, row.standing]).toEqual([
          whole.rank,
          whole.net,
          whole.expectedNet,
          whole.standing,
        ])
        const isOwn = shown === own && row.rep?.key === 'main/R1'
        expect([row.change !== undefined, row.retention !== undefined]).toEqual([isOwn, isOwn])
        // What was expected of one's own money is made of the money of all.
        expect([row.expectedChange, row.excessChange]).toEqual([undefined, undefined])
      }
      expect(shown.total.change).toBeUndefined()
    }
  })

  it('leaves the house as a file of the reps whose accounts one may export', async () => {
    const text = async (role: Parameters<TestApp['request']>[0]) =>
      (await test.request(role, 'exportLeague', { query: ends })).text()
    expect((await text('leader')).trim().split('\n')).toHaveLength(5)
    const own = await text('rep')
    expect(own).toContain('Rita Rep')
    expect(own).not.toMatch(/Karl Key|expected change/)
  })
})

describe('the scoreboard of a rep', () => {
  it('tells what is managed, moved, kept, sold and reached, a move belonging to the owner at its end', async () => {
    const board = await test.call('leader', 'getScoreboard', { query: { ...ends, rep: 'main/R1' } })
    expect(board).toMatchObject({
      rep: { name: 'Rita Rep' },
      of: 2,
      rank: 2,
      accounts: 39,
      takenOver: 0,
      handedOver: 1,
      // 39 x 2000.01 before; 24 x 6000.02 and 15 x 2000.02 after, and what Karl sold to one of them.
      spendBefore: '78000.39',
      spendAfter: '174100.78',
      change: '96100.39',
      retained: { start: '78000.39', contraction: '0.00', lost: '0.00' },
      // All 40, for the one that went to Hanna in July was sold in June; not what Karl sold.
      sold: '176000.80',
      soldBefore: '80000.40',
      hours: '3.50',
    })
    expect(board.grades).toEqual([
      { grade: 'A', count: 0, countBefore: 0, spend: '0.00', spendBefore: '0.00' },
      { grade: 'B', count: 24, countBefore: 0, spend: '144100.48', spendBefore: '0.00' },
      { grade: 'C', count: 15, countBefore: 39, spend: '30000.30', spendBefore: '78000.39' },
      { grade: null, count: 0, countBefore: 0, spend: '0.00', spendBefore: '0.00' },
    ])
    expect(board.targets).toEqual([
      // No cost is known, so that nothing is of gross profit.
      expect.objectContaining({ measure: 'gross_profit', amount: '50000.00', reached: null, share: null }),
      {
        measure: 'revenue',
        from: '2025-01-01',
        to: '2025-12-31',
        amount: '200000.00',
        reached: '176000.80',
        share: 0.880004,
        elapsed: 1,
      },
      {
        measure: 'revenue',
        from: '2025-10-01',
        to: '2026-09-30',
        amount: '1000.00',
        reached: '0.00',
        share: 0,
        elapsed: 0.252055,
      },
    ])
  })

  it('is whole for the rep, and for others without money', async () => {
    const own = await test.call('rep', 'getScoreboard', { query: ends })
    expect(own).toMatchObject({ rep: { key: 'main/R1' }, change: '96100.39', sold: '176000.80' })
    expect(own.targets?.map(({ measure }) => measure)).toEqual(['revenue', 'revenue'])
    expect(own.hours).toBeUndefined()
    const other = await test.call('rep', 'getScoreboard', { query: { ...ends, rep: 'main/R2' } })
    expect(other).toMatchObject({ rank: 1, net: -4 })
    for (const name of ['change', 'sold', 'targets', 'retention', 'retained', 'hours'] as const) {
      expect([name, other[name]]).toEqual([name, undefined])
    }
    expect(other.grades.every(({ spend }) => spend === undefined)).toBe(true)
  })

  it('is of a rep of the book, and of nobody says so', async () => {
    expect((await test.request('leader', 'getScoreboard', { query: { ...ends, rep: 'main/none' } })).status).toBe(404)
    const nobody = await test.request('viewer', 'getScoreboard', { query: ends })
    expect([nobody.status, await nobody.text()]).toEqual([400, expect.stringContaining('say which rep')])
  })

  it('counts calls of the window by the rep they were planned for, and goals that were reached', async () => {
    const { items } = await test.call('leader', 'listAccounts', { query: { limit: 1 } })
    const planned = async (day: string, reached: 'yes' | 'no' | null) =>
      test.call('leader', 'planCall', {
        body: {
          account: items[0]?.id ?? '',
          contact: null,
          goal: 'Ask',
          day,
          owner: await test.idOf('rep'),
          outcome: reached === null ? null : { reached, result: null, day, contact: null, next: null },
        },
      })
    await planned('2025-02-01', 'yes')
    await planned('2025-02-02', 'no')
    await planned('2025-02-03', null)
    await planned('2024-02-03', 'yes')
    const { calls } = rowOf(await league(), 'main/R1')
    expect(calls).toEqual({ planned: 3, done: 2, results: { yes: 1, partly: 0, no: 1, 'not-reached': 0 } })
  })
})
