import type { Records, RecordsTransaction } from '../../records/records.ts'
import {
  countSignInRows,
  deleteSignInRows,
  insertSignInRow,
  selectSignInRows,
  updateSignInRows,
} from '../../records/sign-in-rows.ts'
import type { Condition, SignInRow, SignInTable } from '../../records/sign-in-rows.ts'
import { hashToken } from '../user/invitation-link.ts'

export type { Condition, SignInRow, SignInTable }

/** The rows that the sign-in library works on, in the records of the book. Tokens of sessions are stored as hashes. */
export interface SignInStore {
  select(
    table: SignInTable,
    where: readonly Condition[],
    order?: { readonly limit?: number; readonly by?: string; readonly direction?: 'asc' | 'desc' },
  ): Promise<SignInRow[]>
  count(table: SignInTable, where: readonly Condition[]): Promise<number>
  insert(table: SignInTable, row: SignInRow): Promise<void>
  update(table: SignInTable, where: readonly Condition[], changes: SignInRow): Promise<number>
  remove(table: SignInTable, where: readonly Condition[]): Promise<number>
  /** Runs `work` on a store whose writes are kept together, or not at all when it throws. */
  transaction<T>(work: (store: SignInStore) => Promise<T>): Promise<T>
}

export function createSignInStore(records: Records): SignInStore {
  return storeOn(
    records.view,
    (work) => records.write(work),
    (work) => records.write((trx) => work(storeOf(trx))),
  )
}

function storeOf(trx: RecordsTransaction): SignInStore {
  return storeOn(
    trx,
    (write) => write(trx),
    (work) => work(storeOf(trx)),
  )
}

function storeOn(
  view: Records['view'],
  write: <T>(work: (trx: RecordsTransaction) => Promise<T>) => Promise<T>,
  transaction: SignInStore['transaction'],
): SignInStore {
  return {
    async select(table, where, { limit, by, direction = 'asc' } = {}) {
      const rows = await selectSignInRows(view, table, {
        where: hashed(table, where),
        ...(limit === undefined ? {} : { limit }),
        ...(by === undefined ? {} : { orderBy: { column: by, direction } }),
      })
      // Who asked by a token knows it, and goes on with it.
      const token = table === 'user_session' ? askedToken(where) : undefined
      return token === undefined ? rows : rows.map((row) => ({ ...row, token }))
    },
    count: (table, where) => countSignInRows(view, table, hashed(table, where)),
    insert: (table, row) => write((trx) => insertSignInRow(trx, table, hashedRow(table, row))),
    update: (table, where, changes) =>
      write((trx) => updateSignInRows(trx, table, hashed(table, where), hashedRow(table, changes))),
    remove: (table, where) => write((trx) => deleteSignInRows(trx, table, hashed(table, where))),
    transaction,
  }
}

function askedToken(where: readonly Condition[]): string | undefined {
  const value = where.find(({ column, operator }) => column === 'token' && operator === '=')?.value
  return typeof value === 'string' ? value : undefined
}

function hashed(table: SignInTable, where: readonly Condition[]): readonly Condition[] {
  if (table !== 'user_session') return where
  return where.map((condition) => {
    const { column, value } = condition
    if (column !== 'token' || value === null) return condition
    if (typeof value === 'string') return { ...condition, value: hashToken(value) }
    if (Array.isArray(value)) return { ...condition, value: value.map((token) => hashToken(String(token))) }
    throw new TypeError('Cannot find a session by what is no token')
  })
}

function hashedRow(table: SignInTable, row: SignInRow): SignInRow {
  const { token } = row
  return table === 'user_session' && typeof token === 'string' ? { ...row, token: hashToken(token) } : row
}
