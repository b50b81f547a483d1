import type { Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import { parsePeriod, windowAt } from '../../domain/period.ts'
import type { Policy } from '../../domain/policy.ts'
import { lateFacts } from '../../ledger/facts/late-facts.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { pageOfClosings } from '../../records/closing.ts'
import type { Closing } from '../../records/closing.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { listPolicies } from '../policy/list-policies.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

type Shown = Output<'listClosings'>['items'][number]

/** Closings in pages, the newest first; of the latest of each period also what has reached it since. */
export const pageClosings: Verb<'listClosings'> = async (ctx, { cursor, limit }) => {
  requireRight(ctx, 'control')
  const found = await pageOfClosings(ctx.records.view, { before: cursor ?? null, limit: limit + 1 })
  const page = found.slice(0, limit)
  const watermark = await watermarkOf(ctx.ledger)
  const policies = (await listPolicies(ctx)).map((listed) => listed.policy)
  const actorOf = await readActors(ctx.records.view, [...new Set(page.map(({ closing }) => closing.closedBy))])
  const items = await Promise.all(
    page.map(async ({ closing, isLatest }): Promise<Shown> => {
      const since = isLatest ? await sinceOf(ctx, closing, policies, watermark) : null
      return { ...toShown(closing, since), closedBy: actorOf(closing.closedBy).name }
    }),
  )
  const last = found.length > limit ? page.at(-1) : undefined
  return { items, next: last ? last.closing.id : null }
}

/** What has come into the window of a closing after it. It never changes the closing. */
async function sinceOf(
  ctx: Ctx,
  closing: Closing,
  policies: readonly Policy[],
  watermark: number,
): Promise<Shown['since']> {
  if (watermark === closing.watermark) return { invoices: 0, net: formatMicros(0n), laterImports: 0 }
  const policy = policies.find((one) => one.name === closing.policyName && one.version === closing.policyVersion)
  if (!policy) throw new Error(`Cannot find policy "${closing.policyName}" version ${String(closing.policyVersion)}`)
  const period = parsePeriod(closing.period, { fiscalYearStart: policy.fiscalYearStart })
  const window = windowAt(period, policy.window, policy.fiscalYearStart)
  const late = await lateFacts(ctx.ledger, { ...window, watermark }, closing.watermark)
  return { invoices: late.invoices, net: formatMicros(late.change), laterImports: watermark - closing.watermark }
}

function toShown(closing: Closing, since: Shown['since']): Shown {
  const { policyName, policyVersion, ...shown } = closing
  return { ...shown, policy: { name: policyName, version: policyVersion }, since }
}
