import type { LookDocument } from '../../src/app/alert/look-document.ts'
import type { Alarm } from '../../src/domain/alert/alert.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { findLook, storeLook } from '../../src/records/alert.ts'
import type { World } from './rights-samples.ts'

const document: LookDocument = {
  q: 0.1,
  kinds: ['goods'],
  silence: { tested: 12, alarms: 3, seasonal: 0 },
  decline: { tested: 4, alarms: 0 },
}

/** Alarms of accounts of the small trade, which has too few orders to be silent; the id of each is that of its account with `alert-` before it. */
export async function keepAlerts({ test, accountIds }: Pick<World, 'test' | 'accountIds'>): Promise<void> {
  const { records } = test.book.ctx
  if (await findLook(records.view)) return
  const found = [...accountIds].map(([key, accountId]) => ({
    id: alertId(key),
    isNew: true,
    alarm: alarmOf(accountId),
  }))
  const look = { id: '01', asOf: '2025-12-31', watermark: 1, madeAt: '2026-01-01T00:00:00.000Z', document }
  await storeLook(records, look, found, async () => {})
}

/** The alert of an account by its key. */
export function alertId(key: string): string {
  return `alert-${key}`
}

function alarmOf(accountId: string): Alarm {
  return {
    accountId,
    kind: 'silence',
    part: null,
    lastOrder: '2025-11-20',
    gapDays: 41,
    usualDays: 12,
    orders: 30,
    fall: null,
    probability: 0.0004,
    before: parseMicros('2000'),
    after: 0n,
    stake: parseMicros('2000'),
  }
}
