import { useNavigate, useSearch } from '@tanstack/react-router'
import { useT } from '../i18n/i18n.ts'
import type { Book } from '../ui/book-context.ts'
import { usePeriodText } from '../ui/period-text.ts'
import { useMedia } from '../ui/use-media.ts'
import css from './PeriodPicker.module.css'

const groups = ['trailing', 'years', 'quarters', 'months'] as const
type Group = (typeof groups)[number]

/** Which period figures are of, on every screen; it stands in the address. */
export function PeriodPicker({ book }: { readonly book: Book }) {
  const t = useT('shell')
  const isShort = useMedia('(max-width: 767px)')
  const writePeriod = usePeriodText()
  const write = (name: string) => writePeriod(name, { isShort })
  const navigate = useNavigate()
  const { period } = useSearch({ from: '/app' })
  const shown = period ?? book.period ?? ''
  const names = book.periods.map(({ name }) => name)
  const known =
    names.includes(shown) || shown === '' ? book.periods : [{ name: shown, isClosed: false }, ...book.periods]
  return (
    <select
      className={css.picker}
      aria-label={t('strip.period')}
      value={shown}
      onChange={(event) => {
        const chosen = event.target.value
        void navigate({
          to: '.',
          search: (before) => ({ ...before, period: chosen === book.period ? undefined : chosen }),
        })
      }}
    >
      {groups.map((group) => {
        const inGroup = known.filter(({ name }) => groupOf(name) === group)
        if (inGroup.length === 0) return null
        return (
          <optgroup key={group} label={t(`strip.${group}`)}>
            {inGroup.map(({ name, isClosed }) => (
              <option key={name} value={name}>
                {write(name)}
                {isClosed ? ` · ${t('common:period.closed')}` : ''}
              </option>
            ))}
          </optgroup>
        )
      })}
    </select>
  )
}

function groupOf(period: string): Group {
  if (period.startsWith('ttm@')) return 'trailing'
  if (period.includes('-Q')) return 'quarters'
  return /^\d{4}-\d{2}$/.test(period) ? 'months' : 'years'
}
