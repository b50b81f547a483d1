import type { QueryClient } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import type { Department, ReviewKind } from '../../../domain/review/review.ts'

export type Review = Output<'getReview'>
export type ReviewItem = Output<'listReviews'>['items'][number]
export type View = Review['views'][number]

/** The colour of a kind; the word says it, the colour only helps. */
export const kindTones = { loss: 'danger', decline: 'warning', win: 'accent' } as const satisfies Record<
  ReviewKind,
  string
>

/** What one department says of a review: what holds, what it said before, and who was asked. */
export interface Panel {
  readonly department: Department
  readonly held: View | null
  /** The newest first. */
  readonly earlier: readonly View[]
  /** Null where it was not asked; the person is null for whoever of it. */
  readonly asked: { readonly person: { readonly name: string } | null } | null
}

/** A panel for each department, those that were asked or have spoken before the others, in their own order. */
export function panelsOf(
  { views, askedOf }: Pick<Review, 'views' | 'askedOf'>,
  departments: readonly Department[],
): readonly Panel[] {
  const panels = departments.map((department): Panel => {
    const own = views.filter((view) => view.department === department)
    return {
      department,
      held: own.find(({ isHeld }) => isHeld) ?? null,
      earlier: own.filter(({ isHeld }) => !isHeld),
      asked: askedOf.find((one) => one.department === department) ?? null,
    }
  })
  const isNear = ({ held, asked }: Panel): boolean => held !== null || asked !== null
  return [...panels.filter(isNear), ...panels.filter((panel) => !isNear(panel))]
}

/** Reasons to choose from: those a list begins with, then the others that may be named, by name within each. */
export function reasonsFirst<T extends { readonly key: string; readonly name: string; readonly isActive: boolean }>(
  reasons: readonly T[],
  isFirst: (reason: T) => boolean,
  chosen: readonly string[],
): { readonly first: readonly T[]; readonly others: readonly T[] } {
  const possible = reasons
    .filter(({ key, isActive }) => isActive || chosen.includes(key))
    .toSorted((one, other) => one.name.localeCompare(other.name))
  return { first: possible.filter(isFirst), others: possible.filter((reason) => !isFirst(reason)) }
}

/** Asks anew for whatever shows reviews, once something was written. */
export async function refreshReviews(queries: QueryClient): Promise<void> {
  const shownIn = new Set<unknown>(['getReview', 'listReviews', 'countReviews', 'getReviewReasons', 'getRetentionPlan'])
  await queries.invalidateQueries({ predicate: ({ queryKey: [operation] }) => shownIn.has(operation) })
}
