import { createHash, randomBytes } from 'node:crypto'
import { putInvitation } from '../../records/invitation.ts'
import type { InvitationPurpose } from '../../records/invitation.ts'
import type { RecordsTransaction } from '../../records/records.ts'

/** Hours for which a link holds. */
const hours: Readonly<Record<InvitationPurpose, number>> = { 'first-administrator': 24, invite: 7 * 24, reset: 24 }

export interface Link {
  /** Below the address of the book. */
  readonly link: string
  readonly expiresAt: string
}

/** Makes a link by which somebody sets a password, once; the ones made before for the same person hold no longer. */
export async function makeLink(
  trx: RecordsTransaction,
  purpose: InvitationPurpose,
  userId: string | null,
  now: string,
): Promise<Link> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.parse(now) + hours[purpose] * 3_600_000).toISOString()
  await putInvitation(trx, { tokenHash: hashToken(token), purpose, userId, createdAt: now, expiresAt })
  return { link: `/invitation/${token}`, expiresAt }
}

/** What of a token is stored: whoever reads the store cannot make the link of it. The token is random, so no salt is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
