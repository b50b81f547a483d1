import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countAccounts } from '../../src/app/account-view/count-accounts.ts'
import { getView } from '../../src/app/account-view/get-view.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { openTrends, readQuarters } from '../../src/app/account-view/trends.ts'
import type { Ctx } from '../../src/app/context.ts'
import { comparePeriods } from '../../src/app/grade/compare-periods.ts'
import { listAccountFacts } from '../../src/app/grade/list-account-facts.ts'
import { listOwnerFacts } from '../../src/app/grade/list-owner-facts.ts'
import type { Book } from '../../src/app/open-book.ts'
import { getMyBook } from '../../src/app/portfolio/get-my-book.ts'
import { getPortfolio } from '../../src/app/portfolio/get-portfolio.ts'
import { listPortfolioGroups } from '../../src/app/portfolio/list-groups.ts'
import type { Input, Output } from '../../src/contract/operations.ts'
import { portfolioOperations } from '../../src/contract/portfolio.ts'
import { grossProfit } from '../../src/domain/facts.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { retentionOf, retentionRates } from '../../src/domain/retention.ts'
import { importFiles } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { openViewBook, person, takeBook } from './view-book.ts'

const sum = (amounts: readonly (string | undefined)[]): string =>
  formatMicros(amounts.reduce((total, amount) => total + parseMicros(amount ?? '0'), 0n))

