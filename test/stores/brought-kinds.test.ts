import { describe, expect, it } from 'vitest'
import { broughtKinds } from '../../src/ledger/facts/brought-kinds.ts'
import { importSample } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'

describe.each(ledgerEngines)('What a book was told of, on %s', (engine) => {
  it('is what is visible of a kind, and of days up to one where that is asked', async () => {
    await using store = await openTestLedger(engine)
    const { ledger } = store
    const first = await importSample(ledger, {
      stock: [{ date: '2025-03-31', product: 'P', quantity: '1' }],
      commitments: [{ number: 'K1', account: 'A', product: 'P', date: '2025-01-01', due: '2025-06-30', quantity: '1' }],
    })
    const second = await importSample(ledger, { freight: [{ number: 'F1', date: '2025-01-01', amount: '1' }] })
    const kinds = ['freight', 'stock', 'commitments', 'hours'] as const
    const told = async (watermark: number, to?: string) => [
      ...(await broughtKinds(ledger, kinds, to === undefined ? { watermark } : { watermark, to })),
    ]
    expect(await told(second)).toEqual(['freight', 'stock', 'commitments'])
    expect(await told(first)).toEqual(['stock', 'commitments'])
    // A promise is of the day by which the goods are to be taken.
    expect(await told(second, '2025-06-29')).toEqual(['freight', 'stock'])
    expect(await told(second, '2024-12-31')).toEqual([])
  })
})
