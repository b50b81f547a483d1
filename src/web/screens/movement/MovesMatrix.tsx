import { Link } from '@tanstack/react-router'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import css from '../../charts/MovementMatrix.module.css'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { classNames } from '../../ui/class-names.ts'
import { gradeColumnWidth } from '../../ui/short-grade.ts'
import { arrangeMoves, hasGradesOfFamilies, movesTable, placeName } from './moves-matrix.ts'
import type { MatrixPlace, MovesCell } from './moves-matrix.ts'
import own from './MovesMatrix.module.css'

/** Who went from which grade to which, who came and who went; every cell opens the list of its accounts. */
export function MovesMatrix({ data }: { readonly data: Output<'getMovement'> }) {
  const t = useT('movement')
  const format = useFormat()
  const { grades: labels, after } = data.basis
  const matrix = arrangeMoves(data.matrix, labels)
  const cells = matrix.rows.flatMap((row) => row.cells)
  const countOf = (direction: MovesCell['direction']): string =>
    format.integer(cells.reduce((sum, cell) => sum + (cell.direction === direction ? cell.count : 0), 0))
  const write = usePlaceText()

  return (
    <ChartFrame
      title={t('matrix.title')}
      message={t('matrix.message', {
        up: countOf('up'),
        down: countOf('down'),
        in: countOf('in'),
        out: countOf('out'),
      })}
      table={movesTable(matrix, {
        from: t('matrix.from'),
        to: t('matrix.to'),
        accounts: t('accounts'),
        change: t('change'),
        place: write,
        count: format.integer,
        money: format.change,
      })}
      period={after.period}
      isTable
    >
      <div className={css.window}>
        <table className={css.matrix}>
          <caption className="unseen">{t('matrix.corner')}</caption>
          <colgroup>
            <col style={{ width: Math.max(92, gradeColumnWidth(labels)) }} />
          </colgroup>
          <thead>
            <tr>
              <td className={css.corner} aria-hidden>
                <span>{t('matrix.from')} ↓</span> <span>{t('matrix.to')} →</span>
              </td>
              {matrix.columns.map((place) => (
                <th key={placeName(place)} scope="col">
                  <Place place={place} labels={labels} isShort />
                </th>
              ))}
              <th scope="col" className={css.sum}>
                {t('matrix.all')}
              </th>
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map((row) => (
              <tr key={placeName(row)}>
                <th scope="row">
                  <Place place={row} labels={labels} />
                </th>
                {row.cells.map((cell) => (
                  <Cell key={placeName(cell.to)} cell={cell} />
                ))}
                <td className={css.sum}>
                  {row.count === 0 ? '0' : <MovesLink from={row}>{format.integer(row.count)}</MovesLink>}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row" className={css.sum}>
                {t('matrix.all')}
              </th>
              {matrix.columns.map((place) => (
                <td key={placeName(place)} className={css.sum}>
                  {place.count === 0 ? '0' : <MovesLink to={place}>{format.integer(place.count)}</MovesLink>}
                </td>
              ))}
              <td className={css.sum}>
                <MovesLink>{format.integer(matrix.count)}</MovesLink>
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      {hasGradesOfFamilies(matrix, data.classes) && <p className={own.note}>{t('matrix.families')}</p>}
    </ChartFrame>
  )
}

function Place({
  place,
  labels,
  isShort = false,
}: {
  readonly place: MatrixPlace
  readonly labels: readonly string[]
  readonly isShort?: boolean
}) {
  const write = usePlaceText()
  return place.grade === null ? (
    <span className={own.place}>{write(place)}</span>
  ) : (
    <GradeBadge grade={place.grade} labels={labels} isShort={isShort} />
  )
}

function usePlaceText(): (place: MatrixPlace) => string {
  const t = useT('movement')
  return ({ grade, kind }) => grade ?? t(`matrix.${kind}`)
}

/** The list of the moves between two places, below on the same screen. */
function MovesLink({
  from,
  to,
  label,
  className,
  children,
}: {
  readonly from?: MatrixPlace
  readonly to?: MatrixPlace
  readonly label?: string
  readonly className?: string | undefined
  readonly children: React.ReactNode
}) {
  return (
    <Link
      from="/movement"
      to="/movement"
      search={(before) => ({
        ...before,
        class: undefined,
        gradeFrom: from && [placeName(from)],
        gradeTo: to && [placeName(to)],
      })}
      hash="moves"
      className={className}
      aria-label={label}
      title={label}
    >
      {children}
    </Link>
  )
}

function Cell({ cell }: { readonly cell: MovesCell }) {
  const t = useT('movement')
  const format = useFormat()
  const currency = useCurrency()
  const write = usePlaceText()
  const { from, to, count, change, direction, heat } = cell
  if (count === 0) {
    return (
      <td>
        <span className="unseen">0</span>
      </td>
    )
  }
  const values = { count, from: write(from), to: write(to) }
  const label =
    change === undefined
      ? t(direction === 'kept' ? 'matrix.kept' : 'matrix.cell', values)
      : t(direction === 'kept' ? 'matrix.keptMoney' : 'matrix.cellMoney', {
          ...values,
          change: format.change(change, currency),
        })
  const isRise = direction === 'up' || direction === 'in'
  const isFall = direction === 'down' || direction === 'out'
  const tint = `color-mix(in srgb, var(${isRise ? '--up' : '--down'}) ${String(Math.round(heat * 40))}%, var(--surface))`
  return (
    <td
      className={classNames(css.tinted, !isRise && !isFall && css.kept)}
      style={isRise || isFall ? { background: tint } : undefined}
    >
      <MovesLink
        from={from}
        to={to}
        className={css.cell}
        // Begins with what stands there: whoever speaks to the screen says what they see.
        label={change === undefined ? label : `${format.integer(count)} ${format.shortChange(change)}: ${label}`}
      >
        <span className={css.count}>{format.integer(count)}</span>{' '}
        {change !== undefined && <span className={css.change}>{format.shortChange(change)}</span>}
      </MovesLink>
    </td>
  )
}
