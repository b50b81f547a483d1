import { useT } from '../../i18n/i18n.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'

const choices = ['30', '90', '180', '365'] as const

/** How many days a forecast looks ahead. */
export function DaysAhead({ days, onDays }: { readonly days: number; readonly onDays: (days: number) => void }) {
  const t = useT('lifetime')
  const known = choices.some((choice) => choice === String(days)) ? choices : [...choices, String(days)]
  return (
    <SegmentedControl
      label={t('days')}
      value={String(days)}
      options={known.map((value) => ({ value, label: t('daysOf', { days: value }) }))}
      onValue={(value) => onDays(Number(value))}
    />
  )
}
