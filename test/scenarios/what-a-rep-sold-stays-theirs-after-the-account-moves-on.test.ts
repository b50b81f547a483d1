import { expect, it } from 'vitest'
import { listOwnerFacts } from '../../src/app/grade/list-owner-facts.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'

it('What a rep sold in March stays theirs after the account moves on in May', async () => {
  await using book = await openScenarioBook()
  await book.take({
    'reps.csv': 'key,name\nanna,Anna Berg\nben,Ben Holt\n',
    'accounts.csv': 'key,name\nH,Harbour Works\n',
    'owners.csv': 'account,rep,valid_from\nH,anna,2026-01-01\nH,ben,2026-05-01\n',
    'lines.csv':
      'invoice,line,date,account,salesperson,product,quantity,net\n' +
      '1,1,2026-03-10,H,,Bolt,1,700.00\n2,1,2026-06-10,H,,Bolt,1,300.00\n3,1,2026-06-11,H,anna,Bolt,1,50.00\n',
  })
  const { owners } = await listOwnerFacts(book.ctx, { period: '2026-06' })
  const spendByRep = Object.fromEntries(owners.map((owner) => [owner.rep?.key ?? 'nobody', owner.facts.spend]))
  expect(spendByRep).toEqual({ anna: parseMicros('750'), ben: parseMicros('300') })
  // The account itself counts for whoever owns it at the end.
  expect(owners.find((owner) => owner.rep?.key === 'ben')?.accounts).toBe(1)
  expect(owners.find((owner) => owner.rep?.key === 'anna')?.accounts).toBe(0)
})
