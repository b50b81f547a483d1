import { IconArrowRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat, type Book } from '../../ui/book-context.ts'
import { usePeriodText } from '../../ui/period-text.ts'
import css from './Ends.module.css'
import { movementQuery } from './movement-query.ts'
import type { ChangeMovement, MovementSearch } from './movement-query.ts'

/** No period has this name: it opens the choice of a day. */
const otherDay = '+'

/** The two windows that are compared. The later one is the period of every screen; the earlier one is a year before unless chosen. */
export function Ends({ search, onChange }: { readonly search: MovementSearch; readonly onChange: ChangeMovement }) {
  const t = useT('movement')
  const book = useBook()
  const write = usePeriodText()
  const { data } = useQuery({ ...movementQuery(search), placeholderData: keepPreviousData })
  const from = search.from ?? data?.basis.before.period ?? ''
  const to = search.period ?? book?.period ?? ''
  return (
    <>
      <div className={css.ends} data-print="no">
        <End
          label={t('ends.from')}
          value={from}
          periods={book?.periods ?? []}
          onValue={(period) => {
            onChange({ from: period })
          }}
        />
        <IconArrowRight size={16} stroke={1.6} aria-hidden className={css.arrow} />
        <End
          label={t('ends.to')}
          value={to}
          periods={book?.periods ?? []}
          onValue={(period) => {
            // A year before the new one, unless the earlier end was chosen.
            onChange({ period: period === book?.period ? undefined : period })
          }}
        />
        {search.from !== undefined && (
          <button
            type="button"
            className={css.usual}
            onClick={() => {
              onChange({ from: undefined })
            }}
          >
            {t('ends.usual')}
          </button>
        )}
      </div>
      {from !== '' && to !== '' && (
        <p className={css.printed}>{t('ends.printed', { from: write(from), to: write(to) })}</p>
      )}
    </>
  )
}

const groups = ['trailing', 'years', 'quarters', 'months'] as const

function End({
  label,
  value,
  periods,
  onValue,
}: {
  readonly label: string
  readonly value: string
  readonly periods: Book['periods']
  readonly onValue: (period: string) => void
}) {
  const t = useT('movement')
  const format = useFormat()
  const write = usePeriodText()
  const id = useId()
  const book = useBook()
  const day = dayOf(value)
  const isListed = periods.some(({ name }) => name === value)
  return (
    <div className={css.end}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={css.picker}
        value={isListed || value === '' ? value : otherDay}
        onChange={(event) => {
          const chosen = event.target.value
          // Any other window is twelve months to a day, which begins as the last one of the book.
          onValue(chosen === otherDay ? `ttm@${day ?? book?.asOf ?? book?.today ?? ''}` : chosen)
        }}
      >
        {value === '' && <option value="">…</option>}
        {groups.map((group) => {
          const inGroup = periods.filter(({ name }) => groupOf(name) === group)
          if (inGroup.length === 0) return null
          return (
            <optgroup key={group} label={t(`ends.groups.${group}`)}>
              {inGroup.map(({ name, isClosed }) => (
                <option key={name} value={name}>
                  {write(name)}
                  {isClosed ? ` · ${t('common:period.closed')}` : ''}
                </option>
              ))}
            </optgroup>
          )
        })}
        <option value={otherDay}>{isListed || value === '' || day !== null ? t('ends.other') : write(value)}</option>
      </select>
      {!isListed && day !== null && (
        <input
          type="date"
          className={css.day}
          aria-label={t('ends.day', { end: label })}
          title={format.day(day)}
          value={day}
          min={book?.firstDay ?? undefined}
          onChange={(event) => {
            if (/^\d{4}-\d{2}-\d{2}$/.test(event.target.value)) onValue(`ttm@${event.target.value}`)
          }}
        />
      )}
    </div>
  )
}

/** The day to which twelve months go; null for a window of another kind. */
function dayOf(period: string): string | null {
  return /^ttm@(\d{4}-\d{2}-\d{2})$/.exec(period)?.[1] ?? null
}

function groupOf(period: string): (typeof groups)[number] {
  if (period.startsWith('ttm@')) return 'trailing'
  if (period.includes('-Q')) return 'quarters'
  return /^\d{4}-\d{2}$/.test(period) ? 'months' : 'years'
}
