import { IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { addDays } from '../../../domain/day.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonLines } from '../../ui/States.tsx'
import { CallDialog } from '../calls/CallDialog.tsx'
import { CallRow } from '../calls/CallRow.tsx'
import { PlanCall } from '../calls/PlanCall.tsx'
import { useSkip } from '../calls/use-calls.ts'
import { useHintText } from '../calls/use-hint-text.ts'
import css from './TodayCalls.module.css'

type CallDay = Output<'getCallDay'>

/** Whom to call today and for what: what is planned comes first, then accounts whose bounds call for it. */
export function TodayCalls({ rep }: { readonly rep: string | undefined }) {
  const t = useT('calls')
  const query = useQuery(queryOf('getCallDay', { query: rep === undefined ? {} : { rep } }))
  const { data } = query
  const mayWrite = useRight('write-action')
  const [isNew, setNew] = useState(false)
  return (
    <Section
      title={t('ofDay.title')}
      hint={data && t('ofDay.message', { count: data.planned.length, done: data.done.length })}
      actions={
        <>
          <Link to="/calls" search={rep === undefined ? {} : { rep: [rep] }}>
            {t('ofDay.all')}
          </Link>
          {mayWrite && (
            <Button size="s" icon={<IconPhone size={14} aria-hidden />} onClick={() => setNew(true)}>
              {t('plan')}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={query} skeleton={<SkeletonLines lines={3} />}>
        {(day) => <Day day={day} />}
      </Loaded>
      {isNew && <CallDialog onClose={() => setNew(false)} />}
    </Section>
  )
}

function Day({ day }: { readonly day: CallDay }) {
  const t = useT('calls')
  const { planned, later, done, suggested, week } = day
  const isClear = planned.length === 0 && suggested.length === 0
  return (
    <>
      {planned.length > 0 ? (
        <ul className={css.list}>
          {planned.map((call) => (
            <CallRow key={call.id} call={call} today={day.today} />
          ))}
        </ul>
      ) : (
        <p className={css.empty} role="status">
          {t(isClear ? 'ofDay.clear' : done.length > 0 ? 'ofDay.allDone' : 'ofDay.empty')}
        </p>
      )}
      {suggested.length > 0 && (
        <>
          <h3 className={css.head}>{t('ofDay.suggested')}</h3>
          <p className={css.hint}>{t('ofDay.suggestedHint', { count: week.most, answered: week.answered })}</p>
          <ul className={css.list}>
            {suggested.map((item) => (
              <Suggestion key={item.account.id} item={item} today={day.today} />
            ))}
          </ul>
        </>
      )}
      {later.length > 0 && (
        <>
          <h3 className={css.head}>{t('ofDay.later')}</h3>
          <ul className={css.list}>
            {later.map((call) => (
              <CallRow key={call.id} call={call} today={day.today} />
            ))}
          </ul>
        </>
      )}
      {done.length > 0 && (
        <>
          <h3 className={css.head}>{t('ofDay.made')}</h3>
          <ul className={css.list}>
            {done.map((call) => (
              <CallRow key={call.id} call={call} today={day.today} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** An account nobody has planned to call, with the goal that it suggests; put aside by one click for a week. */
function Suggestion({ item, today }: { readonly item: CallDay['suggested'][number]; readonly today: string }) {
  const t = useT('calls')
  const format = useFormat()
  const textOf = useHintText()
  const mayWrite = useRight('write-action')
  const { skip, isPending } = useSkip()
  const { account, grade, hint } = item
  const until = today === '' ? '' : addDays(today, 7)
  return (
    <li className={css.suggestion}>
      <span className={css.what}>
        <span className={css.name}>
          <GradeBadge grade={grade} size="s" isShort />{' '}
          <Link to="/accounts/$id" params={{ id: account.id }}>
            {account.name}
          </Link>
        </span>
        <span className={css.goal}>{textOf(hint)}</span>
      </span>
      {mayWrite && (
        <span className={css.buttons} data-print="no">
          <PlanCall account={account} goal={textOf(hint)} />
          <Button
            kind="plain"
            size="s"
            disabled={isPending}
            aria-label={t('ofDay.skipNamed', { name: account.name })}
            title={until === '' ? undefined : format.day(until)}
            onClick={() => skip({ account: account.id, until })}
          >
            {t('ofDay.skip')}
          </Button>
        </span>
      )}
    </li>
  )
}
