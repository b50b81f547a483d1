import { callResults } from '../../../domain/call/call.ts'
import { useT } from '../../i18n/i18n.ts'
import { SegmentedControl, TextArea, TextField } from '../../ui/Fields.tsx'
import { classNames } from '../../ui/class-names.ts'
import type { CallDraft, Gap } from './call-draft.ts'
import css from './Calls.module.css'
import { DayField } from './DayField.tsx'

interface Props {
  readonly draft: CallDraft
  readonly today: string
  /** What is said to be missing. */
  readonly gaps: readonly Gap[]
  readonly onChange: (changes: Partial<CallDraft>) => void
}

/** What came of a call: one tap says it, words and a next step are there for whoever has them. */
export function OutcomeFields({ draft, today, gaps, onChange }: Props) {
  const t = useT('calls')
  return (
    <>
      <fieldset className={css.results} aria-describedby={gaps.includes('reached') ? 'call-reached' : undefined}>
        <legend className={css.label}>{t('reached')}</legend>
        {callResults.map((result) => (
          <label key={result} className={classNames(css.result, draft.reached === result && css.chosen)}>
            <input
              type="radio"
              name="reached"
              value={result}
              checked={draft.reached === result}
              onChange={() => onChange({ reached: result })}
            />
            {t(`results.${result}`)}
          </label>
        ))}
        {gaps.includes('reached') && (
          <span id="call-reached" className={css.gap}>
            {t('resultMissing')}
          </span>
        )}
      </fieldset>
      <TextArea
        label={t('result')}
        isOptional
        value={draft.result}
        maxLength={4000}
        onValue={(result) => onChange({ result })}
      />
      <div className={css.about}>
        <span className={css.label} aria-hidden>
          {t('next')}
        </span>
        <SegmentedControl
          label={t('next')}
          value={draft.nextKind}
          options={(['none', 'call', 'action'] as const).map((kind) => ({
            value: kind,
            label: t(`nextKinds.${kind}`),
          }))}
          onValue={(nextKind) => onChange({ nextKind })}
        />
      </div>
      {draft.nextKind !== 'none' && (
        <>
          <TextField
            label={t(draft.nextKind === 'call' ? 'nextGoal' : 'nextTitle')}
            error={gaps.includes('next') ? t('nextMissing') : null}
            value={draft.nextText}
            required
            maxLength={200}
            onValue={(nextText) => onChange({ nextText })}
          />
          <DayField
            label={t('day')}
            day={draft.nextDay}
            today={today}
            way="ahead"
            onDay={(nextDay) => onChange({ nextDay })}
          />
        </>
      )}
    </>
  )
}
