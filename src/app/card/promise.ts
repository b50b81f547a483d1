import { defaultGradeWords, noGrade, noGradeWords } from '../../domain/grade-words.ts'
import type { GradeWords, NoGradeReason } from '../../domain/grade-words.ts'
import type { Policy } from '../../domain/policy.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import type { Settings } from '../setting/read-settings.ts'

type Graded = Pick<StoredAccount, 'grade' | 'valid' | 'spend'>

/** What the book says of a grade to everybody: what was set, else what goes for the rank the grade has in its policy. */
export function wordsOf(row: Graded, policy: Policy, { grades }: Settings): GradeWords {
  const label = row.grade ?? noGrade
  const known = grades[label] ?? defaultGradeWords(policy.grades.map((bound) => bound.label))[label]
  if (!known) return { words: label, promise: '' }
  return row.grade === null ? noGradeWords(known, reasonOf(row)) : known
}

/** Whether anything was invoiced to an account is no secret: only how much. */
function reasonOf({ valid, spend }: Graded): NoGradeReason {
  if (valid === 0n) return 'left'
  return spend === null ? 'bought-nothing' : 'not-graded'
}
