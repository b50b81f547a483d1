import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { kindOf, recordsKindIds } from '../domain/kind.ts'
import type { RecordsKindId } from '../domain/kind.ts'
import { lockImports } from './import-batch.ts'
import type { Records, RecordsTransaction } from './records.ts'
import { versionsOf } from './tables.ts'

/** A change of what is live: a batch that comes, or one that is taken back, as `seq` of the ledger. */
export interface LiveChange {
  readonly batch: bigint
  readonly seq: bigint
  readonly isUndo: boolean
}

/** SQLite shares its thread and its one writer, so its pieces are small; PostgreSQL plans a large one better. */
const keysPerPiece = { sqlite: 500, postgres: 50_000 } as const
/** Milliseconds after which a piece on SQLite commits: others wait for it to write. */
const pieceMs = 8

interface Place {
  readonly source: string
  readonly key: string
}

type Write = (work: (trx: RecordsTransaction) => Promise<void>) => Promise<void>

/**
 * Writes anew, in the tables of the kinds, every row a batch says something about: the greatest live batch has its way. Nobody
 * sees any of it until `flip` has run, and everybody all of it from then on. On SQLite in many short transactions, since others
 * write too; in one on PostgreSQL, where they do not wait. Only for whoever has the book to himself; can be begun again.
 */
export async function projectBatch(
  records: Records,
  change: LiveChange,
  flip: (trx: RecordsTransaction) => Promise<void>,
): Promise<void> {
  if (records.kind === 'postgres') {
    await records.write(async (trx) => {
      await lockImports(records, trx)
      // Fresh statistics: a batch that was just staged would look empty to the planner.
      await sql`analyze import_batch, import_row`.execute(trx)
      await inPieces(records, change, flip, (work) => work(trx))
    })
    return
  }
  await inPieces(records, change, flip, (work) => records.write(work))
}

async function inPieces(
  records: Records,
  change: LiveChange,
  flip: (trx: RecordsTransaction) => Promise<void>,
  write: Write,
): Promise<void> {
  await takeBackUnfinished(write)
  await sweep(write)
  await write(async (trx) => {
    await sql`insert into projection_event (number) values (${change.seq})`.execute(trx)
  })
  for (const kind of recordsKindIds) await projectKind(records, change, kind, write)
  await write(async (trx) => {
    await flip(trx)
    await sql`delete from projection_event`.execute(trx)
  })
  await sweep(write)
}

async function projectKind(records: Records, change: LiveChange, kind: RecordsKindId, write: Write): Promise<void> {
  let after: Place | undefined
  let more = true
  while (more) {
    await write(async (trx) => {
      const deadline = performance.now() + pieceMs
      do {
        const upTo = await placeAfter(trx, { batch: change.batch, kind, after, size: keysPerPiece[records.kind] })
        await projectKeys(trx, { ...change, kind, after, upTo })
        after = upTo
        more = upTo !== undefined
      } while (more && performance.now() < deadline)
    })
  }
}

/** Undoes what a process that died had prepared and nobody has seen. */
async function takeBackUnfinished(write: Write): Promise<void> {
  let unfinished: bigint | undefined
  await write(async (trx) => {
    const { rows } = await sql<{ number: bigint }>`select number from projection_event`.execute(trx)
    unfinished = rows[0]?.number
  })
  if (unfinished === undefined) return
  for (const kind of recordsKindIds) {
    const table = sql.table(versionsOf(kind))
    await untilNone(write, (limit) => {
      return sql`delete from ${table} where (source, row_key, shown_from) in
        (select source, row_key, shown_from from ${table} where shown_from = ${unfinished} limit ${limit})`
    })
    await untilNone(write, (limit) => {
      return sql`update ${table} set hidden_from = null where (source, row_key, shown_from) in
        (select source, row_key, shown_from from ${table} where hidden_from = ${unfinished} limit ${limit})`
    })
  }
  await write(async (trx) => {
    await sql`delete from projection_event`.execute(trx)
  })
}

