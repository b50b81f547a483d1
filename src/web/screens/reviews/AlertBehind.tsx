import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { alertSentence } from '../alerts/alert-sentence.ts'
import css from './Reviews.module.css'

/** The alert that a review was opened from, in its own words; one that is of no account any more is only said to have been. */
export function AlertBehind({ alert, account }: { readonly alert: string; readonly account: string }) {
  const t = useT('reviews')
  const words = useT('alerts')
  const format = useFormat()
  const { data } = useQuery(queryOf('getAlert', { params: { id: alert } }))
  return (
    <p className={css.quiet}>
      {t('review.fromAlert')}
      {data !== undefined && (
        <>
          {': '}
          <Link to="/alerts" search={{ account }}>
            {alertSentence(data, words, { decimal: format.decimal })}
          </Link>
        </>
      )}
    </p>
  )
}
