import { expect, it } from 'vitest'
import { countAccounts } from '../../src/app/account-view/count-accounts.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { getAccount } from '../../src/app/card/get-account.ts'
import { getExplanation } from '../../src/app/explanation/get-explanation.ts'
import { listFamilies } from '../../src/app/card/list-families.ts'
import { listHistory } from '../../src/app/card/list-history.ts'
import { listInvoices } from '../../src/app/card/list-invoices.ts'
import { listMonths } from '../../src/app/card/list-months.ts'
import type { Ctx, Person } from '../../src/app/context.ts'
import { getMyBook } from '../../src/app/portfolio/get-my-book.ts'
import { getPortfolio } from '../../src/app/portfolio/get-portfolio.ts'
import { listPortfolioGroups } from '../../src/app/portfolio/list-groups.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
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

/** A trade of two reps with one family between them. */
const files = {
  'territories.csv': 'key,name\nN,North\n',
  'segments.csv': 'key,name\nIND,Industry\n',
  'reps.csv': 'key,name\nIDA,Ida\nBEN,Ben\n',
  'families.csv': 'key,name\nFIX,Fixings\nWAT,Water\n',
  'products.csv': 'key,name,family\nBOLT,Bolt,FIX\nPUMP,Pump,WAT\n',
  'costs.csv': 'product,valid_from,cost\nBOLT,2020-01-01,3.17\nPUMP,2020-01-01,5.29\n',
  // Ida's are the head of a family and one alone, Ben's the child and one alone, nobody's is a second child.
  'accounts.csv':
    'key,name,territory,segment\nHEAD,Head,N,IND\nCHILD,Child,N,IND\nCOUSIN,Cousin,N,IND\nMINE,Mine,N,IND\nHIS,His,N,IND\n',
  'parents.csv': 'account,parent\nCHILD,HEAD\nCOUSIN,HEAD\n',
  'owners.csv': 'account,rep\nHEAD,IDA\nMINE,IDA\nCHILD,BEN\nHIS,BEN\n',
  'lines.csv':
    'invoice,line,date,account,product,quantity,net\n' +
    '1,1,2024-05-03,HEAD,BOLT,101,2011.13\n2,1,2025-05-04,HEAD,PUMP,203,3023.29\n' +
    '3,1,2024-06-05,CHILD,BOLT,307,1709.41\n4,1,2025-06-06,CHILD,PUMP,401,1889.57\n' +
    '5,1,2025-06-06,COUSIN,BOLT,11,757.83\n' +
    '6,1,2024-07-07,MINE,PUMP,503,6007.91\n7,1,2025-07-08,MINE,BOLT,601,4903.07\n' +
    '8,1,2024-08-09,HIS,BOLT,701,8111.37\n9,1,2025-12-31,HIS,PUMP,809,5323.61\n',
}

/** Everything a rep can ask of accounts, one after the other. */
async function everyAnswer(ctx: Ctx, ids: readonly string[]): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const within of ['book', 'mine'] as const) {
    answers.push(await getPortfolio(ctx, { within }))
    for (const by of ['owner', 'territory', 'segment'] as const) {
      answers.push(await listPortfolioGroups(ctx, { within, by }))
    }
    answers.push(await listAccounts(ctx, { within, limit: 200 }), await countAccounts(ctx, { within }))
    for (const grade of ['A', 'B', 'C', 'none']) answers.push(await countAccounts(ctx, { within, grade: [grade] }))
  }
  for (const owner of ['main/IDA', 'main/BEN', 'none']) {
    answers.push(await getPortfolio(ctx, { within: 'book', owner: [owner] }))
  }
  answers.push(await getMyBook(ctx, {}), await getMyBook(ctx, { rep: 'main/BEN' }))
  for (const id of ids) {
    answers.push(await getAccount(ctx, { id }), await getExplanation(ctx, { id }), await listFamilies(ctx, { id }))
    answers.push(await listMonths(ctx, { id, family: 'yes' }), await listMonths(ctx, { id, family: 'no' }))
    answers.push(await listInvoices(ctx, { id, limit: 200 }), await listHistory(ctx, { id, limit: 200 }))
  }
  return answers
}

