import { expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import type { Person } from '../../src/app/context.ts'
import { getMyBook } from '../../src/app/portfolio/get-my-book.ts'
import { defaultGrants } from '../../src/domain/right.ts'
import { openScenarioBook } from './book.ts'

const rep: Person = {
  kind: 'person',
  id: 'ida',
  name: 'Ida',
  role: 'rep',
  grants: defaultGrants.rep,
  reps: ['main/IDA'],
  team: ['main/IDA'],
  territories: [],
}

it('A rep sees who lacks little to a better grade and who falls when last spring is not bought again, each with the money', async () => {
  await using book = await openScenarioBook()
  await book.take(
    {
      'reps.csv': 'key,name\nIDA,Ida\nBEN,Ben\n',
      'accounts.csv':
        'key,name\nNEAR,Near an A\nFAR,Far from a B\nFALLS,Falls soon\nSAFE,Stands safe\nHEAD,Head\nPART,Part\nMIXED,Mixed head\nHIS,His part\n',
      'parents.csv': 'account,parent\nPART,HEAD\nHIS,MIXED\n',
      'owners.csv': 'account,rep\nNEAR,IDA\nFAR,IDA\nFALLS,IDA\nSAFE,IDA\nHEAD,IDA\nPART,IDA\nMIXED,IDA\nHIS,BEN\n',
      'lines.csv':
        'invoice,line,date,account,net\n' +
        '1,1,2025-10-01,NEAR,9800\n2,1,2025-10-01,FAR,1000\n' +
        // Of 5 400 that make a B, 900 leave the window before April.
        '3,1,2025-02-01,FALLS,900\n4,1,2025-11-01,FALLS,4500\n' +
        '5,1,2025-02-01,SAFE,900\n6,1,2025-11-01,SAFE,7000\n' +
        // A family together: 9 700 of which the part has most.
        '7,1,2025-11-01,HEAD,700\n8,1,2025-11-01,PART,9000\n' +
        // Another of which Ida has only the head: its distance would say what Ben sold.
        '9,1,2025-11-01,MIXED,700\n10,1,2025-12-31,HIS,9000\n',
    },
    { sourceName: 'main' },
  )
  await refreshView(book.ctx, { period: '2025' })
  const mine = await getMyBook({ ...book.ctx, actor: rep }, { period: '2025' })
  expect(mine.nearUp.map(({ key, toNext, nextGrade }) => [key, toNext, nextGrade])).toEqual([
    ['NEAR', '200.00', 'A'],
    ['HEAD', '300.00', 'A'],
  ])
  expect(mine.nearDown.map(({ key, above, grade }) => [key, above, grade])).toEqual([['FALLS', '400.00', 'B']])
})
