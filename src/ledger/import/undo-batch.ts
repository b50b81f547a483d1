import { countOf, textOf } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'
import { columnList, contentColumns } from '../store/table.ts'
import type { LedgerTable } from '../store/table.ts'

/**
 * Takes batch `undone` out of one table, as event `seq`: afterwards the rows are those of all other standing batches, whatever
 * the order they came and went in. Call it before the undo's own commit record is written.
 *
 * The visible row of a key names as `origin` a standing batch that says so, and no later standing batch says otherwise.
 * Hence only rows whose origin is the undone batch, and keys it retired, can change; the latest batch left decides.
 */
export async function undoBatchInTable(tx: Session, table: LedgerTable, undone: number, seq: number): Promise<void> {
  const kind = table.kind
  await tx.run('DROP TABLE IF EXISTS affected')
  await tx.run(
    `CREATE TEMP TABLE affected AS
     SELECT key_hi, key_lo FROM ${table.table} WHERE batch_to = ${openEnd} AND origin = CAST($1 AS BIGINT)
     UNION ALL
     SELECT r.key_hi, r.key_lo FROM retirement r
     WHERE r.batch = CAST($1 AS BIGINT) AND r.kind = $2
       AND NOT EXISTS (SELECT 1 FROM ${table.table} l
                       WHERE l.key_hi = r.key_hi AND l.key_lo = r.key_lo AND l.batch_to = ${openEnd})`,
    [String(undone), kind],
  )
  await findLatestSayings(tx, table, undone)
  await tx.run(
    `UPDATE ${table.table} SET batch_to = CAST($1 AS BIGINT)
     WHERE batch_to = ${openEnd} AND origin = CAST($2 AS BIGINT)`,
    [String(seq), String(undone)],
  )
  const columns = contentColumns(table)
  // Several versions may carry the same content; the greatest batch_from picks one, and one key has one version from it.
  await tx.run(
    `INSERT INTO ${table.table} (${columnList(columns)}, origin, batch_from, batch_to)
     SELECT ${columnList(columns, 't.')}, p.batch, CAST($1 AS BIGINT), ${openEnd}
     FROM (SELECT l.key_hi, l.key_lo, l.batch, max(v.batch_from) AS version
           FROM latest l JOIN ${table.table} v
             ON v.key_hi = l.key_hi AND v.key_lo = l.key_lo AND v.content = l.content
           WHERE NOT l.retired
           GROUP BY l.key_hi, l.key_lo, l.batch) p
     JOIN latest l ON l.key_hi = p.key_hi AND l.key_lo = p.key_lo
     JOIN ${table.table} t
       ON t.key_hi = p.key_hi AND t.key_lo = p.key_lo AND t.content = l.content AND t.batch_from = p.version`,
    [String(seq)],
  )
  await tx.run('DROP TABLE affected')
  await tx.run('DROP TABLE latest')
}

/** Fills `latest` with, for each affected key, the greatest standing batch but `undone` that says anything of it. */
async function findLatestSayings(tx: Session, table: LedgerTable, undone: number): Promise<void> {
  const standing = `b.type = 'import' AND b.seq <> CAST($1 AS BIGINT)
    AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = b.seq)`
  await tx.run('DROP TABLE IF EXISTS latest')
  await tx.run(
    `CREATE TEMP TABLE latest AS
     SELECT key_hi, key_lo, batch, content, retired FROM (
       SELECT said.*, row_number() OVER (PARTITION BY key_hi, key_lo ORDER BY batch DESC, retired, content) AS place
       FROM (
         SELECT t.key_hi, t.key_lo, t.origin AS batch, t.content, FALSE AS retired
         FROM ${table.table} t
         JOIN affected a ON a.key_hi = t.key_hi AND a.key_lo = t.key_lo
         JOIN batch b ON b.seq = t.origin AND ${standing}
         UNION ALL
         SELECT r.key_hi, r.key_lo, r.batch, CAST(0 AS BIGINT) AS content, TRUE AS retired
         FROM retirement r
         JOIN affected a ON a.key_hi = r.key_hi AND a.key_lo = r.key_lo
         JOIN batch b ON b.seq = r.batch AND ${standing}
         WHERE r.kind = $2
       ) said
     ) ranked WHERE place = 1`,
    [String(undone), table.kind],
  )
  const scopes = await tx.all(
    `SELECT c.batch, c.source, c.mode FROM confirmation c
     JOIN batch b ON b.seq = c.batch AND ${standing}
     WHERE c.kind = $2 ORDER BY c.batch DESC`,
    [String(undone), table.kind],
  )
  // From the latest confirmation back, so that a key settled by one is not looked at again.
  for (const scope of scopes) {
    const batch = String(countOf(scope, 'batch'))
    const [open] = await tx.all(
      `SELECT count(*) AS n FROM affected a LEFT JOIN latest l ON l.key_hi = a.key_hi AND l.key_lo = a.key_lo
       WHERE l.key_hi IS NULL OR l.batch < CAST($1 AS BIGINT)`,
      [batch],
    )
    if (!open || countOf(open, 'n') === 0) break
    await tx.run(
      `CREATE TEMP TABLE confirmed AS
       SELECT t.key_hi, t.key_lo, t.content
       FROM ${table.table} t
       JOIN affected a ON a.key_hi = t.key_hi AND a.key_lo = t.key_lo
       LEFT JOIN latest l ON l.key_hi = t.key_hi AND l.key_lo = t.key_lo
       WHERE t.source = $3 AND t.batch_from < CAST($1 AS BIGINT) AND t.batch_to >= CAST($1 AS BIGINT)
         AND (l.key_hi IS NULL OR l.batch < CAST($1 AS BIGINT))
         AND ${textOf(scope, 'mode') === 'listed' ? '' : 'NOT '}EXISTS (
           SELECT 1 FROM confirmation_key k
           WHERE k.batch = CAST($1 AS BIGINT) AND k.kind = $2 AND k.key_hi = t.key_hi AND k.key_lo = t.key_lo)`,
      [batch, table.kind, textOf(scope, 'source')],
    )
    await tx.run(
      `DELETE FROM latest WHERE EXISTS (
         SELECT 1 FROM confirmed c WHERE c.key_hi = latest.key_hi AND c.key_lo = latest.key_lo)`,
    )
    await tx.run(
      `INSERT INTO latest (key_hi, key_lo, batch, content, retired)
       SELECT key_hi, key_lo, CAST($1 AS BIGINT), content, FALSE FROM confirmed`,
      [batch],
    )
    await tx.run('DROP TABLE confirmed')
  }
}
