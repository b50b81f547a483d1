import { accountFilterSearch, parseSearch, searchOf, stringifySearch, text, texts } from '../../search.ts'

/**
 * The account list as the address has it: the words of the contract's filter, the sort, and which columns one looks at. What
 * is left out is the default, so that the shortest address is the plain list.
 */
export const parseAccountsSearch = searchOf({
  period: text,
  ...accountFilterSearch,
  sort: text,
  /** Ids of the columns one looks at; left out for the usual ones. */
  columns: texts,
  /** The saved view it began with; `all` for the plain list, where another view would be opened first. */
  view: text,
})
export type AccountsSearch = ReturnType<typeof parseAccountsSearch>

/** The parts that decide which accounts are meant, without how they are shown. */
export type AccountsFilter = Omit<AccountsSearch, 'sort' | 'columns' | 'view'>

/** The search in one order of its parts, so that equal lists have equal text: what a saved view keeps. */
export function writeAccountsSearch(search: AccountsSearch): string {
  const parts = Object.entries(search).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return stringifySearch(Object.fromEntries(parts)).slice(1)
}

/** What `writeAccountsSearch` wrote, or somebody typed. */
export function readAccountsSearch(written: string): AccountsSearch {
  return parseAccountsSearch(parseSearch(written))
}

/** The search with some parts set anew; an empty text or list takes its part out. */
export function changeSearch(
  search: AccountsSearch,
  change: Readonly<{ [Name in keyof AccountsSearch]?: AccountsSearch[Name] | undefined }>,
): AccountsSearch {
  return parseAccountsSearch({ ...search, ...change })
}

/** Whether two searches show the same list in the same way; the period is of the moment, not of the view. */
export function isSameView(one: AccountsSearch, other: AccountsSearch): boolean {
  return viewText(one) === viewText(other)
}

/** What a saved view keeps: everything but the period, and which view it is. */
export function viewText(search: AccountsSearch): string {
  const { period: _period, view: _view, ...kept } = search
  return writeAccountsSearch(kept)
}
