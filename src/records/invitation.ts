import type { RecordsTransaction, RecordsView } from './records.ts'

export type InvitationPurpose = 'first-administrator' | 'invite' | 'reset'

/** A link that lets somebody set a password, once. */
export interface Invitation {
  /** SHA-256 of the token in the link. */
  readonly tokenHash: string
  readonly purpose: InvitationPurpose
  /** Null for the first administrator, who is nobody yet. */
  readonly userId: string | null
  readonly createdAt: string
  readonly expiresAt: string
}

/** Adds an invitation and takes away the ones it replaces: those of the same person, or of the first administrator. */
export async function putInvitation(trx: RecordsTransaction, invitation: Invitation): Promise<void> {
  await dropInvitations(trx, invitation.userId)
  const { tokenHash, purpose, userId, createdAt, expiresAt } = invitation
  await trx
    .insertInto('user_invitation')
    .values({
      token_hash: tokenHash,
      purpose,
      user_id: userId,
      created_at: createdAt,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
}

/** Takes away what a person, or with null the first administrator, was sent and has not used. */
export async function dropInvitations(trx: RecordsTransaction, userId: string | null): Promise<void> {
  await trx
    .deleteFrom('user_invitation')
    .where('user_id', userId === null ? 'is' : '=', userId)
    .where('used_at', 'is', null)
    .execute()
}

/** The invitation of a token that was not used and had not expired at this instant. */
export async function findInvitation(
  view: RecordsView,
  tokenHash: string,
  now: string,
): Promise<Invitation | undefined> {
  const row = await view
    .selectFrom('user_invitation')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    tokenHash: row.token_hash,
    // Only these were ever written.
    purpose: row.purpose as InvitationPurpose,
    userId: row.user_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

/** Marks an invitation as used; false when somebody was faster. */
export async function useInvitation(trx: RecordsTransaction, tokenHash: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_invitation')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
