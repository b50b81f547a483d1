import { countOf, textOf, textOrNull } from './decode.ts'
import { openEnd } from './session.ts'
import type { Row, Session } from './session.ts'

/** The commit record of an import or an undo. Its row and what it did become visible together. */
export interface Batch {
  /** Place on the one number line of everything that happened to the book; the watermark is the last of them. */
  readonly seq: number
  readonly id: string
  readonly type: 'import' | 'undo'
  /** The import an undo takes back; null for an import. */
  readonly undoes: number | null
  /** The undo that took this import back; null while it stands. */
  readonly undoneBy: number | null
  /** UTC instant, ISO 8601. */
  readonly at: string
  readonly actor: string
  /** What the app wants to remember of it, as JSON. */
  readonly detail: string
}

const select = `SELECT b.seq, b.id, b.type, b.undoes, b.happened_at, b.actor, b.detail, u.seq AS undone_by
  FROM batch b LEFT JOIN batch u ON u.undoes = b.seq`

/** Every batch, oldest first. */
export async function listBatches(session: Session): Promise<Batch[]> {
  return (await session.all(`${select} ORDER BY b.seq`)).map(rowToBatch)
}

/** Imports before a place on the number line, the newest first; from the last one where there is no such place. */
export async function pageOfImports(
  session: Session,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<Batch[]> {
  const rows = await session.all(
    `${select} WHERE b.type = 'import' AND b.seq < CAST($1 AS BIGINT) ORDER BY b.seq DESC LIMIT ${String(limit)}`,
    [before === null ? openEnd : String(before)],
  )
  return rows.map(rowToBatch)
}

/** The import of a number or id, or undefined. */
export async function findImport(session: Session, numberOrId: string): Promise<Batch | undefined> {
  const rows = await session.all(`${select} WHERE b.type = 'import' AND (b.id = $1 OR CAST(b.seq AS VARCHAR) = $1)`, [
    numberOrId,
  ])
  return rows[0] && rowToBatch(rows[0])
}

/** The imports of these ids, of those that are imports. */
export async function findImports(session: Session, ids: readonly string[]): Promise<Batch[]> {
  if (ids.length === 0) return []
  const places = ids.map((_, at) => `$${String(at + 1)}`).join(', ')
  return (await session.all(`${select} WHERE b.type = 'import' AND b.id IN (${places})`, [...ids])).map(rowToBatch)
}

/** What happened at a place on the number line, or undefined. */
export async function findBatchNumbered(session: Session, seq: number): Promise<Batch | undefined> {
  const rows = await session.all(`${select} WHERE b.seq = CAST($1 AS BIGINT)`, [String(seq)])
  return rows[0] && rowToBatch(rows[0])
}

/** The batch with this id, or undefined. */
export async function findBatch(session: Session, id: string): Promise<Batch | undefined> {
  const rows = await session.all(`${select} WHERE b.id = $1`, [id])
  return rows[0] && rowToBatch(rows[0])
}

/** The number of the last batch; 0 for an empty ledger. */
export async function watermarkOf(session: Session): Promise<number> {
  const rows = await session.all('SELECT max(seq) AS seq FROM batch')
  return rows[0] ? countOf(rows[0], 'seq') : 0
}

/** Writes the commit record; call it as the last thing of the transaction that did the work. */
export async function commitBatch(tx: Session, batch: Omit<Batch, 'undoneBy'>): Promise<void> {
  await tx.run(
    `INSERT INTO batch (seq, id, type, undoes, happened_at, actor, detail)
     VALUES (CAST($1 AS BIGINT), $2, $3, CAST($4 AS BIGINT), $5, $6, $7)`,
    [
      String(batch.seq),
      batch.id,
      batch.type,
      batch.undoes === null ? null : String(batch.undoes),
      batch.at,
      batch.actor,
      batch.detail,
    ],
  )
}

function rowToBatch(row: Row): Batch {
  return {
    seq: countOf(row, 'seq'),
    id: textOf(row, 'id'),
    type: textOf(row, 'type') === 'undo' ? 'undo' : 'import',
    undoes: textOrNull(row, 'undoes') === null ? null : countOf(row, 'undoes'),
    undoneBy: textOrNull(row, 'undone_by') === null ? null : countOf(row, 'undone_by'),
    at: textOf(row, 'happened_at'),
    actor: textOf(row, 'actor'),
    detail: textOf(row, 'detail'),
  }
}
