import { proposedReasons } from '../../domain/review/reason.ts'
import type { Reason } from '../../domain/review/reason.ts'
import { proposedPlan } from '../../domain/review/retention-plan.ts'
import type { PlanStep } from '../../domain/review/retention-plan.ts'
import type { RecordsTransaction, RecordsView } from '../../records/records.ts'
import { insertPlan, insertReasons, listPlanVersions, listReasonVersions } from '../../records/review-document.ts'

/** Who saved what the program brings. */
const program = 'bookvalue'

/** The reason codes that count; version 0 are those the program brings. */
export async function currentReasons(
  view: RecordsView,
): Promise<{ readonly version: number; readonly reasons: readonly Reason[] }> {
  return (await listReasonVersions(view))[0] ?? { version: 0, reasons: proposedReasons }
}

/** The steps that count; version 0 are those the program brings. */
export async function currentPlan(
  view: RecordsView,
): Promise<{ readonly version: number; readonly steps: readonly PlanStep[] }> {
  return (await listPlanVersions(view))[0] ?? { version: 0, steps: proposedPlan }
}

/** Keeps what the program brings with the book before anything refers to it: a later program may bring something else. */
export async function keepProposals(trx: RecordsTransaction, at: string): Promise<void> {
  const written = { version: 1, note: null, author: program, at }
  if ((await currentReasons(trx)).version === 0) await insertReasons(trx, { ...written, reasons: proposedReasons })
  if ((await currentPlan(trx)).version === 0) await insertPlan(trx, { ...written, steps: proposedPlan })
}
