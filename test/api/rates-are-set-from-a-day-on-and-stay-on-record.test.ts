import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '../../src/contract/operations.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Body = Call<'addCostRate'>['body']

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test[Symbol.asyncDispose]())

const validFrom = '2025-01-01'
const office: Body = {
  rate: { kind: 'pool', subject: 'office', value: { name: 'Inside sales', cost: '560000', minutes: '700000' } },
  validFrom,
  note: 'budget 2025',
}

async function refusal(body: Body): Promise<string> {
  const response = await test.request('finance', 'addCostRate', { body })
  return `${String(response.status)} ${await response.text()}`
}

describe('Rates', () => {
  it('are set with an author and a note; of two for one day the later one counts, and none is lost', async () => {
    expect(await test.call('finance', 'addCostRate', { body: office })).toMatchObject({
      rate: office.rate,
      validFrom,
      note: 'budget 2025',
      setBy: { name: 'Person finance' },
      isInForce: true,
    })
    const more = { name: 'Inside sales', cost: '600000.50', minutes: '700000' }
    await test.call('finance', 'addCostRate', {
      body: { rate: { kind: 'pool', subject: 'office', value: more }, validFrom, note: null },
    })
    const { items } = await test.call('leader', 'listCostRates', {})
    expect(items.map(({ rate, isInForce }) => [rate.value, isInForce])).toEqual([
      [more, true],
      [office.rate.value, false],
    ])
    // What pools cost is what people are paid.
    expect((await test.request('key-account-manager', 'listCostRates', {})).status).toBe(403)
    const audited = await test.call('administrator', 'listAudit', { query: { verb: 'set rate' } })
    expect(audited.items).toHaveLength(2)
    expect(audited.items[0]).toMatchObject({ actor: { name: 'Person finance' }, subject: 'pool office' })
  })

  it('are refused with a sentence where they say nothing that can be reckoned with', async () => {
    const set = (rate: Body['rate']) => refusal({ rate, validFrom, note: null })
    const pool = (value: { name: string; cost: string; minutes: string }) => set({ kind: 'pool', subject: 'p', value })
    expect(await pool({ name: 'P', cost: '1', minutes: '0' })).toMatch(/^400.*a pool without minutes has no cost/)
    expect(await pool({ name: 'P', cost: '-1', minutes: '1' })).toMatch(/^400/)
    const activity = (subject: string, value: { pool: string; minutes: string | null }) =>
      set({ kind: 'activity', subject, value })
    expect(await activity('order', { pool: 'nobody', minutes: '8' })).toMatch(/^400.*there is no pool \\"nobody\\"/)
    expect(await activity('order', { pool: 'office', minutes: null })).toMatch(/^400.*without standard minutes/)
    expect(await activity('', { pool: 'office', minutes: '8' })).toMatch(/^400.*they are logged, not estimated/)
    const returns = (perReturn: string | null, key: string | null) =>
      set({ kind: 'returns', value: { perReturn, activity: key } })
    expect(await returns(null, null)).toMatch(/^400.*an amount for each, or an activity/)
    expect(await returns('5', 'order')).toMatch(/^400.*and not both/)
    expect(await returns(null, 'order')).toMatch(/^400.*there is no activity \\"order\\"/)
    const part = { storage: '0.03', insurance: '0.02', obsolescence: '0.07', damage: '0.03' }
    expect(await set({ kind: 'carrying', value: { ...part, capital: '1.1' } })).toMatch(/^400/)
    expect(await set({ kind: 'cover', value: { days: -1 } })).toMatch(/^400/)
    expect((await test.call('finance', 'listCostRates', {})).items).toHaveLength(2)
  })

  it('are refused where a minute or an event of them would cost more than a book can hold', async () => {
    const vault = (cost: string, minutes: string): Body['rate'] => {
      return { kind: 'pool', subject: 'vault', value: { name: 'Vault', cost, minutes } }
    }
    const guard = (minutes: string): Body['rate'] => {
      return { kind: 'activity', subject: 'guard', value: { pool: 'vault', minutes } }
    }
    const tooMuch = /^400.*would cost more than a book can hold/
    expect(await refusal({ rate: vault('999999999999', '0.5'), validFrom, note: null })).toMatch(tooMuch)
    await test.call('finance', 'addCostRate', { body: { rate: vault('4', '2'), validFrom, note: null } })
    expect(await refusal({ rate: guard('500000000000'), validFrom, note: null })).toMatch(tooMuch)
    await test.call('finance', 'addCostRate', { body: { rate: guard('499999999999'), validFrom, note: null } })
    expect(await refusal({ rate: vault('5', '2'), validFrom: '2026-01-01', note: null })).toMatch(tooMuch)
  })

  it('are taken back from a day on, and only where one holds', async () => {
    const takeBack = (day: string): Body => ({ rate: { kind: 'cover', value: null }, validFrom: day, note: null })
    expect(await refusal(takeBack('2025-06-01'))).toMatch(/^400.*none holds on that day/)
    await test.call('finance', 'addCostRate', {
      body: { rate: { kind: 'cover', value: { days: 45 } }, validFrom, note: null },
    })
    expect(await refusal(takeBack('2024-12-31'))).toMatch(/^400.*none holds on that day/)
    await test.call('finance', 'addCostRate', { body: takeBack('2025-06-01') })
    expect(await refusal(takeBack('2025-07-01'))).toMatch(/^400.*none holds on that day/)
    const audited = await test.call('administrator', 'listAudit', { query: { verb: 'take back rate' } })
    expect(audited.items).toMatchObject([{ subject: 'cover' }])
  })

  it('give the true gross profit of a sale, with those of its day or with such as are given', async () => {
    const sale = { revenue: '30000', cost: '27000', stockDays: '60', daysToPay: '45', on: '2025-05-05' }
    const unknown = await test.call('finance', 'getSaleProfit', { query: sale })
    expect(unknown).toMatchObject({ rate: null, grossProfit: '3000.00', financing: null, trueGrossProfit: null })

    await test.call('finance', 'addFinancingRate', { body: { validFrom, rate: '0.05', base: 'gross', note: null } })
    await test.call('finance', 'addCostRate', {
      body: { rate: { kind: 'sale', value: { stock: 'cost', receivable: 'cost' } }, validFrom, note: null },
    })
    expect(await test.call('finance', 'getSaleProfit', { query: sale })).toMatchObject({
      on: '2025-05-05',
      rate: '0.05',
      bases: { stock: 'cost', receivable: 'cost' },
      financing: { stock: '221.917808', receivable: '166.438356' },
      trueGrossProfit: '2611.643836',
      trueRate: 0.087055,
    })
    const given = { ...sale, rate: '0.1', receivableBase: 'invoice' as const }
    expect(await test.call('finance', 'getSaleProfit', { query: given })).toMatchObject({
      rate: '0.10',
      bases: { stock: 'cost', receivable: 'invoice' },
      financing: { stock: '443.835616', receivable: '369.863014' },
    })
  })
})
