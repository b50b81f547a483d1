import css from './SizeBar.module.css'

/** A small bar beside a figure: how large it is next to the largest of its column. Says nothing that the figure does not. */
export function SizeBar({ share }: { /** 0 to 1; below it has no length. */ readonly share: number }) {
  return (
    <span className={css.track} aria-hidden>
      <span className={css.bar} style={{ width: `${Math.min(Math.max(share, 0), 1) * 100}%` }} />
    </span>
  )
}
