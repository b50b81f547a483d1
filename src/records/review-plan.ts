import type { Day } from '../domain/day.ts'
import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'

/** A retention plan that was started on a review. */
export interface StartedPlan {
  readonly id: string
  readonly review: string
  /** The version of the steps it was made from. */
  readonly version: number
  readonly start: Day
  /** Ids of the actions it made, in the order of the steps. */
  readonly actions: readonly string[]
  readonly author: string
  readonly at: string
}

export async function insertStartedPlan(trx: RecordsTransaction, plan: StartedPlan): Promise<void> {
  const { version, start, actions, ...row } = plan
  await trx
    .insertInto('review_plan')
    .values({ ...row, version: BigInt(version), start_day: start, actions: jsonToStored(actions) })
    .execute()
}

/** Plans that were started on a review and not undone, the newest first. */
export async function listStartedPlans(view: RecordsView, review: string): Promise<StartedPlan[]> {
  const rows = await view
    .selectFrom('review_plan')
    .leftJoin('review_plan_undo', 'review_plan_undo.plan', 'review_plan.id')
    .selectAll('review_plan')
    .where('review', '=', review)
    .where('review_plan_undo.plan', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ version, start_day, actions, ...row }) => ({
    ...row,
    version: storedToNumber(version),
    start: start_day,
    // Only what `insertStartedPlan` made is stored there.
    actions: storedToJson(actions) as readonly string[],
  }))
}

/** Notes that a plan was undone; false when somebody else undid it meanwhile. */
export async function insertPlanUndo(
  trx: RecordsTransaction,
  row: { readonly plan: string; readonly author: string; readonly at: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('review_plan_undo')
    .values(row)
    .onConflict((conflict) => conflict.column('plan').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
