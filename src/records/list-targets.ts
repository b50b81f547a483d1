import type { Day } from '../domain/day.ts'
import { parseMicros } from '../domain/money.ts'
import type { Micros } from '../domain/money.ts'
import { listLive } from './list-live.ts'
import type { Records } from './records.ts'

/** What is to be reached in some days; of a rep, a territory or an account, and where it names none of them of the book. */
export interface Target {
  /** The source that its keys are keys of. */
  readonly source: string
  readonly rep: string | null
  readonly territory: string | null
  readonly account: string | null
  readonly measure: 'revenue' | 'gross_profit'
  /** The first day that counts. */
  readonly from: Day
  /** The last day that counts. */
  readonly to: Day
  /** In the base currency, never below 0. */
  readonly amount: Micros
}

/** Every target, sorted by source and what it is of. */
export async function listTargets(records: Records): Promise<Target[]> {
  const targets: Target[] = []
  for await (const page of listLive(records, 'targets')) {
    for (const { source, content } of page) {
      targets.push({
        source,
        rep: content['rep'] ?? null,
        territory: content['territory'] ?? null,
        account: content['account'] ?? null,
        measure: content['measure'] === 'gross_profit' ? 'gross_profit' : 'revenue',
        from: content['from'] ?? '',
        to: content['to'] ?? '',
        amount: parseMicros(content['amount'] ?? '0'),
      })
    }
  }
  return targets
}
