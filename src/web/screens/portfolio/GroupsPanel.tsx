import { useState } from 'react'
import type { ReactNode } from 'react'
import { AccountsLink } from '../../charts/AccountsLink.tsx'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import type { ChartTable } from '../../charts/chart-table.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { GradeStrip } from '../../charts/GradeStrip.tsx'
import { SizeBar } from '../../charts/SizeBar.tsx'
import { sizeOf } from '../../format.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Delta, Money, Percent } from '../../ui/Figures.tsx'
import { SegmentedControl } from '../../ui/Fields.tsx'
import css from './GroupsPanel.module.css'
import { groupFilter, sortGroups } from './portfolio-parts.ts'
import type { Group, GroupBy, GroupColumn } from './portfolio-parts.ts'

interface Column {
  /** The grades are a picture, which has no order. */
  readonly id: GroupColumn | 'grades'
  readonly title: string
  readonly cell: (group: Group, filter: AccountFilter) => ReactNode
  /** For the CSV: exact. */
  readonly value: (group: Group) => string | number | null
}

const moves = { up: ['up'], down: ['down'], new: ['new'], lost: ['lost'] } as const

/** The book by owner, territory or segment: a row each, which opens its accounts. */
export function GroupsPanel({
  by,
  onBy,
  groups,
  filter,
  period,
  children,
}: {
  readonly by: GroupBy
  readonly onBy: (by: GroupBy) => void
  /** Undefined until they have come. */
  readonly groups: readonly Group[] | undefined
  readonly filter: AccountFilter
  readonly period: string
  /** What stands there until they have come. */
  readonly children: ReactNode
}) {
  const t = useT('portfolio')
  const [sort, setSort] = useState<{ column: GroupColumn; isTurned: boolean } | null>(null)
  const columns = useColumns(groups ?? [], by)
  const onPhone = narrowColumns(columns)
  const showsSold = columns.some(({ id }) => id === 'sold')
  const nameOf = ({ group }: Group): string => group?.name ?? t(`groups.without.${by}`)
  const first: GroupColumn = groups?.every(({ spend }) => spend !== undefined) ? 'spend' : 'accounts'
  const { column, isTurned } = sort ?? { column: first, isTurned: false }
  const rows = sortGroups(groups ?? [], column, isTurned)

  const table: ChartTable = {
    columns: [{ title: t(`groups.${by}`) }, ...columns.map(({ title }) => ({ title, isFigure: true }))],
    rows: rows.map((group) => [
      { text: nameOf(group) },
      ...columns.map(({ value }) => ({ text: '', value: value(group) })),
    ]),
  }
  const header = (id: GroupColumn, title: string) => (
    <th
      key={id}
      scope="col"
      // Names begin at A, figures at the largest.
      aria-sort={column === id ? ((id === 'name') === isTurned ? 'descending' : 'ascending') : undefined}
      data-figure={id !== 'name'}
      data-wide={id !== 'name' && !onPhone.has(id)}
    >
      <button
        type="button"
        onClick={() => {
          setSort({ column: id, isTurned: column === id && !isTurned })
        }}
      >
        {title}
        {column === id && <span aria-hidden>{(id === 'name') === isTurned ? ' ↓' : ' ↑'}</span>}
      </button>
    </th>
  )

  return (
    <ChartFrame
      title={t('groups.title', { by: t(`groups.${by}`).toLocaleLowerCase() })}
      message={t(showsSold ? 'groups.messageSold' : 'groups.message')}
      table={table}
      period={period}
      isTable
      controls={
        <SegmentedControl
          label={t('groups.label')}
          value={by}
          options={[
            { value: 'owner', label: t('groups.owner') },
            { value: 'territory', label: t('groups.territory') },
            { value: 'segment', label: t('groups.segment') },
          ]}
          onValue={onBy}
        />
      }
    >
      {groups === undefined ? (
        children
      ) : rows.length === 0 ? (
        <p className={css.empty}>{t('groups.empty')}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways can be reached
        <div className={css.window} tabIndex={0} role="region" aria-label={t('groups.label')} data-print="whole">
          <table className={css.table}>
            <thead>
              <tr>
                {header('name', t(`groups.${by}`))}
                {columns.map(({ id, title }) =>
                  id === 'grades' ? (
                    <th key={id} scope="col" className={css.strip} data-wide>
                      {title}
                    </th>
                  ) : (
                    header(id, title)
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((group) => {
                const own = groupFilter(filter, by, group.group)
                return (
                  <tr key={group.group?.key ?? ''}>
                    <th scope="row">
                      <AccountsLink filter={own}>{nameOf(group)}</AccountsLink>
                    </th>
                    {columns.map(({ id, cell }) => (
                      <td
                        key={id}
                        data-wide={!onPhone.has(id)}
                        {...(id === 'grades' ? { className: css.strip } : { 'data-figure': true })}
                      >
                        {cell(group, own)}
                      </td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </ChartFrame>
  )
}

/** What a phone has room for beside the name: the money and how it moved, else how many accounts and how many of them moved. */
function narrowColumns(columns: readonly Column[]): ReadonlySet<Column['id']> {
  return new Set(columns.some(({ id }) => id === 'spend') ? ['spend', 'spendChange'] : ['accounts', 'up', 'down'])
}

/** The columns there are figures for: what one may not see has none. */
function useColumns(groups: readonly Group[], by: GroupBy): readonly Column[] {
  const t = useT('portfolio')
  const format = useFormat()
  const currency = useCurrency()
  const largest = Math.max(1, ...groups.map(({ spend }) => (spend === undefined ? 0 : sizeOf(spend))))
  // Money of one's own row among rows of dots says little: it has a column where all of it is in sight.
  const has = (read: (group: Group) => unknown): boolean =>
    groups.length > 0 && groups.every((group) => read(group) !== undefined)
  const counted = (id: 'up' | 'down' | 'new' | 'lost'): Column => ({
    id,
    title: t(`groups.${id}`),
    value: (group) => group[id],
    cell: (group, filter) =>
      group[id] === 0 ? (
        <span className={css.zero}>0</span>
      ) : (
        <AccountsLink filter={{ ...filter, movement: [...moves[id]] }} className={css[id]}>
          {format.integer(group[id])}
        </AccountsLink>
      ),
  })
  return [
    ...(has(({ spend }) => spend)
      ? ([
          {
            id: 'spend',
            title: `${t(by === 'owner' ? 'groups.spendOfTheirs' : 'groups.spend')} ${currency}`,
            value: ({ spend }) => spend ?? null,
            cell: ({ spend }, filter) => (
              <span className={css.spend}>
                <SizeBar share={spend === undefined ? 0 : sizeOf(spend) / largest} />
                <AccountsLink filter={filter} sort="-spend">
                  <Money amount={spend} />
                </AccountsLink>
              </span>
            ),
          },
          {
            id: 'spendChange',
            title: t('groups.change'),
            value: ({ spendChange }) => spendChange ?? null,
            cell: ({ spendChange }, filter) => (
              <AccountsLink filter={filter} sort="spendChange" className={css.plain}>
                <Delta amount={spendChange} />
              </AccountsLink>
            ),
          },
        ] satisfies Column[])
      : []),
    ...(has(({ sold }) => sold)
      ? ([
          {
            id: 'sold',
            title: `${t('groups.sold')} ${currency}`,
            value: ({ sold }) => sold ?? null,
            // Opens nothing: what somebody sold is of accounts of others too.
            cell: ({ sold }) => <Money amount={sold} />,
          },
        ] satisfies Column[])
      : []),
    {
      id: 'grades',
      title: t('groups.grades'),
      value: ({ grades }) => grades.map(({ grade, count }) => `${grade ?? '–'} ${String(count)}`).join(' '),
      cell: ({ grades }) => <GradeStrip grades={grades} width={120} />,
    },
    {
      id: 'accounts',
      title: t('groups.accounts'),
      value: ({ accounts }) => accounts,
      cell: ({ accounts }, filter) => (
        <AccountsLink filter={{ ...filter, standing: 'valid' }}>{format.integer(accounts)}</AccountsLink>
      ),
    },
    ...(['up', 'down', 'new', 'lost'] as const).map(counted),
    ...(has(({ grossProfit }) => grossProfit)
      ? ([
          {
            id: 'grossProfit',
            title: t('groups.grossProfit'),
            value: ({ grossProfit }) => grossProfit ?? null,
            cell: ({ grossProfit }) => <Money amount={grossProfit} />,
          },
          {
            id: 'marginRate',
            title: t('groups.margin'),
            value: ({ marginRate }) => marginRate ?? null,
            cell: ({ marginRate }) => <Percent share={marginRate} />,
          },
        ] satisfies Column[])
      : []),
    ...(has(({ retention }) => retention)
      ? (['grr', 'nrr'] as const).map((id): Column => ({
          id,
          title: t(`groups.${id}`),
          value: ({ retention }) => retention?.[id] ?? null,
          cell: ({ retention }) => <Percent share={retention?.[id]} />,
        }))
      : []),
  ]
}
