import { expect, it } from 'vitest'
import { addCostRate } from '../../src/app/cost-rate/cost-rates.ts'
import { makeDemoBook } from '../../src/app/demo-book.ts'
import { getReconciliation } from '../../src/app/profit/get-reconciliation.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'

const input = { accounts: 60, years: 3, until: '2026-10-31', seed: 31 }

it('Of a book with stock, promises, service, freight, rebates and disputes the accounts and the rest are the whole, to the last decimal', async () => {
  await using book = await openScenarioBook(input.until)
  const { ctx } = book
  await makeDemoBook(ctx, input, new AbortController().signal)
  for (const period of ['2025', '2024', '2026-Q2']) {
    const { lines = [], capacity = [] } = await getReconciliation(ctx, { period })
    expect(lines.map(({ state }) => state)).toEqual(lines.map(() => 'known'))
    for (const { amounts } of lines) {
      const parts = [amounts?.accounts, amounts?.left, amounts?.noAccount, amounts?.unattributed, amounts?.unused]
      expect(parts.reduce((sum, part) => sum + parseMicros(part ?? 'none'), 0n)).toBe(parseMicros(amounts?.book ?? ''))
      expect(amounts?.difference).toBe('0.00')
    }
    expect(lines.length).toBeGreaterThan(7)
    // Every pool is used in part, so that something is left to show.
    for (const pool of capacity) {
      expect(parseMicros(pool.usedMinutes)).toBeGreaterThan(0n)
      expect(parseMicros(pool.unusedMinutes)).toBeGreaterThan(0n)
    }
    expect(capacity).toHaveLength(3)
  }
})

it('Whoever takes the carrying rate back from July on makes net profit unknown from then, and the days are named', async () => {
  await using book = await openScenarioBook(input.until)
  const { ctx } = book
  await makeDemoBook(ctx, input, new AbortController().signal)
  await addCostRate(ctx, {
    rate: { kind: 'carrying', subject: '', value: null },
    validFrom: '2025-07-01',
    note: 'to be agreed anew',
  })
  const stateOf = async (period: string) => {
    const { lines = [], missing = [] } = await getReconciliation(ctx, { period })
    const unknown = lines.filter(({ state }) => state === 'unknown').map(({ line }) => line)
    return { unknown, missing, net: lines.find(({ line }) => line === 'net-profit')?.amounts ?? null }
  }
  expect(await stateOf('2025')).toEqual({
    unknown: ['carrying', 'net-profit'],
    missing: [{ component: 'carrying', of: null, from: '2025-07-01', to: '2025-12-31' }],
    net: null,
  })
  const before = await stateOf('2024')
  expect(before).toMatchObject({ unknown: [], missing: [] })
  expect(before.net?.difference).toBe('0.00')
})
