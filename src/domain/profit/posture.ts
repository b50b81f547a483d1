import { microsPerUnit, numberToMicros } from '../money.ts'
import type { Micros } from '../money.ts'

/**
 * What to do with an account, by how much it earns and at which rate (measures.md, 8). It is a proposal: the owner accepts it or
 * takes another one, with a reason.
 */
export const postures = ['secure', 'get-more', 'make-profitable', 'downsize'] as const
export type Posture = (typeof postures)[number]

/**
 * Where the map is cut: net profit as a fraction of spend, inclusive at the bottom, and how much of it in money is much. A loss of as
 * much is much too.
 */
export interface PostureEdges {
  readonly rate: number
  readonly level: Micros
}

/** The rate at the lower edge of what most distributors earn, and a tenth of the spend that the default policy gives an A for. */
export const defaultEdges: PostureEdges = { rate: 0.05, level: 1_000_000_000n }

/**
 * The posture that a net profit proposes: much at a good rate is worth securing, little at a good rate is worth more of; much at a
 * poor rate, or a great loss, has to become profitable; little at a poor rate costs too much care. Who costs and buys nothing has a
 * poor rate. Null where net profit is unknown, and for nothing bought at no loss. The rate is compared exactly, not as it is rounded.
 */
export function proposePosture(
  netProfit: Micros | null,
  spend: Micros | null,
  { rate, level }: PostureEdges,
): Posture | null {
  if (netProfit === null) return null
  const bought = spend ?? 0n
  if (bought <= 0n && netProfit >= 0n) return null
  const isGood = bought > 0n && netProfit * microsPerUnit >= bought * numberToMicros(rate)
  const isMuch = netProfit >= level || netProfit <= -level
  if (isGood) return isMuch ? 'secure' : 'get-more'
  return isMuch ? 'make-profitable' : 'downsize'
}
