import type { LifetimeDocument } from '../../src/app/lifetime/lifetime-document.ts'
import { findLifetime, storeLifetime } from '../../src/records/lifetime.ts'
import { parseMicros } from '../../src/domain/money.ts'
import type { World } from './rights-samples.ts'

/** The model of the days B2B book of the reference points; orders of about 100. */
const document: LifetimeDocument = {
  kinds: ['goods'],
  fit: {
    model: { k: 1, stopsAtFirst: true, r: 1.4, alpha: 21, a: 0.35, b: 9 },
    logLikelihood: -1000,
    standardErrors: null,
    isSettled: true,
    hasAttrition: true,
    evaluations: 30,
  },
  spend: { model: { p: 4, q: 3, v: 50 }, logLikelihood: -500, accounts: 12 },
  accounts: 12,
  repeaters: 12,
  orders: 240,
  medianGap: 30,
  holdout: null,
}

/** Has the rhythm of the small trade learnt, which has too few accounts to learn it from. */
export async function keepLifetime({ test, accountIds }: World): Promise<void> {
  const { records } = test.book.ctx
  if (await findLifetime(records.view)) return
  const histories = [...accountIds.values()].map((accountId) => ({
    accountId,
    orders: 20,
    firstOrder: '2024-01-15',
    lastOrder: '2025-12-15',
    spend: parseMicros('2000'),
  }))
  const fit = { id: '01', asOf: '2025-12-15', watermark: 1, madeBy: 'tester', madeAt: '2026-01-01T00:00:00.000Z' }
  await storeLifetime(records, { ...fit, document }, histories, async () => {})
}
