import { IconPlus, IconX } from '@tabler/icons-react'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { addGrade, changeGrade, flawsOf, removeGrade } from './document.ts'
import type { Comparison, PolicyDocument } from './document.ts'
import css from './Editor.module.css'
import { AmountInput, EditorPart } from './EditorParts.tsx'
import type { Change } from './use-edits.ts'

interface Props {
  readonly document: PolicyDocument
  readonly onChange: Change
  /** What the policy does, where it is known: accounts of each grade and how many lie close to its bound. */
  readonly comparison: Comparison | undefined
}

/** Labels and bounds, the best grade first, with the accounts each would have. */
export function GradesEditor({ document, onChange, comparison }: Props) {
  const t = useT('policy')
  const format = useFormat()
  const currency = useCurrency()
  const { grades, gradeBy } = document
  const flaws = flawsOf(document)
  const labels = grades.map(({ label }) => label)
  const bounds = comparison?.distribution?.bounds ?? []
  const countOf = (label: string): number | null =>
    comparison?.grades.find(({ grade }) => grade === label)?.after ?? null
  return (
    <EditorPart title={t('grades.title')} hint={t(gradeBy === 'spend' ? 'grades.hintSpend' : 'grades.hintScore')}>
      <ol className={css.grades}>
        {grades.map(({ label, atLeast }, place) => {
          const [labelFlaw, boundFlaw] = [flaws.get(`label ${String(place)}`), flaws.get(`bound ${String(place)}`)]
          const count = countOf(label)
          const near = bounds.find((bound) => bound.label === label)
          return (
            // Labels are typed and may be twice for a moment: a grade is known by its place.
            <li key={place}>
              <div className={css.grade}>
                <GradeBadge grade={label === '' ? null : label} labels={labels} isShort />
                <input
                  className={css.label}
                  aria-label={t('grades.label', { place: place + 1 })}
                  aria-invalid={labelFlaw !== undefined}
                  value={label}
                  maxLength={40}
                  spellCheck={false}
                  onChange={(event) =>
                    onChange(changeGrade(document, place, { label: event.target.value }), `label ${String(place)}`)
                  }
                />
                {place === grades.length - 1 ? (
                  <span className={css.rest}>{t('grades.rest')}</span>
                ) : (
                  <span className={css.bound}>
                    <AmountInput
                      label={t('grades.bound', { label })}
                      value={atLeast ?? ''}
                      error={boundFlaw && t(`flaw.${boundFlaw}`)}
                      onValue={(value) =>
                        onChange(changeGrade(document, place, { atLeast: value }), `bound ${String(place)}`)
                      }
                    />
                    <span className={css.unit}>{gradeBy === 'spend' ? currency : t('factors.pointsUnit')}</span>
                  </span>
                )}
                <span className={css.count} title={t('grades.columns.accounts')}>
                  {count === null ? '' : format.integer(count)}
                </span>
                <Button
                  kind="plain"
                  size="s"
                  isIconOnly
                  icon={<IconX size={14} />}
                  disabled={grades.length === 1}
                  onClick={() => onChange(removeGrade(document, place), 'grades')}
                >
                  {t('grades.remove', { label })}
                </Button>
              </div>
              {(labelFlaw ?? boundFlaw) !== undefined && (
                <p className={css.flaw}>{t(`flaw.${labelFlaw ?? boundFlaw ?? 'amount'}`)}</p>
              )}
              {near && boundFlaw === undefined && near.justAbove + near.justBelow > 0 && (
                <p className={css.near}>
                  {t('grades.near', {
                    count: near.justAbove,
                    above: format.integer(near.justAbove),
                    below: format.integer(near.justBelow),
                  })}
                </p>
              )}
            </li>
          )
        })}
      </ol>
      <Button
        size="s"
        icon={<IconPlus size={14} />}
        disabled={grades.length >= 20}
        onClick={() => onChange(addGrade(document, grades.length - 1), 'grades')}
      >
        {t('grades.add', { label: labels.at(-1) ?? '' })}
      </Button>
    </EditorPart>
  )
}
