import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import type { CommitmentShow } from '../../../domain/commitment/shown.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Count, Money, Percent } from '../../ui/Figures.tsx'
import { Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress } from './account-parts.ts'
import { CommitmentList } from './CommitmentList.tsx'
import { useDaysText } from './use-days-text.ts'
import css from './Value.module.css'

type Shown = Output<'getAccountCommitments'>

/** Whether the account takes what it said it would, when it said so, and the promises behind that. */
export function Commitments() {
  const { id, ofPeriod } = useAccountAddress()
  const query = useQuery(queryOf('getAccountCommitments', { params: { id }, query: ofPeriod }))
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={200} />}>
      {(shown) => <CommitmentsOf shown={shown} />}
    </Loaded>
  )
}

function CommitmentsOf({ shown }: { readonly shown: Shown }) {
  const t = useT('inventory')
  const format = useFormat()
  const { promises, uncostedPromises, open } = shown
  const isNone = promises + uncostedPromises + open.promises === 0
  return (
    <div className={css.value}>
      <Section
        title={t('promises.title')}
        hint={t('promises.hint', { from: format.day(shown.from), to: format.day(shown.to) })}
      >
        {isNone ? (
          <p>{t('promises.none')}</p>
        ) : (
          <>
            <KeyFigures shown={shown} />
            {shown.byType.length > 1 && <ByType shown={shown} />}
          </>
        )}
        {uncostedPromises > 0 && (
          <div className={css.notes}>
            <p>{t('promises.uncosted', { count: uncostedPromises })}</p>
          </div>
        )}
      </Section>
      {!isNone && <CommitmentList shown={shown} />}
    </div>
  )
}

function KeyFigures({ shown }: { readonly shown: Shown }) {
  const t = useT('inventory')
  const format = useFormat()
  const daysText = useDaysText()
  const { promises, takenRate, daysLate, committed, taken, takenOnTime, open, currency } = shown
  const openNote =
    open.promises === 0
      ? t('promises.figure.openNone')
      : t('promises.figure.openNote', { count: open.promises, days: daysText(open.daysLate) })
  return (
    <StatRow>
      <StatTile
        label={t('promises.figure.rate')}
        value={
          <Opens promises="due">
            <Percent share={takenRate} />
          </Opens>
        }
        note={
          takenRate === null ? t('promises.figure.rateUnknown') : t('promises.figure.rateNote', { count: promises })
        }
      />
      <StatTile
        label={t('promises.figure.late')}
        value={<Opens promises="late">{daysText(daysLate)}</Opens>}
        note={t(daysLate === null ? 'promises.figure.lateUnknown' : 'promises.figure.lateNote')}
      />
      {committed !== undefined && (
        <StatTile
          label={t('promises.figure.committed')}
          value={<Money amount={committed} currency={currency} />}
          note={
            taken === undefined || takenOnTime === undefined
              ? undefined
              : t('promises.figure.committedNote', {
                  taken: format.wholeMoney(taken),
                  inTime: format.wholeMoney(takenOnTime),
                })
          }
        />
      )}
      <StatTile
        label={t('promises.figure.open')}
        value={
          <Opens promises="open">
            {open.untaken === undefined ? (
              <Count count={open.promises} />
            ) : (
              <Money amount={open.untaken} currency={currency} />
            )}
          </Opens>
        }
        note={openNote}
      />
    </StatRow>
  )
}

/** A figure that opens the promises it is made of. */
function Opens({ promises, children }: { readonly promises: CommitmentShow; readonly children: ReactNode }) {
  return (
    <Link
      className={css.opens}
      from="/accounts/$id"
      to="."
      search={(before) => ({ ...before, tab: 'value', promises })}
      resetScroll={false}
    >
      {children}
    </Link>
  )
}

function ByType({ shown: { byType, currency } }: { readonly shown: Shown }) {
  const t = useT('inventory')
  const daysText = useDaysText()
  const seesMoney = byType.some(({ committed }) => committed !== undefined)
  return (
    <ScrollTable label={t('promises.type.title')}>
      <caption className="unseen">{t('promises.type.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('promises.type.type')}</th>
          <th scope="col" data-figure>
            {t('promises.type.promises')}
          </th>
          {seesMoney && (
            <>
              <th scope="col" data-figure>
                {t('promises.type.committed')}
              </th>
              <th scope="col" data-figure>
                {t('promises.type.taken')}
              </th>
              <th scope="col" data-figure>
                {t('promises.type.inTime')}
              </th>
            </>
          )}
          <th scope="col" data-figure>
            {t('promises.type.rate')}
          </th>
          <th scope="col" data-figure>
            {t('promises.type.late')}
          </th>
        </tr>
      </thead>
      <tbody>
        {byType.map(({ type, promises, committed, taken, takenOnTime, takenRate, daysLate }) => (
          <tr key={type}>
            <th scope="row">{t(`promises.type.${type ?? 'unknown'}`)}</th>
            <td data-figure>
              <Count count={promises} />
            </td>
            {seesMoney && (
              <>
                <td data-figure>
                  <Money amount={committed} currency={currency} size="exact" />
                </td>
                <td data-figure>
                  <Money amount={taken} currency={currency} size="exact" />
                </td>
                <td data-figure>
                  <Money amount={takenOnTime} currency={currency} size="exact" />
                </td>
              </>
            )}
            <td data-figure>
              <Percent share={takenRate} />
            </td>
            <td data-figure>{daysText(daysLate)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
