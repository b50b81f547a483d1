import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { movementClasses } from '../../../domain/movement.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { GradeMove, MovementBadge } from '../../ui/Badges.tsx'
import { useCurrency, useFormat, useSession } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Band, DayText, Delta, Money } from '../../ui/Figures.tsx'
import { FilterBar, FilterChip, FilterSelect } from '../../ui/Filters.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import css from './MoveList.module.css'
import { listedOf } from './movement-query.ts'
import type { ChangeMovement, MovementSearch, MovementSort } from './movement-query.ts'
import { BridgeLink } from './TopMoves.tsx'

type Move = Output<'listMovements'>['items'][number]

interface Props {
  readonly data: Output<'getMovement'>
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}

/** Every account's move, with its money, its owners and what was lost with it; each opens the bridge behind it. */
export function MoveList({ data, search, onChange }: Props) {
  const t = useT('movement')
  const format = useFormat()
  const currency = useCurrency()
  const asked = listedOf(search)
  const pages = usePages('listMovements', { query: asked })
  const { data: listed } = useQuery({
    ...queryOf('listMovements', { query: { ...asked, limit: 1 } }),
    placeholderData: keepPreviousData,
  })
  const seesMoney = data.totals !== undefined
  const columns = useColumns(seesMoney, search.from)
  const write = (place: string): string => (isPlaceWord(place) ? t(`matrix.${place}`) : place)
  return (
    <Section
      id="moves"
      title={t('list.title')}
      hint={
        listed &&
        (listed.change === undefined
          ? t('list.count', { count: listed.total, accounts: format.integer(listed.total) })
          : t('list.sum', {
              count: listed.total,
              accounts: format.integer(listed.total),
              before: format.wholeMoney(listed.spendBefore ?? '0', currency),
              after: format.wholeMoney(listed.spendAfter ?? '0', currency),
              change: format.change(listed.change, currency),
            }))
      }
      actions={<Exports search={search} />}
    >
      <FilterBar>
        <FilterSelect
          label={t('list.class')}
          options={movementClasses.map((value) => ({ value, label: t(`common:movement.${value}`) }))}
          value={search.class ?? []}
          onValue={(chosen) => {
            onChange({ class: chosen.length === 0 ? undefined : chosen })
          }}
        />
        {search.gradeFrom !== undefined && (
          <FilterChip
            onRemove={() => {
              onChange({ gradeFrom: undefined })
            }}
          >
            {t('list.from', { grades: format.list(search.gradeFrom.map(write)) })}
          </FilterChip>
        )}
        {search.gradeTo !== undefined && (
          <FilterChip
            onRemove={() => {
              onChange({ gradeTo: undefined })
            }}
          >
            {t('list.to', { grades: format.list(search.gradeTo.map(write)) })}
          </FilterChip>
        )}
      </FilterBar>
      <DataTable
        label={t('list.title')}
        columns={columns}
        pages={pages}
        total={listed?.total}
        rowKey={({ account }) => account.id}
        sort={search.sort ?? (seesMoney ? '-size' : 'name')}
        onSort={(sort) => {
          onChange({ sort: sort as MovementSort })
        }}
        empty={<EmptyState title={t('list.empty')}>{t('list.emptyAdvice')}</EmptyState>}
      />
    </Section>
  )
}

/** The list and the matrix as files; of all of it where one may take that out of the house, else of one's own accounts. */
function Exports({ search }: { readonly search: MovementSearch }) {
  const t = useT('movement')
  const reach = useSession()?.rights.export
  if (reach === undefined) return null
  const own = reach === 'all' || search.within === 'mine' ? {} : ({ within: 'mine' } as const)
  const { class: _class, gradeFrom: _from, gradeTo: _to, sort: _sort, ...matrix } = listedOf(search)
  return (
    <span className={css.exports}>
      <SheetDownload
        operation="exportMovement"
        of={t('matrix.title')}
        size="s"
        input={{ query: { ...matrix, ...own } }}
      >
        {t('list.exportMatrix')}
      </SheetDownload>
      <SheetDownload
        operation="exportMovements"
        of={t('list.title')}
        size="s"
        input={{ query: { ...listedOf(search), ...own } }}
      >
        {t('list.export')}
      </SheetDownload>
    </span>
  )
}

function useColumns(seesMoney: boolean, from: string | undefined): readonly Column<Move>[] {
  const t = useT('movement')
  const currency = useCurrency()
  const sorted = (name: 'change' | 'size' | 'name') => (seesMoney || name === 'name' ? { sort: name } : {})
  return [
    {
      id: 'account',
      header: t('list.account'),
      card: 'title',
      least: 220,
      ...sorted('name'),
      cell: ({ account }) => (
        <BridgeLink account={account} from={from}>
          {account.name}
        </BridgeLink>
      ),
    },
    {
      id: 'grade',
      header: t('list.grade'),
      width: 116,
      cell: ({ from: before, to }) => <GradeMove from={before} to={to} />,
    },
    {
      id: 'class',
      header: t('list.class'),
      width: 112,
      priority: 2,
      cell: ({ class: name }) => <MovementBadge movement={name} />,
    },
    {
      id: 'owner',
      header: t('list.owner'),
      width: 180,
      priority: 3,
      cell: ({ owner, ownerBefore }) => (
        <span>
          {owner?.name ?? ''}
          {ownerBefore !== null && ownerBefore.key !== owner?.key && (
            <span className={css.before}> {t('list.was', { name: ownerBefore.name })}</span>
          )}
        </span>
      ),
    },
    {
      id: 'territory',
      header: t('list.territory'),
      width: 130,
      priority: 5,
      cell: ({ territory }) => territory?.name ?? '',
    },
    {
      id: 'before',
      header: `${t('spendBefore')} ${currency}`,
      width: 124,
      align: 'end',
      priority: 3,
      cell: ({ spendBefore, spendBandBefore }) =>
        spendBefore === undefined ? <Band band={spendBandBefore} /> : <Money amount={spendBefore} />,
    },
    {
      id: 'after',
      header: t('spendAfter'),
      width: 124,
      align: 'end',
      priority: 3,
      cell: ({ spendAfter, spendBand }) =>
        spendAfter === undefined ? <Band band={spendBand} /> : <Money amount={spendAfter} />,
    },
    {
      id: 'change',
      header: t('change'),
      width: 120,
      align: 'end',
      card: 'figure',
      firstSort: 'down',
      ...sorted('change'),
      cell: ({ change }) => <Delta amount={change} />,
    },
    {
      id: 'last',
      header: t('list.last'),
      hint: t('list.lastHint'),
      width: 112,
      priority: 4,
      cell: ({ lastInvoice }) => (lastInvoice === null ? '' : <DayText day={lastInvoice} />),
    },
  ]
}

const placeWords = ['new', 'returned', 'lost', 'none'] as const

/** Whether the address means why there is no grade, and not a grade. */
function isPlaceWord(place: string): place is (typeof placeWords)[number] {
  return placeWords.some((word) => word === place)
}
