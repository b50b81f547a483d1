import type { Day } from '../domain/day.ts'
import { postures } from '../domain/profit/posture.ts'
import type { Posture } from '../domain/profit/posture.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** What was decided to do with an account; it never changes. */
export interface StoredPosture {
  /** A UUIDv7: the latest of an account holds. */
  readonly id: string
  readonly accountId: string
  readonly posture: Posture
  /** What was proposed then; null where nothing could be. */
  readonly proposed: Posture | null
  readonly reason: string | null
  /** The end of the window that was looked at. */
  readonly asOf: Day
  readonly author: string
  /** The instant, as UTC ISO text. */
  readonly at: string
}

export async function insertPosture(trx: RecordsTransaction, decision: StoredPosture): Promise<void> {
  const { accountId, asOf, ...row } = decision
  await trx
    .insertInto('posture_decision')
    .values({ ...row, account_id: accountId, as_of: asOf })
    .execute()
}

/** All decisions on an account, the latest first. */
export async function listPostures(view: RecordsView, accountId: string): Promise<StoredPosture[]> {
  const rows = await view
    .selectFrom('posture_decision')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toPosture)
}

/** The posture that holds of every account that has one. */
export async function heldPostures(view: RecordsView): Promise<ReadonlyMap<string, Posture>> {
  const rows = await view.selectFrom('posture_decision').select(['account_id', 'posture']).orderBy('id').execute()
  return new Map(rows.map((row) => [row.account_id, known(row.posture)]))
}

/** The id of the latest decision of all; null before the first. */
export async function latestDecision(view: RecordsView): Promise<string | null> {
  const row = await view.selectFrom('posture_decision').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? null
}

function toPosture({ account_id, as_of, posture, proposed, ...row }: Tables['posture_decision']): StoredPosture {
  return {
    ...row,
    accountId: account_id,
    asOf: as_of,
    posture: known(posture),
    proposed: proposed === null ? null : known(proposed),
  }
}

function known(text: string): Posture {
  const posture = postures.find((one) => one === text)
  if (posture === undefined) throw new Error(`Cannot read posture "${text}"`)
  return posture
}
