import { describe, expect, it } from 'vitest'
import { addJudgement } from '../../src/app/judgement/add-judgement.ts'
import { fitFacts, standingFacts } from '../../src/app/grade/fit-facts.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { noAccountId } from '../../src/domain/no-account.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { handledOrders, handlingSince, standardSpend } from '../../src/ledger/facts/fit-facts.ts'
import { watermarkOf } from '../../src/ledger/store/batch.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { importFiles, openTestBook } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace, openTestLedger } from './open-test-ledger.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }
const keys = [
  { key: 'A', accountId: 'a' },
  { key: 'A', accountId: 'a', source: 'other' },
  { key: 'OLD', accountId: 'a', to: '2025-06-01' },
  { key: 'OLD', accountId: 'b', from: '2025-06-01' },
  { key: 'B', accountId: 'b' },
]

describe.each(ledgerEngines)('How an account fits, on %s', (engine) => {
  it('takes spend on products of which somebody said whether they are standard', async () => {
    await using store = await openTestLedger(engine)
    const { ledger } = store
    const line = (account: string | null, product: string | null, net: string, more = {}) => ({
      invoice: 'I',
      date: '2025-03-01',
      account,
      product,
      net,
      ...more,
    })
    const watermark = await importSample(ledger, {
      lines: [
        line('A', 'S1', '100.000001'),
        line('A', 'S1', '-20'),
        line('A', 'X1', '50'),
        // Nobody said of it, it is no product, it is no spend, it is of another year or source.
        line('A', 'N1', '7'),
        line('A', null, '7'),
        line('A', 'S1', '7', { kind: 'bad_debt' }),
        line('A', 'S1', '7', { date: '2024-12-31' }),
        line('A', 'S1', '7', { source: 'other' }),
        line('OLD', 'X1', '3', { date: '2025-05-31' }),
        line('OLD', 'X1', '4', { date: '2025-06-01' }),
        line(null, 'S1', '5'),
      ],
    })
    await setDimensions(ledger, keys)
    const products = [
      { source: 'main', key: 'S1', isStandard: true },
      { source: 'main', key: 'X1', isStandard: false },
    ]
    const window = { ...year, watermark }
    const facts = await standardSpend(ledger, window, ['goods'], { products, scope: null })
    const amounts = (standard: string, known: string) => ({
      standardSpend: parseMicros(standard),
      standardKnownSpend: parseMicros(known),
    })
    expect(facts).toEqual(
      new Map([
        ['a', amounts('80.000001', '133.000001')],
        ['b', amounts('0', '4')],
        [noAccountId, amounts('5', '5')],
      ]),
    )
    const scope = await accountScope(ledger, ['b'])
    expect(await standardSpend(ledger, window, ['goods'], { products, scope })).toEqual(
      new Map([['b', amounts('0', '4')]]),
    )
    expect(await standardSpend(ledger, window, ['goods'], { products: [], scope: null })).toEqual(new Map())
  })

  it('counts orders with special handling, from the first day on which anybody noted one', async () => {
    await using store = await openTestLedger(engine)
    const { ledger } = store
    const line = (invoice: string, date: string, account: string, more = {}) => ({
      invoice,
      date,
      account,
      net: '1',
      ...more,
    })
    const before = await importSample(ledger, {
      lines: [
        line('I0', '2025-01-31', 'A'),
        line('I1', '2025-02-01', 'A', { order_number: 'O1' }),
        line('I2', '2025-03-01', 'A', { order_number: 'O1' }),
        line('I3', '2025-03-01', 'A', { order_number: 'O2' }),
        line('I4', '2025-03-01', 'A'),
        // A credit is no order.
        line('C1', '2025-03-01', 'A', { net: '-1', order_number: 'O9' }),
        line('I5', '2025-07-01', 'OLD', { order_number: 'O1' }),
        line('I6', '2025-07-01', 'B', { order_number: 'O3', source: 'other' }),
        line('I7', '2025-07-01', 'B', { order_number: 'O3' }),
      ],
    })
    expect(await handlingSince(ledger, { to: year.to, watermark: before })).toBeNull()
    const event = (number: string, more: object) => ({
      number,
      activity: 'special_handling',
      date: '2025-02-01',
      ...more,
    })
    const watermark = await importSample(ledger, {
      events: [
        event('E1', { account: 'A', order_number: 'O1', source: 'crm' }),
        event('E2', { account: 'A', order_number: 'O1', date: '2025-04-01' }),
        event('E3', { account: 'A', order_number: 'I4' }),
        event('E4', { order_number: 'O3' }),
        event('E5', { account: 'A', order_number: 'O2', activity: 'call', date: '2025-01-01' }),
        event('E6', { account: 'A', order_number: 'O2', date: '2026-01-01' }),
        event('E7', { account: 'A' }),
      ],
    })
    await setDimensions(ledger, [
      ...keys,
      { key: 'A', accountId: 'a', source: 'crm' },
      { key: 'B', accountId: 'b', source: 'other' },
    ])
    const window = { ...year, watermark }
    const since = await handlingSince(ledger, window)
    expect(since).toBe('2025-02-01')
    expect(await handledOrders(ledger, window, ['goods'], { since, scope: null })).toEqual(
      new Map([
        // O1 and the invoice I4 without an order number; O2 is plain.
        ['a', { handledOrders: 2, plainOrders: 1 }],
        // O3 of the source of the event; that of another source, and O1 of another account, are plain.
        ['b', { handledOrders: 1, plainOrders: 2 }],
      ]),
    )
    expect(await handledOrders(ledger, window, ['goods'], { since: null, scope: null })).toEqual(new Map())
    const scope = await accountScope(ledger, ['a'])
    expect((await handledOrders(ledger, window, ['goods'], { since, scope })).size).toBe(1)
  })

  it('is one with what people judge and how far it is, by account', async () => {
    await using place = await makeTestPlace(engine)
    await using book = await openTestBook(place)
    const { ctx } = book
    await importFiles(book, place, {
      'families.csv': ['key,name', 'F1,Bolts', 'F2,Pumps'],
      'products.csv': ['key,name,family,unit,standard', 'S1,Bolt,F1,pc,yes', 'X1,Pump,F2,pc,no'],
      'reps.csv': ['key,name,latitude,longitude', 'R1,Ann,0,0', 'R2,Bob,,'],
      'accounts.csv': ['key,name', 'A,Alpha', 'B,Beta', 'C,Gamma'],
      'owners.csv': ['account,rep', 'A,R1', 'B,R2', 'C,R1'],
      'sites.csv': ['key,account,latitude,longitude', 'S1,A,0,1', 'S2,A,0,2', 'S3,B,0,1', 'S4,C,,'],
      'events.csv': ['number,account,activity,date,order_number', 'E1,A,special_handling,2023-01-05,I1'],
      'lines.csv': [
        'invoice,line,date,account,product,quantity,net',
        'I1,1,2023-03-01,A,S1,1,30',
        'I1,2,2023-03-01,A,X1,1,10',
        'I2,1,2023-03-01,B,X1,1,10',
        'I3,1,2023-03-01,C,X1,1,10',
      ],
    })
    const { records, ledger } = ctx
    const ids = new Map(
      (await records.view.selectFrom('account_identity').selectAll().execute()).map(({ key, id }) => [key, id]),
    )
    const idOf = (key: string) => ids.get(key) ?? ''
    const judge = (key: string, verdict: Parameters<typeof addJudgement>[1]['verdict'], from = '2023-06-01') =>
      addJudgement(ctx, { id: idOf(key), verdict, evidence: 'They said so', from })
    await judge('B', { aspect: 'travel', value: 40 })
    await judge('A', { aspect: 'standing', line: 'main/F1', value: 'first' })
    await judge('A', { aspect: 'standing', line: 'main/F2', value: 'last' })
    await judge('A', { aspect: 'reference', value: 'speaks' })
    await judge('A', {
      aspect: 'growth-potential',
      value: { source: 'account', low: '1', likely: '2.5', high: '4' },
    })
    // It holds from a day after the window.
    await judge('A', { aspect: 'reference', value: 'declined' }, '2024-01-01')

    const watermark = await watermarkOf(ledger)
    const question = {
      window: { from: '2023-01-01', to: '2023-12-31', watermark },
      kinds: ['goods'],
      scope: null,
    } as const
    const facts = await fitFacts({ ledger, records }, question)
    expect(facts.get(idOf('A'))).toEqual({
      standardSpend: parseMicros('30'),
      standardKnownSpend: parseMicros('40'),
      handledOrders: 1,
      plainOrders: 0,
      // 111.2 km to the nearest site, by road.
      travelMinutes: 145,
      travelKnown: 1,
      growthPotential: parseMicros('2.5'),
      growthKnown: 1,
      referenceSpeaks: 1,
    })
    // Nobody knows where the owner of B sets out from, but somebody gave the minutes; no site of C is on the map.
    expect(facts.get(idOf('B'))).toMatchObject({ travelMinutes: 40, travelKnown: 1 })
    expect(facts.get(idOf('C'))).toEqual({
      standardSpend: 0n,
      standardKnownSpend: parseMicros('10'),
      handledOrders: 0,
      plainOrders: 1,
    })
    expect([...(await standingFacts({ ledger, records }, question))]).toEqual([
      [idOf('A'), { standingFirst: 1, standingAlso: 0, standingLast: 1 }],
    ])
    const scope = await accountScope(ledger, [idOf('B')])
    expect([...(await fitFacts({ ledger, records }, { ...question, scope })).keys()]).toEqual([idOf('B')])
  })
})
