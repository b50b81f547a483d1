import { sql } from 'kysely'
import type { Expression, SqlBool } from 'kysely'
import type { ActionState, ActionSubject } from '../domain/action.ts'
import type { Day } from '../domain/day.ts'
import { farFuture } from '../domain/day.ts'
import { storedToNumber } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'
import { takeNextState } from './versioned.ts'

/** A state an action came into, by whom and when. */
export interface StateRow {
  readonly state: ActionState
  /** The instant, as UTC ISO text. */
  readonly at: string
  /** Id of a person with access, or the name of whoever works on the machine. */
  readonly actor: string
  readonly note: string | null
}

/** What a person writes of an action. */
export interface ActionText {
  readonly title: string
  readonly note: string | null
  readonly subjectType: ActionSubject
  readonly subjectId: string
  /** Id of the person who is to do it. */
  readonly owner: string
  /** Null is without a day. */
  readonly due: Day | null
  /** When it counts as done, in words; null when nobody said. */
  readonly doneWhen: string | null
}

export interface StoredAction extends ActionText {
  readonly id: string
  /** Like the actor of a state. */
  readonly createdBy: string
  readonly createdAt: string
  /** Every state, the newest first; never empty. */
  readonly states: readonly StateRow[]
  /** One more with every change, of a state too. */
  readonly version: number
}

/** Which actions are meant; null is all of them. */
export interface ActionFilter {
  readonly owner: string | null
  readonly subjectType: ActionSubject | null
  readonly subjectId: string | null
  readonly states: readonly ActionState[] | null
  /** Due on an earlier day; an action without a day is not among them. */
  readonly dueBefore: Day | null
  /** Leaves out what is about these, unless this person owns or made it. */
  readonly except: { readonly subjectTypes: readonly ActionSubject[]; readonly person: string | null } | null
}

/** The place of an action in a list. */
export interface ActionPlace {
  readonly due: Day | null
  readonly id: string
}

/** A page of actions by due day, those without one last, then by id: what comes after `after`, or the first page. */
export async function listActions(
  view: RecordsView,
  filter: ActionFilter,
  { after, limit }: { readonly after: ActionPlace | null; readonly limit: number },
): Promise<StoredAction[]> {
  const due = sql<string>`coalesce(due, ${farFuture})`
  let query = actionsThat(view, filter).selectAll()
  if (after) query = query.where(sql<SqlBool>`(${due}, id) > (${after.due ?? farFuture}, ${after.id})`)
  const rows = await query.orderBy(due).orderBy('id').limit(limit).execute()
  return withStates(view, rows)
}

/** How many actions pass the filter. */
export async function countActions(view: RecordsView, filter: ActionFilter): Promise<number> {
  const found = await actionsThat(view, filter)
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirst()
  return storedToNumber(found?.count ?? 0n)
}

/** How many actions there are about each of these, and how many of them are open; what has none is missing. */
export async function countActionsAbout(
  view: RecordsView,
  subjectType: ActionSubject,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, { readonly open: number; readonly all: number }>> {
  if (subjects.length === 0) return new Map()
  const rows = await view
    .selectFrom('action')
    .select(['subject_id', newestState().as('state')])
    .where('subject_type', '=', subjectType)
    .where('subject_id', 'in', [...subjects])
    .execute()
  const rowsBySubject = Map.groupBy(rows, (row) => row.subject_id)
  return new Map(
    [...rowsBySubject].map(([subject, own]) => [
      subject,
      { open: own.filter(({ state }) => state === 'open').length, all: own.length },
    ]),
  )
}

/** One action; undefined when there is none of that id. */
export async function findAction(view: RecordsView, id: string): Promise<StoredAction | undefined> {
  const rows = await view.selectFrom('action').selectAll().where('id', '=', id).execute()
  const [found] = await withStates(view, rows)
  return found
}

/** Adds an action in its first state, open. */
export async function addAction(
  trx: RecordsTransaction,
  action: ActionText & { readonly id: string; readonly by: string; readonly at: string },
): Promise<void> {
  await trx
    .insertInto('action')
    .values({
      ...toColumns(action),
      id: action.id,
      created_by: action.by,
      created_at: action.at,
      version: 1n,
    })
    .execute()
  await addStateRow(trx, action.id, 1n, { state: 'open', at: action.at, actor: action.by, note: null })
}

/** Writes an action anew where it still has the version that was read; false when somebody else was first. */
export async function changeAction(
  trx: RecordsTransaction,
  id: string,
  version: number,
  text: ActionText,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('action')
    .set({ ...toColumns(text), version: BigInt(version + 1) })
    .where('id', '=', id)
    .where('version', '=', BigInt(version))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Brings an action into a state, as its newest, where it still has the version that was read; says whether it had. */
export async function addActionState(
  trx: RecordsTransaction,
  id: string,
  version: number,
  row: StateRow,
): Promise<boolean> {
  const number = await takeNextState(trx, 'action', { id, version })
  if (number === null) return false
  await addStateRow(trx, id, number, row)
  return true
}

async function addStateRow(trx: RecordsTransaction, action: string, number: bigint, row: StateRow): Promise<void> {
  await trx
    .insertInto('action_state')
    .values({ action, number, ...row })
    .execute()
}

function actionsThat(view: RecordsView, filter: ActionFilter) {
  const { owner, subjectType, subjectId, states, dueBefore, except } = filter
  let query = view.selectFrom('action')
  if (owner !== null) query = query.where('owner', '=', owner)
  if (subjectType !== null) query = query.where('subject_type', '=', subjectType)
  if (subjectId !== null) query = query.where('subject_id', '=', subjectId)
  if (dueBefore !== null) query = query.where('due', '<', dueBefore)
  if (states !== null) query = query.where(newestState(), 'in', [...states])
  if (except !== null && except.subjectTypes.length > 0) {
    const { subjectTypes, person } = except
    query = query.where((eb) => {
      const shown: Expression<SqlBool>[] = [eb('subject_type', 'not in', [...subjectTypes])]
      if (person !== null) shown.push(eb('owner', '=', person), eb('created_by', '=', person))
      return eb.or(shown)
    })
  }
  return query
}

function newestState() {
  return sql<string>`(select s.state from action_state s where s.action = action.id order by s.number desc limit 1)`
}

async function withStates(view: RecordsView, rows: readonly Tables['action'][]): Promise<StoredAction[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const states = await view
    .selectFrom('action_state')
    .selectAll()
    .where('action', 'in', ids)
    .orderBy('number', 'desc')
    .execute()
  const statesById = Map.groupBy(states, (state) => state.action)
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    note: row.note,
    // Both are written by the functions above alone.
    subjectType: row.subject_type as ActionSubject,
    subjectId: row.subject_id,
    owner: row.owner,
    due: row.due,
    doneWhen: row.done_when,
    createdBy: row.created_by,
    createdAt: row.created_at,
    states: (statesById.get(row.id) ?? []).map(({ state, at, actor, note }) => ({
      state: state as ActionState,
      at,
      actor,
      note,
    })),
    version: storedToNumber(row.version),
  }))
}

function toColumns(text: ActionText) {
  return {
    title: text.title,
    note: text.note,
    subject_type: text.subjectType,
    subject_id: text.subjectId,
    owner: text.owner,
    due: text.due,
    done_when: text.doneWhen,
  }
}
