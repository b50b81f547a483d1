import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '../../src/app/context.ts'
import { addCostRate } from '../../src/app/cost-rate/cost-rates.ts'
import { explainAccount } from '../../src/app/explanation/explain-account.ts'
import { gradeBook } from '../../src/app/grade/grade-book.ts'
import type { Book } from '../../src/app/open-book.ts'
import { savePolicy } from '../../src/app/policy/save-policy.ts'
import { addFinancingRate } from '../../src/app/receivable/financing-rates.ts'
import { metrics } from '../../src/domain/metric.ts'
import { defaultPolicy, levels } from '../../src/domain/policy.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { scoreFactors } from '../../src/domain/scorecard.ts'
import { importFiles } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { openViewBook } from './view-book.ts'

/** Every figure there is, so that every family of facts is read. */
const byEverything: Policy = {
  ...defaultPolicy,
  effectiveFrom: '2020-01-01',
  minCoverage: 0,
  gradeBy: 'score',
  grades: [
    { label: 'A', atLeast: '50' },
    { label: 'B', atLeast: null },
  ],
  factors: metrics.map(({ id }) => ({
    metric: id,
    weight: 1,
    curve: { type: 'bands', bands: [{ atLeast: null, points: 50 }] },
  })),
}

const accounts = ['K1', 'K2', 'K3', 'K4']
const of = (row: (key: string, index: number) => readonly string[]): readonly string[] =>
  accounts.flatMap((key, index) => row(key, index + 1))

describe.each(ledgerEngines)('an account explained alone on %s', (engine) => {
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
        'accounts.csv': ['key,name', ...of((key) => [`${key},${key}`])],
        'parents.csv': ['account,parent', 'K2,K1'],
        'products.csv': ['key,name', 'P,Pump', 'Q,Valve'],
        'costs.csv': ['product,valid_from,cost', 'P,2020-01-01,4.5', 'Q,2020-01-01,7'],
        'lines.csv': [
          'invoice,line,date,account,order_number,product,quantity,net,currency',
          ...of((key, n) => [
            `I-${key}-1,1,2026-02-0${n},${key},O1${key},P,${n * 3},${n * 90},EUR`,
            `I-${key}-2,1,2026-05-0${n},${key},O2${key},Q,${n},${n * 40},EUR`,
          ]),
        ],
        'invoices.csv': [
          'number,date,due_date,account,currency,gross',
          ...of((key, n) => [
            `I-${key}-1,2026-02-0${n},2026-03-0${n},${key},EUR,${n * 100}`,
            `I-${key}-2,2026-05-0${n},2026-06-0${n},${key},EUR,${n * 45}`,
          ]),
        ],
        'payments.csv': [
          'payment,invoice,date,amount',
          ...of((key, n) => [`Y-${key},I-${key}-1,2026-04-1${n},${n * 60}`]),
        ],
        'stock.csv': [
          'date,product,warehouse,account,quantity,unit_cost',
          '2025-06-01,P,,K3,7,4.5',
          '2025-06-01,P,,,40,4.5',
          '2026-03-01,Q,,,9,7',
        ],
        'commitments.csv': [
          'number,line,type,account,product,date,due,quantity,unit',
          ...of((key, n) => [`C-${key},1,forecast,${key},P,2026-01-01,2026-02-1${n},${n * 2},`]),
        ],
        'deliveries.csv': [
          'delivery,line,commitment,commitment_line,date,quantity',
          ...of((key, n) => [`D-${key},1,C-${key},1,2026-02-${n > 2 ? 27 : 10},${n}`]),
        ],
        'events.csv': [
          'number,account,activity,date,quantity,order_number,person',
          ...of((key, n) => [`E-${key},${key},visit,2026-03-0${n},${n},,`]),
        ],
        'hours.csv': ['number,account,date,activity,person,hours', 'H-1,K4,2026-03-09,visit,,1.5'],
        'freight.csv': ['number,invoice,account,date,amount,currency', 'F-1,I-K1-1,K1,2026-02-02,12.5,EUR'],
        'accruals.csv': ['number,account,date,amount,currency,credited_by,credited_on', 'A-1,K2,2026-04-01,8,EUR,,'],
      },
      { sourceName: 'main' },
    )
    await addFinancingRate(ctx, { validFrom: '2020-01-01', rate: '0.07', base: 'gross', note: null })
    const validFrom = '2020-01-01'
    const shares = { capital: '0.1', storage: '0.05', insurance: '0', obsolescence: '0.03', damage: '0' }
    for (const rate of [
      { kind: 'carrying', subject: '', value: shares },
      { kind: 'pool', subject: 'sales', value: { name: 'Sales', cost: '60000', minutes: '90000' } },
      { kind: 'activity', subject: 'visit', value: { pool: 'sales', minutes: '75' } },
    ] as const) {
      await addCostRate(ctx, { rate, validFrom, note: null })
    }
  }, 60_000)
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it.each(levels)('has every figure that it has in the whole book, graded by %s', async (level) => {
    await savePolicy(ctx, { document: { ...byEverything, level }, note: null })
    const { accounts: graded, policy } = await gradeBook(ctx, { period: null })
    const known = new Set<string>()
    for (const account of graded) {
      const { explanation } = await explainAccount(ctx, { account: account.id, period: null })
      const card = scoreFactors(account.graded.basisFacts, policy)
      expect([account.key, explanation.scorecard]).toEqual([account.key, card])
      expect(explanation.grade).toEqual(account.graded.result)
      for (const { metric, value } of card.parts) if (value !== null) known.add(metric)
    }
    // What nobody has judged is unknown; all else is there to be compared.
    const judged = ['standing', 'operating-fit', 'travel', 'growth-potential', 'reference']
    expect(metrics.map(({ id }) => id).filter((id) => !known.has(id) && !judged.includes(id))).toEqual([])
  })
})
