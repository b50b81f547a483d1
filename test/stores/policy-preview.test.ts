import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '../../src/app/context.ts'
import { gradePeriod } from '../../src/app/grade/grade-book.ts'
import { readPeriod } from '../../src/app/grade/read-period.ts'
import type { Book } from '../../src/app/open-book.ts'
import { listPolicyMovers } from '../../src/app/policy-studio/list-policy-movers.ts'
import { previewPolicy } from '../../src/app/policy-studio/preview-policy.ts'
import { gradeCounts } from '../../src/domain/grade.ts'
import { formatMicros } from '../../src/domain/money.ts'
import { windows } from '../../src/domain/period.ts'
import { defaultPolicy, levels } from '../../src/domain/policy.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { scoreFactors } from '../../src/domain/scorecard.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { openViewBook, person, takeBook } from './view-book.ts'

const score = {
  gradeBy: 'score',
  grades: [
    { label: 'A', atLeast: '45' },
    { label: 'B', atLeast: '21.5' },
    { label: 'C', atLeast: null },
  ],
} as const satisfies Partial<Policy>
const policies: readonly Policy[] = [
  ...windows.map((window): Policy => ({ ...defaultPolicy, effectiveFrom: '2020-01-01', window })),
  ...levels.map((level): Policy => ({
    ...defaultPolicy,
    ...score,
    effectiveFrom: '2020-01-01',
    level,
    kinds: ['goods'],
  })),
]

describe.each(ledgerEngines)('a preview on %s', (engine) => {
  let place: TestPlace
  let book: Book
  let ctx: Ctx
  beforeAll(async () => {
    place = await makeTestPlace(engine)
    book = await openViewBook(place, engine)
    ;({ ctx } = book)
    await takeBook(book, place)
  })
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it.each(policies)('grades every account as the book would be: $window, $level, by $gradeBy', async (after) => {
    const held = await gradePeriod(ctx, await readPeriod(ctx, null))
    const graded = await gradePeriod(ctx, await readPeriod(ctx, null, after))
    const gradesOf = ({ accounts }: typeof held) => accounts.map((account) => account.graded.grade)
    const shown = await previewPolicy(ctx, { before: null, after })
    const counted = new Map(shown.grades.map((row) => [row.grade, [row.before, row.after]]))
    const [before, then] = [gradeCounts(gradesOf(held), held.policy), gradeCounts(gradesOf(graded), after)]
    for (const [grade, count] of then) expect([grade, counted.get(grade)]).toEqual([grade, [before.get(grade), count]])

    const { items } = await listPolicyMovers(ctx, { before: null, after, limit: 200 })
    const heldById = new Map(held.accounts.map((account) => [account.id, account]))
    const moved = graded.accounts.filter(({ id, graded: { grade } }) => heldById.get(id)?.graded.grade !== grade)
    const told = new Map(items.map((item) => [item.account.id, [item.from, item.to, item.spendAfter]]))
    expect(told.size).toBe(moved.length)
    for (const { id, graded: own } of moved) {
      const spend = own.ownSpend === null ? null : formatMicros(own.ownSpend)
      expect(told.get(id)).toEqual([heldById.get(id)?.graded.grade, own.grade, spend])
    }
  })

  it.each(['gross-margin-rate', 'financing-rate', 'inventory-carrying', 'taken-rate', 'net-profit'])(
    'counts nobody for who sees no margins, once it goes by %s',
    async (metric) => {
      const seller: Ctx = {
        ...ctx,
        actor: person('rep', { 'read-account': 'all', 'read-spend': 'all', policy: 'all' }),
      }
      const by = (factor: string): Policy => ({
        ...defaultPolicy,
        ...score,
        effectiveFrom: '2020-01-01',
        factors: [{ metric: factor, weight: 1, curve: { type: 'bands', bands: [{ atLeast: null, points: 50 }] } }],
      })
      expect((await previewPolicy(seller, { before: null, after: by('spend') })).covered).toBeGreaterThan(0)
      expect((await previewPolicy(seller, { before: null, after: by(metric) })).covered).toBe(0)
    },
  )

  it('says of how many each factor is known, by what is graded', async () => {
    const after = policies.findLast(({ level }) => level === 'account')
    if (!after) throw new Error('There is no policy to try')
    const graded = await gradePeriod(ctx, await readPeriod(ctx, null, after))
    const { factors } = await previewPolicy(ctx, { before: null, after })
    const active = graded.accounts.filter(({ graded: { ownSpend } }) => ownSpend !== null)
    const cards = active.map(({ graded: { basisFacts } }) => scoreFactors(basisFacts, after))
    expect(factors).toEqual(
      after.factors.map(({ metric }, index) => ({
        metric,
        known: cards.filter(({ parts }) => parts[index]?.value !== null).length,
        of: active.length,
      })),
    )
    expect(factors.some(({ known, of }) => known < of)).toBe(true)
    expect((await previewPolicy(ctx, { before: null, after: { ...after, gradeBy: 'spend' } })).factors).toEqual([])
  })

  it('counts for a rep no family of which somebody else has a part', async () => {
    const [after] = policies
    if (!after) throw new Error('There is no policy to try')
    const rep: Ctx = { ...ctx, actor: person('rep', { 'read-account': 'all', 'read-spend': 'own', policy: 'all' }) }
    const graded = await gradePeriod(ctx, await readPeriod(ctx, null))
    const members = [...graded.accounts, ...graded.left]
    const isOwn = ({ owner }: (typeof members)[number]): boolean =>
      owner !== null && `${owner.source}/${owner.key}` === 'main/R1'
    const whole = graded.accounts.filter(({ rootId }) => members.filter((one) => one.rootId === rootId).every(isOwn))
    const own = graded.accounts.filter(isOwn)
    const shown = await previewPolicy(rep, { before: null, after })
    expect(own.length).toBeGreaterThan(whole.length)
    expect([shown.accounts, shown.covered]).toEqual([graded.accounts.length, whole.length])
    const byAccount = { ...after, level: 'account' as const }
    const both = await previewPolicy(rep, { before: { name: 'default', version: 1 }, after: byAccount })
    // The policy that holds goes by families: one of the two is enough.
    expect(both.covered).toBe(whole.length)
  })
})
