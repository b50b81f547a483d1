import { findAccountCycles } from '../domain/account-tree.ts'
import { lastLineDay } from '../ledger/facts/last-line-day.ts'
import { dimensionStamp } from '../ledger/facts/account-keys.ts'
import { checkLedger } from '../ledger/facts/check-ledger.ts'
import { listBatches } from '../ledger/store/batch.ts'
import { appliedWatermark, pendingBatches } from '../records/import-batch.ts'
import { listAccountKeys } from '../records/list-account-keys.ts'
import { listParents } from '../records/list-parents.ts'
import type { Ctx } from './context.ts'
import type { Recovery } from './recover.ts'
import { requireWholeBook } from './right.ts'

/** One thing doctor looked at. */
export interface Finding {
  readonly check: string
  readonly ok: boolean
  /** What was found, in a sentence or a count. */
  readonly found: string
}

/**
 * Looks at both stores and the seam between them, and says what it found; `recovery` is what opening the book just now
 * completed or dropped. Changes nothing.
 */
export async function doctor(ctx: Ctx, recovery: Recovery): Promise<Finding[]> {
  requireWholeBook(ctx)
  const batches = await listBatches(ctx.ledger)
  const watermark = batches.at(-1)?.seq ?? 0
  const [followed, copied] = [await appliedWatermark(ctx.records), await dimensionStamp(ctx.ledger)]
  const pending = await pendingBatches(ctx.records)
  const lastImport = batches.findLast((batch) => batch.type === 'import')
  const lastDay = await lastLineDay(ctx.ledger, ctx.now().slice(0, 10))
  const today = ctx.now().slice(0, 10)
  const cycles = findAccountCycles(await listParents(ctx.records), lastDay ?? today)
  const { problems } = await listAccountKeys(ctx.records)
  return [
    {
      check: 'last import',
      ok: true,
      found: lastImport
        ? `${lastImport.id} of ${lastImport.at} is wholly there${lastImport.undoneBy === null ? '' : ', and undone'}`
        : 'there is none',
    },
    { check: 'what an earlier run left', ok: true, found: leftText(recovery) },
    {
      check: 'records follow the ledger',
      ok: followed === watermark,
      found: `ledger ${String(watermark)}, records ${String(followed)}`,
    },
    {
      check: 'copies of dimensions are fresh',
      ok: copied === watermark,
      found: `ledger ${String(watermark)}, copies ${String(copied)}`,
    },
    {
      check: 'no import is half done',
      ok: pending.length === 0,
      found: pending.length === 0 ? 'none' : pending.join(', '),
    },
    ...(await checkLedger(ctx.ledger)).map(({ check, broken }) => ({
      check,
      ok: broken === 0,
      found: broken === 0 ? 'holds' : `${String(broken)} rows do not`,
    })),
    {
      check: 'no account is its own ancestor',
      ok: cycles.length === 0,
      found: cycles.length === 0 ? 'holds' : cycles.map((cycle) => cycle.sentence).join('; '),
    },
    {
      check: 'every alias leads to an account',
      ok: problems.length === 0,
      found: problems.length === 0 ? 'holds' : problems.join('; '),
    },
  ]
}

function leftText({ completed, dropped }: Recovery): string {
  const done = [
    ...completed.map((id) => `${id} was committed and is now completed`),
    ...dropped.map((id) => `${id} was not committed and is now dropped`),
  ]
  return done.length === 0 ? 'nothing half done' : done.join('; ')
}
