import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { MovementBadge } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { Delta } from '../../ui/Figures.tsx'
import css from './ClassTiles.module.css'

/** What became of the accounts: how many of each class and what changed on them. Each opens its list. */
export function ClassTiles({
  data: { classes, accounts },
  children,
}: {
  readonly data: Output<'getMovement'>
  /** What makes a move one. */
  readonly children: ReactNode
}) {
  const t = useT('movement')
  const format = useFormat()
  // What stands on no account has not moved: the classes sum to this.
  const sum = classes.every(({ change }) => change !== undefined)
    ? formatMicros(classes.reduce((all, { change }) => all + parseMicros(change ?? '0'), 0n))
    : null
  return (
    <section className={css.section} aria-label={t('classes.label')}>
      <ul className={css.tiles}>
        {classes
          .filter(({ class: name, count }) => name !== 'ungraded' || count > 0)
          .map(({ class: name, count, change }) => (
            <li key={name}>
              <Link
                from="/movement"
                to="/movement"
                search={(before) => ({ ...before, class: [name], gradeFrom: undefined, gradeTo: undefined })}
                hash="moves"
                className={css.tile}
              >
                <MovementBadge movement={name} />
                <span className={css.count}>{format.integer(count)}</span>
                <span className={css.change}>{change !== undefined && <Delta amount={change} size="short" />}</span>
              </Link>
            </li>
          ))}
        <li className={css.sum}>
          <span className={css.all}>{t('classes.all')}</span>
          <span className={css.count}>{format.integer(accounts)}</span>
          <span className={css.change}>{sum !== null && <Delta amount={sum} size="short" />}</span>
        </li>
      </ul>
      {children}
    </section>
  )
}
