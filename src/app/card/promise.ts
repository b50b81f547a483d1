import { defaultGradeWords, noGrade } from '../../domain/grade-words.ts'
import type { GradeWords } from '../../domain/grade-words.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Settings } from '../setting/read-settings.ts'

/** What the book says of a grade to everybody: what was set, else what goes for the rank the grade has in its policy. */
export function wordsOf(grade: string | null, policy: Policy, { grades }: Settings): GradeWords {
  const label = grade ?? noGrade
  const known = grades[label] ?? defaultGradeWords(policy.grades.map((bound) => bound.label))[label]
  return known ?? { words: label, promise: '' }
}
