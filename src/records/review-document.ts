import type { Reason } from '../domain/review/reason.ts'
import type { PlanStep } from '../domain/review/retention-plan.ts'
import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'

interface Written {
  readonly version: number
  readonly note: string | null
  readonly author: string
  /** The instant it was saved, as UTC ISO text. */
  readonly at: string
}

/** A version of the reason codes with who saved it; it never changes. */
export interface StoredReasons extends Written {
  readonly reasons: readonly Reason[]
}

/** A version of the steps of the retention plan. */
export interface StoredPlan extends Written {
  readonly steps: readonly PlanStep[]
}

/** All versions of the reason codes, the one that counts first. */
export async function listReasonVersions(view: RecordsView): Promise<StoredReasons[]> {
  const rows = await listVersions(view, 'reasons')
  // Only what `insertReasons` made is stored there.
  return rows.map(({ document, ...row }) => ({ ...row, reasons: document as unknown as readonly Reason[] }))
}

/** Saves a version of the reason codes; false when somebody else saved it meanwhile. */
export async function insertReasons(trx: RecordsTransaction, { reasons, ...row }: StoredReasons): Promise<boolean> {
  const document = reasons.map(({ key, name, department, isControllable, isActive }) => ({
    key,
    name,
    department,
    isControllable,
    isActive,
  }))
  return insertVersion(trx, 'reasons', { ...row, document })
}

/** All versions of the steps of the retention plan, the one that counts first. */
export async function listPlanVersions(view: RecordsView): Promise<StoredPlan[]> {
  const rows = await listVersions(view, 'retention-plan')
  // Only what `insertPlan` made is stored there.
  return rows.map(({ document, ...row }) => ({ ...row, steps: document as unknown as readonly PlanStep[] }))
}

/** Saves a version of the steps; false when somebody else saved it meanwhile. */
export async function insertPlan(trx: RecordsTransaction, { steps, ...row }: StoredPlan): Promise<boolean> {
  const document = steps.map(({ key, title, department, daysAfter, doneWhen }) => ({
    key,
    title,
    department,
    daysAfter,
    doneWhen,
  }))
  return insertVersion(trx, 'retention-plan', { ...row, document })
}

type DocumentName = 'reasons' | 'retention-plan'

async function listVersions(view: RecordsView, name: DocumentName): Promise<(Written & { readonly document: Json })[]> {
  const rows = await view
    .selectFrom('review_document')
    .selectAll()
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ version, document, note, author, at }) => ({
    version: storedToNumber(version),
    document: storedToJson(document),
    note,
    author,
    at,
  }))
}

async function insertVersion(
  trx: RecordsTransaction,
  name: DocumentName,
  { version, document, note, author, at }: Written & { readonly document: Json },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('review_document')
    .values({ name, version: BigInt(version), document: jsonToStored(document), note, author, at })
    .onConflict((conflict) => conflict.columns(['name', 'version']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
