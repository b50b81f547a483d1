import { useEffect, useRef, useState } from 'react'
import { movementClasses } from '../../../domain/movement.ts'
import { useBandText } from '../../ui/band-text.ts'
import { GradeBadge, MovementBadge } from '../../ui/Badges.tsx'
import { useBook } from '../../ui/book-context.ts'
import { SearchField, SegmentedControl } from '../../ui/Fields.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { useT } from '../../i18n/i18n.ts'
import css from './AccountsFilters.module.css'
import { bandChoices } from './bands.ts'
import { MoreFilters } from './MoreFilters.tsx'
import { changeSearch } from './search.ts'
import { TerritoryFilter } from './TerritoryFilter.tsx'
import { useAccountsAddress } from './use-accounts-address.ts'

const none = 'none'

/** What decides which accounts are in the list. */
export function AccountsFilters() {
  const t = useT('accounts')
  const book = useBook()
  const bandText = useBandText()
  const { search, money, change } = useAccountsAddress()
  const set = (next: Parameters<typeof changeSearch>[1]) => {
    change(changeSearch(search, next))
  }
  const grades = book?.policy.grades ?? []
  const hasPart = money.spend !== null && money.spend !== 'all'
  return (
    <div className={css.bar} data-print="no">
      <TypedFilter />
      {hasPart && (
        <SegmentedControl
          label={t('filter.scope')}
          value={search.within ?? 'book'}
          options={[
            { value: 'book', label: t('filter.withinBook') },
            { value: 'mine', label: t('filter.withinMine') },
          ]}
          onValue={(within) => {
            set({ within: within === 'mine' ? within : undefined })
          }}
        />
      )}
      <div className={css.choices}>
        <FilterSelect
          label={t('filter.grade')}
          options={[
            ...grades.map(({ label }) => ({ value: label, label, mark: <GradeBadge grade={label} size="s" /> })),
            { value: none, label: t('chip.noGrade'), mark: <GradeBadge grade={null} size="s" /> },
          ]}
          value={search.grade ?? []}
          onValue={(grade) => {
            set({ grade })
          }}
        />
        <FilterSelect
          label={t('filter.movement')}
          options={movementClasses.map((movement) => ({
            value: movement,
            label: t(`common:movement.${movement}`),
            mark: <MovementBadge movement={movement} isShort />,
          }))}
          value={search.movement ?? []}
          onValue={(movement) => {
            set({ movement })
          }}
        />
        <FilterSelect
          label={t('filter.spendBand')}
          options={[
            ...bandChoices.map((band) => ({ value: band.key, label: bandText(band) })),
            { value: none, label: t('chip.noSpend') },
          ]}
          value={search.spendBand ?? []}
          onValue={(spendBand) => {
            set({ spendBand })
          }}
        />
        <FilterSelect
          label={t('filter.owner')}
          options={[
            ...(book?.owners ?? []).map(({ key, name }) => ({ value: key, label: name })),
            { value: none, label: t('chip.noOwner') },
          ]}
          value={search.owner ?? []}
          onValue={(owner) => {
            set({ owner })
          }}
        />
        {(book?.territories.length ?? 0) > 0 && <TerritoryFilter />}
        {(book?.segments.length ?? 0) > 0 && (
          <FilterSelect
            label={t('filter.segment')}
            options={[
              ...(book?.segments ?? []).map(({ key, name }) => ({ value: key, label: name })),
              { value: none, label: t('chip.noSegment') },
            ]}
            value={search.segment ?? []}
            onValue={(segment) => {
              set({ segment })
            }}
          />
        )}
        <MoreFilters />
      </div>
    </div>
  )
}

/** How long after the last letter the list is asked for. */
const typingPause = 180

/** Part of a name, key or alias; a slash from anywhere on the screen comes here. */
function TypedFilter() {
  const t = useT('accounts')
  const { search, change } = useAccountsAddress()
  const inAddress = search.q ?? ''
  const [typed, setTyped] = useState(inAddress)
  const [known, setKnown] = useState(inAddress)
  const field = useRef<HTMLInputElement>(null)
  // The address changed by something else than typing, such as a chip or the way back.
  if (known !== inAddress) {
    setKnown(inAddress)
    if (typed.trim() !== inAddress) setTyped(inAddress)
  }
  useEffect(() => {
    if (typed.trim() === inAddress) return undefined
    const timer = setTimeout(() => {
      change(changeSearch(search, { q: typed.trim() }), { replace: true })
    }, typingPause)
    return () => {
      clearTimeout(timer)
    }
  }, [typed, inAddress, search, change])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    // Before the search of the shell, which takes the slash where no screen has a filter.
    document.addEventListener('keydown', onKey, { capture: true })
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true })
    }
  }, [])
  return (
    <div className={css.typed} title={t('filter.qHint')}>
      <SearchField ref={field} label={t('filter.q')} value={typed} onValue={setTyped} aria-keyshortcuts="/" />
    </div>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
