import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteMapping, getMapping, listMappings, saveMapping } from '../../src/app/mapping/saved-mappings.ts'
import type { Ctx } from '../../src/app/context.ts'
import { mappingOperations } from '../../src/contract/mapping.ts'
import { person } from './view-book.ts'
import { engines, openTestRecords } from './open-test-records.ts'
import type { TestRecords } from './open-test-records.ts'

describe.each(engines)('mappings of sources on %s', (engine) => {
  let store: TestRecords
  let ctx: Ctx
  beforeAll(async () => {
    store = await openTestRecords(engine)
    let second = 0
    // What these verbs use of a context.
    ctx = {
      records: store.records,
      now: () => `2026-09-15T08:00:0${String(second++)}.000Z`,
      actor: person('finance'),
    } as Ctx
  })
  afterAll(() => store[Symbol.asyncDispose]())

  const document = (source: string, name: string) => ({
    source,
    currency: 'EUR',
    files: [
      {
        file: 'kunden*.csv',
        kind: 'accounts' as const,
        columns: { key: 'Nr', name },
        transforms: { name: [{ do: 'look-up' as const, values: { "O'Hara": 'Ö' } }] },
      },
    ],
  })
  const save = (source: string, ifMatch: number, name = 'Name') =>
    saveMapping(ctx, { source, ifMatch, document: document(source, name) })

  it('keep every version, one for each source in the list, and give back what was saved', async () => {
    const first = await save('erp', 0)
    expect(mappingOperations.saveMapping.output.parse(first)).toEqual(first)
    expect(first).toMatchObject({ version: 1, document: document('erp', 'Name'), history: [] })
    await save('erp', 1, 'Firma')
    await save('shop', 0)
    const { items } = await listMappings(ctx, {})
    expect(items.map(({ source, version }) => [source, version])).toEqual([
      ['erp', 2],
      ['shop', 1],
    ])
    const erp = await getMapping(ctx, { source: 'erp' })
    expect(erp.document).toEqual(document('erp', 'Firma'))
    expect(erp.history.map(({ version, at }) => [version, at])).toEqual([[1, first.at]])
  })

  it('let one of two who change the same version through, at the same moment too', async () => {
    await expect(save('erp', 1)).rejects.toMatchObject({ code: 'stale' })
    const both = await Promise.allSettled([save('race', 0, 'One'), save('race', 0, 'Two')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stale' } })
  })

  it('are forgotten with their history kept, and can be saved anew', async () => {
    await deleteMapping(ctx, { source: 'shop', ifMatch: 1 })
    await expect(getMapping(ctx, { source: 'shop' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(deleteMapping(ctx, { source: 'shop', ifMatch: 2 })).rejects.toMatchObject({ code: 'not-found' })
    expect((await listMappings(ctx, {})).items.map(({ source }) => source)).not.toContain('shop')
    const anew = await save('shop', 0)
    expect(anew.version).toBe(3)
    expect(anew.history.map(({ version }) => version)).toEqual([1])
  })
})
