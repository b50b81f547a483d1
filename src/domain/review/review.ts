import type { Day } from '../day.ts'
import type { Role } from '../right.ts'

/** What a review looks back on: an account that left or all but left, one that buys less, or one that was won or grew. */
export const reviewKinds = ['loss', 'decline', 'win'] as const
export type ReviewKind = (typeof reviewKinds)[number]

/** The departments that say their part; one person may speak for several. */
export const departments = ['sales', 'service', 'logistics', 'finance', 'quality'] as const
export type Department = (typeof departments)[number]

/** `open` takes views; `closed` has a summary and the reason it is counted under. */
export const reviewStates = ['open', 'closed'] as const
export type ReviewState = (typeof reviewStates)[number]

/** Whose money it is about: of the account alone, or of all accounts under its ultimate parent. */
export const reviewReaches = ['account', 'family'] as const
export type ReviewReach = (typeof reviewReaches)[number]

/** The department that somebody of a role speaks for unless they say otherwise; null where a role says nothing of it. */
export function departmentOf(role: Role): Department | null {
  switch (role) {
    case 'leader':
    case 'key-account-manager':
    case 'rep':
      return 'sales'
    case 'service':
    case 'finance':
      return role
    case 'administrator':
    case 'executive':
    case 'viewer':
      return null
  }
}

/** What one department saw. Views never change: of two of a department the one with the greater id, a UUIDv7, holds. */
export interface ReviewView {
  readonly id: string
  readonly department: Department
  /** Null where nothing went right, or nobody said. */
  readonly wentRight: string | null
  readonly wentWrong: string | null
  /** Keys of reason codes of the book, each once. */
  readonly reasons: readonly string[]
  readonly author: string
  /** The instant it was written, as UTC ISO text. */
  readonly at: string
}

/** The views that hold, one of each department that wrote any, in the order of the departments. */
export function viewsHeld<T extends Pick<ReviewView, 'id' | 'department'>>(views: readonly T[]): T[] {
  return departments.flatMap((department) => {
    const own = views.filter((view) => view.department === department)
    return own.length === 0 ? [] : [own.reduce((held, view) => (view.id > held.id ? view : held))]
  })
}

/** The departments that were asked and have said nothing yet, in their order. */
export function missingOf(
  asked: readonly { readonly department: Department }[],
  views: readonly Pick<ReviewView, 'department'>[],
): Department[] {
  return departments.filter(
    (department) =>
      asked.some((one) => one.department === department) && !views.some((view) => view.department === department),
  )
}

/** Why a view says nothing; null for one that says something. */
export function flawOfView({ wentRight, wentWrong, reasons }: Pick<ReviewView, 'wentRight' | 'wentWrong' | 'reasons'>) {
  if (new Set(reasons).size < reasons.length) return 'a reason is named twice'
  if (wentRight === null && wentWrong === null && reasons.length === 0) {
    return 'write what went right or wrong, or name a reason'
  }
  return null
}

/** The two windows that a review compares, both ends of each inclusive. */
export interface ReviewWindows {
  readonly before: { readonly period: string; readonly from: Day; readonly to: Day }
  readonly after: { readonly period: string; readonly from: Day; readonly to: Day }
}
