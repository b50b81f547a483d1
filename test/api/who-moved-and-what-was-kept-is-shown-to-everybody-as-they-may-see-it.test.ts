import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCsv } from '../../src/app/csv.ts'
import type { Call } from '../../src/contract/operations.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import type { Role } from '../../src/domain/right.ts'
import { importFiles } from '../stores/open-test-book.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test[Symbol.asyncDispose]())

const sum = (amounts: readonly (string | undefined)[]) =>
  formatMicros(amounts.reduce((all, amount) => all + parseMicros(amount ?? '0'), 0n))
const movement = (role: Role, query: Call<'getMovement'>['query'] = {}) => test.call(role, 'getMovement', { query })
const moves = (role: Role, query: Call<'listMovements'>['query'] = {}) => test.call(role, 'listMovements', { query })

async function recordsOf(response: Response): Promise<string[][]> {
  expect(response.status).toBe(200)
  async function* text() {
    yield (await response.text()).replace('\uFEFF', '')
  }
  return Array.fromAsync(readCsv(text()))
}

describe('Who moved and what was kept', () => {
  it('is by default that of the period shown, against a year before, and says what it is of', async () => {
    const { basis } = await movement('viewer')
    const portfolio = await test.call('viewer', 'getPortfolio', { query: {} })
    expect([basis.before.period, basis.after.period]).toEqual([portfolio.before.period, portfolio.basis.period])
    expect(basis).toMatchObject({ currency: 'EUR', gradeBy: 'spend', grades: ['A', 'B', 'C'], sharedDays: 0 })
    expect(basis.after).toMatchObject({ isWhole: true, source: 'ledger', why: 'not-closed', closing: null })
  })

  it('says how many days are in both windows, where these overlap', async () => {
    const { basis } = await movement('viewer', { from: '2025-Q3', to: '2025-Q4' })
    expect(basis.sharedDays).toBe(273)
  })

  it('has money for a rep where all accounts are in sight, and the owner of each move for everybody', async () => {
    const whole = await movement('leader', { by: 'owner' })
    const seen = await movement('rep', { by: 'owner' })
    expect(seen.totals).toBeUndefined()
    expect(seen.classes.map(({ class: name, count }) => [name, count])).toEqual(
      whole.classes.map(({ class: name, count }) => [name, count]),
    )
    const own = seen.groups.filter(({ change }) => change !== undefined)
    expect(own).toEqual(whole.groups.filter(({ group }) => group?.key === 'main/R1'))
    const { items } = await moves('rep')
    for (const row of items) {
      const isOwn = row.owner?.key === 'main/R1'
      expect([row.spendBefore !== undefined, row.change !== undefined]).toEqual([isOwn, isOwn])
      expect(row).toHaveProperty('spendBand')
    }
    // Sums over the part that is theirs are what the leader sees of it.
    const mine = await movement('rep', { within: 'mine' })
    expect(mine.totals?.change).toBe((await movement('leader', { owner: 'main/R1' })).totals?.change)
  })

  it('refuses what would tell money that is out of sight', async () => {
    for (const query of [{ sort: '-change' }, { sort: 'size' }, { bound: 'money' }] as const) {
      expect((await test.request('rep', 'listMovements', { query })).status).toBe(403)
      expect((await test.request('rep', 'listMovements', { query: { ...query, within: 'mine' } })).status).toBe(200)
    }
    expect((await test.request('rep', 'exportMovements', { query: {} })).status).toBe(403)
    expect((await test.request('rep', 'exportCohorts', { query: {} })).status).toBe(403)
  })

  it('goes on page by page, and begins anew once something was imported', async () => {
    const whole = await moves('leader', { limit: 200 })
    const first = await moves('leader', { limit: 5 })
    const second = await moves('leader', { limit: 200, cursor: first.next ?? '' })
    expect([...first.items, ...second.items]).toEqual(whole.items)
    expect(whole.total).toBe(whole.items.length)
    expect(sum(whole.items.map(({ change }) => change))).toBe(whole.change)
    expect((await test.request('leader', 'listMovements', { query: { cursor: 'x' } })).status).toBe(400)
    await importFiles(
      test.book,
      { folder: test.book.ctx.places.temporary } as Parameters<typeof importFiles>[1],
      { 'segments.csv': ['key,name', 'NEW,New one'] },
      { sourceName: 'main' },
    )
    const stale = await test.request('leader', 'listMovements', { query: { cursor: first.next ?? '' } })
    expect(stale.status).toBe(412)
  })

  it('is a file of the same rows, with text that is no formula, and the audit says who took it', async () => {
    const { items, total } = await moves('finance', { limit: 200 })
    const [head, ...rows] = await recordsOf(await test.request('finance', 'exportMovements', { query: {} }))
    expect(rows).toHaveLength(total)
    expect(rows.map((row) => row[head?.indexOf('change') ?? -1])).toEqual(items.map(({ change }) => change))
    expect(rows.some((row) => row.includes("'=Formula A07"))).toBe(true)
    const sheet = await test.request('finance', 'exportMovements', { query: { format: 'xlsx' } })
    expect(sheet.headers.get('content-type')).toContain('spreadsheetml')
    const { items: audited } = await test.call('administrator', 'listAudit', { query: {} })
    expect(audited.slice(0, 2).map(({ verb }) => verb)).toEqual(['export movements', 'export movements'])
  })

  it('is a matrix as a file whose rows and columns sum to the accounts', async () => {
    const { accounts, grades } = await movement('finance')
    const [head, ...rows] = await recordsOf(await test.request('finance', 'exportMovement', { query: {} }))
    const all = head?.indexOf('all') ?? -1
    expect(head?.slice(0, all + 1)).toEqual(['from', 'to A', 'to B', 'to C', 'to lost', 'to none', 'all'])
    expect(rows.map(([from]) => from)).toEqual(['A', 'B', 'C', 'new', 'returned', 'none'])
    expect(rows.reduce((total, row) => total + Number(row[all]), 0)).toBe(accounts)
    for (const [at, { before }] of grades.slice(0, 3).entries()) expect(Number(rows[at]?.[all])).toBe(before)
  })

  it('keeps of money what the portfolio says, also as a file, for a part and its groups', async () => {
    const query = { by: 'territory' } as const
    const kept = await test.call('finance', 'getRetention', { query })
    const { retention } = await test.call('finance', 'getPortfolio', { query: {} })
    expect(kept.money).toMatchObject({ ...retention })
    expect(kept.price?.effect).toBe('0.00')
    const [head, whole, ...groups] = await recordsOf(await test.request('finance', 'exportRetention', { query }))
    const start = head?.indexOf('start') ?? -1
    expect(whole?.[start]).toBe(kept.money?.start)
    expect(sum(groups.map((row) => row[start]))).toBe(kept.money?.start)
  })

  it('shows the triangle of cohorts to everybody, and its money where all of it is in sight', async () => {
    const seen = await test.call('viewer', 'getCohorts', { query: { to: '2025', quarters: 8 } })
    const whole = await test.call('finance', 'getCohorts', { query: { to: '2025', quarters: 8 } })
    expect(seen.quarters.map(({ label }) => label)).toEqual(
      ['2024', '2025'].flatMap((year) => [1, 2, 3, 4].map((quarter) => `${year}-Q${String(quarter)}`)),
    )
    expect(seen.cohorts.map(({ quarter, accounts }) => [quarter, accounts])).toEqual(
      whole.cohorts.map(({ quarter, accounts }) => [quarter, accounts]),
    )
    const cells = (list: typeof seen.cohorts) => list.flatMap((cohort) => cohort.cells)
    expect(cells(seen.cohorts).some(({ spend }) => spend !== undefined)).toBe(false)
    const { classes } = await movement('finance', { to: '2025' })
    const of2025 = cells(whole.cohorts).filter(({ quarter }) => quarter.startsWith('2025'))
    expect(sum(of2025.map(({ spend }) => spend))).toBe(sum(classes.map(({ spendAfter }) => spendAfter)))
    const [head] = await recordsOf(
      await test.request('finance', 'exportCohorts', { query: { to: '2025', quarters: 4 } }),
    )
    expect(head?.slice(0, 3)).toEqual(['firstOrder', 'accounts', 'active 2025-Q1'])
  })

  it('answers at once when nothing changed, and refuses two ends that are no comparison', async () => {
    const first = await test.request('leader', 'getMovement', { query: {} })
    const again = await test.request(
      'leader',
      'getMovement',
      { query: {} },
      { headers: { 'if-none-match': first.headers.get('etag') ?? '' } },
    )
    expect(again.status).toBe(304)
    expect((await test.request('leader', 'getMovement', { query: { from: '2025', to: '2024' } })).status).toBe(400)
    expect((await test.request('leader', 'getMovement', { query: { to: '2099' } })).status).toBe(404)
  })
})
