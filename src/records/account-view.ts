import { sql } from 'kysely'
import type { RecordsTransaction, RecordsView, Records } from './records.ts'
import { insertValues } from './insert-values.ts'
import { storedToNumber } from './decode.ts'
import type { Tables } from './tables.ts'

/** One account of a generation as it is stored: money in millionths, counts as bigint. */
export type StoredAccount = Tables['account_view']

/** What lists show of an account: reading the rest as well takes a quarter longer. */
const listed = [
  'position',
  'account_id',
  'source',
  'key',
  'name',
  'root_id',
  'root_name',
  'owner_key',
  'owner_name',
  'territory_key',
  'territory_name',
  'segment_key',
  'segment_name',
  'grade',
  'grade_before',
  'flagged',
  'movement',
  'spend',
  'spend_before',
  'spend_change',
  'next_grade',
  'to_next',
  'cost',
  'gross_profit',
  'margin_rate',
  'orders',
  'last_invoice',
  'months',
] as const satisfies readonly (keyof StoredAccount)[]
export type ListedAccount = Pick<StoredAccount, (typeof listed)[number]>

/** A generation of the account view: what it is of and what it was made from. */
export interface Generation {
  readonly number: number
  readonly state: 'building' | 'current' | 'replaced'
  /** Whether it is what is shown unless one asks for a period. */
  readonly isDefault: boolean
  /** As it is written: `2026`, `ttm@2026-03-31`. */
  readonly period: string
  /** The window of the policy at the end of the period, both ends inclusive. */
  readonly from: string
  readonly to: string
  /** The window a year earlier, under the same policy. */
  readonly before: {
    readonly period: string
    readonly from: string
    readonly to: string
    /** Whether the ledger reaches back to its first day. */
    readonly isWhole: boolean
  }
  /** The number of the last import or undo it has seen. */
  readonly watermark: number
  readonly policy: { readonly name: string; readonly version: number }
  readonly currency: string
  /** How many accounts it lists; what stands on no account is one row more. */
  readonly accounts: number
  /** The instant it was made, as UTC ISO text. */
  readonly builtAt: string
  /** The rates and judgements it has seen, as `factsStamp` has them for the families its policy looks at. */
  readonly factsStamp: string
}

/** Rows and pieces written or taken out in one transaction: short enough that nobody waits for it. */
export const rowsPerCommit = 1000
const piecesPerCommit = 4

/** Begins a generation nobody sees before it is flipped; its number is greater than that of every other. */
export async function startGeneration(
  records: Records,
  generation: Omit<Generation, 'number' | 'state'>,
): Promise<number> {
  return records.write(async (trx) => {
    const last = await trx
      .selectFrom('view_generation')
      .select(({ fn }) => fn.max('number').as('number'))
      .executeTakeFirst()
    const number = (last?.number ?? 0n) + 1n
    await trx
      .insertInto('view_generation')
      .values({
        number,
        state: 'building',
        is_default: generation.isDefault ? 1n : 0n,
        period: generation.period,
        window_from: generation.from,
        window_to: generation.to,
        before_period: generation.before.period,
        before_from: generation.before.from,
        before_to: generation.before.to,
        before_whole: generation.before.isWhole ? 1n : 0n,
        watermark: BigInt(generation.watermark),
        policy_name: generation.policy.name,
        policy_version: BigInt(generation.policy.version),
        currency: generation.currency,
        accounts: BigInt(generation.accounts),
        built_at: generation.builtAt,
        facts_stamp: generation.factsStamp,
      })
      .execute()
    return storedToNumber(number)
  })
}

/** Writes accounts of a generation that is being built. */
export async function writeAccounts(records: Records, rows: readonly StoredAccount[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsPerCommit) {
    const some = rows.slice(at, at + rowsPerCommit)
    await records.write((trx) => insertValues(records.kind, trx, 'account_view', some))
  }
}

/** Writes one column of a generation that is being built, in pieces. */
export async function writeColumn(
  records: Records,
  generation: number,
  name: string,
  pieces: readonly string[],
): Promise<void> {
  await writePieces(records, generation, name, pieces, (trx, some) => trx.insertInto('view_column').values(some))
}

