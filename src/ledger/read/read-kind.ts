import type { Column, Kind } from '../../domain/kind.ts'
import { literal } from '../store/duckdb.ts'
import { countOf } from '../store/decode.ts'
import type { StagedFiles } from '../store/session.ts'
import { sqlTypeOf, stagedHead } from '../store/table.ts'
import { textSql, valueSql } from './cell-sql.ts'
import type { CellSource } from './cell-sql.ts'
import {
  badSql,
  baseAmountOf,
  cellName,
  defaultSql,
  derivedSql,
  filledSql,
  halvesSql,
  hashSql,
  hashedDerived,
  headerColumns,
  rateJoinSql,
  spoolColumns,
} from './kind-sql.ts'
import type { CellForms, RowDefaults } from './kind-sql.ts'
import type { PreparedFile } from './prepare-file.ts'
import { FileRefused, quoteValue } from './problem.ts'
import { readCsvSql } from './read-csv-sql.ts'
import { spoolRows, spoolScan } from './reader.ts'
import type { Reader, Spool } from './reader.ts'

/** One file of a kind, ready to be typed. */
export interface KindFile {
  readonly prepared: PreparedFile
  readonly source: CellSource
  /** Whether rows of a key that an earlier row has count as that row, and rows that name none do not count. */
  readonly distinct: boolean
  /** Columns of a lines file that its invoices give, because it has none of its own. */
  readonly fromInvoices: readonly string[]
  readonly forms: CellForms
}

/** The typed rows of one kind, over all its files. */
export interface KindSpool {
  readonly kind: Kind
  readonly files: readonly KindFile[]
  /** The typed rows of each file, good and bad, row for row. */
  readonly typed: readonly Spool[]
  /** Rows that can be taken, keys unique. */
  readonly staged: StagedFiles
  readonly rows: number
  /** Places of rows left out by their content, as rows of the reader's table `rejected_<kind>`. */
  readonly rejected: number
}

/**
 * Types the files of one kind into spools: key, content hash, source, the kind's columns and what they derive. Rows that cannot be
 * taken (unreadable cell, missing cell, no rate, key twice in a file) go to the table `rejected_<kind>` (file_no,
 * row_no, reason); the same row in two files counts once (reason 'repeated').
 */
export async function readKind(
  reader: Reader,
  kind: Kind,
  files: readonly KindFile[],
  defaults: RowDefaults,
  options: { readonly headerSpool: readonly string[] | null; readonly rejectUnknownAccounts: boolean },
): Promise<KindSpool> {
  const typed: Spool[] = []
  for (const [fileNumber, file] of files.entries()) {
    const headerSpool = kind.id === 'lines' ? options.headerSpool : null
    const spool = await typeFile(reader, kind, file, fileNumber, defaults, headerSpool)
    await assertWhole(reader, file.prepared, spool)
    typed.push(
      file.distinct && kind.store === 'records' ? await keepKnown(reader, kind, file, fileNumber, spool) : spool,
    )
  }
  await reader.run(`CREATE OR REPLACE TABLE rejected_${kind.id} (file_no INTEGER, row_no BIGINT, reason VARCHAR)`)
  const isDistinct = distinctSql(files)
  const namesNone = kind.columns.flatMap(({ name, required, type }) =>
    required && type === 'text' ? [`"${name}" IS NULL`] : [],
  )
  await reader.run(
    `INSERT INTO rejected_${kind.id}
     SELECT file_no, row_no, CASE WHEN ${isDistinct} AND (${namesNone.join(' OR ') || 'FALSE'}) THEN 'repeated' ELSE 'cell' END
     FROM ${spoolRows(typed)} WHERE bad`,
  )
  let spools: readonly Spool[] = typed
  if (keyedByContent(kind).length > 0) {
    const [keyless] = await reader.all(`SELECT count(*) AS n FROM ${spoolRows(typed)} WHERE keyless AND NOT bad`)
    if (keyless && countOf(keyless, 'n') > 0) spools = [await numberByContent(reader, kind, typed)]
  }
  await rejectRepeatedKeys(reader, kind, spools, isDistinct)
  if (options.rejectUnknownAccounts && kind.columns.some((column) => column.name === 'account')) {
    await reader.run(
      `INSERT INTO rejected_${kind.id} SELECT file_no, row_no, 'account' FROM ${spoolRows(spools)} s
       WHERE NOT bad AND account IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM known_account k WHERE k.source = s.source AND k.key = s.account)`,
    )
  }
  if (kind.id === 'costs') await rejectCostGaps(reader, spools)
  const [counts] = await reader.all(
    `SELECT (SELECT count(*) FROM rejected_${kind.id}) AS gone,
            (SELECT count(*) FROM rejected_${kind.id} WHERE reason <> 'repeated') AS rejected,
            (SELECT count(*) FROM ${spoolScan(pathsOf(spools))}) AS every`,
  )
  if (!counts) throw new Error(`Cannot count the rows of ${kind.id}`)
  const columns = [...stagedHead, ...spoolColumns(kind)]
  const gone = countOf(counts, 'gone')
  const taken = `SELECT ${columns.map((column) => `s."${column.name}"`).join(', ')} FROM ${spoolRows(spools)} s
    WHERE NOT EXISTS (SELECT 1 FROM rejected_${kind.id} r WHERE r.file_no = s.file_no AND r.row_no = s.row_no)`
  const paths = gone === 0 ? pathsOf(spools) : [await reader.spool(`${kind.id}-staged`, taken)]
  return {
    kind,
    files,
    typed,
    staged: { paths, columns },
    rows: countOf(counts, 'every') - gone,
    rejected: countOf(counts, 'rejected'),
  }
}

