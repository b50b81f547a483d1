import { countOf, textOrNull } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Row, Session } from '../store/session.ts'
import { columnList } from '../store/table.ts'
import type { LedgerTable } from '../store/table.ts'

/** How staged rows stand to the ledger. `new + changed + unchanged` is every staged row. */
export interface StageCounts {
  readonly new: number
  readonly changed: number
  readonly unchanged: number
}

/** One cell that an import changes. Null is an empty cell. */
export interface Difference {
  readonly kind: string
  readonly source: string
  /** The natural key, its parts joined by a slash. */
  readonly key: string
  readonly column: string
  readonly before: string | null
  readonly after: string | null
}

/**
 * Sorts the staged rows of `stage` into new, changed and unchanged, and leaves the keys of the first two in the temporary
 * table `changed` (key_hi, key_lo, is_new). Writes nothing to the ledger.
 */
export async function compareStage(session: Session, table: LedgerTable, stage: string): Promise<StageCounts> {
  await session.run('DROP TABLE IF EXISTS changed')
  await session.run(
    `CREATE TEMP TABLE changed AS
     SELECT s.key_hi, s.key_lo, l.key_hi IS NULL AS is_new
     FROM ${stage} s
     LEFT JOIN (SELECT key_hi, key_lo, content FROM ${table.table} WHERE batch_to = ${openEnd}) l
       ON l.key_hi = s.key_hi AND l.key_lo = s.key_lo
     WHERE l.key_hi IS NULL OR l.content <> s.content`,
  )
  const [row] = await session.all(
    `SELECT (SELECT count(*) FROM ${stage}) AS staged,
            (SELECT count(*) FROM changed WHERE is_new) AS new_rows,
            (SELECT count(*) FROM changed WHERE NOT is_new) AS changed_rows`,
  )
  if (!row) throw new Error('Cannot count the staged rows')
  const [added, changed] = [countOf(row, 'new_rows'), countOf(row, 'changed_rows')]
  return { new: added, changed, unchanged: countOf(row, 'staged') - added - changed }
}

/** The first cells that would change, in key order; needs the table `changed` that `compareStage` leaves. */
export async function listDifferences(
  session: Session,
  table: LedgerTable,
  stage: string,
  keyColumns: readonly string[],
  atMost: number,
): Promise<Difference[]> {
  // An invoice is a credit by its own cells; a line may be one by its invoice, and nothing else of it need change.
  const derived = table.derived.filter((column) => column.name !== 'credit' || table.kind === 'lines')
  const columns = [...table.columns, ...derived]
  const after = columns.map((column) => `CAST(s."${column.name}" AS VARCHAR) AS "after_${column.name}"`).join(', ')
  const before = columns.map((column) => `CAST(l."${column.name}" AS VARCHAR) AS "before_${column.name}"`).join(', ')
  const order = orderByKey(table, keyColumns, 's.')
  const rows = await session.all(
    `SELECT s.source, ${after}, ${before}
     FROM changed c
     JOIN ${stage} s ON s.key_hi = c.key_hi AND s.key_lo = c.key_lo
     JOIN ${table.table} l ON l.key_hi = c.key_hi AND l.key_lo = c.key_lo AND l.batch_to = ${openEnd}
     WHERE NOT c.is_new
     ORDER BY ${order}
     LIMIT ${String(atMost)}`,
  )
  return rows.flatMap((row) => rowDifferences(table, keyColumns, row))
}

/** Rows of the staged sources, in the range, that the stage does not hold: what a replace takes out. */
export async function compareMissing(
  session: Session,
  table: LedgerTable,
  stage: string,
  range: { readonly from: string; readonly to: string },
): Promise<number> {
  await session.run('DROP TABLE IF EXISTS missing')
  await session.run(
    `CREATE TEMP TABLE missing AS
     SELECT l.key_hi, l.key_lo, ${columnList(table.columns, 'l.')}, l.source
     FROM ${table.table} l
     WHERE l.batch_to = ${openEnd}
       AND l.source IN (SELECT DISTINCT source FROM ${stage})
       AND l."${table.dayColumn}" >= CAST($1 AS DATE) AND l."${table.dayColumn}" <= CAST($2 AS DATE)
       AND NOT EXISTS (SELECT 1 FROM ${stage} s WHERE s.key_hi = l.key_hi AND s.key_lo = l.key_lo)`,
    [range.from, range.to],
  )
  const [row] = await session.all('SELECT count(*) AS n FROM missing')
  return row ? countOf(row, 'n') : 0
}

/** The rows that `compareMissing` found, as readable text in key order. */
export async function listMissing(
  session: Session,
  table: LedgerTable,
  keyColumns: readonly string[],
  atMost: number,
): Promise<Record<string, string | null>[]> {
  const order = orderByKey(table, keyColumns, 'm.')
  const text = table.columns.map((column) => `CAST("${column.name}" AS VARCHAR) AS "${column.name}"`).join(', ')
  const rows = await session.all(`SELECT source, ${text} FROM missing m ORDER BY ${order} LIMIT ${String(atMost)}`)
  return rows.map((row) =>
    Object.fromEntries(
      ['source', ...table.columns.map((column) => column.name)].map((name) => [name, textOrNull(row, name)]),
    ),
  )
}

/** The order of the export: source, then key, text by its bytes; rows that have no key stand in the order of their hash. */
function orderByKey(table: LedgerTable, keyColumns: readonly string[], prefix: string): string {
  const isText = (name: string): boolean =>
    table.columns.some((column) => column.name === name && column.sqlType === 'VARCHAR')
  const keys = keyColumns.map((name) => `${prefix}"${name}"${isText(name) ? ' COLLATE "C"' : ''} NULLS FIRST`)
  return [`${prefix}source COLLATE "C"`, ...keys, `${prefix}key_hi`, `${prefix}key_lo`].join(', ')
}

function rowDifferences(table: LedgerTable, keyColumns: readonly string[], row: Row): Difference[] {
  const key = keyColumns.map((name) => textOrNull(row, `after_${name}`) ?? '').join('/')
  const names = [...table.columns, ...table.derived].map((column) => column.name)
  return names.flatMap((column) => {
    const [before, after] = [textOrNull(row, `before_${column}`), textOrNull(row, `after_${column}`)]
    if (before === after) return []
    return [{ kind: table.kind, source: textOrNull(row, 'source') ?? '', key, column, before, after }]
  })
}
