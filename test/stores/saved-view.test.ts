import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createView, deleteView, listViews, updateView } from '../../src/app/view/saved-views.ts'
import type { Ctx } from '../../src/app/context.ts'
import { viewOperations } from '../../src/contract/view.ts'
import { person } from './view-book.ts'
import { engines, openTestRecords } from './open-test-records.ts'
import type { TestRecords } from './open-test-records.ts'

describe.each(engines)('saved views on %s', (engine) => {
  let store: TestRecords
  let [ada, ben]: Ctx[] = []
  beforeAll(async () => {
    store = await openTestRecords(engine)
    // What these verbs use of a context.
    const ctx = { records: store.records, now: () => '2026-09-15T08:00:00.000Z' } as Ctx
    ada = { ...ctx, actor: person('rep') }
    ben = { ...ctx, actor: person('leader') }
  })
  afterAll(() => store[Symbol.asyncDispose]())
  const of = (ctx: Ctx | undefined): Ctx => {
    if (!ctx) throw new Error('Not open yet')
    return ctx
  }
  const view = (name: string, isShared = false) => ({ name, search: 'grade=A&sort=-spend', isShared })

  it('shows own ones and shared ones, and changes own ones from the version that was read', async () => {
    const mine = await createView(of(ada), view('Mine'))
    expect(viewOperations.createView.output.parse(mine)).toEqual(mine)
    const shared = await createView(of(ada), view('For all', true))
    const names = async (ctx: Ctx | undefined) =>
      (await listViews(of(ctx), {})).items.map(({ name, isOwn }) => [name, isOwn])
    expect(await names(ada)).toEqual([
      ['For all', true],
      ['Mine', true],
    ])
    expect(await names(ben)).toEqual([['For all', false]])
    const changed = await updateView(of(ada), { id: mine.id, ifMatch: 1, ...view('Mine too') })
    expect(changed).toMatchObject({ name: 'Mine too', version: 2 })
    await expect(updateView(of(ada), { id: mine.id, ifMatch: 1, ...view('Late') })).rejects.toMatchObject({
      code: 'stale',
    })
    await expect(createView(of(ada), view('Mine too'))).rejects.toMatchObject({ code: 'conflict' })
    await expect(updateView(of(ada), { id: mine.id, ifMatch: 2, ...view('For all') })).rejects.toMatchObject({
      code: 'conflict',
    })
    for (const id of [shared.id, 'nothing']) {
      await expect(updateView(of(ben), { id, ifMatch: 1, ...view('Stolen') })).rejects.toMatchObject({
        code: 'not-found',
      })
      await expect(deleteView(of(ben), { id, ifMatch: 1 })).rejects.toMatchObject({ code: 'not-found' })
    }
    await expect(deleteView(of(ada), { id: shared.id, ifMatch: shared.version + 1 })).rejects.toMatchObject({
      code: 'stale',
    })
    await deleteView(of(ada), { id: shared.id, ifMatch: shared.version })
    expect(await names(ben)).toEqual([])
    const audited = await store.records.view.selectFrom('audit').select('verb').orderBy('id').execute()
    expect(audited.map(({ verb }) => verb)).toEqual(['save view', 'save view', 'change view', 'delete view'])
  })
})