/** Throws when DuckDB saw other rows than were checked: a file that somebody writes to meanwhile must not come in by half. */
async function assertWhole(reader: Reader, { label, rows }: PreparedFile, { path }: Spool): Promise<void> {
  const [found] = await reader.all(`SELECT count(*) AS n FROM ${spoolScan([path])}`)
  if (found && countOf(found, 'n') === rows) return
  const reason = 'it changed while it was read; bring it again'
  throw new FileRefused('changed', label, `Cannot read ${quoteValue(label)}: ${reason}`)
}

/** The key columns of a kind without which a row is known by its content. */
function keyedByContent(kind: Kind): readonly string[] {
  if (kind.store === 'records') return []
  const optional = kind.columns.filter(({ required }) => !required).map(({ name }) => name)
  return kind.key.filter((name) => optional.includes(name) && !(kind.emptyIsKey ?? []).includes(name))
}

function pathsOf(spools: readonly Spool[]): readonly string[] {
  return spools.map((spool) => spool.path)
}

/** Types one file. A select that joins loses the order of the file, so its rows are numbered before. */
async function typeFile(
  reader: Reader,
  kind: Kind,
  file: KindFile,
  fileNumber: number,
  defaults: RowDefaults,
  headerSpool: readonly string[] | null,
): Promise<Spool> {
  const name = `${kind.id}-${String(fileNumber)}`
  const numbered = headerSpool !== null || rateJoinSql(kind, defaults) !== ''
  if (!numbered) {
    const select = selectSql(kind, file, fileNumber, defaults, null, { scan: csvScan(file.prepared), numbered })
    return { path: await reader.spool(name, select), numbered }
  }
  const cells = await reader.spool(`${name}-cells`, `SELECT * FROM ${csvScan(file.prepared)}`)
  const scan = spoolRows([{ path: cells, numbered: false }])
  const select = selectSql(kind, file, fileNumber, defaults, headerSpool, { scan, numbered })
  return { path: await reader.spool(name, select), numbered }
}

/** The table of the reader with the rows of a kind that the book has: its source and its columns, as texts. */
export const knownRows = 'known_row'

/**
 * Gives rows of a file of something else what the book knows of them and the file does not say: a file of lines that names an
 * account takes nothing from it.
 */
async function keepKnown(
  reader: Reader,
  kind: Kind,
  { source }: KindFile,
  fileNumber: number,
  spool: Spool,
): Promise<Spool> {
  const unsaid = kind.columns.filter(({ name }) => textSql(source, name) === null && !kind.key.includes(name))
  if (unsaid.length === 0) return spool
  const kept = unsaid.map((column) => `CAST(k."${column.name}" AS ${sqlTypeOf(column)}) AS "${column.name}"`)
  const isSame = kind.key.map((name) => `CAST(s."${name}" AS VARCHAR) IS NOT DISTINCT FROM k."${name}"`)
  const path = await reader.spool(
    `${kind.id}-${String(fileNumber)}-known`,
    `SELECT s.* REPLACE (${kept.join(', ')}) FROM ${spoolRows([spool])} s
     LEFT JOIN ${knownRows} k ON k.source = s.source AND ${isSame.join(' AND ')}
     ORDER BY s.row_no`,
  )
  return { path, numbered: true }
}

