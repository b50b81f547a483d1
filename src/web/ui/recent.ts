import { basePath } from '../api.ts'

/** An account somebody opened, as the search shows it again. */
export interface RecentAccount {
  readonly id: string
  readonly key: string
  readonly name: string
}

const kept = 6

/** One list per book and person: another one at the same machine sees nothing of it. */
const keyOf = (person: string) => `bookvalue-recent:${basePath}:${person}`

export function readRecent(person: string): readonly RecentAccount[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]')
    return Array.isArray(found) ? found.filter(isRecent).slice(0, kept) : []
  } catch {
    return []
  }
}

export function rememberAccount(person: string, { id, key, name }: RecentAccount): void {
  const others = readRecent(person).filter((one) => one.id !== id)
  localStorage.setItem(keyOf(person), JSON.stringify([{ id, key, name }, ...others].slice(0, kept)))
}

function isRecent(value: unknown): value is RecentAccount {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['id', 'key', 'name'].every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string')
  )
}
