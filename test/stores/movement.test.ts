import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getView } from '../../src/app/account-view/get-view.ts'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { readEarlier } from '../../src/app/bridge/show-bridge.ts'
import type { Ctx } from '../../src/app/context.ts'
import { compareGraded, comparePeriods } from '../../src/app/grade/compare-periods.ts'
import type { PeriodMovement } from '../../src/app/grade/compare-periods.ts'
import { readPeriod } from '../../src/app/grade/read-period.ts'
import { getCohorts } from '../../src/app/movement/get-cohorts.ts'
import { getMovement } from '../../src/app/movement/get-movement.ts'
import { getRetention } from '../../src/app/movement/get-retention.ts'
import { listMovements } from '../../src/app/movement/list-movements.ts'
import { openCompared } from '../../src/app/movement/open-compared.ts'
import type { Book } from '../../src/app/open-book.ts'
import { closePeriod } from '../../src/app/period/close-period.ts'
import { savePolicy } from '../../src/app/policy/save-policy.ts'
import { getPortfolio } from '../../src/app/portfolio/get-portfolio.ts'
import type { Input, Output } from '../../src/contract/operations.ts'
import { movementOperations } from '../../src/contract/movement.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { windows } from '../../src/domain/period.ts'
import { defaultPolicy, levels } from '../../src/domain/policy.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { quarterlySpend } from '../../src/ledger/facts/spend-trends.ts'
import { importFiles } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { openViewBook, person, takeBook } from './view-book.ts'

const sum = (amounts: readonly (string | null | undefined)[]): string =>
  formatMicros(amounts.reduce((total, amount) => total + parseMicros(amount ?? '0'), 0n))
const part = { within: 'book', closed: 'yes' } as const
const byGrade = { bound: 'grade', boundShare: 0.1, boundAmount: '1000' } as const

const policies: readonly Policy[] = [
  ...windows.map((window): Policy => ({ ...defaultPolicy, effectiveFrom: '2020-01-01', window })),
  ...levels.flatMap((level): Policy[] => [
    { ...defaultPolicy, effectiveFrom: '2020-01-01', level, kinds: ['goods'] },
    {
      ...defaultPolicy,
      effectiveFrom: '2020-01-01',
      gradeBy: 'score',
      level,
      grades: [
        { label: 'A', atLeast: '45' },
        { label: 'B', atLeast: '21.5' },
        { label: 'C', atLeast: null },
      ],
    },
  ]),
]

