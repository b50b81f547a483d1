import type { View } from '../account-view/get-view.ts'
import type { Sight } from '../account-view/sight.ts'

/** Answers kept over all reaches and generations: those of the filters that people look at now, some kilobytes each. */
const keptAnswers = 300
const answers = new Map<string, Promise<unknown>>()

// A sight is kept by its reach for as long as the columns of its generation are, so that it can stand for both.
const numberBySight = new WeakMap<Sight, number>()
let sights = 0

/**
 * The answer to a question about a view, worked out once for everybody of the same reach. A generation never changes, so an
 * answer is good as long as it stands. `question` must name all that the answer depends on beside view and sight.
 */
export function keepAnswer<T>(view: View, sight: Sight, question: string, answer: () => Promise<T>): Promise<T> {
  const name = `${String(numberOf(sight))} ${String(view.number)} ${question}`
  // Under one name there is always one type of answer.
  const known = (answers.get(name) as Promise<T> | undefined) ?? answer()
  answers.delete(name)
  answers.set(name, known)
  known.catch(() => answers.delete(name))
  const oldest = answers.size > keptAnswers ? answers.keys().next().value : undefined
  if (oldest !== undefined) answers.delete(oldest)
  return known
}

function numberOf(sight: Sight): number {
  const known = numberBySight.get(sight) ?? (sights += 1)
  numberBySight.set(sight, known)
  return known
}
