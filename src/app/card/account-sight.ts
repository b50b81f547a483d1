import { sees } from '../account-view/sight.ts'
import type { Sight } from '../account-view/sight.ts'

/** What may be shown of the money of one account (docs/decisions/0019). */
export interface AccountSight {
  /** Its own spend. */
  readonly spend: boolean
  /** Its own cost and gross profit. */
  readonly margin: boolean
  /** The spend its grade goes by, and what is missing to a bound: of the whole family, so that nothing is left to subtract. */
  readonly gradedSpend: boolean
  /** Cost, gross profit, score and points of what its grade goes by. */
  readonly gradedMargin: boolean
  /** Spend of all accounts of its family together, whatever the policy grades. */
  readonly familySpend: boolean
  /** Gross profit of all accounts of its family together. */
  readonly familyMargin: boolean
}

/** What is in sight of the account at `position` when its grade goes by `graded`, and `family` is all its family. */
export function sightOfAccount(
  sight: Sight,
  {
    position,
    graded,
    family,
  }: { readonly position: number; readonly graded: readonly number[]; readonly family: readonly number[] },
): AccountSight {
  return {
    spend: sees(sight.spend, position),
    margin: sees(sight.margin, position),
    gradedSpend: graded.every((one) => sees(sight.spend, one)),
    gradedMargin: graded.every((one) => sees(sight.margin, one)),
    familySpend: family.every((one) => sees(sight.spend, one)),
    familyMargin: family.every((one) => sees(sight.margin, one)),
  }
}
