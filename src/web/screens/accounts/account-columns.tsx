import { Link } from '@tanstack/react-router'
import { GradeBadge, MovementBadge } from '../../ui/Badges.tsx'
import { useBook, useFormat } from '../../ui/book-context.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { Band, Count, DayText, Delta, Money, Percent } from '../../ui/Figures.tsx'
import { gradeColumnWidth } from '../../ui/short-grade.ts'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { useT } from '../../i18n/i18n.ts'
import css from './account-columns.module.css'
import { keepOpened } from './opened-account.ts'
import { sortOf, type AccountColumn, type AccountRow, type CanCompare, type ColumnId } from './columns.ts'

/** Most names are read whole in it: other columns leave before the name is cut. */
const nameWidth = 210

const cardPlace: Readonly<Partial<Record<ColumnId, 'title' | 'figure' | 'line'>>> = {
  grade: 'title',
  name: 'title',
  spend: 'figure',
  spendChange: 'figure',
  movement: 'line',
  lastInvoice: 'line',
  owner: 'line',
}

/** The columns as the table draws them. */
export function useAccountColumns(shown: readonly AccountColumn[], can: CanCompare): readonly Column<AccountRow>[] {
  const t = useT('accounts')
  const grades = useBook()?.policy.grades.map(({ label }) => label) ?? []
  return shown.map((column) => {
    const sort = sortOf(column, can)
    return {
      id: column.id,
      header: t(`column.${column.id}`),
      align: column.align,
      ...(column.width === null
        ? { least: nameWidth }
        : { width: column.id === 'grade' ? Math.max(column.width, gradeColumnWidth(grades) + 12) : column.width }),
      priority: column.priority,
      ...(sort === null ? {} : { sort, firstSort: column.firstSort }),
      card: cardPlace[column.id] ?? 'none',
      cell: (row) => <Cell id={column.id} row={row} />,
    }
  })
}

function Cell({ id, row }: { readonly id: ColumnId; readonly row: AccountRow }) {
  switch (id) {
    case 'grade':
      return <GradeBadge grade={row.grade} />
    case 'name':
      return <NameCell row={row} />
    case 'key':
      return row.key
    case 'movement':
      return <MovementBadge movement={row.movement} />
    case 'spend':
      return row.spend === undefined && row.spendBand !== null ? (
        <MaskedMoney band={row.spendBand} />
      ) : (
        <Invoiced amount={row.spend ?? null} />
      )
    case 'spendBefore':
      return <Invoiced amount={row.spendBefore} />
    case 'spendChange':
      return <Delta amount={row.spendChange} />
    case 'months':
      return <MonthsCell row={row} />
    case 'toNext':
      return <NextCell row={row} />
    case 'grossProfit':
      return row.grossProfit === undefined ? (
        <MaskedMoney band={row.grossProfitBand} />
      ) : (
        <Money amount={row.grossProfit} />
      )
    case 'marginRate':
      return <Percent share={row.marginRate} />
    case 'cost':
      return <Money amount={row.cost} />
    case 'orders':
      return <Count count={row.orders} />
    case 'lastInvoice':
      return <DayText day={row.lastInvoice} />
    case 'owner':
      return <OwnerCell row={row} />
    case 'territory':
      return row.territory?.name
    case 'segment':
      return row.segment?.name
    case 'root':
      return row.root && <RootCell root={row.root} />
  }
}

function NameCell({ row }: { readonly row: AccountRow }) {
  const t = useT('accounts')
  return (
    <span className={css.named}>
      <Link
        className={css.name}
        to="/accounts/$id"
        params={{ id: row.id }}
        tabIndex={-1}
        title={`${row.name} ${row.key}`}
        onClick={() => {
          keepOpened(row.id)
        }}
      >
        {row.name}
      </Link>
      {row.flagged && (
        <span className={css.flag} role="img" aria-label={t('cell.flagged')} title={t('cell.flagged')}>
          !
        </span>
      )}
      <span className={css.key}>{row.key}</span>
    </span>
  )
}

/** Spend that is null is no unknown spend: nothing was invoiced. */
function Invoiced({ amount }: { readonly amount: string | null | undefined }) {
  const t = useT('accounts')
  if (amount !== null) return <Money amount={amount} />
  return (
    <span className={css.nobody} title={t('cell.nothing')}>
      <span aria-hidden>–</span>
      <span className="unseen">{t('cell.nothing')}</span>
    </span>
  )
}

/** A band stands quieter than a figure: it is less than what the others see. */
function MaskedMoney({ band }: { readonly band: AccountRow['spendBand'] }) {
  return (
    <span className={css.band}>
      <Band band={band} currency="" />
    </span>
  )
}

function MonthsCell({ row }: { readonly row: AccountRow }) {
  const t = useT('accounts')
  const format = useFormat()
  const { months } = row
  if (months === undefined || months === null) return null
  const [first, last] = [months[0] ?? '0', months.at(-1) ?? '0']
  const label = t('cell.sparkline', { first: format.wholeMoney(first), last: format.wholeMoney(last) })
  return <Sparkline values={months} label={label} width={86} height={20} />
}

function NextCell({ row }: { readonly row: AccountRow }) {
  const { toNext, nextGrade } = row
  if (toNext === undefined || toNext === null || nextGrade === null) return null
  return (
    <span className={css.next}>
      <Money amount={toNext} />
      <span aria-hidden>→</span>
      <GradeBadge grade={nextGrade} size="s" isShort />
    </span>
  )
}

function OwnerCell({ row }: { readonly row: AccountRow }) {
  const t = useT('accounts')
  return row.owner === null ? <span className={css.nobody}>{t('cell.noOwner')}</span> : row.owner.name
}

function RootCell({ root }: { readonly root: NonNullable<AccountRow['root']> }) {
  return (
    <Link className={css.name} to="/accounts/$id" params={{ id: root.id }} tabIndex={-1}>
      {root.name}
    </Link>
  )
}
