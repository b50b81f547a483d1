import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRegradable } from '../../src/app/account-view/regrade-view.ts'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import type { Ctx } from '../../src/app/context.ts'
import { readPeriod } from '../../src/app/grade/read-period.ts'
import type { Book } from '../../src/app/open-book.ts'
import { savePolicy } from '../../src/app/policy/save-policy.ts'
import { ledgerDays } from '../../src/ledger/facts/last-line-day.ts'
import { watermarkOf } from '../../src/ledger/store/batch.ts'
import { yearEarlier } from '../../src/domain/period.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { importFiles } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { openViewBook, takeBook } from './view-book.ts'

const bounds = (...grades: readonly (readonly [string, string | null])[]): Policy['grades'] =>
  grades.map(([label, atLeast]) => ({ label, atLeast }))

/** Each differs from the one before it in what may change without working figures out again. */
const policies: readonly (readonly [string, Partial<Policy>])[] = [
  ['other bounds', { grades: bounds(['A', '3000'], ['B', '700.01'], ['C', null]) }],
  ['other labels, more of them', { grades: bounds(['Gold', '4000'], ['A', '2000'], ['B', '500'], ['C', null]) }],
  ['accounts by themselves', { level: 'account' }],
  ['a score of all four factors', { gradeBy: 'score', grades: bounds(['A', '45'], ['B', '21.5'], ['C', null]) }],
  [
    'a score of accounts by orders alone',
    {
      level: 'account',
      gradeBy: 'score',
      grades: bounds(['A', '20'], ['B', null]),
      factors: [{ metric: 'orders', weight: 2, curve: { type: 'linear', from: ['0', 0], to: ['12', 100] } }],
    },
  ],
]

/** Every row and column of a generation, but its number and what comes after it is shown. */
async function contentOf({ records: { view } }: Ctx, generation: number): Promise<unknown[]> {
  const rows = await view
    .selectFrom('account_view')
    .selectAll()
    .where('generation', '=', BigInt(generation))
    .orderBy('position')
    .execute()
  const columns = await view
    .selectFrom('view_column')
    .selectAll()
    .where('generation', '=', BigInt(generation))
    .where('name', 'not like', 'flow %')
    .orderBy('name')
    .orderBy('piece')
    .execute()
  return [...rows, ...columns].map((row) => ({ ...row, generation: 0n }))
}

describe.each(ledgerEngines)('an account view under another policy, on %s', (engine) => {
  let place: TestPlace
  let book: Book
  let ctx: Ctx
  beforeAll(async () => {
    place = await makeTestPlace(engine)
    book = await openViewBook(place, engine)
    ;({ ctx } = book)
    await takeBook(book, place)
    await refreshView(ctx, { period: null })
  })
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  const adopt = (policy: Partial<Policy>) =>
    savePolicy(ctx, { document: { ...defaultPolicy, effectiveFrom: '2020-01-01', ...policy }, note: null })
  /** Whether the next view is made from the one that is shown. */
  async function isRegradable(): Promise<boolean> {
    const later = await readPeriod(ctx, null)
    const { label } = yearEarlier(later.period, later.policy)
    const earlier = await readPeriod(ctx, label, later.policy)
    return (await findRegradable(ctx, { later, earlier, watermark: await watermarkOf(ctx.ledger) })) !== null
  }

  it.each(policies)('is graded again to what the ledger gives: %s', async (_, policy) => {
    await adopt(policy)
    expect(await isRegradable()).toBe(true)
    const regraded = await refreshView(ctx, { period: null })
    const shown = await contentOf(ctx, regraded.generation)
    expect(await isRegradable()).toBe(false)
    const built = await refreshView(ctx, { period: null })
    expect(built.generation).toBeGreaterThan(regraded.generation)
    const whole = await contentOf(ctx, built.generation)
    expect(shown.length).toBeGreaterThan(150)
    expect(shown).toEqual(whole)
  })

  it.each([
    ['other kinds', { kinds: ['goods'] }],
    ['another window', { window: 'quarter' }],
    ['another coverage', { minCoverage: 0.5 }],
    ['lateness that nobody has read', { factors: defaultPolicy.factors }],
  ] as const)('is worked out from the ledger for %s', async (_, policy) => {
    // The last of the policies above looks at orders alone.
    const orders = policies.at(-1)?.[1]
    await adopt({ ...orders, ...policy })
    expect(await isRegradable()).toBe(false)
    await adopt({ ...orders })
  })

  it('is worked out from the ledger when something was imported since', async () => {
    await adopt({})
    await refreshView(ctx, { period: null })
    await adopt({ level: 'account' })
    expect(await isRegradable()).toBe(true)
    const last = (await ledgerDays(ctx.ledger))?.last ?? ''
    await importFiles(book, place, {
      'lines.csv': ['invoice,line,date,account,net,kind,currency', `NEW,1,${last},A-001,1.00,goods,EUR`],
    })
    expect(await isRegradable()).toBe(false)
  })
})
