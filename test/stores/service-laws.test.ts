import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { costRatesOf } from '../../src/domain/cost-rate/cost-rates.ts'
import type { BookRate } from '../../src/domain/cost-rate/book-rate.ts'
import { addDays, daysBetween } from '../../src/domain/day.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { serviceRatesOf } from '../../src/domain/service/service-rates.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { accrualFacts } from '../../src/ledger/facts/accrual-facts.ts'
import { freightFacts } from '../../src/ledger/facts/freight-facts.ts'
import { serviceByAccount, serviceByActivity, serviceSources } from '../../src/ledger/facts/service-facts.ts'
import type { ServiceSums } from '../../src/ledger/facts/service-facts.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }
const accounts = ['A', 'B', 'C']
const activities = ['call', 'visit', 'quote', 'return']

const day = fc.integer({ min: -40, max: 380 }).map((days) => addDays(year.from, days))
const account = fc.constantFrom(...accounts, null)
const amount = fc.integer({ min: 1, max: 2_000_000 }).map((micros) => (micros / 10_000).toFixed(4))

const event = fc.record({
  account,
  date: day,
  activity: fc.constantFrom(...activities),
  quantity: fc.option(fc.constantFrom('0', '1', '3', '2.5'), { nil: null }),
})
const hours = fc.record({
  account,
  date: day,
  activity: fc.option(fc.constantFrom(...activities), { nil: null }),
  hours: fc.constantFrom('0.25', '1', '7.333333'),
})
const bill = fc.record({ invoice: fc.constantFrom('I1', 'I2', 'I3'), account, date: day, amount })
const charge = fc.record({ invoice: fc.constantFrom('I1', 'I2', 'I3'), net: amount })
const accrual = fc.record({ account, date: day, amount, credited_on: fc.option(day, { nil: null }) })

const rate = fc.oneof(
  fc.record({ from: day, cost: fc.integer({ min: 1, max: 9 }) }).map(({ from, cost }): BookRate => ({
    kind: 'pool',
    subject: 'desk',
    validFrom: from,
    value: { name: 'Desk', cost: parseMicros(String(cost * 7)), minutes: parseMicros('3') },
  })),
  fc
    .record({ from: day, activity: fc.constantFrom('', ...activities), minutes: fc.integer({ min: 1, max: 90 }) })
    .map(({ from, activity, minutes }): BookRate => ({
      kind: 'activity',
      subject: activity,
      validFrom: from,
      value: { pool: 'desk', minutes: activity === '' ? null : parseMicros(String(minutes)) },
    })),
)

const book = fc.record({
  events: fc.array(event, { maxLength: 12 }),
  hours: fc.array(hours, { maxLength: 5 }),
  bills: fc.array(bill, { maxLength: 8 }),
  charges: fc.array(charge, { maxLength: 4 }),
  accruals: fc.array(accrual, { maxLength: 8 }),
  rates: fc.array(rate, { maxLength: 8 }),
  cut: fc.integer({ min: 1, max: 364 }),
})

const sumOf = (found: ReadonlyMap<string, bigint>) => [...found.values()].reduce((sum, one) => sum + one, 0n)
const added = (list: Iterable<ServiceSums>, of: (sums: ServiceSums) => bigint) =>
  [...list].reduce((sum, one) => sum + of(one), 0n)

describe.each(ledgerEngines)('what accounts cost beside their goods, whatever the book, on %s', (engine) => {
  let store: TestLedger
  beforeAll(async () => {
    store = await openTestLedger(engine)
    await setDimensions(
      store.ledger,
      accounts.map((key) => ({ key, accountId: `acc-${key}` })),
    )
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it('is the same by account, by activity and of one account, and windows that touch add up', async () => {
    await fc.assert(
      fc.asyncProperty(book, async ({ events, hours: logged, bills, charges, accruals, rates, cut }) => {
        const { ledger } = store
        for (const table of ['service_event', 'logged_hours', 'freight', 'accrual', 'line'])
          await ledger.run(`DELETE FROM ${table}`)
        const watermark = await importSample(ledger, {
          events,
          hours: logged,
          freight: bills,
          accruals,
          lines: charges.map(({ invoice, net }) => ({
            invoice,
            net,
            date: '2024-12-01',
            account: 'A',
            kind: 'freight',
          })),
        })
        const window = { ...year, watermark }
        const sources = await serviceSources(ledger, watermark)
        const service = serviceRatesOf(costRatesOf(rates), sources, year)
        const [byAccount, byActivity] = [
          await serviceByAccount(ledger, window, service),
          await serviceByActivity(ledger, window, service),
        ]
        for (const of of ['cost', 'events', 'standardMinutes', 'replacedMinutes', 'loggedMinutes'] as const) {
          expect(added(byAccount.values(), (sums) => sums[of])).toBe(added(byActivity, (sums) => sums[of]))
        }
        const inYear = (one: { readonly date: string }) => one.date >= year.from && one.date <= year.to
        expect(added(byAccount.values(), (sums) => sums.loggedMinutes)).toBe(
          logged.filter(inYear).reduce((sum, one) => sum + parseMicros(one.hours) * 60n, 0n),
        )
        for (const { replacedMinutes, standardMinutes } of byAccount.values()) {
          expect(replacedMinutes).toBeLessThanOrEqual(standardMinutes)
        }
        const scope = await accountScope(ledger, ['acc-A'])
        const own = await serviceByAccount(ledger, window, service, scope)
        expect(own.get('acc-A')).toEqual(byAccount.get('acc-A'))

        const middle = addDays(year.from, cut)
        const parts = [
          { from: year.from, to: addDays(middle, -1), watermark },
          { from: middle, to: year.to, watermark },
        ]
        expect(parts.reduce((days, { from, to }) => days + daysBetween(from, to) + 1, 0)).toBe(365)
        for (const facts of [
          async (of: typeof window) => freightFacts(ledger, of),
          async (of: typeof window) => accrualFacts(ledger, of, ['goods']),
        ]) {
          const whole = sumOf(await facts(window))
          let sum = 0n
          for (const part of parts) sum += sumOf(await facts(part))
          expect(sum).toBe(whole)
        }
        // What is charged is never more than what was paid.
        for (const left of (await freightFacts(ledger, window)).values()) expect(left).toBeGreaterThanOrEqual(0n)
      }),
      { numRuns: 12 },
    )
  })
})
