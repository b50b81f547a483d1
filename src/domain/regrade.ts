/**
 * What another policy does to the grade of one account on the same day.
 * - `up`, `down`: the label stands higher or lower among the labels of one of the two policies, which has both
 * - `relabelled`: another label, and neither policy has both
 * - `graded`, `ungraded`: it has a grade under the one policy only
 */
export const regradeClasses = ['kept', 'up', 'down', 'relabelled', 'graded', 'ungraded'] as const
export type RegradeClass = (typeof regradeClasses)[number]

/** The class of a change from one grade to another; null is no grade. Labels are those of both policies, best first. */
export function regradeClassOf(
  { from, to }: { readonly from: string | null; readonly to: string | null },
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] },
): RegradeClass {
  if (from === to) return 'kept'
  if (from === null) return 'graded'
  if (to === null) return 'ungraded'
  // Where both have both labels, those of the policy that comes count.
  const labels = [after, before].find((list) => list.includes(from) && list.includes(to))
  if (!labels) return 'relabelled'
  return labels.indexOf(to) < labels.indexOf(from) ? 'up' : 'down'
}
