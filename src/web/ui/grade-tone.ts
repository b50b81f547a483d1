export type GradeTone = 1 | 2 | 3 | 4 | 5 | 6 | 'none'

const tones = [1, 2, 3, 4, 5, 6] as const

/**
 * The step of the ramp for a grade among those of the policy, the best first. Few grades are spread over the ramp so that they
 * tell apart; more than six share steps. A grade the policy does not know, of an older closing, gets a step by its letter.
 */
export function gradeTone(grade: string | null, grades: readonly string[]): GradeTone {
  if (grade === null) return 'none'
  const found = grades.indexOf(grade)
  if (found === -1) return tones[(grade.codePointAt(0) ?? 65) - 65] ?? 4
  const last = Math.max(grades.length - 1, 1)
  const spread = grades.length <= 3 ? 1.5 : grades.length <= 6 ? 1 : 5 / last
  return tones[Math.round(found * spread)] ?? 6
}
