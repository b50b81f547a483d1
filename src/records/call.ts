import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import { callResults, callStates } from '../domain/call/call.ts'
import type { CallResult, CallState, CountedCall } from '../domain/call/call.ts'
import type { Day } from '../domain/day.ts'
import { storedToNumber } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'
import { takeNextState } from './versioned.ts'
import type { ReadVersion } from './versioned.ts'

/** What a person writes of a call before it is made. */
export interface CallText {
  readonly accountId: string
  /** Who is to be spoken to, by name; null where nobody said. */
  readonly contact: string | null
  /** What is to be different after it; never empty. */
  readonly goal: string
  readonly day: Day
  /** Id of the person who is to make it. */
  readonly owner: string
  /** The rep it counts for, as `source/key`; null where the person is no rep. */
  readonly rep: string | null
}

/** A state a call came into, by whom and when. */
export interface CallStateRow {
  readonly state: CallState
  /** The instant, as UTC ISO text. */
  readonly at: string
  /** Id of a person with access, or the name of whoever works on the machine. */
  readonly actor: string
  /** What came of it, or why it was dropped, in words; null when nobody said. */
  readonly note: string | null
  /** How far the goal was reached; only with `done`, like the next two. */
  readonly reached: CallResult | null
  readonly madeOn: Day | null
  readonly next: { readonly kind: 'call' | 'action'; readonly id: string } | null
}

export interface StoredCall extends CallText {
  readonly id: string
  /** The call whose next step it is. */
  readonly follows: string | null
  readonly createdBy: string
  readonly createdAt: string
  /** Every state, the newest first; never empty. */
  readonly states: readonly CallStateRow[]
  /** One more with every change, of a state too. */
  readonly version: number
}

/** Which calls are meant; null is all of them. */
export interface CallFilter {
  readonly owner: string | null
  /** Any of these reps, as `source/key`. */
  readonly reps: readonly string[] | null
  readonly accountId: string | null
  readonly states: readonly CallState[] | null
  /** First and last day on which they are planned, both inclusive. */
  readonly from: Day | null
  readonly to: Day | null
  /** The day on which they were made. */
  readonly madeOn: Day | null
}

/** The place of a call in a list. */
export interface CallPlace {
  readonly day: Day
  readonly id: string
}

/** A page of calls by day and id, the earliest first, or the latest first; what comes after `after`, or the first page. */
export async function listCalls(
  view: RecordsView,
  filter: CallFilter,
  page: { readonly after: CallPlace | null; readonly limit: number; readonly isLatestFirst: boolean },
): Promise<StoredCall[]> {
  const { after, limit, isLatestFirst } = page
  let query = callsThat(view, filter).selectAll()
  if (after && isLatestFirst) query = query.where(sql<SqlBool>`(day, id) < (${after.day}, ${after.id})`)
  else if (after) query = query.where(sql<SqlBool>`(day, id) > (${after.day}, ${after.id})`)
  const way = isLatestFirst ? 'desc' : 'asc'
  return withStates(view, await query.orderBy('day', way).orderBy('id', way).limit(limit).execute())
}

/** One call; undefined when there is none of that id. */
export async function findCall(view: RecordsView, id: string): Promise<StoredCall | undefined> {
  const rows = await view.selectFrom('call').selectAll().where('id', '=', id).execute()
  const [found] = await withStates(view, rows)
  return found
}

/** Adds a call in its first state, planned. */
export async function addCall(
  trx: RecordsTransaction,
  call: CallText & Pick<StoredCall, 'id' | 'follows'> & { readonly by: string; readonly at: string },
): Promise<void> {
  await trx
    .insertInto('call')
    .values({
      ...toColumns(call),
      id: call.id,
      follows: call.follows,
      created_by: call.by,
      created_at: call.at,
      version: 1n,
    })
    .execute()
  const planned = { state: 'planned', note: null, reached: null, madeOn: null, next: null } as const
  await insertState(trx, call.id, 1n, { ...planned, at: call.at, actor: call.by })
}