function selectSql(
  kind: Kind,
  file: KindFile,
  fileNumber: number,
  defaults: RowDefaults,
  headerSpool: readonly string[] | null,
  { scan, numbered }: { readonly scan: string; readonly numbered: boolean },
): string {
  const raw = (name: string): string | null => textSql(file.source, name)
  const source = raw('source')
  const sourceSql =
    source === null ? literal(defaults.source) : `coalesce(NULLIF(trim(${source}), ''), ${literal(defaults.source)})`
  const fromHeader = headerSpool === null ? [] : file.fromInvoices
  const cells = kind.columns.map((column) => `${valueSql(file.source, column, file.forms)} AS "${column.name}"`)
  const raws = kind.columns.flatMap((column) => {
    const cell = raw(column.name)
    const needed = cell !== null && !column.required && (column.type === 'amount' || column.type === 'day')
    return needed ? [`${cell} AS "raw_${column.name}"`] : []
  })
  const typed = `SELECT ${[...cells, ...raws].join(', ')}, ${sourceSql} AS source${numbered ? ', row_no' : ''} FROM ${scan}`
  const filled = kind.columns.map((column) => {
    const own = fromHeader.includes(column.name) ? `h."${column.name}"` : `x."${column.name}"`
    return `${filledSql(column, own, defaults)} AS "${column.name}"`
  })
  const keptRaws =
    raws.length === 0 ? '' : `, ${raws.map((part) => `x.${part.slice(part.lastIndexOf(' AS ') + 4)}`).join(', ')}`
  // A file with all columns of its own asks the invoices only about lines without a type.
  const asked = fromHeader.length > 0 ? 'x.invoice' : 'CASE WHEN x."type" IS NULL THEN x.invoice END'
  const header =
    headerSpool === null
      ? ''
      : `LEFT JOIN (SELECT source, number, credit, ${headerColumns.map((name) => `"${name}"`).join(', ')} FROM ${spoolScan(headerSpool)}) h
         ON h.source = x.source AND h.number = ${asked}`
  const others = `${headerSpool === null ? '' : ', h.credit AS header_credit'}${numbered ? ', x.row_no' : ''}`
  const rows = `SELECT ${filled.join(', ')}${keptRaws}, x.source${others} FROM (${typed}) x ${header}`
  const derived = `SELECT t.*${derivedSql(kind, defaults, headerSpool !== null)} FROM (${rows}) t ${rateJoinSql(kind, defaults)}`
  const bad = kind.columns.flatMap((column) => {
    const cell = raw(column.name)
    const sql = badSql(column, (name) => `d."${name}"`, cell === null ? null : `d."raw_${column.name}"`)
    return sql === null ? [] : [`(${sql})`]
  })
  const kept = baseAmountOf(kind)
  // An amount that may be empty, as of a quote that is open, has no base amount either.
  if (kept !== null) bad.push(`d."${kept.amount}" IS NOT NULL AND d.${kept.base} IS NULL`)
  if (kind.id === 'rates') bad.push('d.rate <= 0')
  // What the file lacks is null in every row; a literal spares the hash a look at each.
  const lacks = (column: Column): boolean =>
    raw(column.name) === null && !fromHeader.includes(column.name) && defaultSql(column, defaults) === null
  const hashed = kind.columns.map((column) => (lacks(column) ? 'NULL' : `d."${column.name}"`))
  const content = hashSql(['d.source', ...hashed, ...hashedDerived(kind, defaults)])
  const own = hashSql(['d.source', ...kind.key.map((name) => `d."${name}"`)])
  const optional = keyedByContent(kind)
  const keyless = optional.length === 0 ? 'FALSE' : optional.map((name) => `d."${name}" IS NULL`).join(' OR ')
  // A row without a key is known by its content; its place among its equals is added when the file is read whole.
  // What the row derives is no part of it: with another rate it is still the same row.
  const byContent = hashSql(['d.source', ...hashed])
  const key = optional.length === 0 ? own : `CASE WHEN ${keyless} THEN ${byContent} ELSE ${own} END`
  const halves = halvesSql('key_hash')
  // Each hash has a level of its own: within one DuckDB would compute it again for every use.
  return `SELECT ${halves.hi} AS key_hi, ${halves.lo} AS key_lo, ${halvesSql('content_hash').lo} AS content, d.source,
      ${spoolColumns(kind)
        .map((column) => `d."${column.name}"`)
        .join(', ')},
      coalesce(${bad.length === 0 ? 'FALSE' : bad.join(' OR ')}, TRUE) AS bad, ${keyless} AS keyless, ${String(fileNumber)} AS file_no${numbered ? ', d.row_no' : ''}
    FROM (SELECT *, ${key} AS key_hash FROM (SELECT *, ${content} AS content_hash FROM (${derived}) d) d) d`
}

/** The file as text columns c0, c1, ...; the scanner has made sure of its form. */
export function csvScan(prepared: PreparedFile): string {
  return readCsvSql(
    prepared,
    prepared.header.map((_, index) => cellName(index)),
  )
}

