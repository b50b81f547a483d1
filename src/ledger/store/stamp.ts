import type { Session } from './session.ts'

/** A single fact about the ledger as a whole. */
export type StampName = 'dimensions' | 'base_currency' | 'book'

/** The value of a stamp; undefined when it was never set. */
export async function findStamp(session: Session, name: StampName): Promise<string | undefined> {
  const rows = await session.all('SELECT value FROM stamp WHERE name = $1', [name])
  const value = rows[0]?.['value']
  return typeof value === 'string' ? value : undefined
}

/** Sets a stamp, in the transaction of what makes it true. */
export async function putStamp(tx: Session, name: StampName, value: string): Promise<void> {
  await tx.run('DELETE FROM stamp WHERE name = $1', [name])
  await tx.run('INSERT INTO stamp (name, value) VALUES ($1, $2)', [name, value])
}
