import { sql } from 'kysely'
import type { Criteria, SelectionDocument } from '../domain/selection/criteria.ts'
import { decisions } from '../domain/selection/selection.ts'
import type { Mark, Override, Scoring } from '../domain/selection/selection.ts'
import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** A version of the criteria with who saved it; it never changes. */
export interface StoredCriteria extends Criteria {
  readonly note: string | null
  readonly author: string
  /** The instant it was saved, as UTC ISO text. */
  readonly at: string
}

/** Saves a version of the criteria; false when somebody else saved it meanwhile. */
export async function insertCriteria(trx: RecordsTransaction, stored: StoredCriteria): Promise<boolean> {
  const { version, note, author, at } = stored
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('selection_criteria')
    .values({ version: BigInt(version), document: jsonToStored(toJson(stored)), note, author, at })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** All versions, the one that counts first. */
export async function listCriteria(view: RecordsView): Promise<StoredCriteria[]> {
  const rows = await view.selectFrom('selection_criteria').selectAll().orderBy('version', 'desc').execute()
  return rows.map(({ version, document, note, author, at }) => ({
    // Only what `toJson` made is stored there.
    ...(storedToJson(document) as unknown as SelectionDocument),
    version: storedToNumber(version),
    note,
    author,
    at,
  }))
}

export async function insertScoring(trx: RecordsTransaction, scoring: Scoring): Promise<void> {
  const { id, accountId, version, marks, reviewOn, author, at } = scoring
  await trx
    .insertInto('selection_score')
    .values({
      id,
      account_id: accountId,
      version: BigInt(version),
      marks: jsonToStored(marks.map(({ criterion, points, evidence }) => ({ criterion, points, evidence }))),
      review_on: reviewOn,
      author,
      at,
    })
    .execute()
}

export async function insertOverride(trx: RecordsTransaction, override: Override): Promise<void> {
  const { id, accountId, decision, reason, reviewOn, author, at } = override
  await trx
    .insertInto('selection_override')
    .values({ id, account_id: accountId, decision, reason, review_on: reviewOn, author, at })
    .execute()
}

/** The marks every account was given last, by account. */
export async function latestScorings(view: RecordsView): Promise<Scoring[]> {
  const rows = await view
    .selectFrom('selection_score')
    .selectAll()
    .where(isLatest('selection_score'))
    .orderBy('id')
    .execute()
  return rows.map(toScoring)
}

/** The latest decision on every account that has one, those back to the score among them. */
export async function latestOverrides(view: RecordsView): Promise<Override[]> {
  const rows = await view
    .selectFrom('selection_override')
    .selectAll()
    .where(isLatest('selection_override'))
    .orderBy('id')
    .execute()
  return rows.map(toOverride)
}

/** All marks an account was ever given, the newest first. */
export async function listScoringsOf(view: RecordsView, accountId: string): Promise<Scoring[]> {
  const rows = await view
    .selectFrom('selection_score')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toScoring)
}

/** All decisions on an account, the newest first. */
export async function listOverridesOf(view: RecordsView, accountId: string): Promise<Override[]> {
  const rows = await view
    .selectFrom('selection_override')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toOverride)
}

function isLatest(name: 'selection_score' | 'selection_override') {
  const table = sql.table(name)
  return sql<boolean>`not exists (
    select 1 from ${table} as later where later.account_id = ${table}.account_id and later.id > ${table}.id)`
}

function toScoring({ account_id, version, marks, review_on, ...row }: Tables['selection_score']): Scoring {
  return {
    ...row,
    accountId: account_id,
    version: storedToNumber(version),
    // Only what `insertScoring` made is stored there.
    marks: storedToJson(marks) as unknown as readonly Mark[],
    reviewOn: review_on,
  }
}

function toOverride({ account_id, decision: name, review_on, ...row }: Tables['selection_override']): Override {
  const decision = decisions.find((one) => one === name)
  if (decision === undefined) throw new Error(`Cannot read the decision "${name}" on an account`)
  return { ...row, accountId: account_id, decision, reviewOn: review_on }
}

function toJson({ criteria, atLeast }: SelectionDocument): Json {
  return {
    atLeast,
    criteria: criteria.map(({ key, label, weight, scale }) => ({
      key,
      label,
      weight,
      scale: scale.map(({ points, means }) => ({ points, means })),
    })),
  }
}
