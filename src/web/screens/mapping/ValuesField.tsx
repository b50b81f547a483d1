import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { TextField } from '../../ui/Fields.tsx'
import { listed } from './steps.ts'

/** Several values in one field, as they are typed: a comma that was just typed stays. */
export function ValuesField({
  values,
  samples,
  onValues,
}: {
  readonly values: readonly string[]
  /** What the column holds, as examples. */
  readonly samples: readonly string[]
  readonly onValues: (values: string[]) => void
}) {
  const t = useT('mapping')
  const format = useFormat()
  const [typed, setTyped] = useState(values.join(', '))
  return (
    <TextField
      label={t('steps.values')}
      value={typed}
      maxLength={500}
      autoComplete="off"
      {...(samples.length === 0 ? {} : { hint: t('forms.as', { values: format.list(samples) }) })}
      onValue={(text) => {
        setTyped(text)
        onValues(listed(text))
      }}
    />
  )
}
