import { storedToNumber } from './decode.ts'
import type { RecordsTransaction } from './records.ts'

/** Tries at a password since the last that succeeded. */
export interface SignInTries {
  readonly failures: number
  readonly lastAt: string
  /** Until when no further one is looked at; null is now. */
  readonly waitUntil: string | null
}

/** The tries of a subject, none at first; nobody else reads or counts them until the transaction ends. */
export async function lockTries(trx: RecordsTransaction, subject: string, now: string): Promise<SignInTries> {
  const row = await trx
    .insertInto('sign_in_try')
    .values({ subject, failures: 0n, last_at: now, wait_until: null })
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet((eb) => ({ failures: eb.ref('sign_in_try.failures') })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return { failures: storedToNumber(row.failures), lastAt: row.last_at, waitUntil: row.wait_until }
}

export async function putTries(trx: RecordsTransaction, subject: string, tries: SignInTries): Promise<void> {
  const { failures, lastAt, waitUntil } = tries
  const row = { failures: BigInt(failures), last_at: lastAt, wait_until: waitUntil }
  await trx
    .insertInto('sign_in_try')
    .values({ subject, ...row })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet(row))
    .execute()
}

export async function forgetTries(trx: RecordsTransaction, subject: string): Promise<void> {
  await trx.deleteFrom('sign_in_try').where('subject', '=', subject).execute()
}

/** Forgets subjects that begin like this and that nobody tried since an instant. */
export async function forgetOldTries(trx: RecordsTransaction, before: string, prefix: string): Promise<void> {
  await trx.deleteFrom('sign_in_try').where('last_at', '<', before).where('subject', 'like', `${prefix}%`).execute()
}

/** The secret that cookies are signed with; the proposed one becomes it when there is none. */
export async function ensureSecret(trx: RecordsTransaction, name: string, proposed: string): Promise<string> {
  await trx
    .insertInto('sign_in_secret')
    .values({ name, value: proposed })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const row = await trx.selectFrom('sign_in_secret').select('value').where('name', '=', name).executeTakeFirstOrThrow()
  return row.value
}
