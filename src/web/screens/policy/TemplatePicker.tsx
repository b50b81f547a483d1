import { useState } from 'react'
import { gradeNamings, policyTemplates, templateRules } from '../../../domain/policy-template.ts'
import type { GradeNaming, PolicyTemplate } from '../../../domain/policy-template.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl, SelectField } from '../../ui/Fields.tsx'
import type { PolicyDocument } from './document.ts'
import css from './Editor.module.css'
import { EditorPart } from './EditorParts.tsx'
import type { Change } from './use-edits.ts'

/** Rules to begin from, in place of those that stand there; whom they grade and from when on stays. Undo brings back what was there. */
export function TemplatePicker({
  document,
  onChange,
}: {
  readonly document: PolicyDocument
  readonly onChange: Change
}) {
  const t = useT('policy')
  const [template, setTemplate] = useState<PolicyTemplate>('value-scale')
  const [naming, setNaming] = useState<GradeNaming>('letters')
  return (
    <EditorPart title={t('template.title')} hint={t('template.hint')} isOpen={false}>
      <div className={css.fields}>
        <SelectField
          label={t('template.which')}
          value={template}
          options={policyTemplates.map((value) => ({ value, label: t(`template.of.${value}`) }))}
          onValue={setTemplate}
        />
        <SegmentedControl
          label={t('template.names')}
          value={naming}
          options={gradeNamings.map((value) => ({ value, label: t(`template.naming.${value}`) }))}
          onValue={setNaming}
        />
        <Button onClick={() => onChange({ ...document, ...templateRules(template, naming) }, 'template')}>
          {t('template.use')}
        </Button>
      </div>
      <p className={css.hint}>{t(`template.about.${template}`)}</p>
    </EditorPart>
  )
}
