import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, link, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { literal } from '../store/duckdb.ts'
import { createRecordShape, readRecord, recordValues } from './csv-record.ts'
import { quoteName } from './formats.ts'
import { checkHeader } from './header.ts'
import type { SourceLimits } from './open-source.ts'
import { prepareText } from './prepare-text.ts'
import type { PreparedFile } from './prepared-file.ts'
import { FileRefused, quoteValue, showValue } from './problem.ts'
import { randomAccess } from './random-access.ts'
import type { RandomAccessFile } from './random-access.ts'
import { runSourceSelect, SourceSqlError } from './source-sql.ts'

const memoryLimit = '1GB'
const timeoutMs = 30 * 60_000
/** Cells that a file of any size may hold; beyond it they are measured by its bytes. */
const freeCells = 64 << 20

/**
 * Writes a Parquet file as CSV. A process of its own reads it, so that a file that brings DuckDB down takes nothing with it.
 * Throws `FileRefused` when it is damaged, or when more rows are in it than its bytes can mean.
 */
export async function prepareParquet(path: string, limits: SourceLimits): Promise<PreparedFile> {
  await using file = await plainlyNamed(path, limits)
  const columns = await readColumns(file, limits)
  const select = `SELECT ${columns.map(cellSql).join(', ')} FROM ${scanOf(file)}`
  const written = await runSelect(select, file, limits)
  const form = {
    format: 'csv',
    encoding: { name: 'utf-8', evidence: '', certain: true, isMarked: false },
    delimiter: ',',
    countsRecords: true,
  } as const
  const { label, tempDir, maxBytes, maxRatio, signal } = limits
  try {
    const prepared = await prepareText(written, form, { label, tempDir, maxBytes, maxRatio, signal })
    if (prepared.path !== written) await rm(written, { force: true })
    const numbers = numbersOf(columns)
    const { bytes } = file
    const sha256 = await file.sha256()
    // A header stands above the rows only in what was written.
    return {
      ...prepared,
      format: 'parquet',
      encoding: null,
      numbers,
      doubts: new Map<number, string>(),
      bytes,
      sha256,
      lineOf: (row) => prepared.lineOf(row) - 1,
    }
  } catch (error) {
    await rm(written, { force: true })
    throw error
  }
}

/** The columns of a Parquet file, and the first rows as text, an empty one for null. */
export async function readParquetHead(
  path: string,
  rows: number,
  limits: SourceLimits,
): Promise<Pick<PreparedFile, 'header' | 'numbers'> & { readonly rows: readonly (readonly string[])[] }> {
  await using file = await plainlyNamed(path, limits)
  const columns = await readColumns(file, limits)
  const select = `SELECT ${columns.map(cellSql).join(', ')} FROM ${scanOf(file)} LIMIT ${String(rows)}`
  const header = checkHeader(
    columns.map(({ name }) => name),
    limits.label,
    1,
  )
  return { header, numbers: numbersOf(columns), rows: await readSelect(select, file, limits) }
}

/** The file under a name that is no pattern: DuckDB takes stars and brackets in a name for others. */
async function plainlyNamed(path: string, limits: SourceLimits): Promise<RandomAccessFile> {
  const file = await randomAccess(path, limits)
  if (!/[*?[\]{}]/.test(basename(file.path))) return file
  const plain = join(limits.tempDir, `unpacked-${randomUUID()}`)
  await link(file.path, plain).catch(() => copyFile(file.path, plain, constants.COPYFILE_FICLONE))
  const dispose = async (): Promise<void> => {
    await rm(plain, { force: true })
    await file[Symbol.asyncDispose]()
  }
  return { ...file, path: plain, [Symbol.asyncDispose]: dispose }
}

interface ParquetColumn {
  readonly name: string
  /** As DuckDB names it: `DECIMAL(18,2)`. */
  readonly type: string
}

const numberTypes = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|FLOAT|DOUBLE|DECIMAL\(.*)$/

