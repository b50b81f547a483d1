import { IconX } from '@tabler/icons-react'
import { isMetricId, metricOf } from '../../../domain/metric.ts'
import { metricIds } from '../../../domain/metric-definition.ts'
import type { MetricId } from '../../../domain/metric-definition.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { CurveEditor } from './CurveEditor.tsx'
import { addFactor, changeFactor, flawsOf, removeFactor, weightShares } from './document.ts'
import type { Comparison, PolicyDocument } from './document.ts'
import css from './Editor.module.css'
import { EditorPart, NumberInput } from './EditorParts.tsx'
import type { Change } from './use-edits.ts'

/** The figures that make the score, each with its weight and the curve that gives its points. */
export function FactorsEditor({
  document,
  onChange,
  comparison,
}: {
  readonly document: PolicyDocument
  readonly onChange: Change
  /** What the book makes of it; undefined while that is being worked out. */
  readonly comparison: Comparison | undefined
}) {
  const t = useT('policy')
  const account = useT('account')
  const format = useFormat()
  const currency = useCurrency()
  const { factors, gradeBy } = document
  const shares = weightShares(factors)
  const flaws = flawsOf(document)
  const free = metricIds.filter((id) => factors.every(({ metric }) => metric !== id))
  const nameOf = (metric: string): string => (isMetricId(metric) ? account(`metric.${metric as MetricId}`) : metric)
  const unitOf = (metric: string): string => {
    if (!isMetricId(metric)) return ''
    const { unit } = metricOf(metric)
    return unit === 'money' ? t('factors.money', { currency }) : t(`factors.${unit}`)
  }
  return (
    <EditorPart title={t('factors.title')} hint={t(gradeBy === 'score' ? 'factors.hintScore' : 'factors.hintSpend')}>
      {factors.length === 0 && <p className={css.hint}>{t('factors.none')}</p>}
      <ul className={css.factors}>
        {factors.map(({ metric, weight, curve }, place) => {
          const name = nameOf(metric)
          const flaw = flaws.get(`weight ${String(place)}`)
          const known = comparison?.factors.find((one) => one.metric === metric)
          return (
            <li key={metric}>
              <div className={css.factor}>
                <strong>{name}</strong>
                <NumberInput
                  label={t('factors.weight', { metric: name })}
                  value={weight}
                  error={flaw && t(`flaw.${flaw}`)}
                  onValue={(value) => onChange(changeFactor(document, place, { weight: value }), `weight ${metric}`)}
                />
                <span className={css.share}>
                  {t('factors.share', { share: format.wholePercent(shares[place] ?? 0) })}
                </span>
                <Button
                  kind="plain"
                  size="s"
                  isIconOnly
                  icon={<IconX size={14} />}
                  onClick={() => onChange(removeFactor(document, place), 'factors')}
                >
                  {t('factors.remove', { metric: name })}
                </Button>
              </div>
              {flaw && <p className={css.flaw}>{t(`flaw.${flaw}`)}</p>}
              {known && known.known < known.of && (
                <p className={known.known === 0 ? css.flaw : css.hint}>
                  {t(known.known === 0 ? 'factors.knownOfNone' : 'factors.knownOf', {
                    known: format.integer(known.known),
                    all: format.integer(known.of),
                  })}
                </p>
              )}
              <CurveEditor
                name={name}
                unit={unitOf(metric)}
                curve={curve}
                onChange={(next) => onChange(changeFactor(document, place, { curve: next }), `curve ${metric}`)}
              />
            </li>
          )
        })}
      </ul>
      {free.length > 0 && (
        <SelectField
          label={t('factors.add')}
          isLabelHidden
          value=""
          placeholder={t('factors.add')}
          options={free.map((value) => ({ value, label: nameOf(value) }))}
          onValue={(metric) => onChange(addFactor(document, metric), 'factors')}
        />
      )}
    </EditorPart>
  )
}
