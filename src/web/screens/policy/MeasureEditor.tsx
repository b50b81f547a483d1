import { lineKinds } from '../../../domain/kind.ts'
import { windows } from '../../../domain/period.ts'
import { useT } from '../../i18n/i18n.ts'
import { CheckField, SegmentedControl, SelectField } from '../../ui/Fields.tsx'
import { changeBasis, flawsOf, toggleKind } from './document.ts'
import type { PolicyDocument } from './document.ts'
import css from './Editor.module.css'
import { EditorPart, NumberInput } from './EditorParts.tsx'
import { useMonthName } from './use-month-name.ts'
import type { Change } from './use-edits.ts'

/** What is compared with the bounds: money or points, of whom, over which window and of which kinds of lines. */
export function MeasureEditor({
  document,
  onChange,
}: {
  readonly document: PolicyDocument
  readonly onChange: Change
}) {
  const t = useT('policy')
  const shell = useT('shell')
  const monthName = useMonthName()
  const { gradeBy, level, window, fiscalYearStart, minCoverage, kinds } = document
  const coverageFlaw = flawsOf(document).get('coverage')
  return (
    <EditorPart title={t('measure.title')} hint={t('measure.levelHint')}>
      <div className={css.fields}>
        <Choice label={t('measure.gradeBy')}>
          <SegmentedControl
            label={t('measure.gradeBy')}
            value={gradeBy}
            options={[
              { value: 'spend', label: t('measure.spend') },
              { value: 'score', label: t('measure.score') },
            ]}
            onValue={(value) => onChange(changeBasis(document, value), 'gradeBy')}
          />
        </Choice>
        <Choice label={t('measure.level')}>
          <SegmentedControl
            label={t('measure.level')}
            value={level}
            options={[
              { value: 'ultimate-parent', label: t('measure.families') },
              { value: 'account', label: t('measure.accounts') },
            ]}
            onValue={(value) => onChange({ ...document, level: value }, 'level')}
          />
        </Choice>
        <SelectField
          label={t('measure.window')}
          value={window}
          options={windows.map((value) => ({ value, label: t(`measure.windows.${value}`) }))}
          onValue={(value) => onChange({ ...document, window: value }, 'window')}
        />
        {window === 'fiscal-year' && (
          <SelectField
            label={t('measure.fiscalYearStart')}
            value={String(fiscalYearStart)}
            options={Array.from({ length: 12 }, (_, at) => ({ value: String(at + 1), label: monthName(at + 1) }))}
            onValue={(value) => onChange({ ...document, fiscalYearStart: Number(value) }, 'fiscalYearStart')}
          />
        )}
        <Choice label={t('measure.coverage')}>
          <NumberInput
            label={t('measure.coverage')}
            // Percent to the ten-thousandth: what is typed comes back as it was typed.
            value={Math.round(minCoverage * 1e6) / 1e4}
            error={coverageFlaw && t(`flaw.${coverageFlaw}`)}
            onValue={(value) => onChange({ ...document, minCoverage: Math.round(value * 1e4) / 1e6 }, 'coverage')}
          />
        </Choice>
        {coverageFlaw && <p className={css.flaw}>{t(`flaw.${coverageFlaw}`)}</p>}
        <p className={css.hint}>{t('measure.coverageHint')}</p>
      </div>
      <fieldset className={css.kinds}>
        <legend>{t('measure.kinds')}</legend>
        {lineKinds.map((kind) => (
          <CheckField
            key={kind}
            label={shell(`kinds.${kind}`)}
            isChecked={kinds.includes(kind)}
            // Without any kind there is no spend.
            isDisabled={kinds.length === 1 && kinds[0] === kind}
            onChecked={() => onChange(toggleKind(document, lineKinds, kind), `kind ${kind}`)}
          />
        ))}
      </fieldset>
    </EditorPart>
  )
}

function Choice({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className={css.choice}>
      <span aria-hidden>{label}</span>
      {children}
    </div>
  )
}
