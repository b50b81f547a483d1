import { DuckDBInstance, StatementType } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { withoutSemicolon } from './single-statement.ts'

/** A select to run, and the only folders it may touch. */
export interface SelectJob {
  readonly sql: string
  readonly filesFolder: string
  readonly spillFolder: string
  readonly outFolder: string
  readonly outFile: string
  readonly memoryLimit: string
}

/** What came of it. */
export type SelectAnswer =
  | { readonly state: 'done'; readonly columns: readonly string[]; readonly rows: number }
  | { readonly state: 'not-a-select' | 'sql-error'; readonly message: string }

class NotASelect extends Error {}

/** Runs one user-written SELECT in a DuckDB of its own that reaches nothing but the folders of the job. */
export async function runLockedSelect(job: SelectJob): Promise<SelectAnswer> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: job.memoryLimit })
  const connection = await instance.connect()
  try {
    await lockDown(connection, job)
    return await runSelect(connection, job)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { state: error instanceof NotASelect ? 'not-a-select' : 'sql-error', message }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function lockDown(connection: DuckDBConnection, job: SelectJob): Promise<void> {
  const allowed = [job.filesFolder, job.outFolder, job.spillFolder].map(literal).join(', ')
  for (const setting of [
    `temp_directory = ${literal(job.spillFolder)}`,
    `secret_directory = ${literal(job.spillFolder)}`,
    `file_search_path = ${literal(job.filesFolder)}`,
    'autoinstall_known_extensions = false',
    'autoload_known_extensions = false',
    'allow_community_extensions = false',
    'allow_persistent_secrets = false',
    `allowed_directories = [${allowed}]`,
    'enable_external_access = false',
    'lock_configuration = true',
  ]) {
    await connection.run(`SET ${setting}`)
  }
}

async function runSelect(connection: DuckDBConnection, job: SelectJob): Promise<SelectAnswer> {
  const select = withoutSemicolon(job.sql)
  await assertOneSelect(connection, job.sql)
  const columns = await assertOneSelect(connection, select)
  const copy = `COPY (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (\n${select}\n)) TO ${literal(job.outFile)}
    (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '', COMPRESSION none)`
  const statements = await connection.extractStatements(copy)
  if (statements.count !== 1) throw new NotASelect('the select does not stand alone')
  const result = await connection.run(copy)
  const [row] = await result.getRows()
  return { state: 'done', columns, rows: Number(row?.[0] ?? 0) }
}

/** The names of the columns of the one SELECT that the script must be. */
async function assertOneSelect(connection: DuckDBConnection, sql: string): Promise<readonly string[]> {
  if (/^(?:\s|;|--[^\n]*(?:\n|$))*$/.test(sql)) throw new NotASelect('there is no statement in it')
  const statements = await connection.extractStatements(sql)
  if (statements.count !== 1) throw new NotASelect(`it holds ${statements.count} statements`)
  const prepared = await statements.prepare(0)
  if (prepared.statementType !== StatementType.SELECT) {
    throw new NotASelect(`it is a statement of type ${StatementType[prepared.statementType]}`)
  }
  if (prepared.parameterCount > 0) throw new NotASelect('it has a parameter')
  return Array.from({ length: prepared.columnCount }, (_, index) => prepared.columnName(index))
}

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
