import { countOf, textOf } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'
import { columnList, contentColumns } from '../store/table.ts'
import type { LedgerTable } from '../store/table.ts'

/**
 * Takes batch `undone` out of one table, as event `seq`: afterwards the rows are what the other standing batches, one after
 * the other, would have made, whatever the order they came and went in. Call it before the undo's own commit record is written.
 *
 * What a key is goes by the latest standing batch that brought it, new, changed or confirmed: its content, unless a later
 * standing batch replaced a range of days that the content lies in. The visible row names as `origin` a batch since which no
 * standing batch says otherwise; where that batch goes and the content stays, the row stays and names another.
 */
export async function undoBatchInTable(tx: Session, table: LedgerTable, undone: number, seq: number): Promise<void> {
  await findAffected(tx, table, undone)
  await findLatestSayings(tx, table, undone)
  await tx.run(
    `UPDATE ${table.table} SET origin = l.batch FROM latest l
     WHERE ${table.table}.key_hi = l.key_hi AND ${table.table}.key_lo = l.key_lo AND ${table.table}.content = l.content
       AND ${table.table}.batch_to = ${openEnd} AND ${table.table}.origin = CAST($1 AS BIGINT)`,
    [String(undone)],
  )
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
     FROM (SELECT l.key_hi, l.key_lo, l.content, l.batch, max(v.batch_from) AS version
           FROM latest l JOIN version v ON v.key_hi = l.key_hi AND v.key_lo = l.key_lo AND v.content = l.content
           WHERE NOT EXISTS (SELECT 1 FROM ${table.table} o
                             WHERE o.key_hi = l.key_hi AND o.key_lo = l.key_lo AND o.batch_to = ${openEnd})
           GROUP BY l.key_hi, l.key_lo, l.content, l.batch) p
     JOIN ${table.table} t
       ON t.key_hi = p.key_hi AND t.key_lo = p.key_lo AND t.content = p.content AND t.batch_from = p.version`,
    [String(seq)],
  )
  for (const name of ['affected', 'version', 'latest']) await tx.run(`DROP TABLE ${name}`)
}

/** An import that stands once `undone` (parameter 1) is gone, as a condition on batch `b`. */
const standing = `b.type = 'import' AND b.seq <> CAST($1 AS BIGINT)
  AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = b.seq)`

/**
 * Fills `affected` with every key that can change: visible rows that the undone batch is the origin of and, where ranges were
 * replaced, keys without a visible row that it brought or took out; and `version` with all their versions.
 */
async function findAffected(tx: Session, table: LedgerTable, undone: number): Promise<void> {
  const parameters = [String(undone), table.kind]
  await tx.run(
    `CREATE TEMP TABLE affected AS
     SELECT key_hi, key_lo FROM ${table.table} WHERE batch_to = ${openEnd} AND origin = CAST($1 AS BIGINT)`,
    [String(undone)],
  )
  // Without a replacement a key without a visible row is one that no standing batch brings, and stays so.
  const replaced = await tx.all(
    `SELECT 1 AS found FROM replacement r WHERE r.kind = $2
       AND (r.batch = CAST($1 AS BIGINT) OR EXISTS (SELECT 1 FROM batch b WHERE b.seq = r.batch AND ${standing})) LIMIT 1`,
    parameters,
  )
  if (replaced.length > 0) {
    await tx.run(
      `INSERT INTO affected
       SELECT t.key_hi, t.key_lo FROM ${table.table} t
       WHERE (t.batch_from <= CAST($1 AS BIGINT) AND t.batch_to >= CAST($1 AS BIGINT)
           OR EXISTS (SELECT 1 FROM replacement r WHERE r.batch = CAST($1 AS BIGINT) AND r.kind = $2
                        AND ${covers(table, 'r', 't')}))
         AND NOT EXISTS (SELECT 1 FROM ${table.table} o
                         WHERE o.key_hi = t.key_hi AND o.key_lo = t.key_lo AND o.batch_to = ${openEnd})
       GROUP BY t.key_hi, t.key_lo`,
      parameters,
    )
  }
  await tx.run(
    `CREATE TEMP TABLE version AS
     SELECT t.key_hi, t.key_lo, t.content, t.source, t."${table.dayColumn}", t.origin, t.batch_from, t.batch_to
     FROM ${table.table} t JOIN affected a ON a.key_hi = t.key_hi AND a.key_lo = t.key_lo`,
  )
}

/** Whether replacement `r` takes out version `t` where it is not brought again. */
function covers(table: LedgerTable, r: string, t: string): string {
  const day = `${t}."${table.dayColumn}"`
  return `${r}.source = ${t}.source AND ${day} >= ${r}.day_from AND ${day} <= ${r}.day_to`
}

/** Fills `latest` with, for each affected key, the latest standing batch but `undone` that brought it, where no later one replaced it. */
async function findLatestSayings(tx: Session, table: LedgerTable, undone: number): Promise<void> {
  const parameters = [String(undone), table.kind]
  // All versions of a key from one origin have one content.
  await tx.run(
    `CREATE TEMP TABLE latest AS
     SELECT key_hi, key_lo, batch, content FROM (
       SELECT v.key_hi, v.key_lo, v.origin AS batch, v.content,
         row_number() OVER (PARTITION BY v.key_hi, v.key_lo ORDER BY v.origin DESC) AS place
       FROM version v JOIN batch b ON b.seq = v.origin AND ${standing}
     ) ranked WHERE place = 1`,
    [String(undone)],
  )
  const scopes = await tx.all(
    `SELECT c.batch, c.source, c.mode FROM confirmation c
     JOIN batch b ON b.seq = c.batch AND ${standing}
     WHERE c.kind = $2 ORDER BY c.batch DESC`,
    parameters,
  )
  // From the latest confirmation back, so that a key settled by one is not looked at again.
  for (const scope of scopes) {
    const batch = String(countOf(scope, 'batch'))
    const open = await tx.all(
      `SELECT 1 AS found FROM affected a LEFT JOIN latest l ON l.key_hi = a.key_hi AND l.key_lo = a.key_lo
       WHERE l.key_hi IS NULL OR l.batch < CAST($1 AS BIGINT) LIMIT 1`,
      [batch],
    )
    if (open.length === 0) break
    await takeConfirmed(tx, table, {
      batch,
      source: textOf(scope, 'source'),
      listed: textOf(scope, 'mode') === 'listed',
    })
  }
  await tx.run(
    `DELETE FROM latest WHERE EXISTS (
       SELECT 1 FROM version v
       JOIN replacement r ON r.kind = $2 AND ${covers(table, 'r', 'v')}
       JOIN batch b ON b.seq = r.batch AND ${standing}
       WHERE v.key_hi = latest.key_hi AND v.key_lo = latest.key_lo AND v.content = latest.content AND r.batch > latest.batch)`,
    parameters,
  )
}

/** Puts into `latest` what a batch confirmed and no later one said. */
async function takeConfirmed(
  tx: Session,
  table: LedgerTable,
  { batch, source, listed }: { readonly batch: string; readonly source: string; readonly listed: boolean },
): Promise<void> {
  await tx.run(
    `CREATE TEMP TABLE confirmed AS
     SELECT v.key_hi, v.key_lo, v.content
     FROM version v
     LEFT JOIN latest l ON l.key_hi = v.key_hi AND l.key_lo = v.key_lo
     WHERE v.source = $3 AND v.batch_from < CAST($1 AS BIGINT) AND v.batch_to >= CAST($1 AS BIGINT)
       AND (l.key_hi IS NULL OR l.batch < CAST($1 AS BIGINT))
       AND ${listed ? '' : 'NOT '}EXISTS (
         SELECT 1 FROM confirmation_key k
         WHERE k.batch = CAST($1 AS BIGINT) AND k.kind = $2 AND k.key_hi = v.key_hi AND k.key_lo = v.key_lo)`,
    [batch, table.kind, source],
  )
  await tx.run(
    `DELETE FROM latest WHERE EXISTS (
       SELECT 1 FROM confirmed c WHERE c.key_hi = latest.key_hi AND c.key_lo = latest.key_lo)`,
  )
  await tx.run(
    `INSERT INTO latest (key_hi, key_lo, batch, content)
     SELECT key_hi, key_lo, CAST($1 AS BIGINT), content FROM confirmed`,
    [batch],
  )
  await tx.run('DROP TABLE confirmed')
}