describe.each(ledgerEngines)('the portfolio on %s', (engine) => {
  let place: TestPlace
  let book: Book
  let ctx: Ctx
  let whole: Output<'getPortfolio'>
  const as = (role: Parameters<typeof person>[0]): Ctx => ({ ...ctx, actor: person(role) })

  beforeAll(async () => {
    place = await makeTestPlace(engine)
    book = await openViewBook(place, engine)
    ;({ ctx } = book)
    await takeBook(book, place)
    await importFiles(
      book,
      place,
      {
        'families.csv': ['key,name', 'FIX,Fixings', 'WAT,Water'],
        'products.csv': ['key,name,family', 'P0,Bolt,FIX', 'P1,Pump,WAT'],
        'lines.csv': [
          'invoice,line,date,account,product,quantity,net,currency',
          // Water is gone in the year after, and more than made up for.
          'F1,1,2025-02-01,A-027,P1,1,40000,EUR',
          'F2,1,2025-02-01,A-027,P0,1,50000,EUR',
          'F3,1,2026-02-01,A-027,P0,1,95000,EUR',
        ],
      },
      { sourceName: 'main' },
    )
    await refreshView(ctx, { period: null })
    whole = portfolioOperations.getPortfolio.output.parse(await getPortfolio(ctx, { within: 'book' }))
  })
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('has the matrix, the movements and the totals of the command line', async () => {
    const view = await getView(ctx, null)
    const { matrix, moves } = await comparePeriods(ctx, { from: view.before.period, to: view.period })
    const facts = await listAccountFacts(ctx, { period: view.period })
    const graded = matrix.filter(({ from, to }) => from !== null || to !== null)
    expect(whole.matrix.slice(0, -1).map(({ from, to, count }) => ({ from, to, count }))).toEqual(graded)
    for (const { movement, count, change } of whole.movements) {
      const own = moves.filter((move) => move.class === movement)
      expect([movement, count, change]).toEqual([
        movement,
        own.length,
        formatMicros(own.reduce((total, move) => total + move.change, 0n)),
      ])
    }
    const { total, left, noAccount, concentration } = facts
    expect(whole.accounts).toBe(facts.accounts.length)
    expect(whole.totals).toMatchObject({
      spend: formatMicros(total.spend),
      left: formatMicros(left?.spend ?? 0n),
      noAccount: formatMicros(noAccount?.spend ?? 0n),
      orders: total.orders,
    })
    expect(sum([whole.totals?.accounts, whole.totals?.left, whole.totals?.noAccount])).toBe(whole.totals?.spend)
    const profit = grossProfit(total, facts.book.policy.minCoverage)
    expect(whole.margin?.grossProfit).toBe(profit === null ? null : formatMicros(profit))
    expect(whole.concentration).toMatchObject({
      topFifthShare: concentration.topFifthShare,
      accountsForFourFifths: concentration.accountsForFourFifths,
      families: concentration.points.length,
    })
    // Of families with the same spend either may come first.
    expect(whole.concentration?.largest.map(({ spend }) => spend)).toEqual(
      concentration.points.slice(0, 10).map(({ spend }) => formatMicros(spend)),
    )
  })

  it('counts in every figure the accounts that the list opens with it', async () => {
    const count = async (filter: Partial<Input<'countAccounts'>>) =>
      (await countAccounts(ctx, { within: 'book', ...filter })).count
    for (const { from, to, count: counted } of whole.matrix) {
      expect(await count({ gradeBefore: [from ?? 'none'], grade: [to ?? 'none'] })).toBe(counted)
    }
    for (const { movement, count: counted } of whole.movements)
      expect(await count({ movement: [movement] })).toBe(counted)
    for (const { grade, count: counted } of whole.grades) {
      expect(await count({ grade: [grade ?? 'none'], standing: 'valid' })).toBe(counted)
    }
    expect(await count({ standing: 'valid' })).toBe(whole.accounts)
  })

  it('counts every account once: what was, what came and what went is what is', () => {
    for (const { count, countBefore, up, down, arrived, left } of whole.grades) {
      expect(countBefore + up + down + arrived - left).toBe(count)
    }
    expect(sum(whole.grades.map(({ spend }) => spend))).toBe(sum([whole.totals?.accounts, whole.totals?.left]))
    expect(sum(whole.matrix.map(({ change }) => change))).toBe(sum(whole.movements.map(({ change }) => change)))
  })

  it('keeps what a cohort bought again, by the moves of its accounts', async () => {
    const view = await getView(ctx, null)
    const { moves } = await comparePeriods(ctx, { from: view.before.period, to: view.period })
    const parts = retentionOf(moves.map(({ spendBefore, spendAfter }) => ({ before: spendBefore, after: spendAfter })))
    expect(whole.retention).toEqual({
      ...retentionRates(parts),
      start: formatMicros(parts.start),
      expansion: formatMicros(parts.expansion),
      contraction: formatMicros(parts.contraction),
      lost: formatMicros(parts.lost),
    })
  })

  it('draws retention at the end of the quarters that have a year and another before them', async () => {
    // The ledger begins in May 2023: of the last eight quarters five have two whole years behind them.
    const { retentionLine } = whole
    expect(retentionLine?.map(({ to }) => to)).toEqual([
      '2025-06-30',
      '2025-09-30',
      '2025-12-31',
      '2026-03-31',
      '2026-06-30',
    ])
    for (const { to, grr, nrr } of retentionLine ?? []) {
      const before = `ttm@${String(Number(to.slice(0, 4)) - 1)}${to.slice(4)}`
      const { moves } = await comparePeriods(ctx, { from: before, to: `ttm@${to}` })
      const parts = retentionOf(
        moves.map(({ spendBefore, spendAfter }) => ({ before: spendBefore, after: spendAfter })),
      )
      expect({ grr, nrr }).toEqual(retentionRates(parts))
    }
  })

  it('says who deserves a look, and which family of products was lost', () => {
    const lost = whole.attention.find(({ account }) => account.key === 'A-027')
    expect(lost).toMatchObject({
      reason: 'family-lost',
      family: { key: 'main/WAT', name: 'Water' },
      familyChange: '-40000.00',
    })
    expect(whole.attention.length).toBeLessThanOrEqual(12)
    const byOwner = Map.groupBy(whole.attention, ({ owner }) => owner?.key)
    for (const list of byOwner.values()) expect(list.length).toBeLessThanOrEqual(3)
  })

  it('gives the whole list to an owner who is looked at alone', async () => {
    const alone = await getPortfolio(ctx, { within: 'book', owner: ['main/R1'] })
    expect(alone.attention.length).toBeGreaterThan(3)
    const mine = await getPortfolio(as('rep'), { within: 'mine' })
    expect(mine.attention.map(({ account }) => account.key)).toEqual(alone.attention.map(({ account }) => account.key))
  })

  it.each(['owner', 'territory', 'segment'] as const)(
    'falls into parts by %s that add up to it, each the same as itself alone',
    async (by) => {
      const { items } = portfolioOperations.listPortfolioGroups.output.parse(
        await listPortfolioGroups(ctx, { within: 'book', by }),
      )
      const now = await getPortfolio(ctx, { within: 'book' })
      expect(items.reduce((count, { accounts }) => count + accounts, 0)).toBe(now.accounts)
      expect(sum(items.map(({ spend }) => spend))).toBe(sum([now.totals?.accounts, now.totals?.left]))
      for (const { group, accounts, spend, retention } of items) {
        const key = group?.key ?? 'none'
        const filter = by === 'territory' ? { territory: key } : { [by]: [key] }
        const alone = await getPortfolio(ctx, { within: 'book', ...filter })
        // What lies right under the level that is shown stands beside what is below it.
        if (key === 'main/ALL') continue
        expect([accounts, spend, retention]).toEqual([
          alone.accounts,
          alone.totals?.spend,
          { grr: alone.retention?.grr, nrr: alone.retention?.nrr },
        ])
      }
    },
  )

  it('says what each owner sold as the command line does, those who only sold and nobody too', async () => {
    await importFiles(
      book,
      place,
      {
        'reps.csv': ['key,name,territory', 'R9,Eva Guest,S'],
        'lines.csv': [
          'invoice,line,date,account,salesperson,net,currency',
          'G1,1,2026-02-02,A-027,R9,1234.56,EUR',
          'G2,1,2025-02-02,A-000,R2,77.01,EUR',
          // Nobody knows this rep but the invoice.
          'G3,1,2026-02-03,A-027,R8,10,EUR',
        ],
      },
      { sourceName: 'main' },
    )
    await refreshView(ctx, { period: null })
    const { items } = portfolioOperations.listPortfolioGroups.output.parse(
      await listPortfolioGroups(ctx, { within: 'book', by: 'owner' }),
    )
    const view = await getView(ctx, null)
    const windows = [
      ['sold', view.period],
      ['soldBefore', view.before.period],
    ] as const
    for (const [field, period] of windows) {
      const { owners } = await listOwnerFacts(ctx, { period })
      const soldOf = new Map(
        owners.map(({ rep, facts }) => [rep && `${rep.source}/${rep.key}`, formatMicros(facts.spend)]),
      )
      for (const { group, [field]: sold } of items) {
        expect([group?.key, sold]).toEqual([group?.key, soldOf.get(group?.key ?? null) ?? '0.00'])
        soldOf.delete(group?.key ?? null)
      }
      expect([...soldOf.values()].filter((spend) => spend !== '0.00')).toEqual([])
    }
    const { totals } = await getPortfolio(ctx, { within: 'book' })
    expect(sum(items.map(({ sold }) => sold))).toBe(totals?.spend)
    expect(sum(items.map(({ soldBefore }) => soldBefore))).toBe(totals?.spendBefore)
    expect(items.find(({ group }) => group?.key === 'main/R9')).toMatchObject({
      group: { name: 'Eva Guest' },
      accounts: 0,
      spend: '0.00',
      sold: '1234.56',
      soldBefore: '0.00',
    })
    expect(items.find(({ group }) => group?.key === 'main/R8')).toMatchObject({ group: { name: 'R8' }, sold: '10.00' })
  })

  it('says what was sold of the whole book alone, to who sees all of it', async () => {
    const asked: [Ctx, Input<'listPortfolioGroups'>][] = [
      [ctx, { within: 'book', by: 'territory' }],
      [ctx, { within: 'book', by: 'owner', territory: 'main/N' }],
      [ctx, { within: 'book', by: 'owner', segment: ['main/IND'] }],
      [ctx, { within: 'book', by: 'owner', owner: ['main/R1'] }],
      [as('rep'), { within: 'book', by: 'owner' }],
      [as('rep'), { within: 'mine', by: 'owner' }],
      [as('viewer'), { within: 'book', by: 'owner' }],
    ]
    for (const [who, question] of asked) {
      const { items } = await listPortfolioGroups(who, question)
      expect(items.some((item) => 'sold' in item || 'soldBefore' in item)).toBe(false)
    }
  })

  it('says of trends whose generation is gone that they are stale', async () => {
    const view = await getView(ctx, null)
    const trends = await openTrends(ctx, view)
    const gone = { ...view, number: view.number + 1000 }
    await expect(openTrends(ctx, gone)).rejects.toMatchObject({ code: 'stale' })
    await expect(readQuarters(ctx, gone, trends)).rejects.toMatchObject({ code: 'stale' })
  })

  it('shows who sees no money counts and moves, ranked by what they see', async () => {
    const seen = await getPortfolio(as('viewer'), { within: 'book' })
    portfolioOperations.getPortfolio.output.parse(seen)
    const now = await getPortfolio(ctx, { within: 'book' })
    expect(seen.grades.map(({ grade, count }) => [grade, count])).toEqual(
      now.grades.map(({ grade, count }) => [grade, count]),
    )
    for (const field of ['totals', 'margin', 'retention', 'retentionLine', 'concentration'])
      expect(seen).not.toHaveProperty(field)
    expect(JSON.stringify(seen)).not.toMatch(/"(?:spend|spendBefore|change|familyChange)":/)
    expect(
      seen.attention.every(
        ({ reason, family }) => family === null && reason !== 'shrinking' && reason !== 'family-lost',
      ),
    ).toBe(true)
    expect(seen.attention.length).toBeGreaterThan(0)
    const { items } = await listPortfolioGroups(as('viewer'), { within: 'book', by: 'owner' })
    expect(JSON.stringify(items)).not.toMatch(/"(?:spend|spendBefore|spendChange|grossProfit|marginRate|retention)":/)
  })

  it('shows a rep the sums of own accounts only, and no group with others in it', async () => {
    const rep = as('rep')
    expect(await getPortfolio(rep, { within: 'book' })).not.toHaveProperty('totals')
    const mine = await getPortfolio(rep, { within: 'mine' })
    const own = await getPortfolio(ctx, { within: 'book', owner: ['main/R1'] })
    expect(mine.totals).toEqual(own.totals)
    expect(mine).not.toHaveProperty('margin')
    const { items } = await listPortfolioGroups(rep, { within: 'book', by: 'owner' })
    expect(items.filter((item) => 'spend' in item).map(({ group }) => group?.key)).toEqual(['main/R1'])
    const bySegment = await listPortfolioGroups(rep, { within: 'book', by: 'segment' })
    expect(bySegment.items.some((item) => 'spend' in item)).toBe(false)
  })

  it('gives a rep the own book: near bounds, the week and what to do', async () => {
    const mine = portfolioOperations.getMyBook.output.parse(await getMyBook(as('rep'), {}))
    const own = await listAccounts(ctx, { within: 'book', owner: ['main/R1'], standing: 'valid', limit: 200 })
    expect(mine.reps).toEqual([{ key: 'main/R1', name: 'Ida Holm' }])
    expect(mine.grades.reduce((count, grade) => count + grade.count, 0)).toBe(own.items.length)
    for (const near of mine.nearUp) {
      expect(near.owner?.key).toBe('main/R1')
      expect(parseMicros(near.toNext ?? '0') > 0n).toBe(true)
    }
    for (const near of mine.nearDown) expect(near).toHaveProperty('above')
    expect(mine.week.from).toBe('2026-08-22')
    expect(mine.attention.every(({ owner }) => owner?.key === 'main/R1')).toBe(true)
    expect(mine.actions).toEqual([])
  })

  it('shows the book of a colleague without its money, and none to who is no rep', async () => {
    const colleague = await getMyBook(as('rep'), { rep: 'main/R3' })
    expect(colleague).not.toHaveProperty('totals')
    expect(JSON.stringify(colleague)).not.toMatch(/"(?:spend|spendBefore|toNext|above|months)":/)
    const finance = await getMyBook({ ...ctx, actor: { ...person('finance'), reps: [] } }, {})
    expect(finance).toMatchObject({ reps: [], nearUp: [], nearDown: [], attention: [] })
  })
})
