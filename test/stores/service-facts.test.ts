import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { costRatesOf, returnsSpans } from '../../src/domain/cost-rate/cost-rates.ts'
import type { BookRate } from '../../src/domain/cost-rate/book-rate.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { noAccountId } from '../../src/domain/no-account.ts'
import { serviceRatesOf } from '../../src/domain/service/service-rates.ts'
import type { ServiceSources } from '../../src/domain/service/service-rates.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { accrualFacts, accrualTotal } from '../../src/ledger/facts/accrual-facts.ts'
import { freightFacts } from '../../src/ledger/facts/freight-facts.ts'
import { givenBackFacts, givenBackTotal, hasLinesOf } from '../../src/ledger/facts/given-back-facts.ts'
import { priceFacts } from '../../src/ledger/facts/price-facts.ts'
import { returnFacts } from '../../src/ledger/facts/return-facts.ts'
import { serviceByAccount, serviceByActivity, serviceSources } from '../../src/ledger/facts/service-facts.ts'
import type { ServiceSums } from '../../src/ledger/facts/service-facts.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }

/** 560 000 a year over 700 000 minutes is .80 a minute; twice as much from July on. */
const rates = costRatesOf([
  pool('2025-01-01', '560000'),
  pool('2025-07-01', '1120000'),
  activity('call', '2025-01-01', '10'),
  activity('credit_check', '2025-02-01', '50'),
  activity('order', '2025-01-01', '8'),
  { kind: 'returns', subject: '', validFrom: '2025-03-01', value: { perReturn: parseMicros('12.5'), activity: null } },
])

function pool(validFrom: string, cost: string): BookRate {
  const value = { name: 'Office', cost: parseMicros(cost), minutes: parseMicros('700000') }
  return { kind: 'pool', subject: 'office', validFrom, value }
}

function activity(subject: string, validFrom: string, minutes: string): BookRate {
  return { kind: 'activity', subject, validFrom, value: { pool: 'office', minutes: parseMicros(minutes) } }
}

function shown(sums: ServiceSums | undefined) {
  if (!sums) return null
  const { unrated, ...amounts } = sums
  return [...Object.values(amounts).map((amount) => formatMicros(amount, 0)), unrated]
}

const money = (found: ReadonlyMap<string, bigint>) =>
  Object.fromEntries([...found].map(([id, amount]) => [id, formatMicros(amount, 0)]))

