import { IconChevronDown, IconX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Button } from './Button.tsx'
import { CheckField, SearchField, type Option } from './Fields.tsx'
import css from './Filters.module.css'
import { Popover } from './Popover.tsx'

/** Filters beside each other over a list. */
export function FilterBar({ children, end }: { readonly children: ReactNode; readonly end?: ReactNode }) {
  return (
    <div className={css.bar} data-print="no">
      <div className={css.filters}>{children}</div>
      {end !== undefined && <div className={css.end}>{end}</div>}
    </div>
  )
}

interface FilterProps<T extends string> {
  readonly label: string
  readonly options: readonly (Option<T> & { readonly mark?: ReactNode })[]
  readonly value: readonly T[]
  readonly onValue: (value: T[]) => void
}

const manyOptions = 8
const shownOptions = 200

/** Some of many: a button that says what is chosen, and a list to tick in, with a search once it is long. */
export function FilterSelect<T extends string>({ label, options, value, onValue }: FilterProps<T>) {
  const t = useT('common')
  const [q, setQ] = useState('')
  const chosen = options.filter((option) => value.includes(option.value))
  const said = chosen.length === 1 ? (chosen[0]?.label ?? '') : String(value.length)
  const found = options.filter((option) => option.label.toLocaleLowerCase().includes(q.trim().toLocaleLowerCase()))
  return (
    <Popover
      name={label}
      className={value.length > 0 ? css.active : undefined}
      label={
        <>
          <span className={css.label}>{value.length === 0 ? label : `${label}: ${said}`}</span>
          <IconChevronDown size={13} aria-hidden />
        </>
      }
    >
      {() => (
        <div className={css.sheet}>
          {options.length > manyOptions && <SearchField label={label} value={q} onValue={setQ} />}
          <div className={css.options}>
            {found.slice(0, shownOptions).map((option) => (
              <CheckField
                key={option.value}
                label={
                  <span className={css.option}>
                    {option.mark}
                    {option.label}
                  </span>
                }
                isChecked={value.includes(option.value)}
                onChecked={(isChecked) =>
                  onValue(isChecked ? [...value, option.value] : value.filter((one) => one !== option.value))
                }
              />
            ))}
            {found.length === 0 && <p className={css.nothing}>{t('table.emptyTitle')}</p>}
          </div>
          {value.length > 0 && (
            <Button kind="plain" size="s" onClick={() => onValue([])}>
              {t('clear')}
            </Button>
          )}
        </div>
      )}
    </Popover>
  )
}

/** One filter that holds, with what takes it off. */
export function FilterChip({ children, onRemove }: { readonly children: string; readonly onRemove: () => void }) {
  const t = useT('common')
  return (
    <span className={css.chip}>
      {children}
      <button type="button" onClick={onRemove} aria-label={t('removeFilter', { filter: children })}>
        <IconX size={12} aria-hidden />
      </button>
    </span>
  )
}
