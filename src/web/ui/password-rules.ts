import { findPasswordProblem } from '../../domain/password.ts'

export interface PasswordRule {
  readonly id: 'length' | 'guess'
  readonly isMet: boolean
  /** For the words: how many characters it takes. */
  readonly count: number
}

interface Of {
  readonly minimum: number
  /** What anybody would try first: name, e-mail, the name of the book. */
  readonly context: readonly string[]
}

/** The rules a password has to keep, with whether it does while one types: the same rule that the server holds it to. */
export function passwordRules(password: string, { minimum, context }: Of): readonly PasswordRule[] {
  const isLong = Array.from(password.normalize('NFKC')).length >= minimum
  const known = context.map((text) => text.trim()).filter((text) => text !== '')
  return [
    { id: 'length', isMet: isLong, count: minimum },
    { id: 'guess', isMet: isLong && findPasswordProblem(password, known) === null, count: 0 },
  ]
}