/** Gives rows without a key one: a hash of the content and the occurrence number in the file. */
async function numberByContent(reader: Reader, kind: Kind, spools: readonly Spool[]): Promise<Spool> {
  const key = halvesSql(hashSql(['source', "'by content'", 'key_hi', 'key_lo', 'occurrence']))
  const path = await reader.spool(
    `${kind.id}-keyed`,
    `SELECT * EXCLUDE (key_hi, key_lo, occurrence),
       CASE WHEN keyless AND NOT bad THEN ${key.hi} ELSE key_hi END AS key_hi,
       CASE WHEN keyless AND NOT bad THEN ${key.lo} ELSE key_lo END AS key_lo
     FROM (SELECT *, row_number() OVER (PARTITION BY file_no, key_hi, key_lo ORDER BY row_no) AS occurrence
           FROM ${spoolRows(spools)})`,
  )
  return { path, numbered: true }
}

/** True for rows of files whose rows count once by their key. */
function distinctSql(files: readonly KindFile[]): string {
  const numbers = files.flatMap(({ distinct }, number) => (distinct ? [String(number)] : []))
  return numbers.length === 0 ? 'FALSE' : `file_no IN (${numbers.join(', ')})`
}

/**
 * Of rows with one key the first stays; the same row again in another file counts once, any in a file of something else does,
 * and anything else is a problem.
 */
async function rejectRepeatedKeys(
  reader: Reader,
  kind: Kind,
  spools: readonly Spool[],
  isDistinct: string,
): Promise<void> {
  const list = pathsOf(spools).map(literal).join(', ')
  const [distinct] = await reader.all(
    `SELECT count(*) AS n, count(DISTINCT key_hi) AS keys FROM read_parquet([${list}]) WHERE NOT bad`,
  )
  if (distinct && countOf(distinct, 'n') === countOf(distinct, 'keys')) return
  await reader.run(
    `INSERT INTO rejected_${kind.id}
     SELECT file_no, row_no, CASE WHEN ${isDistinct} OR (file_no <> first_file AND content = first_content) THEN 'repeated' ELSE 'key' END
     FROM (
       SELECT file_no, row_no, content,
         row_number() OVER (PARTITION BY key_hi, key_lo ORDER BY file_no, row_no) AS place,
         first_value(file_no) OVER (PARTITION BY key_hi, key_lo ORDER BY file_no, row_no) AS first_file,
         first_value(content) OVER (PARTITION BY key_hi, key_lo ORDER BY file_no, row_no) AS first_content
       FROM ${spoolRows(spools)} s
       WHERE NOT bad AND EXISTS (
         SELECT 1 FROM (SELECT key_hi, key_lo FROM read_parquet([${list}]) WHERE NOT bad
                        GROUP BY key_hi, key_lo HAVING count(*) > 1) d
         WHERE d.key_hi = s.key_hi AND d.key_lo = s.key_lo))
     WHERE place > 1`,
  )
}

/**
 * Dated costs of a product follow one another without gap or overlap: a stated end must be the next start, and lie
 * after its own. Looks at the file together with the costs in the ledger (`known_cost`: source, product, valid_from, valid_to).
 */
async function rejectCostGaps(reader: Reader, spools: readonly Spool[]): Promise<void> {
  await reader.run(
    `INSERT INTO rejected_costs
     SELECT file_no, row_no, 'cost' FROM (
       SELECT *, lead(valid_from) OVER span AS next_from,
         lag(valid_to) OVER span AS previous_to, lag(file_no) OVER span AS previous_file
       FROM (
         SELECT file_no, row_no, source, product, valid_from, valid_to FROM ${spoolRows(spools)} s
         WHERE NOT bad
           AND NOT EXISTS (SELECT 1 FROM rejected_costs r WHERE r.file_no = s.file_no AND r.row_no = s.row_no)
         UNION ALL
         SELECT NULL, NULL, k.source, k.product, CAST(k.valid_from AS DATE), CAST(k.valid_to AS DATE) FROM known_cost k
         WHERE NOT EXISTS (SELECT 1 FROM ${spoolRows(spools)} s
           WHERE s.source = k.source AND s.product = k.product AND s.valid_from = CAST(k.valid_from AS DATE))
       ) WINDOW span AS (PARTITION BY source, product ORDER BY valid_from)
     )
     WHERE file_no IS NOT NULL
       AND (valid_to <= valid_from OR (valid_to IS NOT NULL AND next_from IS NOT NULL AND valid_to <> next_from)
         OR (previous_file IS NULL AND previous_to IS NOT NULL AND previous_to <> valid_from))`,
  )
}