/** Writes a call anew where it still has the version that was read; false when somebody else was first. */
export async function changeCall(
  trx: RecordsTransaction,
  { id, version }: ReadVersion,
  text: CallText,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('call')
    .set({ ...toColumns(text), version: BigInt(version + 1) })
    .where('id', '=', id)
    .where('version', '=', BigInt(version))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Brings a call into a state, as its newest, where it still has the version that was read; says whether it had. */
export async function addCallState(trx: RecordsTransaction, read: ReadVersion, row: CallStateRow): Promise<boolean> {
  const number = await takeNextState(trx, 'call', read)
  if (number === null) return false
  await insertState(trx, read.id, number, row)
  return true
}

/** Whom people spoke to at an account, the latest first, each name once. */
export async function listContactNames(view: RecordsView, accountId: string, limit: number): Promise<string[]> {
  const rows = await view
    .selectFrom('call')
    .select(['contact', (eb) => eb.fn.max('day').as('latest')])
    .where('account_id', '=', accountId)
    .where('contact', 'is not', null)
    .groupBy('contact')
    .orderBy('latest', 'desc')
    .orderBy('contact')
    .limit(limit)
    .execute()
  return rows.flatMap(({ contact }) => contact ?? [])
}

/** A call as a scoreboard counts it: for the rep whose it was, on the day it was made, or else is planned for. */
export interface ScoredCall extends CountedCall {
  readonly rep: string | null
  readonly day: Day
}

/** Every call that was made on, or is planned for, days from `from` to `to`, those that were dropped too. */
export async function listScoredCalls(
  view: RecordsView,
  { from, to }: { readonly from: Day; readonly to: Day },
): Promise<ScoredCall[]> {
  const day = sql<string>`coalesce(s.made_on, c.day)`
  const rows = await view
    .selectFrom('call as c')
    .innerJoin('call_state as s', 's.call', 'c.id')
    .where((eb) =>
      eb(
        's.number',
        '=',
        eb
          .selectFrom('call_state as n')
          .select(({ fn }) => fn.max<bigint>('n.number').as('last'))
          .whereRef('n.call', '=', 'c.id'),
      ),
    )
    .where(sql<SqlBool>`${day} between ${from} and ${to}`)
    .select(['c.rep', 's.state', 's.reached', day.as('day')])
    .execute()
  return rows.map((row) => ({
    rep: row.rep,
    day: row.day,
    state: knownState(row.state),
    reached: row.reached === null ? null : knownResult(row.reached),
  }))
}

/** Ids of accounts with a call that is planned, or that was made on or after a day. */
export async function accountsInTalk(view: RecordsView, since: Day): Promise<ReadonlySet<string>> {
  const rows = await view
    .selectFrom('call')
    .select('account_id')
    .distinct()
    .where(
      sql<SqlBool>`(${newest('state')} = 'planned' or (${newest('state')} = 'done' and ${newest('made_on')} >= ${since}))`,
    )
    .execute()
  return new Set(rows.map((row) => row.account_id))
}

/** Ids of accounts that calls counting for these reps were noted with since an instant, those that were dropped left out. */
export async function accountsNotedSince(
  view: RecordsView,
  reps: readonly string[],
  since: string,
): Promise<ReadonlySet<string>> {
  if (reps.length === 0) return new Set()
  const rows = await view
    .selectFrom('call')
    .select('account_id')
    .distinct()
    .where('rep', 'in', [...reps])
    .where('created_at', '>=', since)
    .where(newest('state'), '<>', 'dropped')
    .execute()
  return new Set(rows.map((row) => row.account_id))
}

/** Accounts a rep is not told to call, each until a day. */
export async function listSkips(
  view: RecordsView,
  reps: readonly string[],
): Promise<readonly { readonly accountId: string; readonly until: Day | null; readonly at: string }[]> {
  if (reps.length === 0) return []
  const rows = await view
    .selectFrom('call_skip')
    .select(['account_id', 'until', 'at'])
    .where('rep', 'in', [...reps])
    .orderBy('id')
    .execute()
  const latest = new Map(rows.map((row) => [row.account_id, row]))
  return [...latest.values()].map(({ account_id, until, at }) => ({ accountId: account_id, until, at }))
}

export async function insertSkip(
  trx: RecordsTransaction,
  skip: {
    readonly id: string
    readonly rep: string
    readonly accountId: string
    readonly until: Day | null
    readonly author: string
    readonly at: string
  },
): Promise<void> {
  const { accountId, ...row } = skip
  await trx
    .insertInto('call_skip')
    .values({ ...row, account_id: accountId })
    .execute()
}

async function insertState(trx: RecordsTransaction, call: string, number: bigint, row: CallStateRow): Promise<void> {
  const { madeOn, next, ...same } = row
  await trx
    .insertInto('call_state')
    .values({ ...same, call, number, made_on: madeOn, next_kind: next?.kind ?? null, next_id: next?.id ?? null })
    .execute()
}

/** What the newest state of a call says. */
function newest(column: 'state' | 'made_on') {
  return sql<string>`(select s.${sql.ref(column)} from call_state s where s.call = call.id order by s.number desc limit 1)`
}

function callsThat(view: RecordsView, { owner, reps, accountId, states, from, to, madeOn }: CallFilter) {
  let query = view.selectFrom('call')
  if (owner !== null) query = query.where('owner', '=', owner)
  if (reps !== null) query = query.where('rep', 'in', [...reps])
  if (accountId !== null) query = query.where('account_id', '=', accountId)
  if (from !== null) query = query.where('day', '>=', from)
  if (to !== null) query = query.where('day', '<=', to)
  if (states !== null) query = query.where(newest('state'), 'in', [...states])
  if (madeOn !== null) query = query.where(newest('made_on'), '=', madeOn)
  return query
}

async function withStates(view: RecordsView, rows: readonly Tables['call'][]): Promise<StoredCall[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const states = await view
    .selectFrom('call_state')
    .selectAll()
    .where('call', 'in', ids)
    .orderBy('number', 'desc')
    .execute()
  const statesById = Map.groupBy(states, (state) => state.call)
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    contact: row.contact,
    goal: row.goal,
    day: row.day,
    owner: row.owner,
    rep: row.rep,
    follows: row.follows,
    createdBy: row.created_by,
    createdAt: row.created_at,
    states: (statesById.get(row.id) ?? []).map(toState),
    version: storedToNumber(row.version),
  }))
}

function toState(row: Tables['call_state']): CallStateRow {
  const { next_kind: kind, next_id: id } = row
  return {
    state: knownState(row.state),
    at: row.at,
    actor: row.actor,
    note: row.note,
    reached: row.reached === null ? null : knownResult(row.reached),
    madeOn: row.made_on,
    next: id === null ? null : { kind: kind === 'action' ? 'action' : 'call', id },
  }
}

function knownState(text: string): CallState {
  const state = callStates.find((one) => one === text)
  if (state === undefined) throw new Error(`Cannot read call state "${text}"`)
  return state
}

function knownResult(text: string): CallResult {
  const result = callResults.find((one) => one === text)
  if (result === undefined) throw new Error(`Cannot read call result "${text}"`)
  return result
}

function toColumns(text: CallText) {
  return {
    account_id: text.accountId,
    contact: text.contact,
    goal: text.goal,
    day: text.day,
    owner: text.owner,
    rep: text.rep,
  }
}
