import { addDays } from '../../../domain/day.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Fields.tsx'
import css from './Calls.module.css'

interface Props {
  readonly label: string
  readonly day: string
  readonly today: string
  /** Days that were, up to today, or days to come. */
  readonly way: 'back' | 'ahead'
  readonly onDay: (day: string) => void
}

/** A day, by one tap where it is one of the usual ones. */
export function DayField({ label, day, today, way, onDay }: Props) {
  const t = useT('calls')
  const format = useFormat()
  const usual =
    today === ''
      ? []
      : way === 'back'
        ? ([['today', today]] as const)
        : ([
            ['today', today],
            ['tomorrow', addDays(today, 1)],
            ['nextWeek', addDays(today, 7)],
          ] as const)
  return (
    <div className={css.day}>
      <TextField
        label={label}
        type="date"
        value={day}
        required
        {...(way === 'back' ? { max: today } : {})}
        onValue={onDay}
      />
      <span className={css.usual}>
        {usual.map(([name, one]) => (
          <Button
            key={name}
            kind={day === one ? 'primary' : 'secondary'}
            aria-pressed={day === one}
            title={format.day(one)}
            onClick={() => onDay(one)}
          >
            {t(name)}
          </Button>
        ))}
      </span>
    </div>
  )
}
