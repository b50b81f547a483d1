import { auditRevealed } from '../audit.ts'
import type { Ctx, KeyHolder, Person } from '../context.ts'
import type { OpenAccount } from './open-account.ts'

/** Looks that were noted today: enough for a busy day, and small. */
const keptLooks = 20_000
const noted = new Set<string>()

/**
 * Notes that somebody opened exact costs, lines or an invoice of an account that neither they nor their team look after. Of one person, one
 * account and one day the first look is noted: the audit says who looked into what, and is not drowned by who works all day.
 */
export async function auditLook(
  ctx: Ctx,
  { row, view }: OpenAccount,
  what: 'explanation' | 'lines' | 'invoice' | 'months' | 'families' | 'stock' | 'commitments' | 'profit' | 'bridge',
): Promise<void> {
  const { actor } = ctx
  if (actor.kind === 'local-operator' || isTheirs(actor, row.owner_key)) return
  const look = JSON.stringify([actor.id, row.account_id, ctx.now().slice(0, 10)])
  if (noted.has(look)) return
  noted.add(look)
  const oldest = noted.size > keptLooks ? noted.values().next().value : undefined
  if (oldest !== undefined) noted.delete(oldest)
  try {
    await auditRevealed(ctx, 'view', 'account', { account: row.account_id, key: row.key, what, period: view.period })
  } catch (error) {
    // What is not on record has to be noted by the next look.
    noted.delete(look)
    throw error
  }
}

function isTheirs({ reps, team }: Person | KeyHolder, owner: string | null): boolean {
  return owner !== null && (reps.includes(owner) || team.includes(owner))
}
