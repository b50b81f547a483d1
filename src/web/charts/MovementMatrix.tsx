import { useT } from '../i18n/i18n.ts'
import { GradeBadge } from '../ui/Badges.tsx'
import { useBook, useCurrency, useFormat } from '../ui/book-context.ts'
import { classNames } from '../ui/class-names.ts'
import { gradeColumnWidth } from '../ui/short-grade.ts'
import { AccountsLink } from './AccountsLink.tsx'
import type { AccountFilter } from './AccountsLink.tsx'
import { ChartFrame } from './ChartFrame.tsx'
import { arrangeMatrix, matrixTable } from './movement-matrix.ts'
import type { MatrixCell, MatrixEntry } from './movement-matrix.ts'
import css from './MovementMatrix.module.css'

interface Props {
  readonly title: string
  readonly entries: readonly MatrixEntry[]
  /** What the accounts have in common: every cell opens those of them it counts. */
  readonly filter: AccountFilter
  readonly period: string
}

/** Who went from which grade to which: below the diagonal up, above it down, the kept on it. */
export function MovementMatrix({ title, entries, filter, period }: Props) {
  const t = useT('portfolio')
  const format = useFormat()
  const labels = useBook()?.policy.grades.map(({ label }) => label) ?? []
  const matrix = arrangeMatrix(entries, labels)
  const cells = matrix.rows.flatMap((row) => row.cells)
  const countOf = (direction: MatrixCell['direction']): string =>
    format.integer(cells.reduce((sum, cell) => sum + (cell.direction === direction ? cell.count : 0), 0))
  const nameOf = (grade: string | null): string => grade ?? t('matrix.none')

  return (
    <ChartFrame
      title={title}
      message={t('matrix.message', {
        up: countOf('up'),
        down: countOf('down'),
        in: countOf('in'),
        out: countOf('out'),
      })}
      table={matrixTable(matrix, {
        from: t('matrix.from'),
        to: t('matrix.to'),
        accounts: t('pyramid.accounts'),
        change: t('matrix.change'),
        none: t('matrix.none'),
        count: format.integer,
        money: format.change,
      })}
      period={period}
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
              {matrix.grades.map((grade) => (
                <th key={nameOf(grade)} scope="col">
                  <GradeBadge grade={grade} isShort />
                </th>
              ))}
              <th scope="col" className={css.sum}>
                {t('matrix.all')}
              </th>
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map(({ from, cells: row, count }) => (
              <tr key={nameOf(from)}>
                <th scope="row">
                  <GradeBadge grade={from} />
                </th>
                {row.map((cell) => (
                  <Cell key={nameOf(cell.to)} cell={cell} filter={filter} />
                ))}
                <td className={css.sum}>
                  <AccountsLink filter={{ ...filter, gradeBefore: [from ?? 'none'] }}>
                    {format.integer(count)}
                  </AccountsLink>
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row" className={css.sum}>
                {t('matrix.all')}
              </th>
              {matrix.grades.map((grade, place) => (
                <td key={nameOf(grade)} className={css.sum}>
                  <AccountsLink filter={{ ...filter, grade: [grade ?? 'none'] }}>
                    {format.integer(matrix.counts[place] ?? 0)}
                  </AccountsLink>
                </td>
              ))}
              <td className={css.sum}>
                <AccountsLink filter={filter}>
                  {format.integer(matrix.counts.reduce((sum, count) => sum + count, 0))}
                </AccountsLink>
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </ChartFrame>
  )
}

function Cell({ cell, filter }: { readonly cell: MatrixCell; readonly filter: AccountFilter }) {
  const t = useT('portfolio')
  const format = useFormat()
  const currency = useCurrency()
  const { from, to, count, change, direction, heat } = cell
  if (count === 0) {
    return (
      <td className={css.empty}>
        <span className="unseen">0</span>
      </td>
    )
  }
  const values = { count, from: from ?? t('matrix.none'), to: to ?? t('matrix.none') }
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
      <AccountsLink
        filter={{ ...filter, gradeBefore: [from ?? 'none'], grade: [to ?? 'none'] }}
        className={css.cell}
        // Begins with what stands there: whoever speaks to the screen says what they see.
        label={change === undefined ? label : `${format.integer(count)} ${format.shortChange(change)}: ${label}`}
      >
        <span className={css.count}>{format.integer(count)}</span>{' '}
        {change !== undefined && <span className={css.change}>{format.shortChange(change)}</span>}
      </AccountsLink>
    </td>
  )
}
