import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findView } from '../../src/app/account-view/get-view.ts'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import type { Ctx } from '../../src/app/context.ts'
import { addCostRate } from '../../src/app/cost-rate/cost-rates.ts'
import { getExplanation } from '../../src/app/explanation/get-explanation.ts'
import type { Book } from '../../src/app/open-book.ts'
import { previewPolicy } from '../../src/app/policy-studio/preview-policy.ts'
import { savePolicy } from '../../src/app/policy/save-policy.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { importFiles } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { openViewBook } from './view-book.ts'

/** Full points where carrying the stock of an account costs nothing, none at 100. */
const byCarrying: Policy = {
  ...defaultPolicy,
  effectiveFrom: '2020-01-01',
  gradeBy: 'score',
  grades: [
    { label: 'A', atLeast: '60' },
    { label: 'B', atLeast: null },
  ],
  factors: [{ metric: 'inventory-carrying', weight: 1, curve: { type: 'linear', from: ['0', 100], to: ['100', 0] } }],
}

describe.each(ledgerEngines)('figures that a rate is in, on %s', (engine) => {
  let place: TestPlace
  let book: Book
  let ctx: Ctx
  beforeAll(async () => {
    place = await makeTestPlace(engine)
    book = await openViewBook(place, engine)
    ;({ ctx } = book)
    await importFiles(
      book,
      place,
      {
        'accounts.csv': ['key,name', 'K,Kettle'],
        'products.csv': ['key,name', 'P,Pump'],
        'lines.csv': ['invoice,line,date,account,product,quantity,net,currency', '1,1,2026-03-01,K,P,1,900,EUR'],
        // 200 at cost on every day of the window.
        'stock.csv': ['date,product,warehouse,account,quantity,unit_cost', '2024-01-01,P,,K,10,20'],
      },
      { sourceName: 'main' },
    )
  })
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  const setCarrying = (capital: string) =>
    addCostRate(ctx, {
      validFrom: '2024-01-01',
      note: null,
      rate: {
        kind: 'carrying',
        subject: '',
        value: { capital, storage: '0', insurance: '0', obsolescence: '0', damage: '0' },
      },
    })
  const isOld = async () => (await findView(ctx, null))?.isOld
  const previewed = async () => (await previewPolicy(ctx, { before: null, after: byCarrying })).grades

  it('are worked out anew once it is set, where the policy looks at them and nowhere else', async () => {
    await setCarrying('0.1')
    await refreshView(ctx, { period: null })
    expect(await isOld()).toBe(false)
    // 20 a year, 80 points.
    expect(await previewed()).toContainEqual({ grade: 'A', before: 0, after: 1 })
    await setCarrying('0.3')
    expect(await isOld()).toBe(false)
    // 60 a year, 40 points: not what was worked out for the preview before.
    expect(await previewed()).toContainEqual({ grade: 'A', before: 0, after: 0 })

    await savePolicy(ctx, { document: byCarrying, note: null })
    await refreshView(ctx, { period: null })
    expect(await isOld()).toBe(false)
    await setCarrying('0.2')
    expect(await isOld()).toBe(true)
    const { generation } = await refreshView(ctx, { period: null })
    expect(await isOld()).toBe(false)
    const shown = await findView(ctx, null)
    expect(shown).toMatchObject({ number: generation })
    const [account] = await ctx.records.view
      .selectFrom('account_view')
      .selectAll()
      .where('generation', '=', BigInt(generation))
      .where('key', '=', 'K')
      .execute()
    // 40 a year, 60 points.
    expect(account?.grade).toBe('A')
    const { factors, grade } = await getExplanation(ctx, { id: account?.account_id ?? '' })
    expect([grade, factors?.[0]?.value, factors?.[0]?.contribution]).toEqual(['A', '40.00', 60])
  })
})
