import { z } from 'zod'
import { defaultGradeWords, noGrade } from '../../domain/grade-words.ts'
import type { GradeWords } from '../../domain/grade-words.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Desk } from './whom-to-call.ts'

const storedWords = z.record(z.string(), z.object({ words: z.string(), promise: z.string() }))
const storedDesk = z.object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() }).nullable()

/** What the book says of a grade to everybody: its own words, else those of the rank the grade has in the policy. */
export function wordsOf(grade: string | null, policy: Policy, settings: ReadonlyMap<string, string>): GradeWords {
  const label = grade ?? noGrade
  const own = settings.get('grades')
  const words = own === undefined ? undefined : storedWords.parse(JSON.parse(own))[label]
  const known = words ?? defaultGradeWords(policy.grades.map((bound) => bound.label))[label]
  return known ?? { words: label, promise: '' }
}

/** Whom to call about accounts that nobody owns; null when the book names nobody. */
export function deskOf(settings: ReadonlyMap<string, string>): Desk | null {
  const desk = settings.get('desk')
  return desk === undefined ? null : storedDesk.parse(JSON.parse(desk))
}
