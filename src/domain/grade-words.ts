/** What a book says of a grade to everybody: in plain words, and what we promise an account that has it. */
export interface GradeWords {
  readonly words: string
  readonly promise: string
}

/** Under this name stands what is said of accounts without a grade. */
export const noGrade = 'none'

const best: GradeWords = {
  words: 'One of our most valuable accounts',
  promise: 'Its own contact answers the same working day. A manager knows of every complaint within a day.',
}
const good: GradeWords = {
  words: 'A good account that can grow',
  promise: 'Answered by the next working day. Its owner calls when something goes wrong.',
}
const small: GradeWords = {
  words: 'An account that buys now and then',
  promise: 'Answered within two working days, with everything it can order and look up by itself.',
}

/** Why an account has no grade: it is no account of the book any more or yet, it bought nothing, or it bought and is not graded. */
export type NoGradeReason = 'left' | 'bought-nothing' | 'not-graded'

const wordsByReason: Readonly<Record<NoGradeReason, string>> = {
  left: 'Not an account at the end of this window',
  'bought-nothing': 'Nothing was invoiced to it in this window',
  'not-graded': 'Bought in this window, but is not graded',
}
const ungraded: GradeWords = {
  words: wordsByReason['bought-nothing'],
  promise: 'Answered within two working days. Whoever takes the call tells its owner.',
}

/** What is said of an account without a grade: the words a book has of its own, else those for the reason. */
export function noGradeWords(ofBook: GradeWords, reason: NoGradeReason): GradeWords {
  return ofBook.words === ungraded.words ? { ...ofBook, words: wordsByReason[reason] } : ofBook
}

/**
 * The words of a book that has none of its own, by label of the grade: the first grade is the best of the policy, the last the
 * lowest, all between them are good ones.
 */
export function defaultGradeWords(labels: readonly string[]): Readonly<Record<string, GradeWords>> {
  const last = labels.length - 1
  const ofLabels = labels.map((label, rank) => [label, rank === 0 ? best : rank === last ? small : good] as const)
  return Object.fromEntries([...ofLabels, [noGrade, ungraded]])
}
