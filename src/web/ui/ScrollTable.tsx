import type { ReactNode } from 'react'
import css from './ScrollTable.module.css'

/** A plain table that may be wider than its place: it is pushed aside by a thumb, or by the arrow keys. */
export function ScrollTable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys push aside what does not fit
    <div className={css.scroll} role="group" aria-label={label} tabIndex={0}>
      <table className={css.table}>{children}</table>
    </div>
  )
}
