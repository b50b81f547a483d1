import type { Option } from './Fields.tsx'
import css from './Tabs.module.css'

interface Props<T extends string> {
  readonly label: string
  readonly value: T
  readonly tabs: readonly (Option<T> & { readonly count?: string | null })[]
  readonly onValue: (value: T) => void
}

/** Parts of a screen of which one is in sight; the arrows move between them. The parts lie in `TabPanel`s. */
export function Tabs<T extends string>({ label, value, tabs, onValue }: Props<T>) {
  return (
    <div
      className={css.tabs}
      role="tablist"
      aria-label={label}
      tabIndex={-1}
      data-print="no"
      onKeyDown={(event) => {
        const at = tabs.findIndex((tab) => tab.value === value)
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
        const next = step === undefined ? undefined : tabs.at((at + step) % tabs.length)
        if (next === undefined) return
        event.preventDefault()
        onValue(next.value)
        event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.value)}"]`)?.focus()
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          data-tab={tab.value}
          id={`tab-${tab.value}`}
          aria-selected={tab.value === value}
          aria-controls={tab.value === value ? `panel-${tab.value}` : undefined}
          tabIndex={tab.value === value ? 0 : -1}
          className={css.tab}
          onClick={() => onValue(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && tab.count !== null && <span className={css.count}>{tab.count}</span>}
        </button>
      ))}
    </div>
  )
}

export function TabPanel({ of, children }: { readonly of: string; readonly children: React.ReactNode }) {
  return (
    <div role="tabpanel" id={`panel-${of}`} aria-labelledby={`tab-${of}`}>
      {children}
    </div>
  )
}
