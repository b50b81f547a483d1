import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import type { Call } from '../../src/contract/operations.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import type { Role } from '../../src/domain/right.ts'
import { importFiles } from '../stores/open-test-book.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp
let idOf: (key: string) => string

/** Brings files and works the accounts out anew. */
async function bring(files: Parameters<typeof importFiles>[2]): Promise<void> {
  await importFiles(test.book, { folder: test.book.ctx.places.temporary } as Parameters<typeof importFiles>[1], files)
  await refreshView(test.book.ctx, { period: null })
}

beforeAll(async () => {
  test = await openTestApp()
  const { items } = await test.call('administrator', 'listAccounts', { query: { limit: 200 } })
  idOf = (key) => items.find((row) => row.key === key)?.id ?? ''
  // A minute of the desk costs 1.00, a call takes ten of them. A07 is Rita Rep's, A09 Karl Key's, A05 neither's.
  await rate({ kind: 'pool', subject: 'desk', value: { name: 'Desk', cost: '365000', minutes: '365000' } })
  await rate({ kind: 'activity', subject: 'call', value: { pool: 'desk', minutes: '10' } })
  const parts = { capital: '0.2', storage: '0', insurance: '0', obsolescence: '0', damage: '0' }
  await rate({ kind: 'carrying', subject: '', value: parts })
  await bring({
    'events.csv': [
      'number,account,activity,date,quantity',
      'E1,A07,call,2025-06-02,3',
      'E2,A09,call,2025-06-02,1',
      'E3,,call,2025-06-03,2',
      'E4,A05,visit,2025-06-03,1',
    ],
    'freight.csv': ['number,account,date,amount', 'F1,A07,2025-06-05,12.5'],
    'accruals.csv': ['number,account,date,amount', 'R1,A07,2025-06-30,100'],
  })
})
afterAll(() => test[Symbol.asyncDispose]())

type Rate = Call<'addCostRate'>['body']['rate']
async function rate(what: Rate): Promise<void> {
  await test.call('finance', 'addCostRate', { body: { rate: what, validFrom: '2020-01-01', note: null } })
}

const see = (role: Role, key: string) => test.call(role, 'getAccountProfit', { params: { id: idOf(key) }, query: {} })
const sum = (...amounts: readonly (string | null | undefined)[]) =>
  formatMicros(amounts.reduce((all, amount) => all + parseMicros(amount ?? '0'), 0n))

