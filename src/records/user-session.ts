import type { RecordsTransaction, RecordsView } from './records.ts'

/** Where a person is signed in. */
export interface UserSession {
  readonly id: string
  readonly userId: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  /** What the browser called itself; null when it said nothing. */
  readonly agent: string | null
}

/** Sessions of a person that had not expired at this instant, the latest seen first. */
export async function listUserSessions(view: RecordsView, userId: string, now: string): Promise<UserSession[]> {
  const rows = await view
    .selectFrom('user_session')
    .selectAll()
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    createdAt: row.created_at,
    lastSeenAt: row.updated_at,
    expiresAt: row.expires_at,
    agent: row.user_agent === '' ? null : row.user_agent,
  }))
}

/** Ends the sessions of a person, all but one when `except` names it. Gives back how many there were. */
export async function endUserSessions(
  trx: RecordsTransaction,
  userId: string,
  except: string | null = null,
): Promise<number> {
  let query = trx.deleteFrom('user_session').where('user_id', '=', userId)
  if (except !== null) query = query.where('id', '!=', except)
  const { numDeletedRows } = await query.executeTakeFirst()
  return Number(numDeletedRows)
}

/** Notes that a session was used. */
export async function touchSession(trx: RecordsTransaction, id: string, userId: string, at: string): Promise<void> {
  await trx.updateTable('user_session').set({ updated_at: at }).where('id', '=', id).execute()
  await noteSeen(trx, userId, at)
}

/** Notes that a person was here. */
export async function noteSeen(trx: RecordsTransaction, userId: string, at: string): Promise<void> {
  await trx.updateTable('app_user').set({ last_seen_at: at }).where('id', '=', userId).execute()
}

/** Removes sessions that ended by themselves: those that expired, and those nobody used since an instant. */
export async function deleteEndedSessions(trx: RecordsTransaction, now: string, unusedSince: string): Promise<void> {
  await trx
    .deleteFrom('user_session')
    .where((eb) => eb.or([eb('expires_at', '<=', now), eb('updated_at', '<', unusedSince)]))
    .execute()
}
