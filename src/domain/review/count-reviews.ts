import type { Day } from '../day.ts'
import type { Micros } from '../money.ts'
import { changeOf, mainFamilyOf } from './review-money.ts'
import type { ReviewMoney } from './review-money.ts'
import type { ReviewKind, ReviewState } from './review.ts'

/** What reviews are counted by. */
export const reviewGroupings = ['period', 'family', 'rep', 'territory', 'reason', 'kind'] as const
export type ReviewGrouping = (typeof reviewGroupings)[number]

/** What counting takes of a review. */
export interface CountedReview {
  readonly kind: ReviewKind
  readonly state: ReviewState
  /** The last day of the later window: when what is reviewed had happened. */
  readonly on: Day
  /** Owner and territory of the account on that day, as `source/key`; null for nobody and none. */
  readonly owner: string | null
  readonly territory: string | null
  /** The family of products it was opened for; null where it is about the account as a whole. */
  readonly family: string | null
  /** The reason it was closed under; null while it is open, or where it was closed with none. */
  readonly mainReason: string | null
  /** Every reason that a view which holds names. */
  readonly reasons: readonly string[]
  readonly money: ReviewMoney
  /** Whether the reader sees the spend of every account it is about. */
  readonly isSeen: boolean
}

export interface ReviewCount {
  /** What the group is of: a quarter, a key, a kind; null for none. */
  readonly key: string | null
  /** Reviews counted here and nowhere else: over all groups they sum to the whole. */
  readonly reviews: number
  readonly open: number
  readonly closed: number
  /** Closed ones whose reason we could have changed, could not, or that name none. */
  readonly controllable: number
  readonly uncontrollable: number
  readonly unexplained: number
  /** Only when counted by reason: reviews of which a view names it, whatever they were closed under. They overlap. */
  readonly named: number
  /** Change of spend of these reviews; null where it is not wholly in sight. Over all groups it sums to the whole. */
  readonly change: Micros | null
  /** The part of it that fell, and the part that rose: of each review its own change, not that of its families. */
  readonly lost: Micros | null
  readonly won: Micros | null
}

type Controllable = ReadonlyMap<string, boolean>

/**
 * Counts reviews by something. Each review stands in one group, so that groups sum to the whole; by family of products it is counted
 * as `countedFamily` says, and its money under each family it moved in. Money of a group is null unless all of it is in sight, and
 * by family unless all reviews are, so that nothing is left to subtract.
 */
export function countReviews(
  reviews: readonly CountedReview[],
  by: ReviewGrouping,
  isControllable: Controllable,
): ReviewCount[] {
  const groups = new Map<string | null, CountedReview[]>()
  const at = (key: string | null): CountedReview[] => {
    const known = groups.get(key) ?? []
    groups.set(key, known)
    return known
  }
  for (const review of reviews) {
    at(keyOf(review, by)).push(review)
    // Whatever a group has of money or names it must be there for, though nothing is counted in it.
    if (by === 'family' && review.isSeen)
      for (const { family } of review.money.families) at(family === '' ? null : family)
    if (by === 'reason') for (const reason of review.reasons) at(reason)
  }
  return [...groups]
    .map(([key, own]) => countOf(key, own, { reviews, by, isControllable }))
    .toSorted((one, other) => other.reviews - one.reviews || byKey(one.key, other.key))
}

/** All of them together, as one group. */
export function countAll(reviews: readonly CountedReview[], isControllable: Controllable): ReviewCount {
  return countOf(null, reviews, { reviews, by: 'kind', isControllable })
}

/** The share of closed reviews with a reason that we could have changed; null when none has. */
export function controllableShare({ controllable, uncontrollable }: ReviewCount): number | null {
  const known = controllable + uncontrollable
  return known === 0 ? null : Math.round((controllable / known) * 1e6) / 1e6
}

/**
 * The family of products a review is counted under: the one it was opened for, else the one that moved most; null for none. Which one
 * fell is said only to who sees the spend: for anybody else what was not opened for a family is counted under none.
 */
export function countedFamily({ family, money, isSeen }: Pick<CountedReview, 'family' | 'money' | 'isSeen'>) {
  return (family ?? (isSeen ? mainFamilyOf(money) : null)) || null
}

/** The quarter a day lies in, as `2026-Q1`. */
export function quarterOf(day: Day): string {
  return `${day.slice(0, 4)}-Q${String(Math.floor((Number(day.slice(5, 7)) + 2) / 3))}`
}

function keyOf(review: CountedReview, by: ReviewGrouping): string | null {
  switch (by) {
    case 'period':
      return quarterOf(review.on)
    case 'family':
      return countedFamily(review)
    case 'rep':
      return review.owner
    case 'territory':
      return review.territory
    case 'reason':
      return review.mainReason
    case 'kind':
      return review.kind
  }
}

function countOf(
  key: string | null,
  own: readonly CountedReview[],
  {
    reviews,
    by,
    isControllable,
  }: { readonly reviews: readonly CountedReview[]; readonly by: ReviewGrouping; readonly isControllable: Controllable },
): ReviewCount {
  const closed = own.filter(({ state }) => state === 'closed')
  const verdicts = closed.map(({ mainReason }) => (mainReason === null ? undefined : isControllable.get(mainReason)))
  const parts = by === 'family' ? partsOfFamily(reviews, key) : own.map(({ money }) => money)
  // Which groups by family stay without money would tell what a review out of sight is about: there it is all or none.
  const isSeen = (by === 'family' ? reviews : own).every((one) => one.isSeen)
  const changes = parts.map(changeOf)
  const sumOf = (some: readonly Micros[]): Micros | null => (isSeen ? some.reduce((sum, one) => sum + one, 0n) : null)
  return {
    key,
    reviews: own.length,
    open: own.length - closed.length,
    closed: closed.length,
    controllable: verdicts.filter((verdict) => verdict === true).length,
    uncontrollable: verdicts.filter((verdict) => verdict === false).length,
    unexplained: verdicts.filter((verdict) => verdict === undefined).length,
    named: by === 'reason' && key !== null ? reviews.filter((one) => one.reasons.includes(key)).length : 0,
    change: sumOf(changes),
    lost: sumOf(changes.filter((change) => change < 0n)),
    won: sumOf(changes.filter((change) => change > 0n)),
  }
}

/** What every review moved in one family of products; the empty key of money without a family is null here. */
function partsOfFamily(reviews: readonly CountedReview[], key: string | null) {
  return reviews.flatMap(({ money }) => money.families.filter(({ family }) => family === (key ?? '')))
}

function byKey(one: string | null, other: string | null): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other ? -1 : 1
}