function numbersOf(columns: readonly ParquetColumn[]): ReadonlySet<number> {
  return new Set(columns.flatMap(({ type }, index) => (numberTypes.test(type) ? [index] : [])))
}

async function readColumns(file: RandomAccessFile, limits: SourceLimits): Promise<readonly ParquetColumn[]> {
  const scan = scanOf(file)
  const sizes = `SELECT num_rows FROM parquet_file_metadata(${literal(basename(file.path))})`
  const select = `SELECT column_name, column_type, (${sizes}) AS row_count FROM (DESCRIBE SELECT * FROM ${scan})`
  const found = await readSelect(select, file, limits)
  const cells = found.length * Number(found[0]?.[2] ?? 0)
  if (cells > freeCells && cells > file.bytes * limits.maxRatio) {
    const reason = `${cells} cells are in ${file.bytes} bytes, over ${limits.maxRatio} times as many`
    throw new FileRefused('parquet-damaged', limits.label, `Cannot unpack ${quoteValue(limits.label)}: ${reason}`)
  }
  return found.map(([name = '', type = '']) => ({ name, type }))
}

function scanOf(file: RandomAccessFile): string {
  return `read_parquet(${literal(basename(file.path))})`
}

/** A cell as text. Binary fractions are written with the 15 digits that hold, and never in powers of ten; instants in UTC. */
function cellSql({ name, type }: ParquetColumn): string {
  const cell = quoteName(name)
  // The day of an instant must not hang on the clock of the machine that reads it.
  if (type === 'TIMESTAMP WITH TIME ZONE') return `make_timestamp(epoch_us(${cell})) AS ${cell}`
  if (type !== 'DOUBLE' && type !== 'FLOAT') return cell
  // The shortest text of a FLOAT is what was meant; as a DOUBLE it has digits of its own.
  const value = type === 'FLOAT' ? `CAST(CAST(${cell} AS VARCHAR) AS DOUBLE)` : cell
  return `CASE WHEN ${value} = 0 THEN '0'
    WHEN abs(${value}) >= 0.0001 AND abs(${value}) < 1e15 THEN printf('%.15g', ${value})
    WHEN abs(${value}) < 0.0001 THEN CAST(CAST(${value} AS DECIMAL(38,20)) AS VARCHAR)
    ELSE CAST(${value} AS VARCHAR) END AS ${cell}`
}

async function readSelect(sql: string, file: RandomAccessFile, limits: SourceLimits): Promise<string[][]> {
  const written = await runSelect(sql, file, limits)
  try {
    return recordsOf(await readFile(written)).slice(1)
  } finally {
    await rm(written, { force: true })
  }
}

/** Runs a select of our own over the file where it is; returns the CSV it wrote. */
async function runSelect(sql: string, file: RandomAccessFile, limits: SourceLimits): Promise<string> {
  const { label, tempDir, signal } = limits
  const outFile = join(tempDir, `prepared-${randomUUID()}.csv`)
  const options = { sql, label, copy: dirname(file.path), tempDir, outFile, memoryLimit, timeoutMs }
  try {
    await runSourceSelect({ ...options, ...(signal ? { signal } : {}) })
    return outFile
  } catch (error) {
    await rm(outFile, { force: true })
    if (!(error instanceof SourceSqlError)) throw error
    const [reason = ''] = error.message.replace(/^Cannot run "(?:[^"]*)": /, '').split('\n')
    const isLarge = /out of memory/i.test(reason)
    const why = isLarge
      ? `it takes more than ${memoryLimit} of memory`
      : `the Parquet file is damaged (${showValue(reason)})`
    const message = `Cannot read ${quoteValue(label)}: ${why}`
    throw new FileRefused('parquet-damaged', label, message)
  }
}

function recordsOf(bytes: Buffer): string[][] {
  const shape = createRecordShape()
  const records: string[][] = []
  for (let at = 0; at < bytes.length; at = shape.next) {
    readRecord(bytes, at, bytes.length, true, 0x2c, shape)
    if (shape.state !== 'whole') break
    records.push(recordValues(bytes, at, shape.textEnd, 0x2c))
  }
  return records
}
