import { randomBytes } from 'node:crypto'
import type { Records } from '../../records/records.ts'
import { ensureSecret } from '../../records/sign-in-try.ts'

/** The secret that sign-in works with: made once per book, the same in every process, in no backup. */
export function readSignInSecret(records: Records): Promise<string> {
  return records.write((trx) => ensureSecret(trx, 'sign-in', randomBytes(32).toString('base64url')))
}
