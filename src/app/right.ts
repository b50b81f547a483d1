import type { Right } from '../domain/right.ts'
import type { Actor, Ctx } from './context.ts'
import { BookError } from './error.ts'

/** Throws unless the actor has the right, on whatever accounts. Every verb asks first. */
export function requireRight(ctx: Pick<Ctx, 'actor'>, right: Right): void {
  if (hasRight(ctx.actor, right)) return
  throw new BookError('forbidden', `Cannot ${right.replace('-', ' ')}: "${ctx.actor.name}" has no right to`)
}

/** Throws unless the actor may see the exact money and margins of every account. */
export function requireWholeBook(ctx: Pick<Ctx, 'actor'>): void {
  const reaches = (['read-spend', 'read-margin'] as const).map((right) => reachOf(ctx.actor, right))
  if (reaches.every((reach) => reach === 'all')) return
  throw new BookError('forbidden', `Cannot read the whole book: "${ctx.actor.name}" has no right to all of its money`)
}

/** Whether the actor has the right on some accounts at least. Whoever can open the data directory has all. */
export function hasRight(actor: Actor, right: Right): boolean {
  return actor.kind === 'local-operator' || actor.grants[right] !== undefined
}

/** The accounts a right reaches: those of these owners or in these territories, both as `source/key`. */
interface Reached {
  readonly owners: readonly string[]
  readonly territories: readonly string[]
}

/** How far a right reaches; null when the actor has it not. */
export type Reach = 'all' | Reached | null

export function reachOf(actor: Actor, right: Right): Reach {
  if (actor.kind === 'local-operator') return 'all'
  const scope = actor.grants[right]
  if (scope === undefined) return null
  if (scope === 'all') return 'all'
  if (scope === 'territory') return { owners: [], territories: actor.territories }
  return { owners: scope === 'own' ? actor.reps : actor.team, territories: [] }
}

/** Whether an account with this owner and territory, each as `source/key` or null, is within reach. */
export function isWithin(
  reach: Reach,
  account: { readonly owner: string | null; readonly territory: string | null },
): boolean {
  if (reach === null || reach === 'all') return reach === 'all'
  const { owner, territory } = account
  return (
    (owner !== null && reach.owners.includes(owner)) || (territory !== null && reach.territories.includes(territory))
  )
}