/** The same for a column that comes after its generation is shown, which two may write at once: the first one stays. */
export async function writeLateColumn(
  records: Records,
  generation: number,
  name: string,
  pieces: readonly string[],
): Promise<void> {
  await writePieces(records, generation, name, pieces, (trx, some) =>
    trx
      .insertInto('view_column')
      .values(some)
      .onConflict((conflict) => conflict.doNothing()),
  )
}

type Piece = Tables['view_column']

async function writePieces(
  records: Records,
  generation: number,
  name: string,
  pieces: readonly string[],
  insert: (trx: RecordsTransaction, some: readonly Piece[]) => { execute(): Promise<unknown> },
): Promise<void> {
  const rows = pieces.map((data, piece) => ({ generation: BigInt(generation), name, piece: BigInt(piece), data }))
  for (let at = 0; at < rows.length; at += piecesPerCommit) {
    const some = rows.slice(at, at + piecesPerCommit)
    await records.write((trx) => insert(trx, some).execute())
  }
}

/** Tells PostgreSQL how much there is of what was just written; without that it reads the whole table for one page. */
export async function analyzeView(records: Records): Promise<void> {
  if (records.kind !== 'postgres') return
  await records.write(async (trx) => {
    await sql`analyze account_view, view_column`.execute(trx)
  })
}

/** Shows a whole generation in place of the one before it, together with what `alongside` writes. */
export async function flipGeneration(
  records: Records,
  { number, period, isDefault }: Pick<Generation, 'number' | 'period' | 'isDefault'>,
  alongside: (trx: RecordsTransaction) => Promise<void> = async () => {},
): Promise<void> {
  await records.write(async (trx) => {
    await trx
      .updateTable('view_generation')
      .set({ state: 'replaced', is_default: 0n })
      .where('state', '=', 'current')
      .where('period', '=', period)
      .execute()
    if (isDefault) {
      await trx.updateTable('view_generation').set({ is_default: 0n }).where('state', '=', 'current').execute()
    }
    await trx.updateTable('view_generation').set({ state: 'current' }).where('number', '=', BigInt(number)).execute()
    await alongside(trx)
  })
}

/** The generation that is shown of a period; of the default one when `period` is null. Undefined before the first. */
export async function findCurrent(view: RecordsView, period: string | null): Promise<Generation | undefined> {
  const row = await view
    .selectFrom('view_generation')
    .selectAll()
    .where('state', '=', 'current')
    .$if(period !== null, (query) => query.where('period', '=', period ?? ''))
    .$if(period === null, (query) => query.where('is_default', '=', 1n))
    .executeTakeFirst()
  return row && toGeneration(row)
}

/** A generation that can be read whole, shown or replaced since; undefined when it is gone. */
export async function findGeneration(view: RecordsView, number: number): Promise<Generation | undefined> {
  const row = await view
    .selectFrom('view_generation')
    .selectAll()
    .where('number', '=', BigInt(number))
    .where('state', '!=', 'building')
    .executeTakeFirst()
  return row && toGeneration(row)
}

/** Every generation, the newest first. */
export async function listGenerations(view: RecordsView): Promise<Generation[]> {
  const rows = await view.selectFrom('view_generation').selectAll().orderBy('number', 'desc').execute()
  return rows.map(toGeneration)
}

/** Takes a generation out, in short transactions; its own row goes last, so that an interrupted removal is taken up again. */
export async function dropGeneration(records: Records, number: number): Promise<void> {
  const generation = BigInt(number)
  // Nobody may find it while it goes.
  await records.write(async (trx) => {
    await trx.updateTable('view_generation').set({ state: 'building' }).where('number', '=', generation).execute()
  })
  const last = await lastPosition(records.view, number)
  for (let below = rowsPerCommit; below - rowsPerCommit <= last; below += rowsPerCommit) {
    await records.write(async (trx) => {
      await trx
        .deleteFrom('account_view')
        .where('generation', '=', generation)
        .where('position', '<', BigInt(below))
        .execute()
    })
  }
  const names = await records.view
    .selectFrom('view_column')
    .select('name')
    .distinct()
    .where('generation', '=', generation)
    .execute()
  for (const { name } of names) {
    await records.write(async (trx) => {
      await trx.deleteFrom('view_column').where('generation', '=', generation).where('name', '=', name).execute()
    })
  }
  await records.write(async (trx) => {
    await trx.deleteFrom('view_generation').where('number', '=', generation).execute()
  })
}

