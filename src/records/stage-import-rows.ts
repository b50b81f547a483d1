import { sql } from 'kysely'
import { jsonToStored } from './decode.ts'
import { ensureBatch, getStagedBatch } from './import-batch.ts'
import type { ImportRow, ImportRows } from './import-row.ts'
import type { Records } from './records.ts'
import { givenCell, givenRows, rowsPerStatement } from './rows-as-json.ts'

/** Rows committed together: a commit waits for the disk, so not every statement has its own. */
const rowsPerCommit = 1500

/**
 * Writes what an import asserts, invisible until `applyBatch`. Of two rows with one key the later one counts. Returns
 * the number of rows taken. Throws when the batch is applied already; `dropBatch` clears up after a failure.
 */
export async function stageImportRows(records: Records, batch: string, rows: ImportRows): Promise<number> {
  await records.write(async (trx) => {
    const { seq, undone_seq } = await ensureBatch(trx, batch)
    if (seq !== null || undone_seq !== null) throw new Error(`Cannot add rows to import "${batch}": it is applied`)
  })
  let taken = 0
  let waiting: ImportRow[] = []
  for await (const chunk of rows) {
    for (const row of chunk) waiting.push(row)
    taken += chunk.length
    if (waiting.length < rowsPerCommit) continue
    await stage(records, batch, waiting)
    waiting = []
  }
  if (waiting.length > 0) await stage(records, batch, waiting)
  return taken
}

async function stage(records: Records, batch: string, rows: readonly ImportRow[]): Promise<void> {
  await records.write(async (trx) => {
    const { number } = await getStagedBatch(trx, batch)
    for (let at = 0; at < rows.length; at += rowsPerStatement) {
      // PostgreSQL refuses to write a row twice in one statement.
      const rowsByKey = new Map(
        rows.slice(at, at + rowsPerStatement).map((row) => [JSON.stringify([row.kind, row.source, row.key]), row]),
      )
      const given = [...rowsByKey.values()].map(({ kind, source, key, content }) => [
        kind,
        source,
        key,
        content && jsonToStored(content),
      ])
      const content = records.kind === 'sqlite' ? givenCell(3) : sql`cast(${givenCell(3)} as json)`
      await sql`insert into import_row (kind, source, key, batch, content)
        select ${givenCell(0)}, ${givenCell(1)}, ${givenCell(2)}, ${number}, ${content}
        from ${givenRows(records.kind, given)} where true
        on conflict (kind, source, key, batch) do update set content = excluded.content`.execute(trx)
    }
  })
}
