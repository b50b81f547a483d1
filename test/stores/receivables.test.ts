import { describe, expect, it } from 'vitest'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { openRates } from '../../src/ledger/facts/rate-on.ts'
import { receivableDocuments } from '../../src/ledger/facts/receivable-documents.ts'
import { firstDocuments } from '../../src/ledger/facts/receivable-firsts.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { noAccountId } from '../../src/domain/no-account.ts'
import { inForce, insertFinancingRate, listFinancingRates } from '../../src/records/financing-rate.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import { engines, openTestRecords } from './open-test-records.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }

describe.each(ledgerEngines)('What accounts owe, on %s', (engine) => {
  it('comes from invoices and payments alone, each document once, with what was paid on it up to the day', async () => {
    await using store = await openTestLedger(engine)
    const { ledger } = store
    const watermark = await importSample(ledger, {
      invoices: [
        { number: 'I1', date: '2025-02-01', due_date: '2025-03-03', account: 'A', net: '100', tax: '19', gross: '119' },
        // Settled before the year, and only after it was paid in part in it.
        { number: 'I2', date: '2024-02-01', account: 'A', gross: '50' },
        { number: 'I3', date: '2024-11-01', account: 'A', gross: '80' },
        { number: 'I4', date: '2024-06-01', account: 'OLD', gross: '-20', credit: 'true' },
        { number: 'I5', date: '2026-01-01', account: 'A', gross: '5' },
        { number: 'I6', date: '2025-05-05', account: 'A', currency: 'USD', gross: '10' },
        { number: 'I7', date: '2025-05-05', account: 'B', gross: '7' },
        { number: 'I8', date: '2025-05-06', gross: '3' },
        { number: 'I9', date: '2025-05-07', account: 'A' },
        { number: 'I1', date: '2025-06-01', account: 'A', gross: '9', source: 'other' },
      ],
      payments: [
        { payment: 'P1', invoice: 'I1', date: '2025-04-01', amount: '60' },
        { payment: 'P2', invoice: 'I1', date: '2025-03-01', amount: '59' },
        { payment: 'P3', invoice: 'I2', date: '2024-03-01', amount: '50' },
        { payment: 'P4', invoice: 'I3', date: '2025-01-01', amount: '30' },
        { payment: 'P5', invoice: 'I3', date: '2026-01-01', amount: '50' },
        { payment: 'P6', invoice: 'I6', date: '2025-06-01', amount: '8', currency: 'EUR', base_amount: '8' },
        // It settles nothing that is here.
        { payment: 'P7', invoice: 'I99', date: '2025-06-01', amount: '8' },
      ],
      lines: [{ invoice: 'I1', line: '1', date: '2025-02-01', account: 'A', net: '1000000' }],
    })
    await setDimensions(ledger, [
      { key: 'A', accountId: 'a' },
      { key: 'A', accountId: 'a', source: 'other' },
      { key: 'OLD', accountId: 'a', to: '2025-01-01' },
      { key: 'OLD', accountId: 'b', from: '2025-01-01' },
      { key: 'B', accountId: 'b' },
    ])
    const window = { ...year, watermark }
    const question = { ...window, base: 'EUR' }
    const choice = { scope: null, odd: null, withGoods: false }
    const all = await Array.fromAsync(receivableDocuments(ledger, question, choice))
    expect(all.map(({ accountId, document: { source, number } }) => `${accountId} ${source} ${number}`)).toEqual(
      [
        'a main I1',
        'a main I3',
        'a main I4',
        'a main I6',
        'a main I9',
        'a other I1',
        'b main I7',
        `${noAccountId} main I8`,
      ].toSorted(),
    )
    const byName = new Map(all.map(({ document }) => [`${document.source} ${document.number}`, document]))
    expect(byName.get('main I1')).toEqual({
      source: 'main',
      number: 'I1',
      date: '2025-02-01',
      dueDate: '2025-03-03',
      currency: 'EUR',
      net: parseMicros('100'),
      tax: parseMicros('19'),
      gross: parseMicros('119'),
      costOfGoods: null,
      disputes: [],
      hasPayments: true,
      payments: [
        { date: '2025-03-01', currency: 'EUR', amount: parseMicros('59'), baseAmount: parseMicros('59') },
        { date: '2025-04-01', currency: 'EUR', amount: parseMicros('60'), baseAmount: parseMicros('60') },
      ],
    })
    expect(byName.get('main I3')?.payments).toHaveLength(1)
    expect(byName.get('main I9')).toMatchObject({ gross: null, payments: [] })
    expect(byName.get('other I1')).toMatchObject({ hasPayments: false, payments: [] })

    const ofB = await Array.fromAsync(
      receivableDocuments(ledger, question, { ...choice, scope: await accountScope(ledger, ['b']) }),
    )
    expect(ofB).toEqual(all.filter(({ accountId }) => accountId === 'b'))
    const ofA = await Array.fromAsync(
      receivableDocuments(ledger, question, { ...choice, scope: await accountScope(ledger, ['a']) }),
    )
    expect(ofA).toEqual(all.filter(({ accountId }) => accountId === 'a'))
    expect(Object.fromEntries(await firstDocuments(ledger, window))).toEqual({
      a: '2024-02-01',
      b: '2025-05-05',
      [noAccountId]: '2025-05-06',
    })
    expect([...(await firstDocuments(ledger, window, await accountScope(ledger, ['b'])))]).toEqual([
      ['b', '2025-05-05'],
    ])

    // What came later is not seen under an earlier watermark.
    await importSample(ledger, {
      payments: [{ payment: 'P8', invoice: 'I7', date: '2025-06-01', amount: '7' }],
    })
    expect(await Array.fromAsync(receivableDocuments(ledger, question, choice))).toEqual(all)
  })

  it('is converted at the last rate of seven days, of the first source by name', async () => {
    await using store = await openTestLedger(engine)
    const { ledger } = store
    const watermark = await importSample(ledger, {
      rates: [
        { currency: 'USD', date: '2025-01-10', rate: '1.25' },
        { currency: 'USD', date: '2025-01-10', rate: '2', source: 'zzz' },
        { currency: 'USD', date: '2025-01-12', rate: '1.1' },
      ],
    })
    await importSample(ledger, { rates: [{ currency: 'USD', date: '2025-01-11', rate: '9' }] })
    const rateOn = await openRates(ledger, 'EUR', watermark)
    expect(['2025-01-09', '2025-01-11', '2025-01-19', '2025-01-20'].map((day) => rateOn('USD', day))).toEqual([
      null,
      parseMicros('1.25'),
      parseMicros('1.1'),
      null,
    ])
    expect([rateOn('EUR', '2025-01-01'), rateOn('CHF', '2025-01-12')]).toEqual([1_000_000n, null])
  })
})

describe.each(engines)('What money costs, on %s', (engine) => {
  it('keeps all that was ever set, of which the later of two for one day counts', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    const set = { base: 'gross', note: null, author: 'ann', at: '2025-02-01T08:00:00.000Z' } as const
    const rates = [
      { ...set, id: '01', validFrom: '2025-01-01', rate: parseMicros('0.05') },
      { ...set, id: '02', validFrom: '2025-07-01', rate: parseMicros('0.06'), base: 'net', note: 'bank' },
      { ...set, id: '03', validFrom: '2025-01-01', rate: parseMicros('0.0525') },
    ] as const
    for (const rate of rates) await records.write((trx) => insertFinancingRate(trx, rate))
    const listed = await listFinancingRates(records.view)
    expect(listed).toEqual([rates[1], rates[2], rates[0]])
    expect(inForce(listed)).toEqual([rates[1], rates[2]])
  })
})
