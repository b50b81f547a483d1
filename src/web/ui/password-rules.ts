export interface PasswordRule {
  readonly id: 'length' | 'own' | 'varied'
  readonly isMet: boolean
  /** For the words: how many characters it takes. */
  readonly count: number
}

interface Of {
  readonly minimum: number
  readonly name: string
  readonly email: string
}

/**
 * The rules a password has to keep, as far as a browser can tell while one types (NIST 800-63B: length, nothing that is known of
 * the person, no forced mixture). The server also refuses those of known leaks.
 */
export function passwordRules(password: string, { minimum, name, email }: Of): readonly PasswordRule[] {
  const lower = password.toLocaleLowerCase()
  const own = [name, email, email.split('@')[0] ?? ''].map((text) => text.trim().toLocaleLowerCase())
  const isTyped = password !== ''
  return [
    { id: 'length', isMet: [...new Intl.Segmenter().segment(password)].length >= minimum, count: minimum },
    { id: 'varied', isMet: isTyped && new Set(lower).size > 2, count: 0 },
    { id: 'own', isMet: isTyped && !own.some((text) => text.length >= 3 && lower === text), count: 0 },
  ]
}
