import { BookError } from '../error.ts'

interface Findable {
  readonly id: string
  readonly source: string
  readonly key: string
  readonly name: string
}

/** The account a person means by its key, `source/key`, id or exact name. Throws when there is none, or several. */
export function getAccountNamed<T extends Findable>(accounts: readonly T[], text: string): T {
  const exact = accounts.filter(
    (account) => account.key === text || `${account.source}/${account.key}` === text || account.id === text,
  )
  const wanted = text.toLowerCase()
  const found = exact.length > 0 ? exact : accounts.filter((account) => account.name.toLowerCase() === wanted)
  const [only] = found
  if (only && found.length === 1) return only
  if (only) {
    const keys = found.slice(0, 5).map((account) => `${account.source}/${account.key} (${account.name})`)
    throw new BookError('usage', `Cannot tell which account "${text}" means: ${keys.join(', ')}`)
  }
  const close = accounts.filter((account) => account.name.toLowerCase().includes(wanted)).slice(0, 5)
  const hint =
    close.length === 0 ? '' : `; did you mean ${close.map((account) => `${account.key} (${account.name})`).join(', ')}`
  throw new BookError('not-found', `Cannot find account "${text}"${hint}`)
}
