import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { classNames } from '../../ui/class-names.ts'
import { gradeColumnWidth } from '../../ui/short-grade.ts'
import { regradeClassOf } from '../../../domain/regrade.ts'
import { gradesOf, labelsOf, matrixTable, movedOf } from './comparison-parts.ts'
import type { MoversFilter } from './comparison-parts.ts'
import css from './Comparison.module.css'
import type { Comparison } from './document.ts'

interface Props {
  readonly comparison: Comparison
  readonly filter: MoversFilter
  readonly onFilter: (filter: MoversFilter) => void
}

/** From which grade of the one policy to which of the other. A cell lists its accounts below. */
export function RegradeMatrix({ comparison, filter, onFilter }: Props) {
  const t = useT('policy')
  const { matrix, changes, basis, after } = comparison
  const grades = gradesOf(comparison)
  const labels = labelsOf(comparison)
  const hasMoved = movedOf(changes) > 0
  const rows = grades.filter((from) => matrix.some((cell) => cell.from === from && cell.count > 0))
  // Nobody goes to a grade that the policy after has no longer.
  const ends = grades.filter((to) => to === null || after.labels.includes(to))
  const nameOf = (grade: string | null): string => grade ?? t('preview.none')
  return (
    <ChartFrame
      title={t('preview.matrixTitle')}
      message={t(hasMoved ? 'preview.matrixMessage' : 'preview.matrixMessageNone')}
      table={matrixTable(comparison, {
        from: t('preview.before'),
        to: t('preview.after'),
        count: t('preview.accounts'),
        none: t('preview.none'),
      })}
      period={basis.period}
      isTable
    >
      <div className={css.window}>
        <table className={css.matrix}>
          <colgroup>
            <col style={{ width: Math.max(84, gradeColumnWidth(labels)) }} />
          </colgroup>
          <thead>
            <tr>
              <td aria-hidden className={css.corner}>
                <span>{t('preview.before')} ↓</span> <span>{t('preview.after')} →</span>
              </td>
              {ends.map((grade) => (
                <th key={nameOf(grade)} scope="col">
                  <GradeBadge grade={grade} labels={labels} isShort />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((from) => (
              <tr key={nameOf(from)}>
                <th scope="row">
                  <GradeBadge grade={from} labels={labels} />
                </th>
                {ends.map((to) => (
                  <Cell
                    key={nameOf(to)}
                    from={from}
                    to={to}
                    comparison={comparison}
                    isChosen={filter.from === (from ?? 'none') && filter.to === (to ?? 'none')}
                    onChoose={(isChosen) =>
                      onFilter({
                        ...filter,
                        move: undefined,
                        from: isChosen ? undefined : (from ?? 'none'),
                        to: isChosen ? undefined : (to ?? 'none'),
                      })
                    }
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  )
}

function Cell({
  from,
  to,
  comparison,
  isChosen,
  onChoose,
}: {
  readonly from: string | null
  readonly to: string | null
  readonly comparison: Comparison
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
}) {
  const t = useT('policy')
  const format = useFormat()
  const { matrix, before, after } = comparison
  const count = matrix.find((cell) => cell.from === from && cell.to === to)?.count ?? 0
  if (count === 0) {
    return (
      <td>
        <span className="unseen">0</span>
      </td>
    )
  }
  const change = regradeClassOf({ from, to }, { before: before.labels, after: after.labels })
  if (change === 'kept') return <td className={css.kept}>{format.integer(count)}</td>
  const isRise = change === 'up' || change === 'graded'
  const words = { count, from: from ?? t('preview.none'), to: to ?? t('preview.none') }
  return (
    <td className={classNames(isRise && css.rise, (change === 'down' || change === 'ungraded') && css.fall)}>
      <button
        type="button"
        className={css.cell}
        aria-pressed={isChosen}
        aria-label={`${format.integer(count)}: ${t('preview.cell', words)}`}
        title={t('preview.cell', words)}
        onClick={() => onChoose(isChosen)}
      >
        {format.integer(count)}
      </button>
    </td>
  )
}
