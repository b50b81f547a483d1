import { useEffect, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import css from './Page.module.css'
import { classNames } from './class-names.ts'

interface PageHeaderProps {
  readonly title: string
  /** What stands in the tab of the browser where the title alone says too little. */
  readonly tabTitle?: string
  /** One line under the title: what it is of. */
  readonly children?: ReactNode
  /** Badge or mark before the title. */
  readonly before?: ReactNode
  readonly actions?: ReactNode
}

/** The top of a screen: says where one is, to the eye and to the tab of the browser. */
export function PageHeader({ title, tabTitle = title, children, before, actions }: PageHeaderProps) {
  const t = useT('common')
  useEffect(() => {
    document.title = `${tabTitle} · ${t('product')}`
  }, [tabTitle, t])
  return (
    <header className={css.header}>
      {before}
      <div className={css.titles}>
        <h1 tabIndex={-1}>{title}</h1>
        {children !== undefined && <div className={css.under}>{children}</div>}
      </div>
      {actions !== undefined && (
        <div className={css.actions} data-print="no">
          {actions}
        </div>
      )}
    </header>
  )
}

interface SectionProps {
  /** What an address may name it by, to begin there. */
  readonly id?: string
  readonly title: string
  /** What the figures in it mean, in a sentence. */
  readonly hint?: ReactNode
  readonly actions?: ReactNode
  /** Without a frame, for what brings its own. */
  readonly isBare?: boolean
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** One subject of a screen. */
export function Section({ id, title, hint, actions, isBare = false, className, children }: SectionProps) {
  return (
    <section id={id} className={classNames(css.section, isBare && css.bare, className)} aria-label={title}>
      <div className={css.sectionHead}>
        <div className={css.titles}>
          <h2>{title}</h2>
          {hint !== undefined && <p className={css.hint}>{hint}</p>}
        </div>
        {actions !== undefined && (
          <div className={css.actions} data-print="no">
            {actions}
          </div>
        )}
      </div>
      {children}
    </section>
  )
}

/** Sections beside each other where there is room. */
export function Columns({ of = 2, children }: { readonly of?: 2 | 3; readonly children: ReactNode }) {
  return <div className={classNames(css.columns, of === 3 && css.three)}>{children}</div>
}

/** Figures of weight beside each other. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return <dl className={css.stats}>{children}</dl>
}

interface StatTileProps {
  readonly label: string
  readonly value: ReactNode
  /** What it is measured against, or how it changed. */
  readonly note?: ReactNode
}

export function StatTile({ label, value, note }: StatTileProps) {
  return (
    <div className={css.stat}>
      <dt>{label}</dt>
      <dd className={css.value}>{value}</dd>
      {note !== undefined && <dd className={css.note}>{note}</dd>}
    </div>
  )
}

/** Names and values under each other. */
export function Facts({ items }: { readonly items: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {items.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