/** Every amount that stands anywhere in the answers, in sentences too. */
function amountsIn(answers: readonly unknown[]): Set<bigint> {
  const found = JSON.stringify(answers).matchAll(/-?\d+(?:\.\d{1,6})?(?![\d-])/g)
  return new Set([...found].map(([text]) => parseMicros(text)))
}

it('A rep cannot work out what an account of a colleague spent, also where both are of one family', async () => {
  await using book = await openScenarioBook()
  await book.take(files, { sourceName: 'main' })
  const all = await listAccounts(book.ctx, { within: 'book', limit: 200 })
  const ids = all.items.map(({ id }) => id)
  const answers = await everyAnswer({ ...book.ctx, actor: rep }, ids)
  const seen = amountsIn(answers)

  // What Ida may know is there, or the rest would prove nothing.
  for (const own of ['3023.29', '2011.13', '4903.07', '6007.91']) expect(seen).toContain(parseMicros(own))

  const whole = amountsIn(await everyAnswer(book.ctx, ids))
  const ofIda = new Set(['3023.29', '2011.13', '4903.07', '6007.91', '7926.36', '8019.04'].map(parseMicros))
  const hidden = ['1889.57', '1709.41', '757.83', '5323.61', '8111.37'].map(parseMicros)
  const sums = [
    // The family, what it misses to an A, what it is above a B, and its other accounts together; the book, and Ben's part of it.
    ...['5670.69', '4329.31', '670.69', '2647.40', '15897.37', '7213.18', '7971.01'].map(parseMicros),
    // Cost of the colleague's goods, and of one's own, for a rep sees no margins.
    ...['2121.29', '4279.61', '34.87', '1073.87', '1905.17'].map(parseMicros),
  ]
  for (const amount of hidden) expect(whole).toContain(amount)
  const secrets = [...hidden, ...sums]
  const known = [...seen]
  const worked = secrets.flatMap((secret) => {
    const direct = seen.has(secret) ? [`${formatMicros(secret)} stands there`] : []
    const made = known.flatMap((one) => {
      const rest = secret - one
      // Two amounts that Ida may know add up to nothing of anybody else.
      return seen.has(rest) && !(ofIda.has(one) && ofIda.has(rest))
        ? [`${formatMicros(secret)} is ${formatMicros(one)} + ${formatMicros(rest)}`]
        : []
    })
    const left = known.flatMap((one) => {
      const sum = secret + one
      return seen.has(sum) ? [`${formatMicros(secret)} is ${formatMicros(sum)} - ${formatMicros(one)}`] : []
    })
    return [...direct, ...made, ...left]
  })
  expect(worked).toEqual([])
})

it('A key account manager who sees what everybody spends sees no cost, gross profit or score but of the own accounts', async () => {
  await using book = await openScenarioBook()
  await book.take(files, { sourceName: 'main' })
  const all = await listAccounts(book.ctx, { within: 'book', limit: 200 })
  const ids = all.items.map(({ id }) => id)
  const manager: Person = { ...rep, role: 'key-account-manager', grants: defaultGrants['key-account-manager'] }
  const seen = amountsIn(await everyAnswer({ ...book.ctx, actor: manager }, ids))
  const whole = amountsIn(await everyAnswer(book.ctx, ids))
  // Spend of everybody, the family's too, and cost and gross profit of both own accounts.
  for (const known of ['5670.69', '5323.61', '1073.87', '1949.42', '1905.17', '2997.90']) {
    expect(seen).toContain(parseMicros(known))
  }
  const secrets = [
    // Costs and gross profits of the child, the cousin and the colleague's account alone, and of the family and the book together.
    '2121.29',
    '-231.72',
    '34.87',
    '722.96',
    '4279.61',
    '1044.00',
    '3230.03',
    '2440.66',
    '9414.81',
    '6482.56',
  ].map(parseMicros)
  for (const secret of ['1044.00', '2440.66', '6482.56'].map(parseMicros)) expect(whole).toContain(secret)
  expect(secrets.filter((secret) => seen.has(secret)).map((secret) => formatMicros(secret))).toEqual([])
})
