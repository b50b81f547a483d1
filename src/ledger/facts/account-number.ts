import { noAccountId } from '../../domain/no-account.ts'
import { countOf, textOf } from '../store/decode.ts'
import type { Answer } from '../store/answer.ts'
import type { Session } from '../store/session.ts'

/** The number of the account `r`, a row of `account_ref`; that of `noAccountId` where there is none. */
export const accountNumber = 'coalesce(r.account_number, 0)'

/** The number in a row that is of no account at all. */
export const ofNone = -1

/** The ids of accounts by their numbers, as far as a ledger was asked for them: a number is never given to another account. */
const idsBySession = new WeakMap<Session, string[]>()

/** Accounts that are looked up by themselves; of more the whole list is read, once. */
const few = 50

/** The ids of the accounts whose numbers stand in a column of an answer that has one in each row. */
export async function accountIds(session: Session, answer: Answer, column = 'account'): Promise<readonly string[]> {
  const numbers = answer.counts(column)
  const ids = await idsOf(session, numbers)
  return numbers.map((number) => ids[number] ?? missing(number))
}

/** The same where a row may be of no account at all. */
export async function accountIdsOrNull(session: Session, answer: Answer): Promise<readonly (string | null)[]> {
  const numbers = answer.counts('account')
  const ids = await idsOf(
    session,
    numbers.filter((number) => number !== ofNone),
  )
  return numbers.map((number) => (number === ofNone ? null : (ids[number] ?? missing(number))))
}

function missing(number: number): never {
  throw new Error(`Cannot find account number ${String(number)} in the ledger`)
}

/** The ids by numbers: at least those of these. */
async function idsOf(session: Session, numbers: readonly number[]): Promise<readonly (string | undefined)[]> {
  const known = idsBySession.get(session) ?? [noAccountId]
  const unknown = [...new Set(numbers.filter((number) => number >= known.length))]
  if (unknown.length === 0) return known
  if (unknown.length <= few) {
    const places = unknown.map((_, index) => `CAST($${String(index + 1)} AS INTEGER)`)
    const found = await readIds(session, `number IN (${places.join(', ')})`, unknown)
    const ids: (string | undefined)[] = []
    for (const number of numbers) ids[number] = known[number]
    for (const [number, id] of found) ids[number] = id
    return ids
  }
  const rest = await readIds(session, 'number >= CAST($1 AS INTEGER)', [known.length])
  for (const [number, id] of rest) known[number] = id
  idsBySession.set(session, known)
  return known
}

async function readIds(session: Session, where: string, numbers: readonly number[]): Promise<[number, string][]> {
  const rows = await session.all(`SELECT number, account_id FROM account_number WHERE ${where}`, numbers.map(String))
  return rows.map((row) => [countOf(row, 'number'), textOf(row, 'account_id')])
}

/** Gives a number to each account of `account_ref` that has none yet. */
export async function numberAccounts(tx: Session): Promise<void> {
  await tx.run(
    `INSERT INTO account_number (account_id, number)
     SELECT n.account_id, coalesce((SELECT max(number) FROM account_number), 0) + row_number() OVER (ORDER BY n.account_id)
     FROM (SELECT DISTINCT r.account_id FROM account_ref r
       WHERE NOT EXISTS (SELECT 1 FROM account_number k WHERE k.account_id = r.account_id)) n`,
  )
  await tx.run(
    `UPDATE account_ref SET account_number = n.number FROM account_number n WHERE n.account_id = account_ref.account_id`,
  )
}
