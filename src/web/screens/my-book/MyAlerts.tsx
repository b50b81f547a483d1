import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonLines } from '../../ui/States.tsx'
import { AlertList } from '../alerts/AlertList.tsx'
import { alertSentence } from '../alerts/alert-sentence.ts'
import type { Alert } from '../alerts/alert-sentence.ts'
import { useAnswer } from '../alerts/use-answer.ts'
import { PlanCall } from '../calls/PlanCall.tsx'
import { StartReview } from '../reviews/StartReview.tsx'
import css from './ToDo.module.css'

/** What the week's alerts are of these reps: answered by one click, called or reviewed by another. */
export function MyAlerts({ reps }: { readonly reps: readonly string[] }) {
  const t = useT('myBook')
  const owner = [...reps]
  const query = useQuery(queryOf('listAlerts', { query: { state: 'week', owner, limit: 20 } }))
  return (
    <Section
      title={t('alerts.title')}
      hint={
        query.data && query.data.items.length > 0 ? t('alerts.message', { count: query.data.items.length }) : undefined
      }
      actions={
        <Link to="/alerts" search={{ owner }}>
          {t('alerts.all')}
        </Link>
      }
    >
      <Loaded query={query} skeleton={<SkeletonLines lines={3} />}>
        {({ items, looked }) =>
          items.length === 0 ? (
            <p className={css.empty}>{t(looked === null ? 'alerts.notLooked' : 'alerts.empty')}</p>
          ) : (
            <AlertList
              label={t('alerts.title')}
              alerts={items}
              hasOwner={reps.length > 1}
              actions={(alert) => <Buttons alert={alert} />}
            />
          )
        }
      </Loaded>
    </Section>
  )
}

/** A call that was made about an alert answers it: nobody has to say so twice. */
function Buttons({ alert }: { readonly alert: Alert }) {
  const t = useT('alerts')
  const format = useFormat()
  const { answer } = useAnswer()
  const { account, part } = alert
  const why = alertSentence(alert, t, { decimal: format.decimal })
  return (
    <>
      <PlanCall
        account={account}
        goal={why}
        onSaved={({ state }) => {
          if (state === 'done' && alert.mayAnswer) answer(alert, 'called')
        }}
      />
      <StartReview
        account={account}
        kind={alert.kind === 'silence' ? 'loss' : 'decline'}
        alert={alert.id}
        family={part?.type === 'family' ? part.key : null}
        occasion={why}
        size="s"
      />
    </>
  )
}
