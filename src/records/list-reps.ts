import type { Day } from '../domain/day.ts'
import { listLive } from './list-live.ts'
import type { Records } from './records.ts'

/** A person who owns accounts and sells. */
export interface Rep {
  readonly source: string
  readonly key: string
  readonly name: string
  /** Key of the territory in the source; null is none. */
  readonly territory: string | null
  /** Key of the rep above in the source; null is nobody. */
  readonly manager: string | null
  /** First day here; null is from the beginning. */
  readonly validFrom: Day | null
  /** First day no longer here; null is still here. */
  readonly validTo: Day | null
}

/** Every rep, sorted by source and key. */
export async function listReps(records: Records): Promise<Rep[]> {
  const reps: Rep[] = []
  for await (const page of listLive(records, 'reps')) {
    for (const { source, content } of page) {
      const key = content['key'] ?? ''
      reps.push({
        source,
        key,
        name: content['name'] ?? key,
        territory: content['territory'] ?? null,
        manager: content['manager'] ?? null,
        validFrom: content['valid_from'] ?? null,
        validTo: content['valid_to'] ?? null,
      })
    }
  }
  return reps
}
