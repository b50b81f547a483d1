import type { Micros } from './money.ts'
import { microsPerUnit, numberToMicros } from './money.ts'
import type { MovementClass } from './movement.ts'

/** Why an account deserves a look. */
export const attentionReasons = ['lost', 'down', 'shrinking', 'family-lost', 'up', 'new', 'returned'] as const
type AttentionReason = (typeof attentionReasons)[number]

/** A family of products that an account bought less of. */
export interface FamilyFall {
  /** The family as `source/key`; null stands for products without one. */
  readonly family: string | null
  readonly before: Micros
  /** Null when nothing of it was invoiced any more. */
  readonly after: Micros | null
}

/** What one account did between two windows. */
export interface Mover {
  readonly movement: MovementClass
  readonly spendBefore: Micros | null
  readonly spend: Micros | null
  /** The family of products that fell most; null when none fell. */
  readonly fall: FamilyFall | null
}

/** A reason to look, and the money it is about. */
export interface Attention {
  readonly reason: AttentionReason
  /** What went or came, never below zero. */
  readonly stake: Micros
  /** What it weighs beside others: the stake, or part of it. */
  readonly weight: Micros
}

/** Below this part of its own spend a decline is the usual up and down of orders. */
const shrinkingPart = 0.2
/** A gain weighs half: a loss wants a call this week, a gain a word of thanks. */
const gainWeight = 0.5

/** The weightiest reason to look at an account; null when there is none. */
export function attentionOf(mover: Mover): Attention | null {
  const reasons = reasonsOf(mover).filter(({ stake }) => stake > 0n)
  return (
    reasons.toSorted((left, right) => (left.weight === right.weight ? 0 : left.weight > right.weight ? -1 : 1))[0] ??
    null
  )
}

/** The first of `ranked` that go on the list: at most `perOwner` of one owner, so that nobody's troubles crowd out the rest. */
export function capAttention<T extends { readonly owner: string | null }>(
  ranked: Iterable<T>,
  { perOwner, total }: { readonly perOwner: number; readonly total: number },
): readonly T[] {
  const countByOwner = new Map<string | null, number>()
  const kept: T[] = []
  for (const one of ranked) {
    if (kept.length >= total) break
    const count = countByOwner.get(one.owner) ?? 0
    if (count >= perOwner) continue
    countByOwner.set(one.owner, count + 1)
    kept.push(one)
  }
  return kept
}

/** In the order in which they hold when they weigh the same. */
function reasonsOf({ movement, spendBefore, spend, fall }: Mover): Attention[] {
  const [before, after] = [spendBefore ?? 0n, spend ?? 0n]
  const lost = before - after
  switch (movement) {
    case 'ungraded':
      return []
    case 'lost':
      return [loss('lost', before)]
    case 'new':
    case 'returned':
      return [gain(movement, after)]
    case 'down':
      return [loss('down', lost)]
    case 'up':
      return [...fallReasons(fall, before), gain('up', -lost)]
    case 'kept':
      return [...(isPartOf(lost, before) ? [loss('shrinking', lost)] : []), ...fallReasons(fall, before)]
  }
}

function fallReasons(fall: FamilyFall | null, before: Micros): Attention[] {
  return fall && fall.after === null && isPartOf(fall.before, before) ? [loss('family-lost', fall.before)] : []
}

function isPartOf(part: Micros, whole: Micros): boolean {
  return whole > 0n && part * microsPerUnit >= whole * numberToMicros(shrinkingPart)
}

function loss(reason: AttentionReason, stake: Micros): Attention {
  return { reason, stake, weight: stake }
}

function gain(reason: AttentionReason, stake: Micros): Attention {
  return { reason, stake, weight: (stake * numberToMicros(gainWeight)) / microsPerUnit }
}