describe.each(ledgerEngines)('movement and retention on %s', (engine) => {
  let place: TestPlace
  let book: Book
  let ctx: Ctx
  let compared: PeriodMovement
  const as = (role: Parameters<typeof person>[0]): Ctx => ({ ...ctx, actor: person(role) })
  const movement = async (query: Partial<Input<'getMovement'>> = {}, by: Ctx = ctx) =>
    movementOperations.getMovement.output.parse(await getMovement(by, { ...part, ...byGrade, ...query }))
  const retention = async (query: Partial<Input<'getRetention'>> = {}, by: Ctx = ctx) =>
    movementOperations.getRetention.output.parse(await getRetention(by, { ...part, rate: 'invoiced', ...query }))
  const moves = async (query: Partial<Input<'listMovements'>> = {}, by: Ctx = ctx) =>
    movementOperations.listMovements.output.parse(
      await listMovements(by, { ...part, ...byGrade, limit: 200, ...query }),
    )

  beforeAll(async () => {
    place = await makeTestPlace(engine)
    book = await openViewBook(place, engine)
    ;({ ctx } = book)
    await takeBook(book, place)
    await refreshView(ctx, { period: null })
    const view = await getView(ctx, null)
    compared = await comparePeriods(ctx, { from: view.before.period, to: view.period })
  })
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('has the matrix that the command line has, with who has no grade told apart', async () => {
    const { matrix, accounts } = await movement()
    for (const { from, to, count } of compared.matrix) {
      const cells = matrix.filter((cell) => cell.from === from && cell.to === to)
      expect([from, to, cells.reduce((total, cell) => total + cell.count, 0)]).toEqual([from, to, count])
    }
    expect(accounts).toBe(compared.moves.length)
  })

  it('law: rows and columns of the matrix sum to the grade counts, and all parts to the whole', async () => {
    const { matrix, grades, classes, accounts, totals } = await movement()
    for (const { grade, before, after } of grades) {
      const countOf = (side: 'from' | 'to') =>
        matrix.filter((cell) => cell[side] === grade).reduce((total, { count }) => total + count, 0)
      expect([grade, countOf('from'), countOf('to')]).toEqual([grade, before, after])
    }
    const changeOfAccounts = sum(compared.moves.map(({ change }) => formatMicros(change)))
    for (const parts of [matrix, classes]) {
      expect(parts.reduce((total, { count }) => total + count, 0)).toBe(accounts)
      expect(sum(parts.map(({ change }) => change))).toBe(changeOfAccounts)
    }
    const onNone = parseMicros(totals?.noAccountAfter ?? '0') - parseMicros(totals?.noAccountBefore ?? '0')
    expect(sum([changeOfAccounts, formatMicros(onNone)])).toBe(totals?.change)
  })

  it('gives every account the class, the grades, the money and the owners that the command line gives it', async () => {
    const rows = []
    for (let cursor: string | undefined = undefined, more = true; more;) {
      const page: Output<'listMovements'> = await moves({ limit: 50, ...(cursor !== undefined && { cursor }) })
      rows.push(...page.items)
      more = page.next !== null
      cursor = page.next ?? undefined
    }
    const shown = new Map(rows.map((row) => [row.account.id, row]))
    expect(shown.size).toBe(compared.moves.length)
    for (const move of compared.moves) {
      const row = shown.get(move.id)
      expect({ ...row, ownerBefore: row?.ownerBefore?.key ?? null }).toMatchObject({
        class: move.class,
        from: move.from,
        to: move.to,
        spendBefore: move.spendBefore === null ? null : formatMicros(move.spendBefore),
        spendAfter: move.spendAfter === null ? null : formatMicros(move.spendAfter),
        change: formatMicros(move.change),
        lastInvoice: move.lastInvoice,
        ownerBefore: move.ownerBefore === null ? null : `main/${move.ownerBefore}`,
      })
    }
    const sizes = rows.map(({ change }) => Math.abs(Number(change)))
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one))
  })

  it.each(policies)('grades both ends as the command line does: $window, $level, by $gradeBy', async (policy) => {
    const [earlier, later] = [await readPeriod(ctx, '2025-Q2', policy), await readPeriod(ctx, '2026-Q2', policy)]
    const asOf = { closing: null, why: 'not-closed', isWhole: true } as const
    const ends = { policy, before: { ...earlier, ...asOf }, after: { ...later, ...asOf } }
    const { rows, ids, before, after, labels, classes } = await openCompared(ctx, ends)
    const { moves: expected } = await compareGraded(ctx, earlier, later)
    expect(rows).toBe(expected.length)
    for (const move of expected) {
      const row = ids.indexOf(move.id)
      expect({
        class: classes[row],
        from: labels[before.rank[row] ?? -1] ?? null,
        to: labels[after.rank[row] ?? -1] ?? null,
        spendBefore: before.spend[row],
        spendAfter: after.spend[row],
      }).toEqual({
        class: move.class,
        from: move.from,
        to: move.to,
        spendBefore: move.spendBefore,
        spendAfter: move.spendAfter,
      })
    }
  })

  it.each(['owner', 'territory', 'segment', 'parent'] as const)(
    'law: groups by %s are parts of the whole',
    async (by) => {
      const [moved, kept] = [await movement({ by }), await retention({ by })]
      expect(moved.groups.length).toBeGreaterThan(1)
      expect(moved.groups.reduce((total, group) => total + group.accounts, 0)).toBe(moved.accounts)
      expect(sum(moved.groups.map(({ change }) => change))).toBe(sum(moved.classes.map(({ change }) => change)))
      expect(kept.groups.reduce((total, group) => total + group.bought, 0)).toBe(kept.bought)
      for (const name of ['start', 'expansion', 'contraction', 'lost', 'end'] as const) {
        expect(sum(kept.groups.map(({ money }) => money?.[name]))).toBe(kept.money?.[name])
      }
    },
  )

  it('law: a group is what its filter shows', async () => {
    const { groups } = await movement({ by: 'owner' })
    for (const { group, accounts, change } of groups) {
      const own = await movement({ owner: [group?.key ?? 'none'] })
      expect([own.accounts, own.totals?.change]).toEqual([accounts, change])
    }
  })

  it('keeps of the money of the year before what the portfolio says, whatever part of the book is looked at', async () => {
    const filters = [{}, { owner: ['main/R1'] }, { territory: 'main/N' }, { segment: ['main/IND'], owner: ['none'] }]
    for (const filter of filters) {
      const shown = (await getPortfolio(ctx, { within: 'book', ...filter })).retention
      const { money } = await retention(filter)
      const { end: _, ...same } = money ?? { end: '' }
      expect(same).toEqual(shown)
    }
  })

  it('shows counts to everybody and money to who sees all of it', async () => {
    const [whole, own] = [await movement({ by: 'owner' }, as('rep')), await movement({ within: 'mine' }, as('rep'))]
    expect(whole.totals).toBeUndefined()
    expect(whole.accounts).toBe(compared.moves.length)
    expect(whole.matrix.every(({ change }) => change === undefined)).toBe(true)
    const withMoney = whole.groups.filter(({ change }) => change !== undefined).map(({ group }) => group?.key)
    expect(withMoney).toEqual(['main/R1'])
    expect(own.totals).toBeDefined()
    expect((await retention({}, as('rep'))).money).toBeUndefined()
    expect((await retention({}, as('rep'))).bought).toBe((await retention()).bought)
    await expect(movement({ bound: 'money' }, as('rep'))).rejects.toThrow('not all of these accounts are yours')
    await expect(moves({ sort: '-change' }, as('rep'))).rejects.toThrow('not all of these accounts are yours')
    const { items } = await moves({}, as('rep'))
    for (const row of items) expect(row.change !== undefined).toBe(row.owner?.key === 'main/R1')
  })

  it('tells moves by money beyond a bound that it says', async () => {
    const { items } = await moves({ bound: 'money', boundShare: 0.5, boundAmount: '100' })
    const beyond = items.filter(({ spendBefore, change }) => {
      const [before, size] = [Number(spendBefore ?? 0), Math.abs(Number(change))]
      return size > 100 && size > before * 0.5
    })
    const both = beyond.filter(({ spendBefore, spendAfter }) => spendBefore !== null && spendAfter !== null)
    const moved = items.filter((row) => row.class === 'up' || row.class === 'down')
    expect(moved.map(({ account }) => account.id)).toEqual(both.map(({ account }) => account.id))
    expect(moved.every((row) => (row.class === 'up') === Number(row.change) > 0)).toBe(true)
    const counted = await movement({ bound: 'money', boundShare: 0.5, boundAmount: '100' })
    expect(counted.bound).toEqual({ kind: 'money', share: 0.5, amount: '100.00' })
    for (const { class: name, count } of counted.classes) {
      expect(items.filter((row) => row.class === name)).toHaveLength(count)
    }
  })

  it('opens every cell of the matrix as the list of its accounts', async () => {
    for (const { from, start, to, end, count, change } of (await movement()).matrix) {
      const opened = await moves({ gradeFrom: [from ?? start], gradeTo: [to ?? end] })
      expect([opened.total, opened.change]).toEqual([count, change])
    }
  })

  it('law: cohorts together spent in a quarter what everybody did who had ordered by then', async () => {
    const { cohorts, quarters } = movementOperations.getCohorts.output.parse(
      await getCohorts(ctx, { within: 'book', quarters: 8 }),
    )
    expect(quarters).toHaveLength(8)
    const { policy, watermark } = await getView(ctx, null)
    const first = quarters[0]?.from ?? ''
    // A credit that comes before the first order is of no cohort.
    const ordered = await ctx.ledger.all(
      `SELECT r.account_id, CAST(min(l.date) AS VARCHAR) AS first FROM line l JOIN account_ref r ON r.source = l.source AND r.key = l.account
         AND l.date >= r.valid_from AND l.date < r.valid_to
       WHERE NOT l.credit AND l.kind IN (${policy.kinds.map((kind) => `'${kind}'`).join(', ')}) GROUP BY r.account_id`,
    )
    const firstOrder = new Map(ordered.map((row) => [String(row['account_id']), String(row['first'])]))
    const spent = quarters.map(() => 0n)
    for await (const rows of quarterlySpend(ctx.ledger, { from: first, count: 8, watermark }, policy.kinds)) {
      for (const { accountId, quarters: own } of rows) {
        const ordersFrom = firstOrder.get(accountId)
        for (const [index, amount] of own.entries()) {
          if (ordersFrom === undefined || ordersFrom > (quarters[index]?.to ?? '')) continue
          spent[index] = (spent[index] ?? 0n) + (amount ?? 0n)
        }
      }
    }
    const told = quarters.map(({ label }) =>
      sum(cohorts.map(({ cells }) => cells.find(({ quarter }) => quarter === label)?.spend)),
    )
    expect(told).toEqual(spent.map((amount) => formatMicros(amount)))
  })

  it('shows a closed period as it was closed, and says so, until the book of now is asked for', async () => {
    const { before, after } = (await movement({ from: '2024', to: '2025' })).basis
    expect([before.source, before.why, after.why]).toEqual(['ledger', 'not-closed', 'not-closed'])
    await closePeriod(ctx, { period: '2025', reason: null })
    const closedAs = await movement({ from: '2024', to: '2025' })
    expect(closedAs.basis.after).toMatchObject({ source: 'closing', why: null, closing: { revision: 1 } })
    await importFiles(
      book,
      place,
      { 'lines.csv': ['invoice,line,date,account,net,currency', 'LATE,1,2025-06-01,A-000,123456,EUR'] },
      { sourceName: 'main' },
    )
    const after2 = await movement({ from: '2024', to: '2025' })
    expect(after2.totals?.spendAfter).toBe(closedAs.totals?.spendAfter)
    const now = await movement({ from: '2024', to: '2025', closed: 'no' })
    expect(now.basis.after).toMatchObject({ source: 'ledger', why: 'not-asked' })
    expect(now.totals?.spendAfter).not.toBe(closedAs.totals?.spendAfter)
  })

  it('grades an earlier end anew where its closing has other grades than the later one, and says so', async () => {
    const { before } = (await movement({ from: '2025', to: '2026-Q2' })).basis
    expect([before.source, before.why]).toEqual(['closing', null])
    // What stands on no account is in no closing, and so in neither sum.
    const { totals, classes } = await movement({ from: '2025', to: '2026-Q2' })
    const whole = await movement({ from: '2025', to: '2026-Q2', closed: 'no' })
    expect(parseMicros(whole.totals?.noAccountAfter ?? '0')).toBeGreaterThan(0n)
    expect([totals?.noAccountBefore, totals?.noAccountAfter]).toEqual([null, null])
    expect(totals?.change).toBe(sum(classes.map(({ change }) => change)))
    const { bought, price } = await retention({ from: '2025', to: '2026-Q2' })
    expect([bought > 0, price]).toEqual([true, null])
    const grades = [
      { label: 'Core', atLeast: '2000' },
      { label: 'Rest', atLeast: null },
    ]
    await savePolicy(ctx, { document: { ...defaultPolicy, effectiveFrom: '2026-01-01', grades }, note: null })
    const anew = await movement({ from: '2025', to: '2026-Q2' })
    expect(anew.basis.before).toMatchObject({ source: 'ledger', why: 'other-grades', closing: { revision: 1 } })
    expect(anew.grades.map(({ grade }) => grade)).toEqual(['Core', 'Rest', null])
    // The closing itself keeps the grades it was made with.
    const closed = await movement({ from: '2024', to: '2025' })
    expect(closed.basis).toMatchObject({ grades: ['A', 'B', 'C'], after: { source: 'closing' } })
    await expect(retention({ from: '2024', to: '2025', rate: 'fixed' })).rejects.toThrow('a closing keeps no lines')
  })

  it('shows an end as the book is now once an account of its closing was merged into another, and says so', async () => {
    const closedAs = await movement({ from: '2024', to: '2025' })
    expect(closedAs.basis.after.source).toBe('closing')
    await importFiles(
      book,
      place,
      { 'aliases.csv': ['key,account', `OLD-7,A-007`, 'A-001,A-000'] },
      { sourceName: 'main' },
    )
    const merged = await movement({ from: '2024', to: '2025' })
    expect(merged.basis.after).toMatchObject({ source: 'ledger', why: 'accounts-gone', closing: { revision: 1 } })
    const now = await movement({ from: '2024', to: '2025', closed: 'no' })
    expect({ ...merged, basis: null }).toEqual({ ...now, basis: null })
    expect((await movement({ from: '2025', to: '2026-Q2' })).basis.before.why).not.toBeNull()
  })

  it('refuses what is no comparison with a sentence', async () => {
    await expect(movement({ from: '2025', to: '2025' })).rejects.toThrow('the second period must end later')
    await expect(movement({ to: '2026' })).rejects.toThrow('it is not over')
    await expect(movement({ to: '2001' })).rejects.toThrow('the book goes from')
    await expect(getCohorts(ctx, { within: 'book', quarters: 8, to: '2026' })).rejects.toThrow('it is not over')
    // Half a year against a whole one would be a fall of volume, in the bridge of an account as in the matrix.
    const policy: Policy = { ...defaultPolicy, effectiveFrom: '2020-01-01', window: 'calendar-year' }
    const half = await readPeriod(ctx, 'ttm@2025-06-30', policy)
    await expect(readEarlier(ctx, half, '2024')).rejects.toThrow('window of one has 181 days and of the other 366')
    expect((await readEarlier(ctx, half, undefined)).window).toEqual({ from: '2024-01-01', to: '2024-06-30' })
  })

  it('has everybody new where the book holds nothing of the earlier window', async () => {
    const { basis, classes, accounts } = await movement({ from: '2001', to: '2025', closed: 'no' })
    expect(basis.before.isWhole).toBe(false)
    const bought = await moves({ from: '2001', to: '2025', closed: 'no', gradeTo: ['A', 'B', 'C'] })
    expect(classes.find((one) => one.class === 'new')?.count).toBeGreaterThan(0)
    expect(classes.filter(({ class: name }) => ['lost', 'up', 'down', 'kept'].includes(name))).toMatchObject([
      { count: 0 },
      { count: 0 },
      { count: 0 },
      { count: 0 },
    ])
    expect(bought.total).toBeLessThanOrEqual(accounts)
    const { bought: none, accountRetention, money } = await retention({ from: '2001', to: '2025', closed: 'no' })
    expect([none, accountRetention, money?.grr]).toEqual([0, null, null])
  })
})
