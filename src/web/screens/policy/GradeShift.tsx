import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { classNames } from '../../ui/class-names.ts'
import { gradeTone } from '../../ui/grade-tone.ts'
import { gradesTable, labelsOf, movedOf } from './comparison-parts.ts'
import css from './Comparison.module.css'
import type { Comparison } from './document.ts'

/** How many accounts have each grade under either policy: what is now as a bar, what was as its outline. */
export function GradeShift({ comparison }: { readonly comparison: Comparison }) {
  const t = useT('policy')
  const format = useFormat()
  const { grades, changes, covered, basis } = comparison
  const labels = labelsOf(comparison)
  const most = Math.max(1, ...grades.map(({ before, after }) => Math.max(before ?? 0, after ?? 0)))
  const words = {
    grade: t('preview.grade'),
    before: t('preview.before'),
    after: t('preview.after'),
    change: t('preview.change'),
    none: t('preview.none'),
  }
  const write = (count: number | null): string => (count === null ? '–' : format.integer(count))
  return (
    <ChartFrame
      title={t('preview.gradesTitle')}
      message={t('preview.gradesMessage', {
        moved: format.integer(movedOf(changes)),
        accounts: format.integer(covered),
      })}
      table={gradesTable(comparison, words)}
      period={basis.period}
      isTable
    >
      <table className={css.shift}>
        <thead>
          <tr>
            <th scope="col">{words.grade}</th>
            <td aria-hidden />
            <th scope="col" data-figure>
              {words.before}
            </th>
            <th scope="col" data-figure>
              {words.after}
            </th>
            <th scope="col" data-figure>
              {words.change}
            </th>
          </tr>
        </thead>
        <tbody>
          {grades.map(({ grade, before, after }) => {
            const change = (after ?? 0) - (before ?? 0)
            return (
              <tr key={grade ?? ''}>
                <th scope="row">
                  <GradeBadge grade={grade} labels={labels} />
                </th>
                <td aria-hidden className={css.track}>
                  <span
                    className={classNames(css.bar, grade === null && css.hatched)}
                    style={{
                      width: `${String(((after ?? 0) / most) * 100)}%`,
                      ...(grade === null ? {} : { background: `var(--grade-${gradeTone(grade, labels)})` }),
                    }}
                  />
                  {(before ?? 0) > 0 && (
                    <span className={css.outline} style={{ width: `${String(((before ?? 0) / most) * 100)}%` }} />
                  )}
                </td>
                <td data-figure>{write(before)}</td>
                <td data-figure>
                  <strong>{write(after)}</strong>
                </td>
                <td data-figure className={classNames(change > 0 && css.more, change < 0 && css.less)}>
                  {change === 0 ? '0' : format.change(String(change))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ChartFrame>
  )
}
