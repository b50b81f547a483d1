import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countAccounts } from '../../src/app/account-view/count-accounts.ts'
import { makeFlow } from '../../src/app/account-view/movement-flow.ts'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import type { Ctx } from '../../src/app/context.ts'
import { comparePeriods } from '../../src/app/grade/compare-periods.ts'
import { listJobs } from '../../src/app/job/list-jobs.ts'
import type { Book } from '../../src/app/open-book.ts'
import { getMovementFlow } from '../../src/app/portfolio/get-movement-flow.ts'
import { getPortfolio } from '../../src/app/portfolio/get-portfolio.ts'
import type { Output } from '../../src/contract/operations.ts'
import { portfolioOperations } from '../../src/contract/portfolio.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { flowSteps } from '../../src/domain/movement-flow.ts'
import { importFiles } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { openViewBook, person, takeBook } from './view-book.ts'

type Flow = Output<'getMovementFlow'>

const sum = (amounts: readonly (string | undefined)[]): bigint =>
  amounts.reduce((total, amount) => total + parseMicros(amount ?? ''), 0n)

describe.each(ledgerEngines)('the movement over several ends on %s', (engine) => {
  let place: TestPlace
  let book: Book
  let ctx: Ctx
  let generation: number
  const as = (role: Parameters<typeof person>[0]): Ctx => ({ ...ctx, actor: person(role) })
  const flowOf = async (step: Flow['step'], of: Ctx = ctx, filter = {}): Promise<Flow> =>
    portfolioOperations.getMovementFlow.output.parse(await getMovementFlow(of, { within: 'book', step, ...filter }))

  beforeAll(async () => {
    place = await makeTestPlace(engine)
    book = await openViewBook(place, engine)
    ;({ ctx } = book)
    await takeBook(book, place)
    await importFiles(
      book,
      place,
      {
        'lines.csv': [
          'invoice,line,date,account,net,currency',
          // The book reaches back for years, and an account that is none any more had its best one then.
          'E1,1,2021-01-15,A-001,12000,EUR',
          'E2,1,2023-02-01,GONE,60000,EUR',
          'E3,1,2024-03-01,A-005,7000,EUR',
        ],
      },
      { sourceName: 'main' },
    )
    ;({ generation } = await refreshView(ctx, { period: null }))
  })
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('is worked out by a job when somebody looks first', async () => {
    expect(await flowOf('quarter', as('leader'))).toMatchObject({ isReady: false, ends: [], links: [] })
    expect(await flowOf('year', as('viewer'))).toMatchObject({ isReady: false })
    const filter = { within: 'book', gradeAt: ['2026-01-02:A'] } as const
    await expect(countAccounts(as('leader'), { ...filter, gradeAt: [...filter.gradeAt] })).rejects.toMatchObject({
      code: 'building',
    })
    const { items } = await listJobs(ctx, { limit: 10 })
    expect(items.filter(({ kind }) => kind === 'view')).toHaveLength(1)
    await makeFlow(ctx, generation)
    expect((await flowOf('quarter', as('leader'))).ends).toHaveLength(5)
    // Twice is once.
    await makeFlow(ctx, generation)
  })

  it.each(flowSteps)('says by %s what the command line says of each two ends', async (step) => {
    const { ends, links } = await flowOf(step)
    expect(ends.length).toBe(step === 'quarter' ? 5 : 4)
    for (const [end, later] of ends.slice(1).entries()) {
      const earlier = ends[end]
      if (!earlier) throw new Error('There is no end before the last')
      const { before, after, moves } = await comparePeriods(ctx, { from: `ttm@${earlier.to}`, to: `ttm@${later.to}` })
      for (const [side, { grades }] of [
        [before, earlier],
        [after, later],
      ] as const) {
        const all = [...side.accounts, ...side.left]
        expect(grades.filter(({ grade }) => grade !== null).map(({ count, former }) => count + former)).toEqual(
          grades
            .filter(({ grade }) => grade !== null)
            .map(({ grade }) => all.filter(({ graded }) => graded.grade === grade).length),
        )
      }
      // An account that left the book before is in neither end of the flow.
      const own = moves.filter(({ account }) => account.key !== 'GONE')
      for (const { from, to, count, change } of links.filter((link) => link.end === end)) {
        if (from === null && to === null) continue
        const those = own.filter((move) => move.from === from && move.to === to)
        expect([from, to, count, change]).toEqual([
          from,
          to,
          those.length,
          formatMicros(those.reduce((total, move) => total + move.change, 0n)),
        ])
      }
    }
  })

  it('counts who left the book since beside the flow', async () => {
    const { ends } = await flowOf('year')
    expect(ends.map(({ grades }) => grades.reduce((count, { former }) => count + former, 0))).toEqual([1, 0, 0, 0])
  })

  it('loses nobody between two ends, and its money adds up', async () => {
    const { ends, links } = await flowOf('quarter')
    const counted = (those: Flow['links']): number => those.reduce((total, { count }) => total + count, 0)
    const spendOf = (end: Flow['ends'][number] | undefined): bigint => sum(end?.grades.map(({ spend }) => spend) ?? [])
    for (const [end, later] of ends.slice(1).entries()) {
      const own = links.filter((link) => link.end === end)
      const earlier = ends[end]
      expect(earlier?.grades.map(({ grade }) => counted(own.filter(({ from }) => from === grade)))).toEqual(
        earlier?.grades.map(({ count }) => count),
      )
      expect(later.grades.map(({ grade }) => counted(own.filter(({ to }) => to === grade)))).toEqual(
        later.grades.map(({ count }) => count),
      )
      expect(sum(own.map(({ change }) => change))).toBe(spendOf(later) - spendOf(earlier))
    }
  })

  it('ends where the portfolio stands, and begins by quarters where that looks back to', async () => {
    const portfolio = await getPortfolio(ctx, { within: 'book' })
    const { ends } = await flowOf('quarter')
    const shown = portfolio.matrix.reduce((count, cell) => count + cell.count, 0)
    for (const end of ends) expect(end.grades.reduce((count, grade) => count + grade.count, 0)).toBe(shown)
    for (const [at, side] of [
      [0, 'from'],
      [4, 'to'],
    ] as const) {
      expect(ends[at]?.grades.map(({ count }) => count)).toEqual(
        ends[at]?.grades.map(({ grade }) =>
          portfolio.matrix.filter((cell) => cell[side] === grade).reduce((count, cell) => count + cell.count, 0),
        ),
      )
    }
  })

  it.each([{}, { owner: ['main/R2'] }, { territory: 'main/N' }, { segment: ['none'] }])(
    'opens the accounts of every link of %j',
    async (filter) => {
      const { ends, links } = await flowOf('quarter', ctx, filter)
      expect(links.length).toBeGreaterThan(4)
      for (const { end, from, to, count } of links) {
        const gradeAt = [ends[end], ends[end + 1]].map(
          (at, side) => `${at?.to ?? ''}:${(side === 0 ? from : to) ?? 'none'}`,
        )
        expect([from, to, (await countAccounts(ctx, { within: 'book', ...filter, gradeAt })).count]).toEqual([
          from,
          to,
          count,
        ])
      }
    },
  )

  it('shows counts to everybody, and money to whoever sees all of it', async () => {
    const whole = await flowOf('quarter')
    const seen = await flowOf('quarter', as('rep'))
    expect(seen.links.map(({ count }) => count)).toEqual(whole.links.map(({ count }) => count))
    expect(JSON.stringify(seen)).not.toMatch(/"spend"|"change"/)
    expect(JSON.stringify(await flowOf('quarter', as('rep'), { within: 'mine' }))).toMatch(/"change"/)
  })

  it('refuses a day that is no end', async () => {
    await expect(countAccounts(ctx, { within: 'book', gradeAt: ['2026-01-02:A'] })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})
