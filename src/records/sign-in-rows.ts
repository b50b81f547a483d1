import type { ExpressionBuilder } from 'kysely'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** The tables that the sign-in library reads and writes by names of its own. */
export type SignInTable = 'app_user' | 'user_session' | 'user_credential'

type Cell = string | number | null
/** A row by column, integers as numbers: none of these tables counts beyond what a number holds. */
export type SignInRow = Readonly<Record<string, Cell>>

/** One condition on a column. */
export interface Condition {
  readonly column: string
  readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'
  readonly value: Cell | readonly Cell[]
}

interface Asked {
  readonly where: readonly Condition[]
  readonly limit?: number
  readonly orderBy?: { readonly column: string; readonly direction: 'asc' | 'desc' }
}

export async function selectSignInRows(
  view: RecordsView,
  table: SignInTable,
  { where, limit, orderBy }: Asked,
): Promise<SignInRow[]> {
  const rows = await view
    .selectFrom(asOne(table))
    .selectAll()
    .where((eb) => all(eb, where))
    .$if(orderBy !== undefined, (query) => query.orderBy(column(orderBy?.column ?? ''), orderBy?.direction ?? 'asc'))
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute()
  return rows.map(toRow)
}

export async function countSignInRows(
  view: RecordsView,
  table: SignInTable,
  where: readonly Condition[],
): Promise<number> {
  const row = await view
    .selectFrom(asOne(table))
    .select((eb) => eb.fn.countAll().as('count'))
    .where((eb) => all(eb, where))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function insertSignInRow(trx: RecordsTransaction, table: SignInTable, row: SignInRow): Promise<void> {
  // Which columns a table has the database knows: one that it has not is an error.
  await trx
    .insertInto(asOne(table))
    .values(row as unknown as Tables['user_session'])
    .execute()
}

/** Changes the rows that fit and gives back how many. */
export async function updateSignInRows(
  trx: RecordsTransaction,
  table: SignInTable,
  where: readonly Condition[],
  changes: SignInRow,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable(asOne(table))
    .set(changes)
    .where((eb) => all(eb, where))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function deleteSignInRows(
  trx: RecordsTransaction,
  table: SignInTable,
  where: readonly Condition[],
): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom(asOne(table))
    .where((eb) => all(eb, where))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Kysely types one table at a time: one stands for all. */
function asOne(table: SignInTable): 'user_session' {
  return table as 'user_session'
}

function column(name: string): 'id' {
  return name as 'id'
}

function all(eb: ExpressionBuilder<Tables, 'user_session'>, where: readonly Condition[]) {
  return eb.and(
    where.map(({ column: name, operator, value }) => {
      if (value === null) return eb(column(name), operator === '!=' ? 'is not' : 'is', null)
      return eb(column(name), operator, value as string)
    }),
  )
}

function toRow(row: Readonly<Record<string, unknown>>): SignInRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]): [string, Cell] => {
      if (typeof cell === 'bigint') return [name, Number(cell)]
      if (typeof cell === 'string' || cell === null) return [name, cell]
      throw new TypeError(`Cannot read column "${name}" of a sign-in table`)
    }),
  )
}
