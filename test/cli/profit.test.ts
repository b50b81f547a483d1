import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { Place } from './book.ts'

const row = z.looseObject({ id: z.string(), netProfit: z.string().nullable(), proposed: z.string().nullable() })
const component = z.object({ component: z.string(), state: z.string(), amount: z.string().nullable() }).loose()
const profit = z.looseObject({ grossProfit: z.string(), netProfit: z.string(), components: z.array(component) })
const account = z.looseObject({ profit, posture: z.looseObject({ decided: z.looseObject({}).nullable() }) })
const book = z.looseObject({
  known: z.number(),
  profit,
  whale: z.looseObject({ total: z.string(), points: z.array(z.looseObject({ sum: z.string() })) }),
})
const amounts = z.looseObject({
  accounts: z.string(),
  left: z.string(),
  noAccount: z.string(),
  book: z.string(),
  difference: z.string(),
})
const listed = z.looseObject({ id: z.string().nullable(), netProfit: z.string().nullable() })
const reconciliation = z.looseObject({
  lines: z.array(z.looseObject({ line: z.string(), amounts: amounts.nullable() })),
})

function sumOf(list: readonly (string | null | undefined)[]): string {
  return formatMicros(list.reduce((sum, amount) => sum + parseMicros(amount ?? '0'), 0n))
}

describe('profit, whale and reconcile', () => {
  let place: Place
  beforeAll(async () => {
    place = await Place.make()
    await place.ok('demo', '--accounts', '40', '--years', '3', '--until', '2026-10-31', '--seed', '7', '--quiet')
  })
  afterAll(() => place[Symbol.asyncDispose]())

  it('rank accounts that sum to the curve, and an account whose steps sum to its net profit', async () => {
    const rows = z.array(row).parse(await place.json('profit'))
    const [whole] = z.array(book).parse(await place.json('whale'))
    const known = rows.flatMap(({ netProfit }) => netProfit ?? [])
    expect(whole?.known).toBe(known.length)
    expect(sumOf(known)).toBe(whole?.whale.total)
    expect(whole?.whale.points.at(-1)?.sum).toBe(whole?.whale.total)

    const most = rows[0]?.id ?? ''
    const [one] = z.array(account).parse(await place.json('profit', most))
    const costs = one?.profit.components.map(({ amount }) => amount) ?? []
    expect(sumOf([one?.profit.netProfit, ...costs])).toBe(one?.profit.grossProfit)
    expect(one?.profit.netProfit).toBe(rows[0]?.netProfit)
    // The demo book has something of every component.
    expect(whole?.profit.components.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'known'))
    expect(await place.ok('profit', most)).toMatch(/less cost to serve +[\d ]+\.\d\d/)
  })

  it('reconcile to the cent', async () => {
    const [found] = z.array(reconciliation).parse(await place.json('reconcile'))
    expect(found?.lines.map(({ line, amounts: of }) => [line, of?.difference])).toEqual(
      [
        'revenue',
        'other-kinds',
        'uncosted',
        'cost',
        'gross-profit',
        'service',
        'financing',
        'carrying',
        'freight',
        'rebates',
        'returns',
        'net-profit',
      ].map((line) => [line, '0.00']),
    )
  })

  it('reconcile from revenue to net profit down every column, of which accounts are those that are ranked', async () => {
    const [found] = z.array(reconciliation).parse(await place.json('reconcile'))
    const of = new Map(found?.lines.map(({ line, amounts: all }) => [line, all]))
    const costs = ['uncosted', 'cost', 'service', 'financing', 'carrying', 'freight', 'rebates', 'returns']
    for (const part of ['accounts', 'left', 'noAccount', 'book'] as const) {
      const [top, bottom] = [of.get('revenue')?.[part], of.get('net-profit')?.[part]]
      expect(sumOf([top, of.get('other-kinds')?.[part]])).toBe(
        sumOf([bottom, ...costs.map((line) => of.get(line)?.[part])]),
      )
    }
    const rows = z.array(row).parse(await place.json('profit'))
    expect(of.get('net-profit')?.accounts).toBe(sumOf(rows.map(({ netProfit }) => netProfit)))
  })

  it('give the net profit that the list of accounts gives, of each and of all of them', async () => {
    await expectSameNetProfits(place)
    const [whole] = await place.json('accounts', '--by', 'book', '--period', '2026')
    const [found] = z.array(reconciliation).parse(await place.json('reconcile', '--period', '2026'))
    const net = found?.lines.find(({ line }) => line === 'net-profit')?.amounts
    expect(whole?.['netProfit']).toBe(sumOf([net?.accounts, net?.left, net?.noAccount]))
    // What stands beside an account is not the work of who sold to it.
    const [owner] = await place.json('accounts', '--by', 'owner', '--period', '2026')
    expect(owner).toHaveProperty('grossProfit')
    expect(owner).not.toHaveProperty('netProfit')
  })

  it('keep what somebody decides to do with an account, and ask why', async () => {
    const [first] = z.array(row).parse(await place.json('profit'))
    const other = first?.proposed === 'secure' ? 'get-more' : 'secure'
    expect(await place.run('profit', first?.id ?? '', '--take', other)).toMatchObject({ code: exitCodes.badInput })
    await place.ok('profit', first?.id ?? '', '--take', other, '--reason', 'They open a second plant')
    const [decided] = z.array(account).parse(await place.json('profit', first?.id ?? ''))
    expect(decided?.posture.decided).toMatchObject({ posture: other, reason: 'They open a second plant' })
  })

  it('name the rate that is missing once one is taken back, and leave net profit unknown', async () => {
    await place.ok('rates', 'take-back', '2026-06-01', 'carrying')
    const text = await place.ok('reconcile')
    expect(text).toMatch(/net profit +- .*unknown/)
    expect(text).toMatch(/Missing from 2026-06-01 to 2026-10-\d\d: the rate of cost of carrying stock/)
    expect(await expectSameNetProfits(place)).toContain(null)
    expect(await place.json('accounts', '--by', 'book', '--period', '2026')).toMatchObject([{ netProfit: null }])
  })
})

/** What `profit` says of each account is what `accounts` says of it; gives the net profits. */
async function expectSameNetProfits(place: Place): Promise<readonly (string | null)[]> {
  const ranked = z.array(row).parse(await place.json('profit', '--period', '2026'))
  const rows = z.array(listed).parse(await place.json('accounts', '--period', '2026'))
  const netProfitOf = new Map(rows.map(({ id, netProfit }) => [id, netProfit]))
  expect(ranked.map(({ id }) => [id, netProfitOf.get(id)])).toEqual(ranked.map(({ id, netProfit }) => [id, netProfit]))
  return ranked.map(({ netProfit }) => netProfit)
}
