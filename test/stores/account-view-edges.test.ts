import { describe, expect, it } from 'vitest'
import { countAccounts } from '../../src/app/account-view/count-accounts.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { importFiles } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import { openViewBook } from './view-book.ts'

const header = 'invoice,line,date,account,net,currency'

describe.each(ledgerEngines)('the account view on %s', (engine) => {
  it('gives the family of a head that is none of the accounts, with a row of its own or without', async () => {
    await using place = await makeTestPlace(engine)
    await using book = await openViewBook(place, engine)
    const { ctx } = book
    const files = {
      'accounts.csv': ['key,name,valid_to', 'GONE,Holding,2024-01-01', 'A,Works A,', 'B,Works B,', 'C,Works C,'],
      'parents.csv': ['account,parent', 'A,GONE', 'B,GONE'],
      'lines.csv': [header, 'I1,1,2026-02-01,A,10,EUR', 'I2,1,2026-02-01,B,5,EUR', 'I3,1,2026-02-01,C,1,EUR'],
    }
    await importFiles(book, place, files, { sourceName: 'main' })
    await refreshView(ctx, { period: null })
    const { items } = await listAccounts(ctx, { within: 'book', limit: 60 })
    expect(items.map(({ key, root }) => [key, root?.name])).toEqual([
      ['A', 'Holding'],
      ['B', 'Holding'],
      ['C', undefined],
    ])
    const root = items[0]?.root?.id ?? ''
    const family = await listAccounts(ctx, { within: 'book', limit: 60, root })
    expect(family.items.map(({ key }) => key)).toEqual(['A', 'B'])
    expect(await countAccounts(ctx, { within: 'book', root })).toMatchObject({ count: 2, spend: '15.00' })
    expect(await countAccounts(ctx, { within: 'book', root: 'no-such-head' })).toMatchObject({ count: 0 })
  })

  it('says in a sentence that an amount is larger than it holds', async () => {
    await using place = await makeTestPlace(engine)
    await using book = await openViewBook(place, engine)
    const lines = (count: number) =>
      Array.from({ length: count }, (_, index) => `L${String(index)},1,2026-02-01,A,999999999999,EUR`)
    await importFiles(book, place, { 'lines.csv': [header, ...lines(9)] }, { sourceName: 'main' })
    await refreshView(book.ctx, { period: null })
    const { items } = await listAccounts(book.ctx, { within: 'book', limit: 60 })
    expect(items[0]?.spend).toBe('8999999999991.00')
    await importFiles(book, place, { 'lines.csv': [header, ...lines(10)] }, { sourceName: 'main' })
    await expect(refreshView(book.ctx, { period: null })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/9999999999990\.00.*no more than 9223372036854\.775807/) as string,
    })
  })
})
