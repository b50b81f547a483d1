import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { GradeBadge, Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import type { DrainQuery } from './DrainList.tsx'
import css from './Drains.module.css'
import { SetStrategy } from './SetStrategy.tsx'
import { useDrainText } from './use-drain-text.ts'

/** Drains that are shown beside other things: enough for a week. */
const shown = 5

/** The worst drains of somebody's own book, each in a sentence with what is done about it. */
export function TopDrains({ query }: { readonly query: DrainQuery }) {
  const t = useT('drains')
  const format = useFormat()
  const write = useDrainText()
  const found = useQuery(queryOf('listDrains', { query: { ...query, limit: shown } }))
  const { owner } = query
  return (
    <Section
      title={t('title')}
      actions={
        <Link to="/drains" search={Array.isArray(owner) ? { owner: owner.map(String) } : {}}>
          {t('all')}
        </Link>
      }
    >
      <Loaded query={found} skeleton={<SkeletonBlock height={120} />}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className={css.quiet}>{t('empty')}</p>
          ) : (
            <>
              <ul className={css.list}>
                {items.map((row) => (
                  <li key={row.id} className={css.item}>
                    <span className={css.text}>
                      <span className={css.account}>
                        <GradeBadge grade={row.grade} size="s" isShort />
                        <Link to="/accounts/$id" params={{ id: row.id }} search={{ tab: 'value' }}>
                          {row.name}
                        </Link>
                      </span>
                      <span className={css.quiet}>{row.reasons.map((reason) => write(row, reason)).join('. ')}</span>
                    </span>
                    {row.strategy !== null ? (
                      <Tag tone="accent">{t(`strategies.${row.strategy.strategy}`)}</Tag>
                    ) : (
                      row.isMine && <SetStrategy account={row} held={null} size="s" />
                    )}
                  </li>
                ))}
              </ul>
              {total > items.length && (
                <p className={css.more}>{t('more', { count: total - items.length, shown: format.integer(total) })}</p>
              )}
            </>
          )
        }
      </Loaded>
    </Section>
  )
}
