import { expect, it } from 'vitest'
import { getView } from '../../src/app/account-view/get-view.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { getExplanation } from '../../src/app/explanation/get-explanation.ts'
import { savePolicy } from '../../src/app/policy/save-policy.ts'
import { getAccountProfit } from '../../src/app/profit/get-account-profit.ts'
import { addFinancingRate } from '../../src/app/receivable/financing-rates.ts'
import { getReceivables } from '../../src/app/receivable/get-receivables.ts'
import { writeSentence } from '../../src/cli/write-sentence.ts'
import { openScenarioBook } from './book.ts'
import type { ScenarioBook } from './book.ts'

const period = '2025'

/** 0 % of waiting is worth 100 points and 1 % none; 10 to 40 % of margin 0 to 100. Both count the same. */
const policy = {
  name: 'Money that comes in time',
  version: 1,
  effectiveFrom: '2020-01-01',
  kinds: ['goods'],
  level: 'account',
  window: 'twelve-months',
  fiscalYearStart: 1,
  minCoverage: 0.95,
  grades: [
    { label: 'Core', atLeast: '60' },
    { label: 'Growth', atLeast: '40' },
    { label: 'Drain', atLeast: null },
  ],
  gradeBy: 'score',
  factors: [
    { metric: 'financing-rate', weight: 25, curve: { type: 'linear', from: ['0', 100], to: ['0.01', 0] } },
    { metric: 'gross-margin-rate', weight: 25, curve: { type: 'linear', from: ['0.1', 0], to: ['0.4', 100] } },
  ],
}

function payments(paidOn: string): string {
  return `payment,invoice,date,amount\nP1,R1,${paidOn},36500\nP2,R2,2025-03-31,3650\n`
}

/** 5 % a year of 36 500 is 5 a day, of 3 650 it is .50; both are due after 30 days. */
async function openTrade(): Promise<ScenarioBook> {
  const book = await openScenarioBook()
  await savePolicy(book.ctx, { document: policy, note: null })
  await book.take({
    'accounts.csv': 'key,name\nK1,Pays\n',
    'products.csv': 'key,name\nB,Bolt\n',
    'costs.csv': 'product,valid_from,cost\nB,2024-01-01,35\n',
    'invoices.csv':
      'number,date,due_date,account,net,tax,gross\n' +
      'R1,2025-02-01,2025-03-03,K1,36500,0,36500\nR2,2025-03-01,2025-03-31,K1,3650,0,3650\n',
    'lines.csv': 'invoice,line,product,quantity,net\nR1,1,B,730,36500\nR2,1,B,73,3650\n',
    'payments.csv': payments('2025-03-03'),
  })
  await addFinancingRate(book.ctx, { validFrom: '2024-01-01', rate: '0.05', base: 'gross', note: 'the bank' })
  return book
}

/** What the screens and the command line say of the one account. */
async function readAccount({ ctx }: ScenarioBook) {
  await getView(ctx, period)
  const { items } = await listAccounts(ctx, { period, within: 'book', sort: 'name', limit: 10 })
  const question = { id: items.find(({ key }) => key === 'K1')?.id ?? '', period }
  const explanation = await getExplanation(ctx, question)
  const { profit } = await getAccountProfit(ctx, question)
  return {
    explanation,
    factor: explanation.factors?.find(({ metric }) => metric === 'financing-rate'),
    named: explanation.sentences.find(({ id }) => id === 'documents'),
    words: explanation.sentences.map((sentence) => writeSentence(sentence, 'EUR')),
    financing: (await getReceivables(ctx, question)).figures.financing,
    profit,
  }
}

it('A payment that comes 19 days later costs 95, takes 23.7 points, lets the grade fall and the net profit by 95, and the explanation begins with its invoice', async () => {
  await using book = await openTrade()
  const before = await readAccount(book)
  expect(before.financing).toEqual({ total: '165.00', late: '0.00' })
  // 165 of 40 150 is .4110 %: 58.9 points; 30 % of margin are 66.7.
  expect(before.factor).toMatchObject({
    value: '0.00411',
    points: 58.9,
    behind: { what: 'financing', money: '165.00' },
  })
  expect(before.explanation).toMatchObject({ grade: 'Core', score: 62.783334 })
  expect(before.profit).toMatchObject({ grossProfit: '12045.00', netProfit: '11880.00' })

  await book.take({ 'payments.csv': payments('2025-03-22') })
  const after = await readAccount(book)
  expect(after.financing).toEqual({ total: '260.00', late: '95.00' })
  // 260 of 40 150 is .6476 %: 35.24 points.
  expect(after.factor).toMatchObject({
    value: '0.006476',
    points: 35.24,
    behind: { what: 'financing', money: '260.00' },
  })
  expect(after.explanation).toMatchObject({ grade: 'Growth', score: 50.953334 })
  expect(after.profit).toMatchObject({ grossProfit: '12045.00', netProfit: '11785.00' })
  expect(after.profit?.components.find(({ component }) => component === 'financing')).toMatchObject({
    state: 'known',
    amount: '260.00',
  })

  expect(after.named?.values).toMatchObject({
    metric: 'financing-rate',
    by: 'financing',
    of: 2,
    documents: [
      { number: 'R1', days: 49, lateDays: 19, paidOn: '2025-03-22', cost: '245.00' },
      { number: 'R2', days: 30, lateDays: 0, cost: '15.00' },
    ],
  })
  expect(before.named?.values).toMatchObject({
    documents: [{ number: 'R1', days: 30, lateDays: 0, cost: '150.00' }, {}],
  })
  expect(after.words.join('\n')).toMatch(/invoice R1 of 2025-02-01 .* 49 days, 19 of them late: 245\.00 EUR/)
})
