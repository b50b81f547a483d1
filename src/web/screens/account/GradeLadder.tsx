import { formatMicros, parseMicros, roundMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { classNames } from '../../ui/class-names.ts'
import type { Explanation } from './account-parts.ts'
import css from './GradeLadder.module.css'
import { rungsOf, type Rung } from './ladder.ts'

/** The grades as steps, the worst on the left, with the place of the account on them and what is missing to the next. */
export function GradeLadder({ explanation }: { readonly explanation: Explanation }) {
  const t = useT('account')
  const format = useFormat()
  const { bounds, grade, gradeBy, next, basis } = explanation
  const value = valueOf(explanation)
  const isMoney = gradeBy === 'spend'
  const isOfFamily = explanation.level === 'ultimate-parent' && explanation.accounts.length > 1
  const written =
    value === null ? null : isMoney ? format.wholeMoney(value, basis.currency) : format.decimal(rounded(value))
  return (
    <>
      <ol className={css.ladder}>
        {rungsOf(bounds, grade, value).map((rung) => (
          <Step key={rung.label} rung={rung} isMoney={isMoney} />
        ))}
      </ol>
      {(written !== null || next) && (
        <p className={css.here}>
          {written !== null && <strong>{t(isOfFamily ? 'why.hereFamily' : 'why.here', { value: written })}</strong>}
          {next &&
            (isMoney
              ? t('why.missing', { money: format.wholeMoney(next.missing, basis.currency), grade: next.label })
              : t('why.missingPoints', {
                  count: Number(rounded(next.missing)),
                  points: format.decimal(rounded(next.missing)),
                  grade: next.label,
                }))}
        </p>
      )}
    </>
  )
}

/** Points with one decimal. */
function rounded(points: string): string {
  return formatMicros(roundMicros(parseMicros(points), 1), 0)
}

/** What the bounds are about, as exact text; null when unknown, or not to be seen. */
function valueOf({ gradeBy, gradedSpend, score }: Explanation): string | null {
  if (gradeBy === 'spend') return gradedSpend ?? null
  return score === undefined || score === null ? null : String(score)
}

function Step({ rung, isMoney }: { readonly rung: Rung; readonly isMoney: boolean }) {
  const t = useT('account')
  const format = useFormat()
  const { label, atLeast, reached, isCurrent } = rung
  return (
    <li className={classNames(css.step, isCurrent && css.current)} aria-current={isCurrent ? 'step' : undefined}>
      <div className={css.track}>
        {isCurrent && reached !== null && (
          <span className={css.reached} style={{ width: `${reached * 100}%` }} aria-hidden />
        )}
        {isCurrent && reached !== null && (
          <span className={css.mark} style={{ left: `${reached * 100}%` }} aria-hidden />
        )}
      </div>
      <div className={css.label}>
        <GradeBadge grade={label} size="s" />
        <span className={css.bound}>
          {atLeast === null
            ? t('why.rest')
            : isMoney
              ? t('why.atLeast', { money: format.shortMoney(atLeast) })
              : t('why.atLeastPoints', { count: Number(atLeast), points: format.decimal(atLeast) })}
        </span>
      </div>
    </li>
  )
}
