import { sql } from 'kysely'
import type { Records, RecordsReading, RecordsView } from './records.ts'
import { insertRows } from './rows-as-json.ts'
import { tableNames, tables, writtenTable } from './tables.ts'
import type { TableName, Tables } from './tables.ts'

/** A row for a backup; integers are decimal strings, so that no reader of JSON rounds them. */
export type DumpRow = Readonly<Record<string, string | number | null>>

const rowsPerPage = 2000
const rowsPerCommit = 4000

/**
 * Hands over every table as of one moment, in an order in which `loadRecords` can take them, rows by primary key: the same
 * from both engines. Of records that an earlier version made, the tables and columns they have. `write` must read all rows of a
 * table before it returns.
 */
export async function dumpRecords(
  records: Records,
  write: (table: TableName, rows: AsyncIterable<DumpRow>) => Promise<void>,
): Promise<void> {
  await using snapshot = await records.snapshot()
  const stored = await storedColumns(snapshot)
  for (const table of tableNames) {
    const columns = stored.get(table)
    if (columns) await write(table, dumpTable(snapshot.view, table, columns))
  }
}

/** Fills one empty table with rows of a dump; its tables must come in the order of the dump. Throws when it has rows. */
export async function loadRecords(
  records: Records,
  table: string,
  rows: AsyncIterable<DumpRow> | Iterable<DumpRow>,
): Promise<void> {
  const name = tableNames.find((known) => known === table)
  if (name === undefined) throw new Error(`Cannot load table "${table}": the records have none of that name`)
  const some = await selectAny(records.view, name).selectAll().limit(1).execute()
  if (some.length > 0) throw new Error(`Cannot load table "${table}": it has rows already`)
  let waiting: DumpRow[] = []
  const flush = async () => {
    const loading = waiting
    waiting = []
    // A dump holds the columns of its table, integers as the text both engines turn back into integers.
    await records.write((trx) => insertRows(records.kind, trx, name, loading as unknown as Tables[typeof name][]))
  }
  for await (const row of rows) {
    assertColumns(name, row)
    waiting.push(row)
    if (waiting.length >= rowsPerCommit) await flush()
  }
  await flush()
}

/** Whether no table holds a row, as before a restore, but for these settings. */
export async function isEmptyRecords(records: Records, settings: readonly string[] = []): Promise<boolean> {
  const stored = await storedColumns(records)
  for (const table of tableNames) {
    if (!stored.has(table)) continue
    let query = selectAny(records.view, table).selectAll().limit(1)
    if (table === 'setting' && settings.length > 0) query = query.where('key' as 'source', 'not in', settings)
    if ((await query.execute()).length > 0) return false
  }
  return true
}

/** Takes out what a restore that failed has loaded; only for records that were empty before it. */
export async function clearRecords(records: Records): Promise<void> {
  await records.write(async (trx) => {
    for (const table of tableNames.toReversed()) await trx.deleteFrom(writtenTable(table) as 'segment').execute()
  })
}

async function* dumpTable(
  view: RecordsView,
  table: TableName,
  columns: readonly string[],
): AsyncGenerator<DumpRow, void, void> {
  const keys: readonly string[] = tables[table].key
  let last: Readonly<Record<string, unknown>> | undefined
  do {
    const after = last
    let query = selectAny(view, table).selectAll().limit(rowsPerPage)
    for (const key of keys) query = query.orderBy(key as 'key')
    if (after) {
      const refs = sql.join(keys.map((key) => sql.ref(key)))
      const values = sql.join(keys.map((key) => after[key]))
      query = query.where(sql<boolean>`(${refs}) > (${values})`)
    }
    const page: Readonly<Record<string, unknown>>[] = await query.execute()
    for (const row of page) yield toDumpRow(table, columns, row)
    last = page.length === rowsPerPage ? page.at(-1) : undefined
  } while (last)
}

function toDumpRow(table: TableName, columns: readonly string[], row: Readonly<Record<string, unknown>>): DumpRow {
  const cells = columns.map((name) => {
    const cell = row[name]
    if (typeof cell === 'bigint') return [name, cell.toString()] as const
    if (typeof cell === 'string' || typeof cell === 'number' || cell === null) return [name, cell] as const
    throw new TypeError(`Cannot dump column "${name}" of table "${table}"`)
  })
  return Object.fromEntries(cells)
}

/** A column that may be null may be missing: an earlier version had none. */
function assertColumns(table: TableName, row: DumpRow): void {
  const holdsByName = new Map<string, string>(Object.entries(tables[table].columns))
  const missing = [...holdsByName].find(([name, holds]) => !(name in row) && !holds.endsWith('?'))?.[0]
  const unknown = Object.keys(row).find((name) => !holdsByName.has(name)) ?? missing
  if (unknown !== undefined) throw new Error(`Cannot load table "${table}": column "${unknown}" does not fit`)
}

/**
 * The columns that each table of a backup has in the store. Throws when the store has one that this program does not know: a copy
 * that leaves it out is none.
 */
async function storedColumns({ kind, view }: RecordsReading): Promise<Map<TableName, string[]>> {
  const listed =
    kind === 'sqlite'
      ? sql<ColumnPlace>`(select m.name as tbl, p.name as col from sqlite_master m, pragma_table_info(m.name) p)`
      : sql<ColumnPlace>`(select table_name as tbl, column_name as col from information_schema.columns
          where table_schema = 'records')`
  const rows = await view.selectFrom(listed.as('place')).select(['tbl', 'col']).execute()
  const stored = new Map<TableName, string[]>()
  for (const { tbl, col } of rows) {
    const table = tableNames.find((name) => name === tbl)
    if (table === undefined) continue
    if (!Object.hasOwn(tables[table].columns, col)) {
      throw new Error(`Cannot copy table "${table}": this version does not know its column "${col}"`)
    }
    stored.set(table, [...(stored.get(table) ?? []), col])
  }
  return stored
}

interface ColumnPlace {
  tbl: string
  col: string
}

/** Kysely types one table at a time: one stands for all. */
function selectAny(view: RecordsView, table: TableName) {
  return view.selectFrom(table as 'segment')
}
