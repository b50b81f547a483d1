import { countOf, textOf } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'
import { columnList, contentColumns } from '../store/table.ts'
import type { LedgerTable } from '../store/table.ts'
import { compareMissing, compareStage } from './compare-stage.ts'
import type { StageCounts } from './compare-stage.ts'

export interface MergeCounts extends StageCounts {
  /** Rows a replace took out; 0 without one. */
  readonly retired: number
}

/**
 * Takes the staged rows into the ledger as batch `seq`: ends the versions they supersede and those a replace takes out, appends
 * new ones, and notes which rows the batch confirms, so that undoing an earlier batch leaves them standing.
 */
export async function mergeStage(
  tx: Session,
  table: LedgerTable,
  stage: string,
  seq: number,
  replace: { readonly from: string; readonly to: string } | null,
): Promise<MergeCounts> {
  const columns = contentColumns(table)
  const insert = `INSERT INTO ${table.table} (${columnList(columns)}, origin, batch_from, batch_to)`
  const bounds = `CAST($1 AS BIGINT), CAST($1 AS BIGINT), ${openEnd}`
  const seqText = String(seq)
  if (await isEmpty(tx, table)) {
    await tx.run(`${insert} SELECT ${columnList(columns, 's.')}, ${bounds} FROM ${stage} s`, [seqText])
    const [row] = await tx.all(`SELECT count(*) AS n FROM ${stage}`)
    return { new: row ? countOf(row, 'n') : 0, changed: 0, unchanged: 0, retired: 0 }
  }
  const counts = await compareStage(tx, table, stage)
  const retired = replace ? await compareMissing(tx, table, stage, replace) : 0
  if (counts.changed > 0) {
    await tx.run(
      `UPDATE ${table.table} SET batch_to = CAST($1 AS BIGINT) FROM changed c
       WHERE ${table.table}.key_hi = c.key_hi AND ${table.table}.key_lo = c.key_lo
         AND ${table.table}.batch_to = ${openEnd} AND NOT c.is_new`,
      [seqText],
    )
  }
  if (counts.new + counts.changed > 0) {
    await tx.run(
      `${insert} SELECT ${columnList(columns, 's.')}, ${bounds}
       FROM ${stage} s JOIN changed c ON c.key_hi = s.key_hi AND c.key_lo = s.key_lo`,
      [seqText],
    )
  }
  if (counts.unchanged > 0) await confirmUnchanged(tx, table, stage, seq)
  if (replace) await replaceRange(tx, table, stage, seq, replace)
  await tx.run('DROP TABLE changed')
  return { ...counts, retired }
}

async function isEmpty(tx: Session, table: LedgerTable): Promise<boolean> {
  // Ended versions count too: a key that comes back must meet the history it has.
  return (await tx.all(`SELECT 1 AS found FROM ${table.table} LIMIT 1`)).length === 0
}

/** Notes the rows that were there already, as a list or as all but a list, whichever is shorter. */
async function confirmUnchanged(tx: Session, table: LedgerTable, stage: string, seq: number): Promise<void> {
  const parameters = [String(seq), table.kind]
  const before = `t.batch_from < CAST($1 AS BIGINT) AND t.batch_to >= CAST($1 AS BIGINT)`
  const sources = await tx.all(
    `SELECT s.source, count(*) AS same FROM ${stage} s
     WHERE NOT EXISTS (SELECT 1 FROM changed c WHERE c.key_hi = s.key_hi AND c.key_lo = s.key_lo)
     GROUP BY s.source`,
  )
  for (const row of sources) {
    const [source, same] = [textOf(row, 'source'), countOf(row, 'same')]
    const [visible] = await tx.all(`SELECT count(*) AS n FROM ${table.table} t WHERE t.source = $2 AND ${before}`, [
      String(seq),
      source,
    ])
    const all = visible ? countOf(visible, 'n') : 0
    const listed = same * 2 <= all
    await tx.run('INSERT INTO confirmation (batch, kind, source, mode) VALUES (CAST($1 AS BIGINT), $2, $3, $4)', [
      ...parameters,
      source,
      listed ? 'listed' : 'all-except',
    ])
    if (same === all) continue
    await tx.run(
      `INSERT INTO confirmation_key (batch, kind, key_hi, key_lo)
       SELECT CAST($1 AS BIGINT), $2, t.key_hi, t.key_lo FROM ${table.table} t
       WHERE t.source = $3 AND ${before}
         AND ${listed ? '' : 'NOT '}EXISTS (
           SELECT 1 FROM ${stage} s WHERE s.key_hi = t.key_hi AND s.key_lo = t.key_lo AND s.content = t.content)`,
      [...parameters, source],
    )
  }
}

/** Ends what the range holds and the files do not, and notes the range, which also binds when an earlier batch is undone. */
async function replaceRange(
  tx: Session,
  table: LedgerTable,
  stage: string,
  seq: number,
  range: { readonly from: string; readonly to: string },
): Promise<void> {
  await tx.run(
    `UPDATE ${table.table} SET batch_to = CAST($1 AS BIGINT) FROM missing m
     WHERE ${table.table}.key_hi = m.key_hi AND ${table.table}.key_lo = m.key_lo AND ${table.table}.batch_to = ${openEnd}`,
    [String(seq)],
  )
  await tx.run(
    `INSERT INTO replacement (batch, kind, source, day_from, day_to)
     SELECT CAST($1 AS BIGINT), $2, s.source, CAST($3 AS DATE), CAST($4 AS DATE) FROM ${stage} s GROUP BY s.source`,
    [String(seq), table.kind, range.from, range.to],
  )
  await tx.run('DROP TABLE missing')
}
