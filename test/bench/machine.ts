import { cpus, totalmem } from 'node:os'
import { DuckDBInstance } from '@duckdb/node-api'
import { textOf } from '../../src/ledger/store/decode.ts'
import type { Row } from '../../src/ledger/store/session.ts'

/** The processor, memory and versions the figures belong to. */
export async function describeMachine(): Promise<string> {
  const processors = cpus()
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const [row] = (await connection.runAndReadAll('SELECT version() AS version')).getRowObjectsJson() as Row[]
  connection.closeSync()
  instance.closeSync()
  return [
    `${String(processors.length)} x ${processors[0]?.model.trim() ?? 'unknown processor'}`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory`,
    `Node ${process.versions.node}`,
    `DuckDB ${row ? textOf(row, 'version') : 'unknown'}`,
  ].join(', ')
}
