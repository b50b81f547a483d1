import type { Output } from '../../contract/operations.ts'
import { flawsOfPlan } from '../../domain/review/retention-plan.ts'
import type { PlanFlaw } from '../../domain/review/retention-plan.ts'
import type { RecordsView } from '../../records/records.ts'
import { insertPlan, listPlanVersions } from '../../records/review-document.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { currentPlan } from './review-documents.ts'

/** What is done about an account that is leaving, step by step. */
export const getRetentionPlan: Verb<'getRetentionPlan'> = async (ctx) => {
  requireRight(ctx, 'read-account')
  return showPlan(ctx.records.view)
}

/** Saves the next version of the steps, from the one that was read. Actions of plans that were started stay as they are. */
export const saveRetentionPlan: Verb<'saveRetentionPlan'> = async (ctx, { steps, note, ifMatch }) => {
  requireRight(ctx, 'policy')
  const flaws = flawsOfPlan(steps)
  if (flaws.length > 0) throw new BookError('bad-input', `Cannot save this plan: ${flaws.map(sentenceOf).join('; ')}`)
  return ctx.records.write(async (trx) => {
    const before = await currentPlan(trx)
    const version = before.version + 1
    const stored = {
      steps,
      version,
      note: note === '' ? null : note,
      author: actorText(ctx.actor),
      at: ctx.now(),
    }
    if (before.version !== ifMatch || !(await insertPlan(trx, stored))) throw planChangedMeanwhile()
    await audit(ctx, 'save retention plan', String(version), { version, steps: steps.length }, trx)
    return showPlan(trx)
  })
}

/** Somebody else saved steps since they were read. */
export function planChangedMeanwhile(): BookError {
  return new BookError('stale', 'Cannot go on with this plan: somebody changed its steps meanwhile; look at them again')
}

async function showPlan(view: RecordsView): Promise<Output<'getRetentionPlan'>> {
  const { version, steps } = await currentPlan(view)
  const versions = await listPlanVersions(view)
  const actorOf = await readActors(
    view,
    versions.map(({ author }) => author),
  )
  return {
    version,
    steps: steps.map((step) => ({ ...step })),
    versions: versions.map((one) => ({
      version: one.version,
      savedBy: actorOf(one.author),
      savedAt: one.at,
      note: one.note,
      steps: one.steps.map((step) => ({ ...step })),
    })),
  }
}

function sentenceOf(flaw: PlanFlaw): string {
  switch (flaw.kind) {
    case 'none':
      return 'it has no step'
    case 'twice':
      return `two steps have the key "${flaw.name}"`
    case 'order':
      return `"${flaw.name}" is due before the step above it: put the steps in the order of their days`
  }
}