/** Deletes the rows that nobody sees any more; none while a change is under way. */
async function sweep(write: Write): Promise<void> {
  for (const kind of recordsKindIds) {
    const table = sql.table(versionsOf(kind))
    await untilNone(write, (limit) => {
      return sql`delete from ${table} where (source, row_key, shown_from) in
        (select source, row_key, shown_from from ${table} where hidden_from is not null limit ${limit})`
    })
  }
}

/** Runs a statement on so many rows at a time until it finds no more. */
async function untilNone(write: Write, statement: (limit: RawBuilder<number>) => RawBuilder<unknown>): Promise<void> {
  const limit = sql.lit(1000)
  let isDone = false
  while (!isDone) {
    await write(async (trx) => {
      const { numAffectedRows = 0n } = await statement(limit).execute(trx)
      isDone = numAffectedRows < 1000n
    })
  }
}

interface Piece {
  readonly batch: bigint
  readonly kind: RecordsKindId
  readonly after: Place | undefined
  readonly upTo: Place | undefined
}

/** The last key of the next piece of the batch's keys; undefined when the rest is one piece. */
async function placeAfter(
  trx: RecordsTransaction,
  { batch, kind, after, size }: Omit<Piece, 'upTo'> & { readonly size: number },
): Promise<Place | undefined> {
  const places = await sql<Place>`select source, key from import_row as mine
    where ${mine({ batch, kind, after, upTo: undefined })}
    order by source, key limit 1 offset ${sql.lit(size - 1)}`.execute(trx)
  return places.rows[0]
}

/** Hides the rows of the keys from the change on and adds those that are shown from it on. */
async function projectKeys(trx: RecordsTransaction, piece: Piece & LiveChange): Promise<void> {
  const table = sql.table(versionsOf(piece.kind))
  const columns = kindOf(piece.kind).columns.map(({ name }) => name)
  await sql`update ${table} set hidden_from = ${piece.seq} where hidden_from is null and (source, row_key) in
    (select source, key from import_row as mine where ${mine(piece)})`.execute(trx)
  await sql`insert into ${table} (source, row_key, batch, shown_from, ${sql.join(columns.map((name) => sql.ref(name)))})
    select top.source, top.key, top.batch, cast(${piece.seq} as bigint),
      ${sql.join(columns.map((name) => sql`top.content ->> ${sql.lit(name)}`))}
    from import_row as mine
    join import_row as top on top.kind = mine.kind and top.source = mine.source and top.key = mine.key
    join import_batch as top_batch on top_batch.number = top.batch
    where ${mine(piece)} and top.content is not null and ${isLive('top_batch', piece)}
    and not exists (
      select 1 from import_row as later join import_batch as later_batch on later_batch.number = later.batch
      where later.kind = mine.kind and later.source = mine.source and later.key = mine.key
      and ${seqOf('later_batch', piece)} > ${seqOf('top_batch', piece)} and ${isLive('later_batch', piece)}
    )`.execute(trx)
}

/** Whether a batch will be live once the change is made. */
function isLive(table: string, { batch, isUndo }: LiveChange): RawBuilder<boolean> {
  const [number, seq, undone] = ['number', 'seq', 'undone_seq'].map((name) => sql.ref(`${table}.${name}`))
  const isFollowed = isUndo
    ? sql`${seq} is not null and ${number} <> ${batch}`
    : sql`(${seq} is not null or ${number} = ${batch})`
  return sql`(${isFollowed} and ${undone} is null)`
}

/** The number of a batch once the change is made. */
function seqOf(table: string, { batch, seq, isUndo }: LiveChange): RawBuilder<bigint> {
  const own = sql<bigint>`${sql.ref(`${table}.seq`)}`
  return isUndo ? own : sql`(case when ${sql.ref(`${table}.number`)} = ${batch} then ${seq} else ${own} end)`
}

/** The rows of the batch in a piece of its keys: after one place, up to another. */
function mine({ batch, kind, after, upTo }: Piece): RawBuilder<boolean> {
  const parts = [sql`mine.batch = ${batch} and mine.kind = ${kind}`]
  if (after) parts.push(sql`(mine.source, mine.key) > (${after.source}, ${after.key})`)
  if (upTo) parts.push(sql`(mine.source, mine.key) <= (${upTo.source}, ${upTo.key})`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}
