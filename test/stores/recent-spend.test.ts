import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/day.ts'
import { monthStarts } from '../../src/domain/period.ts'
import { documentNumbers } from '../../src/ledger/facts/document-numbers.ts'
import { recentSpend } from '../../src/ledger/facts/recent-spend.ts'
import { valueFacts } from '../../src/ledger/facts/value-facts.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { collect } from './open-test-records.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const kinds = ['goods', 'service', 'discount'] as const

describe.each(ledgerEngines)('recent spend on %s', (engine) => {
  let store: TestLedger
  let watermark = 0
  beforeAll(async () => {
    store = await openTestLedger(engine)
    const accounts = ['A', 'B', 'OLD', null]
    const lines = Array.from({ length: 400 }, (_, index) => ({
      source: index % 9 === 0 ? 'other' : 'main',
      invoice: `I${String(index % 70)}`,
      line: String(index),
      date: addDays('2023-01-15', index * 2),
      account: accounts[index % accounts.length] ?? null,
      order_number: index % 3 === 0 ? null : `O${String(index % 50)}`,
      kind: ['goods', 'freight', 'discount'][index % 3] ?? 'goods',
      net: `${index % 11 === 0 ? '-' : ''}${String(index)}.123456`,
    }))
    watermark = await importSample(store.ledger, { lines })
    const other = { source: 'other' }
    await setDimensions(store.ledger, [
      { key: 'A', accountId: 'a' },
      { key: 'A', accountId: 'a', ...other },
      { key: 'B', accountId: 'b' },
      { key: 'B', accountId: 'b', ...other },
      // Until then a key of its own, afterwards an alias.
      { key: 'OLD', accountId: 'old', to: '2024-01-01' },
      { key: 'OLD', accountId: 'a', from: '2024-01-01' },
      { key: 'OLD', accountId: 'old', ...other },
    ])
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it.each(['2024-12-31', '2025-02-28', '2024-03-17', '2023-06-30'])(
    'is what the facts of each month and of the last week are, up to %s',
    async (to) => {
      const recent = await recentSpend(store.ledger, { to, watermark }, kinds)
      const starts = [...monthStarts(to), addDays(to, 1)]
      const spendOf = async (from: string, last: string) =>
        valueFacts(store.ledger, { from, to: last, watermark }, kinds)
      const whole = await spendOf(starts[0] ?? '', to)
      expect([...recent.keys()].toSorted()).toEqual([...whole.keys()].toSorted())
      const week = await spendOf(addDays(to, -6), to)
      for (let month = 0; month < 12; month += 1) {
        const facts = await spendOf(starts[month] ?? '', addDays(starts[month + 1] ?? '', -1))
        for (const [id, { months }] of recent) expect(months[month]).toBe(facts.get(id)?.spend ?? 0n)
      }
      for (const [id, { weekSpend, weekInvoices }] of recent) {
        expect({ id, weekSpend, weekInvoices }).toEqual({
          id,
          weekSpend: week.get(id)?.spend ?? 0n,
          weekInvoices: week.get(id)?.invoices ?? 0,
        })
      }
    },
  )

  it('numbers every document once, with its first day', async () => {
    const numbers = await collect(documentNumbers(store.ledger, { since: 0, watermark }))
    const keys = numbers.map(({ kind, source, number }) => `${kind} ${source} ${number}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(numbers).toContainEqual({ kind: 'invoice', source: 'main', number: 'I1', accountId: 'b', day: '2023-01-17' })
    expect(await collect(documentNumbers(store.ledger, { since: watermark, watermark }))).toEqual([])
  })
})
