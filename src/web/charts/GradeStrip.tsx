import { useT } from '../i18n/i18n.ts'
import { useBook, useFormat } from '../ui/book-context.ts'
import { classNames } from '../ui/class-names.ts'
import { gradeTone } from '../ui/grade-tone.ts'
import { shortGrade } from '../ui/short-grade.ts'
import css from './GradeStrip.module.css'

/** How many accounts there are of each grade, as one bar cut by grade: the best first, none last and hatched. */
export function GradeStrip({
  grades,
  width,
}: {
  readonly grades: readonly { readonly grade: string | null; readonly count: number }[]
  /** In pixels; the width there is when left out. */
  readonly width?: number
}) {
  const t = useT('common')
  const format = useFormat()
  const policy = useBook()?.policy.grades.map(({ label }) => label) ?? []
  const shown = grades.filter(({ count }) => count > 0)
  if (shown.length === 0) return null
  const all = shown.reduce((sum, { count }) => sum + count, 0)
  const words = shown.map(({ grade, count }) => `${grade ?? t('grade.none')} ${format.integer(count)}`).join(', ')
  return (
    <span
      className={css.strip}
      style={width === undefined ? undefined : { width }}
      role="img"
      aria-label={words}
      title={words}
    >
      {shown.map(({ grade, count }) => (
        <span
          key={grade ?? ''}
          className={classNames(css.part, grade === null && css.none)}
          style={{
            flexGrow: count,
            ...(grade === null ? {} : { background: `var(--grade-${gradeTone(grade, policy)})` }),
            color: `var(--grade-${gradeTone(grade, policy)}-ink)`,
          }}
        >
          {/* A letter where there is room for one. */}
          {count / all > 0.14 && <span aria-hidden>{grade === null ? '–' : shortGrade(grade, policy)}</span>}
        </span>
      ))}
    </span>
  )
}
