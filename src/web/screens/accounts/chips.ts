import { changeSearch, type AccountsFilter, type AccountsSearch } from './search.ts'

/** One condition of the list as it is shown above the table, with the search without it. */
export interface Chip {
  readonly field: Exclude<keyof AccountsFilter, 'period' | 'q'>
  /** As the address has it. */
  readonly value: string
  readonly without: AccountsSearch
  /** Whether it is left out of what the server is asked, for one may not compare exact money of these accounts. */
  readonly isRefused: boolean
}

const listFields = ['grade', 'gradeBefore', 'gradeAt', 'movement', 'spendBand', 'owner', 'segment'] as const
const singleFields = ['territory', 'minSpend', 'maxSpend', 'lastBefore', 'root', 'standing'] as const
const exactFields: readonly string[] = ['minSpend', 'maxSpend']

/** Every condition but the text and the period, which have places of their own. */
export function chipsOf(search: AccountsSearch, canCompareSpend: boolean): readonly Chip[] {
  const within: Chip[] =
    search.within !== 'mine'
      ? []
      : [
          {
            field: 'within',
            value: search.within,
            without: changeSearch(search, { within: undefined }),
            isRefused: false,
          },
        ]
  const ofLists = listFields.flatMap((field) =>
    (search[field] ?? []).map((value) => ({
      field,
      value,
      without: changeSearch(search, { [field]: search[field]?.filter((other) => other !== value) }),
      isRefused: false,
    })),
  )
  const ofSingles = singleFields.flatMap((field) => {
    const value = search[field]
    if (value === undefined) return []
    const isRefused = exactFields.includes(field) && !canCompareSpend
    return [{ field, value, without: changeSearch(search, { [field]: undefined }), isRefused }]
  })
  return [...within, ...ofLists, ...ofSingles]
}

/** The list without any condition; its period, sort and columns stay. */
export function clearFilter({ period, sort, columns }: AccountsSearch): AccountsSearch {
  return changeSearch({}, { period, sort, columns })
}

/** The filter as the server is asked: without conditions on exact money that it would refuse. */
export function askedFilter(search: AccountsSearch, canCompareSpend: boolean): AccountsFilter {
  const { sort: _sort, columns: _columns, view: _view, ...filter } = search
  if (canCompareSpend) return filter
  const { minSpend: _minSpend, maxSpend: _maxSpend, ...allowed } = filter
  return allowed
}
