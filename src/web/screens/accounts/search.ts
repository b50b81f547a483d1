import { movementClasses } from '../../../domain/movement.ts'

export type MovementClass = (typeof movementClasses)[number]

/**
 * The account list as the address has it: the words of the contract's filter, the sort, and which columns one looks at. What
 * is left out is the default, so that the shortest address is the plain list.
 */
export interface AccountsSearch {
  readonly period?: string
  /** Only accounts whose money one may see; left out for the whole book. */
  readonly within?: 'mine'
  readonly q?: string
  readonly grade?: readonly string[]
  readonly gradeBefore?: readonly string[]
  readonly owner?: readonly string[]
  readonly territory?: string
  readonly segment?: readonly string[]
  readonly movement?: readonly MovementClass[]
  readonly spendBand?: readonly string[]
  readonly minSpend?: string
  readonly maxSpend?: string
  readonly lastBefore?: string
  readonly root?: string
  readonly sort?: string
  /** Ids of columns with commas between; left out for the usual ones. */
  readonly columns?: string
}

/** The parts that decide which accounts are meant, without how they are shown. */
export type AccountsFilter = Omit<AccountsSearch, 'sort' | 'columns'>

const lists = ['grade', 'gradeBefore', 'owner', 'segment', 'spendBand'] as const
const texts = ['period', 'q', 'territory', 'root', 'sort', 'columns'] as const
const amounts = ['minSpend', 'maxSpend'] as const

/** Reads an address somebody may have typed: what makes no sense is left out rather than refused. */
export function parseAccountsSearch(raw: Readonly<Record<string, unknown>>): AccountsSearch {
  const search: Record<string, string | readonly string[]> = {}
  for (const name of texts) {
    const [text] = textsOf(raw[name])
    if (text !== undefined) search[name] = text
  }
  for (const name of lists) {
    const items = textsOf(raw[name])
    if (items.length > 0) search[name] = items
  }
  for (const name of amounts) {
    const [text] = textsOf(raw[name])
    if (text !== undefined && /^-?\d+(\.\d{1,6})?$/.test(text)) search[name] = text
  }
  const movements = textsOf(raw['movement']).filter(isMovement)
  const [lastBefore] = textsOf(raw['lastBefore'])
  return {
    ...search,
    ...(textsOf(raw['within'])[0] === 'mine' ? { within: 'mine' as const } : {}),
    ...(movements.length > 0 ? { movement: movements } : {}),
    ...(lastBefore !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(lastBefore) ? { lastBefore } : {}),
  }
}

/** The search as text in one order, so that equal lists have equal text: what a saved view keeps. */
export function writeAccountsSearch(search: AccountsSearch): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(search).toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    for (const item of textsOf(value)) parameters.append(name, item)
  }
  return parameters.toString()
}

/** What `writeAccountsSearch` wrote. */
export function readAccountsSearch(text: string): AccountsSearch {
  const parameters = new URLSearchParams(text)
  return parseAccountsSearch(Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)])))
}

/** The search with some parts set anew; an empty text or list takes its part out. */
export function changeSearch(
  search: AccountsSearch,
  change: Readonly<{ [K in keyof AccountsSearch]?: AccountsSearch[K] | undefined }>,
): AccountsSearch {
  return parseAccountsSearch({ ...search, ...change })
}

/** Whether two searches show the same list in the same way; the period is of the moment, not of the view. */
export function isSameView(one: AccountsSearch, other: AccountsSearch): boolean {
  return writeAccountsSearch({ ...one, period: '' }) === writeAccountsSearch({ ...other, period: '' })
}

function textsOf(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  return items.flatMap((item) => {
    const text = typeof item === 'number' || typeof item === 'boolean' ? String(item) : item
    return typeof text === 'string' && text !== '' ? [text] : []
  })
}

function isMovement(text: string): text is MovementClass {
  return movementClasses.some((movement) => movement === text)
}
