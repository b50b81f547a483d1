import type { View } from '../account-view/get-view.ts'
import type { Sight } from '../account-view/sight.ts'

/** Answers kept of one reach on one generation: the filters that people look at now. */
const keptAnswers = 50
// A sight is kept by its reach for as long as the columns of its generation are.
const answersBySight = new WeakMap<Sight, Map<string, Promise<unknown>>>()

/**
 * The answer to a question about a view, worked out once for everybody of the same reach. A generation never changes, so an
 * answer is good as long as it stands. `question` must name all that the answer depends on beside view and sight.
 */
export function keepAnswer<T>(view: View, sight: Sight, question: string, answer: () => Promise<T>): Promise<T> {
  const name = `${String(view.number)} ${question}`
  const answers = answersBySight.get(sight) ?? new Map<string, Promise<unknown>>()
  answersBySight.set(sight, answers)
  // Under one question there is always one type of answer.
  const known = (answers.get(name) as Promise<T> | undefined) ?? answer()
  answers.delete(name)
  answers.set(name, known)
  known.catch(() => answers.delete(name))
  const oldest = answers.size > keptAnswers ? answers.keys().next().value : undefined
  if (oldest !== undefined) answers.delete(oldest)
  return known
}