describe('What an account earns', () => {
  it('is its gross profit less what it costs beside its goods, with what was never measured named', async () => {
    const { profit, service, missing, rates } = await see('finance', 'A07')
    const { grossProfit } = await test.call('finance', 'getAccount', { params: { id: idOf('A07') }, query: {} })
    expect(profit?.grossProfit).toBe(grossProfit)
    const carried = profit?.components.find(({ component }) => component === 'carrying')?.amount ?? ''
    expect(parseMicros(carried)).toBeGreaterThan(0n)
    expect(profit?.components.map(({ component, state, amount }) => [component, state, amount])).toEqual([
      ['service', 'known', '30.00'],
      ['financing', 'not-measured', null],
      ['carrying', 'known', carried],
      ['freight', 'known', '12.50'],
      ['rebates', 'known', '100.00'],
      ['returns', 'not-measured', null],
    ])
    expect(profit?.netProfit).toBe(sum(grossProfit, '-142.50', `-${carried}`))
    expect(sum(profit?.revenue, profit?.otherKinds, `-${profit?.uncosted ?? ''}`, `-${profit?.cost ?? ''}`)).toBe(
      grossProfit,
    )
    expect(service).toMatchObject([{ activity: 'call', events: '3', standardMinutes: '30', cost: '30.00' }])
    expect(missing).toEqual([])
    expect(rates?.activities).toMatchObject([{ activity: 'call', minutes: '10', perMinute: '1.00', perEvent: '10.00' }])
  })

  it('is unknown where a rate is missing, which is named with its days, until somebody sets it', async () => {
    const before = await see('finance', 'A05')
    expect(before.profit?.netProfit).toBeNull()
    expect(before.posture.proposed).toBeNull()
    expect(before.missing).toEqual([{ component: 'service', of: 'visit', from: before.from, to: before.to }])
    await rate({ kind: 'activity', subject: 'visit', value: { pool: 'desk', minutes: '90' } })
    const after = await see('finance', 'A05')
    const costs = after.profit?.components.map(({ amount }) => (amount === null ? null : `-${amount}`)) ?? []
    expect(after.profit?.components[0]?.amount).toBe('90.00')
    expect(after.profit?.netProfit).toBe(sum(after.profit?.grossProfit, ...costs))
    expect(after.missing).toEqual([])
  })

  it('shows a posture to everybody, and its money to who may see the margin', async () => {
    const whole = await see('finance', 'A07')
    const own = await see('rep', 'A07')
    expect(Object.keys(own).toSorted()).toEqual(['currency', 'from', 'period', 'posture', 'to', 'watermark'])
    expect(own.posture).toEqual({ ...whole.posture, isMine: true })
    expect((await see('viewer', 'A07')).posture.isMine).toBe(false)
    expect((await see('key-account-manager', 'A09')).profit).toEqual((await see('finance', 'A09')).profit)
    expect(await see('key-account-manager', 'A07')).not.toHaveProperty('profit')
  })

  it('is made on families by their margin, at prices set beside those of others, for who sees the margin', async () => {
    const mix = (role: Role, key: string) => test.call(role, 'getAccountMix', { params: { id: idOf(key) }, query: {} })
    const { families, bands, price } = await mix('finance', 'A07')
    const { spend } = await test.call('finance', 'getAccount', { params: { id: idOf('A07') }, query: {} })
    expect(sum(...(families?.map((family) => family.spend) ?? []))).toBe(spend)
    expect(sum(...(bands?.map((band) => band.spend) ?? []))).toBe(spend)
    // Bolts at 126.05 a piece cost 7.25, pumps at 116.25 cost 60.50.
    expect(families?.map(({ family, band }) => [family?.name, band])).toEqual([
      ['Bolts', { from: 0.4, below: null }],
      ['Pumps', { from: 0.4, below: null }],
    ])
    expect(price).toMatchObject({ products: 2 })
    expect(price?.rate).toBeLessThan(1)
    expect(await mix('rep', 'A07')).not.toHaveProperty('families')
    expect(Object.keys(await mix('key-account-manager', 'A09'))).toEqual(Object.keys(await mix('finance', 'A09')))
  })

  it('is ranked for whoever may see it, what is unknown last, a page at a time', async () => {
    const list = (role: Role, query: object) => test.call(role, 'listProfits', { query })
    const all = await list('finance', {})
    expect(all.total).toBe(12)
    const amounts = all.items.map(({ netProfit }) => parseMicros(netProfit ?? '0'))
    expect(amounts).toEqual(amounts.toSorted((one, other) => (one < other ? 1 : -1)))
    const first = await list('finance', { limit: 5 })
    const second = await list('finance', { limit: 200, cursor: first.next ?? '' })
    expect([...first.items, ...second.items]).toEqual(all.items)
    const least = await list('finance', { sort: 'netProfit' })
    expect(least.items.map(({ id }) => id)).toEqual(all.items.map(({ id }) => id).toReversed())
    expect((await list('viewer', {})).items).toEqual([])
    expect((await list('rep', {})).items).toEqual([])
    const own = await list('key-account-manager', {})
    expect(own.items).toEqual(all.items.filter(({ owner }) => owner?.key === 'main/R2'))
    expect((await test.request('finance', 'listProfits', { query: { cursor: 'x' } })).status).toBe(400)
    expect((await test.request('finance', 'listProfits', { query: { sort: 'margin' } })).status).toBe(400)
    const file = await test.request('finance', 'exportProfits', { query: {} })
    expect((await file.text()).trimEnd().split('\n')).toHaveLength(13)
  })

  it('adds up to the book, of which only who sees all of it sees the sum', async () => {
    const book = await test.call('finance', 'getBookProfit', { query: {} })
    const { items } = await test.call('finance', 'listProfits', { query: { limit: 200 } })
    const total = sum(...items.map(({ netProfit }) => netProfit))
    expect(book).toMatchObject({ accounts: 12, known: 12, unknown: 0, whale: { accounts: 12, total } })
    // Two calls for nobody.
    expect(book.profit?.netProfit).toBe(sum(total, '-20'))
    expect(book.map.cells.reduce((count, cell) => count + cell.count, 0)).toBe(12)
    expect(sum(...book.map.cells.map(({ netProfit }) => netProfit))).toBe(total)
    expect(book.map.points).toHaveLength(12)

    const manager = await test.call('key-account-manager', 'getBookProfit', { query: {} })
    expect(JSON.stringify({ ...manager, map: { ...manager.map, points: [], edges: null } })).not.toMatch(/\d\.\d\d"/)
    expect(manager.map.points.map(({ account }) => account.key).toSorted()).toEqual(['A03', 'A04', 'A09', 'A12'])
    const mine = await test.call('key-account-manager', 'getBookProfit', { query: { owner: ['main/R2'] } })
    expect(mine.profit?.netProfit).toBe(
      sum(...items.flatMap(({ owner, netProfit }) => (owner?.key === 'main/R2' ? [netProfit] : []))),
    )
  })

  it('reconciles line by line, with what nobody used of the desk by itself', async () => {
    const { lines, capacity, from } = await test.call('finance', 'getReconciliation', { query: {} })
    expect(lines?.flatMap(({ amounts }) => (amounts ? [amounts.difference] : [])).every((one) => one === '0.00')).toBe(
      true,
    )
    // 30 + 10 + 90 for accounts and 20 for none, of 1 000 a day.
    expect(lines?.find(({ line }) => line === 'service')?.amounts).toMatchObject({
      accounts: '130.00',
      noAccount: '20.00',
      unused: '364850.00',
      book: '365000.00',
    })
    expect(from).toBe('2024-12-16')
    expect(capacity).toMatchObject([{ name: 'Desk', usedMinutes: '150', unusedMinutes: '364850' }])
    expect(lines?.find(({ line }) => line === 'financing')).toEqual({
      line: 'financing',
      state: 'not-measured',
      amounts: null,
    })
    expect(await test.call('key-account-manager', 'getReconciliation', { query: {} })).not.toHaveProperty('lines')
  })

  it('calls for a posture that its owner accepts, or changes with a reason', async () => {
    const { posture } = await see('rep', 'A07')
    const decide = (role: Role, key: string, body: object) =>
      test.request(role, 'decidePosture', { params: { id: idOf(key) }, body: body as never })
    expect((await decide('rep', 'A05', { posture: 'downsize', reason: 'No' })).status).toBe(403)
    expect((await decide('rep', 'A07', { posture: 'downsize', reason: null })).status).toBe(400)
    expect((await decide('rep', 'A07', { posture: 'grow', reason: 'Yes' })).status).toBe(400)
    expect((await decide('rep', 'A07', { posture: posture.proposed, reason: null })).status).toBe(201)
    expect((await decide('rep', 'A07', { posture: 'downsize', reason: 'They leave the trade' })).status).toBe(201)
    const after = (await see('viewer', 'A07')).posture
    expect(after.decided).toMatchObject({
      posture: 'downsize',
      proposed: posture.proposed,
      reason: 'They leave the trade',
      by: { name: 'Person rep' },
    })
    expect(after.history).toMatchObject([{ posture: posture.proposed, reason: null }])
    // What was decided counts, on the map and in the ranking it opens; the account stays where its figures are.
    const { map } = await test.call('finance', 'getBookProfit', { query: {} })
    expect(map.cells.map(({ accepted, changed }) => accepted + changed).reduce((one, other) => one + other)).toBe(1)
    expect(map.cells.find((cell) => cell.posture === 'downsize')).toMatchObject({ accepted: 0, changed: 1 })
    for (const cell of map.cells) {
      const listed = await test.call('finance', 'listProfits', { query: { posture: [cell.posture], limit: 200 } })
      expect([cell.posture, listed.total]).toEqual([cell.posture, cell.count])
      expect(sum(...listed.items.map(({ netProfit }) => netProfit))).toBe(cell.netProfit)
      expect(new Set(listed.items.map(({ proposed, decided }) => decided ?? proposed))).toEqual(
        new Set(cell.count === 0 ? [] : [cell.posture]),
      )
    }
    expect(map.points.find(({ account }) => account.key === 'A07')?.posture).toBe('downsize')
    const { items } = await test.call('administrator', 'listAudit', { query: { verb: 'decide posture' } })
    expect(items).toHaveLength(2)
  })

  it('is cut where the policy says', async () => {
    expect((await test.request('leader', 'setPostureEdges', { body: { rate: 2, level: '1' } })).status).toBe(400)
    await test.call('leader', 'setPostureEdges', { body: { rate: 0, level: '100000000' } })
    const { map } = await test.call('finance', 'getBookProfit', { query: {} })
    expect(map.edges).toEqual({ rate: 0, level: '100000000.00' })
    // All but the one that its owner decided on.
    expect(map.cells.find(({ posture }) => posture === 'get-more')?.count).toBe(11)
  })

  it('is set beside two years before, once the book reaches back so far', async () => {
    expect(await see('finance', 'A01')).toMatchObject({ before: null, swing: null })
    await bring({
      'costs.csv': ['product,valid_from,cost', 'P9,2022-01-01,5'],
      'lines.csv': [
        'invoice,line,date,account,kind,product,quantity,net',
        'OLD-1,1,2022-12-01,A01,goods,P9,1,10',
        'OLD-2,1,2023-06-01,A01,goods,P9,10,1000',
      ],
    })
    const { profit, before, swing } = await see('finance', 'A01')
    expect(before).toMatchObject({ from: '2022-12-16', to: '2023-12-15', profit: { netProfit: '950.00' } })
    expect(swing).toBe(sum(profit?.netProfit, '-950'))
    const { items } = await test.call('finance', 'listProfits', { query: { sort: '-swing' } })
    expect(items.find(({ key }) => key === 'A01')?.swing).toBe(swing)
    // Who was not there then has gained all that it earns.
    const other = items.find(({ key }) => key === 'A12')
    expect(other?.swing).toBe(other?.netProfit)
  })
})
