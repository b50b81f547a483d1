import { expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import type { Ctx, Person } from '../../src/app/context.ts'
import { addReviewView } from '../../src/app/review/add-review-view.ts'
import { closeReview } from '../../src/app/review/close-review.ts'
import { countReviews } from '../../src/app/review/count-reviews.ts'
import { getReview } from '../../src/app/review/get-review.ts'
import { openReview } from '../../src/app/review/open-review.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { defaultGrants } from '../../src/domain/right.ts'
import { openScenarioBook } from './book.ts'

const rep = (name: string): Person => ({
  kind: 'person',
  id: name.toLowerCase(),
  name,
  role: 'rep',
  grants: defaultGrants.rep,
  reps: [`main/${name.toUpperCase()}`],
  team: [`main/${name.toUpperCase()}`],
  territories: [],
})

it('What was lost in a year counts with the rep who had the account then, as it was found, whatever is transferred or credited later', async () => {
  await using book = await openScenarioBook('2026-03-01')
  await book.take(
    {
      'reps.csv': 'key,name\nIDA,Ida\nBEN,Ben\n',
      'families.csv': 'key,name\nF1,Bolts\nF2,Pumps\n',
      'products.csv': 'key,name,family\nP1,Bolt,F1\nP2,Pump,F2\n',
      'accounts.csv': 'key,name\nLOST,Lost works\nOTHER,Other works\n',
      'owners.csv': 'account,rep,valid_from,valid_to\nLOST,IDA,,2026-01-15\nLOST,BEN,2026-01-15,\nOTHER,BEN,,\n',
      'lines.csv':
        'invoice,line,date,account,product,net\n' +
        '1,1,2024-05-01,LOST,P1,8000\n2,1,2024-06-01,LOST,P2,1000\n3,1,2025-02-01,LOST,P2,1200\n' +
        '4,1,2024-05-01,OTHER,P1,500\n5,1,2026-02-20,OTHER,P1,700\n',
    },
    { sourceName: 'main' },
  )
  await refreshView(book.ctx, { period: null })
  const as = (actor: Person): Ctx => ({ ...book.ctx, actor })
  const { items } = await listAccounts(book.ctx, { within: 'book', limit: 10 })
  const lost = items.find(({ key }) => key === 'LOST')?.id ?? ''
  const asked = { reach: 'account', family: null, occasion: null, alert: null, asked: [] } as const
  const opened = await openReview(book.ctx, {
    ...asked,
    asked: [],
    account: lost,
    kind: 'loss',
    from: '2024',
    to: '2025',
  })
  expect([opened.owner?.name, opened.change]).toEqual(['Ida', '-7800.00'])

  // Ben has the account now and says what he found; Ida, who had it, says nothing of what is no longer hers.
  const view = {
    department: 'sales',
    wentRight: null,
    wentWrong: 'No visit since May',
    reasons: ['out-of-touch'],
  } as const
  const words = { ...view, reasons: [...view.reasons], id: opened.id, replaces: null }
  await expect(addReviewView(as(rep('Ida')), words)).rejects.toThrow('no account of yours')
  await addReviewView(as(rep('Ben')), words)
  const { version } = await getReview(book.ctx, { id: opened.id })
  await closeReview(book.ctx, { id: opened.id, ifMatch: version, summary: 'Nobody came', mainReason: 'out-of-touch' })

  // A credit note that comes a month later says so on the account, and leaves what was found as it was.
  await book.take(
    { 'late.csv': 'invoice,line,date,account,product,net\n9,1,2025-12-30,LOST,P1,-300\n' },
    { sourceName: 'main', kind: 'lines' },
  )
  await refreshView(book.ctx, { period: null })
  const found = await getReview(book.ctx, { id: opened.id })
  expect([found.change, found.changeNow]).toEqual(['-7800.00', '-8100.00'])
  const byRep = await countReviews(book.ctx, { by: 'rep' })
  expect(
    byRep.groups.map(({ name, reviews, lost: fell, controllable }) => [name, reviews, fell, controllable]),
  ).toEqual([['Ida', 1, '-7800.00', 1]])

  // By products it counts under the bolts they stopped buying; the pumps they buy more of are in the money all the same.
  const byFamily = await countReviews(book.ctx, { by: 'family' })
  expect(byFamily.groups.map(({ name, reviews, change }) => [name, reviews, change])).toEqual([
    ['Bolts', 1, '-8000.00'],
    ['Pumps', 0, '200.00'],
  ])
  expect(byFamily.total.change).toBe('-7800.00')

  // Both see its money: Ida as it was hers then, Ben as it is his now.
  for (const name of ['Ida', 'Ben'])
    expect((await countReviews(as(rep(name)), { by: 'rep' })).total.change).toBe('-7800.00')
  const stranger = { ...rep('Ida'), reps: [], team: [] }
  expect((await countReviews(as(stranger), { by: 'family' })).groups).toMatchObject([{ key: null, reviews: 1 }])
})