/** The position of the last row of a generation; -1 when it has none. */
export async function lastPosition(view: RecordsView, generation: number): Promise<number> {
  const last = await view
    .selectFrom('account_view')
    .select(({ fn }) => fn.max('position').as('position'))
    .where('generation', '=', BigInt(generation))
    .executeTakeFirst()
  // The maximum of nothing is null, whatever the type of the column.
  return Number((last?.position as bigint | null | undefined) ?? -1n)
}

/** The accounts at these positions, in the order of `positions`. */
export async function readPositions(
  view: RecordsView,
  generation: number,
  positions: readonly number[],
): Promise<StoredAccount[]> {
  if (positions.length === 0) return []
  const rows = await view
    .selectFrom('account_view')
    .selectAll()
    .where('generation', '=', BigInt(generation))
    .where('position', 'in', positions.map(BigInt))
    .execute()
  return inOrder(rows, positions)
}

/** What lists show of the accounts at these positions, in the order of `positions`. */
export async function readListed(
  view: RecordsView,
  generation: number,
  positions: readonly number[],
): Promise<ListedAccount[]> {
  if (positions.length === 0) return []
  const rows = await view
    .selectFrom('account_view')
    .select(listed)
    .where('generation', '=', BigInt(generation))
    .where('position', 'in', positions.map(BigInt))
    .execute()
  return inOrder(rows, positions)
}

/** The position of every account of a generation by its id, those after the first `count` left out. */
export async function readPlaces(
  view: RecordsView,
  generation: number,
  count: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await view
    .selectFrom('account_view')
    .select(['account_id', 'position'])
    .where('generation', '=', BigInt(generation))
    .where('position', '<', BigInt(count))
    .execute()
  return new Map(rows.map(({ account_id, position }) => [account_id, Number(position)]))
}

function inOrder<T extends { readonly position: bigint }>(rows: readonly T[], positions: readonly number[]): T[] {
  const rowsByPosition = new Map(rows.map((row) => [Number(row.position), row]))
  return positions.flatMap((position) => rowsByPosition.get(position) ?? [])
}

/** Accounts of a generation by id; what it does not list is missing. */
export async function readViewAccounts(
  view: RecordsView,
  generation: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredAccount>> {
  if (ids.length === 0) return new Map()
  const rows = await view
    .selectFrom('account_view')
    .selectAll()
    .where('generation', '=', BigInt(generation))
    .where('account_id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.account_id, row]))
}

/** One account of a generation, `noAccountId` too; undefined when it lists none of this id. */
export async function findViewAccount(
  view: RecordsView,
  generation: number,
  accountId: string,
): Promise<StoredAccount | undefined> {
  return view
    .selectFrom('account_view')
    .selectAll()
    .where('generation', '=', BigInt(generation))
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

/** The pieces of a column in their order; none when the generation has no such column, or is gone. */
export async function readColumnPieces(view: RecordsView, generation: number, name: string): Promise<string[]> {
  const rows = await view
    .selectFrom('view_column')
    .select('data')
    .where('generation', '=', BigInt(generation))
    .where('name', '=', name)
    .orderBy('piece')
    .execute()
  return rows.map(({ data }) => data)
}

function toGeneration(row: Tables['view_generation']): Generation {
  return {
    number: storedToNumber(row.number),
    state: row.state === 'current' || row.state === 'replaced' ? row.state : 'building',
    isDefault: row.is_default === 1n,
    period: row.period,
    from: row.window_from,
    to: row.window_to,
    before: {
      period: row.before_period,
      from: row.before_from,
      to: row.before_to,
      isWhole: row.before_whole === 1n,
    },
    watermark: storedToNumber(row.watermark),
    policy: { name: row.policy_name, version: storedToNumber(row.policy_version) },
    currency: row.currency,
    accounts: storedToNumber(row.accounts),
    builtAt: row.built_at,
    factsStamp: row.facts_stamp ?? '',
  }
}
