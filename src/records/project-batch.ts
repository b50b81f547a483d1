import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { kindOf, recordsKindIds } from '../domain/kind.ts'
import type { RecordsKindId } from '../domain/kind.ts'
import type { Engine, RecordsTransaction } from './records.ts'
import { tableOfKind } from './tables.ts'

/** SQLite shares its thread, so its pieces are small; PostgreSQL plans a large one better. */
const keysPerPiece = { sqlite: 500, postgres: 50_000 } as const satisfies Record<Engine, number>

interface Place {
  readonly source: string
  readonly key: string
}

/** Writes anew, in the tables of the kinds, every row a batch says something about: the greatest live batch has its way. */
export async function projectBatch(engine: Engine, trx: RecordsTransaction, batch: bigint): Promise<void> {
  // Fresh statistics: a batch that was just staged would look empty to the planner.
  if (engine === 'postgres') await sql`analyze import_batch, import_row`.execute(trx)
  for (const kind of recordsKindIds) {
    let after: Place | undefined
    let more = true
    while (more) {
      const upTo = await placeAfter(trx, { batch, kind, after, size: keysPerPiece[engine] })
      await projectKeys(trx, { batch, kind, after, upTo })
      after = upTo
      more = upTo !== undefined
    }
  }
}

/** The last key of the next piece of the batch's keys; undefined when the rest is one piece. */
async function placeAfter(
  trx: RecordsTransaction,
  { batch, kind, after, size }: { batch: bigint; kind: RecordsKindId; after: Place | undefined; size: number },
): Promise<Place | undefined> {
  const places = await sql<Place>`select source, key from import_row as mine
    where ${mine({ batch, kind, after, upTo: undefined })}
    order by source, key limit 1 offset ${sql.lit(size - 1)}`.execute(trx)
  return places.rows[0]
}

async function projectKeys(
  trx: RecordsTransaction,
  piece: { batch: bigint; kind: RecordsKindId; after: Place | undefined; upTo: Place | undefined },
): Promise<void> {
  const table = sql.table(tableOfKind[piece.kind])
  const columns = kindOf(piece.kind).columns.map(({ name }) => name)
  await sql`delete from ${table} where (source, row_key) in
    (select source, key from import_row as mine where ${mine(piece)})`.execute(trx)
  await sql`insert into ${table} (source, row_key, batch, ${sql.join(columns.map((name) => sql.ref(name)))})
    select top.source, top.key, top.batch, ${sql.join(columns.map((name) => sql`top.content ->> ${sql.lit(name)}`))}
    from import_row as mine
    join import_row as top on top.kind = mine.kind and top.source = mine.source and top.key = mine.key
    join import_batch as top_batch on top_batch.number = top.batch
    where ${mine(piece)} and top.content is not null and top_batch.seq is not null and top_batch.undone_seq is null
    and not exists (
      select 1 from import_row as later join import_batch as later_batch on later_batch.number = later.batch
      where later.kind = mine.kind and later.source = mine.source and later.key = mine.key
      and later_batch.seq > top_batch.seq and later_batch.undone_seq is null
    )`.execute(trx)
}

/** The rows of the batch in a piece of its keys: after one place, up to another. */
function mine({
  batch,
  kind,
  after,
  upTo,
}: {
  batch: bigint
  kind: RecordsKindId
  after: Place | undefined
  upTo: Place | undefined
}): RawBuilder<boolean> {
  const parts = [sql`mine.batch = ${batch} and mine.kind = ${kind}`]
  if (after) parts.push(sql`(mine.source, mine.key) > (${after.source}, ${after.key})`)
  if (upTo) parts.push(sql`(mine.source, mine.key) <= (${upTo.source}, ${upTo.key})`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}