describe.each(ledgerEngines)('what accounts cost beside their goods, on %s', (engine) => {
  let store: TestLedger
  let ledger: Ledger
  let watermark = 0
  let sources: ServiceSources
  beforeAll(async () => {
    store = await openTestLedger(engine)
    ;({ ledger } = store)
    watermark = await importSample(ledger, {
      lines: [
        line('I1', '2025-01-20', 'A', '100', { order_number: 'O1' }),
        line('I2', '2025-02-20', 'A', '100', { order_number: 'O1' }),
        line('I3', '2025-08-01', 'A', '50'),
        line('I3', '2025-08-01', 'A', '20', { kind: 'freight', quantity: null }),
        line('I4', '2025-08-02', 'B', '9', { kind: 'freight', quantity: null }),
        line('I5', '2025-06-02', 'C', '30', { kind: 'freight', quantity: null }),
        line('C1', '2025-02-01', 'A', '-10', { quantity: '-1' }),
        line('C2', '2025-04-01', 'A', '-10', { quantity: '-1' }),
        line('C2', '2025-04-01', 'A', '-5', { quantity: '1' }),
        // Money alone, and no goods.
        line('C3', '2025-04-02', 'A', '-5', { quantity: null }),
        // A year later: what accounts pay for the same.
        line('J1', '2026-02-01', 'A', '200', { quantity: '2' }),
        line('J1', '2026-02-01', 'A', '-6', { kind: 'discount', quantity: null, credit: 'false' }),
        line('J2', '2026-03-01', 'A', '50'),
        line('J3', '2026-03-02', 'A', '-50', { quantity: '-1' }),
        line('J4', '2026-03-01', 'D', '160', { quantity: '2' }),
        line('J5', '2026-03-02', 'D', '30', { product: 'Q', unit: 'box' }),
        line('J6', '2026-03-02', 'A', '3', { product: 'Q', unit: 'pc' }),
        line('R1', '2025-05-15', 'B', '-40', { kind: 'rebate', quantity: null }),
        // Nobody ordered what was written off, though no credit note says so.
        line('W1', '2025-05-16', 'A', '-3', { kind: 'adjustment', quantity: null, credit: 'false' }),
      ],
      events: [
        { number: 'E1', activity: 'call', account: 'A', date: '2025-01-05' },
        { number: 'E2', activity: 'call', account: 'A', date: '2025-07-01', quantity: '3' },
        { number: 'E3', activity: 'call', account: 'A', date: '2024-12-31', quantity: '100' },
        // Nobody has said what it takes before February, and of a visit never.
        { number: 'E4', activity: 'credit_check', account: 'B', date: '2025-01-31' },
        { number: 'E5', activity: 'credit_check', account: 'B', date: '2025-02-01' },
        { number: 'E6', activity: 'visit', account: 'B', date: '2025-02-01' },
        { number: 'E7', activity: 'call', date: '2025-03-01', quantity: '2.5' },
        // Returns are handled elsewhere from March on.
        { number: 'E8', activity: 'return', account: 'C', date: '2025-02-28' },
        { number: 'E9', activity: 'return', account: 'C', date: '2025-03-01' },
        // Hours that name an activity take its place, those that name none that of all, in their month.
        { number: 'E10', activity: 'call', account: 'D', date: '2025-05-02', quantity: '6' },
        { number: 'E11', activity: 'credit_check', account: 'D', date: '2025-05-03' },
        { number: 'E12', activity: 'call', account: 'D', date: '2025-06-03', quantity: '6' },
        { number: 'E13', activity: 'credit_check', account: 'D', date: '2025-06-03' },
        { number: 'E14', activity: 'call', account: 'D', date: '2025-07-03' },
      ],
      hours: [
        { number: 'H1', activity: 'call', account: 'D', date: '2025-05-31', hours: '2' },
        { number: 'H2', account: 'D', date: '2025-06-01', hours: '1.5' },
      ],
      freight: [
        { number: 'F1', invoice: 'I3', date: '2025-08-03', amount: '15' },
        { number: 'F2', invoice: 'I3', date: '2025-09-03', amount: '12' },
        { number: 'F3', account: 'B', date: '2025-08-04', amount: '8' },
        { number: 'F4', account: 'B', date: '2025-08-05', amount: '4.5' },
        { number: 'F5', account: 'C', date: '2025-06-05', amount: '10' },
        { number: 'F6', date: '2025-06-05', amount: '7' },
      ],
      accruals: [
        { number: 'A1', account: 'A', date: '2025-03-31', amount: '100' },
        { number: 'A2', account: 'A', date: '2025-06-30', amount: '50', credited_on: '2025-08-01' },
        { number: 'A3', account: 'B', date: '2024-12-31', amount: '40', credited_by: 'R1' },
        { number: 'A4', account: 'C', date: '2024-12-31', amount: '9' },
        // Settled by what is no spend and gives nothing back: it stays borne where it was set aside.
        { number: 'A5', account: 'A', date: '2024-12-31', amount: '3', credited_by: 'W1' },
      ],
    })
    await setDimensions(
      ledger,
      ['A', 'B', 'C', 'D'].map((key) => ({ key, accountId: `acc-${key}` })),
    )
    sources = await serviceSources(ledger, watermark)
  })
  afterAll(() => store[Symbol.asyncDispose]())

  const service = async (span: { readonly from: string; readonly to: string }, scope?: string) => {
    const of = scope === undefined ? null : await accountScope(ledger, [scope])
    return serviceByAccount(ledger, { ...span, watermark }, serviceRatesOf(rates, sources, span), of)
  }

  it('charges events at the standard minutes and the rate of their day, and orders where no event names them', async () => {
    const found = await service(year)
    // One call at 8.00 and three at 16.00; O1 at 6.40 and the order of August at 12.80.
    expect(shown(found.get('acc-A'))).toEqual(['6', '56', '0', '0', '75.2', 0])
    // 50 minutes at .80, and two events nobody has a rate for. Its freight line is an order of 8 minutes too.
    expect(shown(found.get('acc-B'))).toEqual(['4', '58', '0', '0', '52.8', 2])
    expect(shown(found.get(noAccountId))).toEqual(['2.5', '25', '0', '0', '20', 0])
    expect(shown(found.get('acc-C'))).toEqual(['2', '8', '0', '0', '6.4', 1])
  })

  it('puts logged hours in the place of the estimate of their month', async () => {
    // May: 120 minutes for calls and 50 for the check; June: 90 minutes for all; July: a call at 16.00.
    expect(shown((await service(year)).get('acc-D'))).toEqual(['15', '230', '170', '210', '224', 0])
  })

  it('says the same of one account, and by activity of all', async () => {
    const [whole, own] = [await service(year), await service(year, 'acc-D')]
    expect([...own]).toEqual([['acc-D', whole.get('acc-D')]])
    const window = { ...year, watermark }
    const byActivity = await serviceByActivity(ledger, window, serviceRatesOf(rates, sources, year))
    const sum = (list: Iterable<ServiceSums>) => [...list].reduce((total, { cost }) => total + cost, 0n)
    expect(sum(byActivity)).toBe(sum(whole.values()))
    expect(byActivity.map(({ activity: name, rateFrom }) => `${name} ${rateFrom ?? '-'}`)).toEqual([
      ' 2025-01-01',
      'call 2025-01-01',
      'call 2025-07-01',
      'credit_check 2025-01-01',
      'credit_check 2025-02-01',
      'order 2025-01-01',
      'order 2025-07-01',
      'return -',
      'visit -',
    ])
  })

  it('takes what an invoice charges for freight off what its freight cost, and never more', async () => {
    const window = { ...year, watermark }
    expect(money(await freightFacts(ledger, window))).toEqual({ 'acc-A': '7', 'acc-B': '3.5', [noAccountId]: '7' })
    // The first bill of I3 is paid for by its line, the second by what is left of it.
    expect(money(await freightFacts(ledger, { from: '2025-01-01', to: '2025-08-31', watermark }))).not.toHaveProperty(
      'acc-A',
    )
    expect(money(await freightFacts(ledger, { from: '2025-09-01', to: '2025-12-31', watermark }))).toEqual({
      'acc-A': '7',
    })
    const scope = await accountScope(ledger, ['acc-A', 'acc-B'])
    expect(money(await freightFacts(ledger, window, scope))).toEqual({ 'acc-A': '7', 'acc-B': '3.5' })
  })

  const sold = ['goods', 'service'] as const

  it('counts a rebate while it is owed, and gives back what was owed before and is credited now', async () => {
    const window = { ...year, watermark }
    expect(money(await accrualFacts(ledger, window, sold))).toEqual({ 'acc-A': '100', 'acc-B': '-40' })
    const half = { from: '2025-01-01', to: '2025-06-30', watermark }
    expect(money(await accrualFacts(ledger, half, sold))).toEqual({ 'acc-A': '150', 'acc-B': '-40' })
    expect(money(await accrualFacts(ledger, { from: '2025-07-01', to: '2025-12-31', watermark }, sold))).toEqual({
      'acc-A': '-50',
    })
    const written = { from: '2025-01-01', to: '2025-06-30', watermark }
    expect(money(await accrualFacts(ledger, written, [...sold, 'adjustment']))).toMatchObject({ 'acc-A': '147' })
    const scope = await accountScope(ledger, ['acc-B'])
    expect(money(await accrualFacts(ledger, window, sold, scope))).toEqual({ 'acc-B': '-40' })
  })

  it('adds what lines gave back that are no spend, and says the same where nobody asks whose they are', async () => {
    const window = { ...year, watermark }
    expect(money(await givenBackFacts(ledger, window, ['rebate']))).toEqual({ 'acc-B': '40' })
    expect(await givenBackFacts(ledger, window, ['rebate'], await accountScope(ledger, ['acc-A']))).toEqual(new Map())
    expect(await givenBackFacts(ledger, window, [])).toEqual(new Map())
    expect(await givenBackTotal(ledger, window, ['rebate'])).toBe(parseMicros('40'))
    expect(await accrualTotal(ledger, window, sold)).toBe(parseMicros('60'))
    expect(await hasLinesOf(ledger, ['rebate'], watermark)).toBe(true)
    expect(await hasLinesOf(ledger, ['bad_debt'], watermark)).toBe(false)
  })

  it('sets what an account paid beside what others paid for a product in one unit', async () => {
    const scope = await accountScope(ledger, ['acc-A'])
    const window = { from: '2026-01-01', to: '2026-12-31', watermark }
    const prices = await priceFacts(ledger, window, scope)
    // Three pieces for 250 less 6 where another paid 80 each; what came back is no price, what is sold in two units is none.
    expect(prices).toEqual([
      {
        net: parseMicros('244'),
        quantity: parseMicros('3'),
        othersNet: parseMicros('160'),
        othersQuantity: parseMicros('2'),
      },
    ])
    expect(await priceFacts(ledger, window, await accountScope(ledger, ['acc-Z']))).toEqual([])
  })

  it('charges each credit note that brings goods back once, on days on which that has a cost', async () => {
    const found = await returnFacts(ledger, { ...year, watermark }, returnsSpans(rates, year))
    expect([...found]).toEqual([['acc-A', { returns: 2, cost: parseMicros('12.5'), unrated: 1 }]])
    const scope = await accountScope(ledger, ['acc-B'])
    expect(await returnFacts(ledger, { ...year, watermark }, returnsSpans(rates, year), scope)).toEqual(new Map())
  })
})

function line(
  invoice: string,
  date: string,
  account: string,
  net: string,
  more: Readonly<Record<string, string | null>> = {},
) {
  return { invoice, date, account, product: 'P', quantity: '1', net, ...more }
}
