import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { DayText } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonLines } from '../../ui/States.tsx'
import { kindTones } from './review-parts.ts'
import css from './Reviews.module.css'
import { StartReview } from './StartReview.tsx'

/** As many as stand beside the other parts of an account; the list of reviews has all. */
const mostShown = 5

/** The reviews of an account, the newest first, and the button that opens one. */
export function AccountReviews({ account }: { readonly account: { readonly id: string; readonly name: string } }) {
  const t = useT('reviews')
  const query = useQuery(queryOf('listReviews', { query: { account: account.id, limit: mostShown } }))
  return (
    <Section title={t('account.title')} actions={<StartReview account={account} size="s" />}>
      <Loaded query={query} skeleton={<SkeletonLines lines={2} />}>
        {({ items, next }) =>
          items.length === 0 ? (
            <p className={css.quiet}>{t('account.empty')}</p>
          ) : (
            <>
              <ul className={css.reviews}>
                {items.map((review) => (
                  <li key={review.id}>
                    <span className={css.line}>
                      <Tag tone={kindTones[review.kind]}>{t(`kinds.${review.kind}`)}</Tag>
                      <Link to="/reviews/$id" params={{ id: review.id }}>
                        {t(`states.${review.state}`)}, <DayText day={review.openedAt.slice(0, 10)} />
                      </Link>
                    </span>
                    <p className={css.quiet}>
                      {review.mainReason?.name ??
                        (review.state === 'open' && review.missing.length > 0
                          ? t('views.waits', {
                              names: review.missing.map((department) => t(`departments.${department}`)).join(', '),
                            })
                          : '')}
                    </p>
                  </li>
                ))}
              </ul>
              {next !== null && (
                <Link to="/reviews" search={{ account: account.id }}>
                  {t('account.more')}
                </Link>
              )}
            </>
          )
        }
      </Loaded>
    </Section>
  )
}
