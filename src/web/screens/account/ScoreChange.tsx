import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { classNames } from '../../ui/class-names.ts'
import { SelectField } from '../../ui/Fields.tsx'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress } from './account-parts.ts'
import { Points } from './Points.tsx'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'
import { useEarlierPeriods, yearBefore } from './use-earlier-periods.ts'
import { useFactorText } from './use-factor-text.ts'
import css from './Value.module.css'

type Shown = Output<'getScoreChange'>
type Part = NonNullable<Shown['parts']>[number]

/** What made the score another one than it was at the end of an earlier period, in parts that sum to the change. */
export function ScoreChange() {
  const t = useT('value')
  const { id, search, navigate, ofPeriod } = useAccountAddress()
  const { since } = search
  const query = useQuery(
    queryOf('getScoreChange', { params: { id }, query: { ...ofPeriod, ...(since === undefined ? {} : { since }) } }),
  )
  const { data: shown } = query
  return (
    <Section title={t('change.title')} hint={shown && <Ends shown={shown} />}>
      <div className={css.choice} data-print="no">
        <SelectField
          label={t('change.since')}
          value={since ?? yearBefore}
          options={useEarlierPeriods(shown?.after.to, since, t('change.yearBefore'))}
          onValue={(value) =>
            void navigate({
              search: (before) => ({ ...before, since: value === yearBefore ? undefined : value }),
              resetScroll: false,
            })
          }
        />
      </div>
      <Loaded query={query} skeleton={<SkeletonBlock height={180} />}>
        {(change) => <Change shown={change} />}
      </Loaded>
    </Section>
  )
}

function Ends({ shown: { before, after, parts = [] } }: { readonly shown: Shown }) {
  const t = useT('value')
  const format = useFormat()
  const text = ({ grade, score }: Shown['before']): string => {
    const label = grade ?? t('change.noGrade')
    if (score === undefined) return label
    return score === null
      ? t('change.noScore', { grade: label })
      : t('change.grade', { grade: label, count: rounded(score), points: format.decimal(String(rounded(score))) })
  }
  // Elsewhere the earlier grade is by the policy of now, so that a move is one of the account: here the policy may have moved it.
  const isOfThen = before.policy.name !== after.policy.name || before.policy.version !== after.policy.version
  // Parts that are out of sight, or that there are none of, sum to nothing.
  return t(parts.length === 0 ? 'change.ends' : 'change.message', {
    before: text(before),
    from: isOfThen ? t('change.byPolicyThen', { day: format.day(before.to) }) : format.day(before.to),
    after: text(after),
    to: format.day(after.to),
  })
}

/** Points with two decimals at the most. */
function rounded(score: number): number {
  return Math.round(score * 100) / 100
}

function Change({ shown }: { readonly shown: Shown }) {
  const t = useT('value')
  const { change, parts } = shown
  if (change === undefined || parts === undefined) return <p>{t('change.masked')}</p>
  if (change === null) return <p>{t('change.none')}</p>
  return (
    <ScrollBox label={t('change.title')}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th>{t('change.because')}</th>
            <th className={tables.figure}>{t('change.before')}</th>
            <th className={tables.figure}>{t('change.after')}</th>
            <th className={classNames(tables.figure, tables.wide)}>{t('change.pointsBefore')}</th>
            <th className={classNames(tables.figure, tables.wide)}>{t('change.pointsAfter')}</th>
            <th className={tables.figure}>{t('change.moved')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <Row key={part.kind === 'policy' ? part.kind : part.metric} part={part} shown={shown} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{t('change.total')}</th>
            <td />
            <td />
            <td className={tables.wide} />
            <td className={tables.wide} />
            <td className={tables.figure}>
              <Points points={change} isSigned />
            </td>
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  )
}

function Row({ part, shown }: { readonly part: Part; readonly shown: Shown }) {
  const t = useT('value')
  const account = useT('account')
  const factorText = useFactorText({ isCompared: true })
  const was = part.kind === 'moved' || part.kind === 'unknown' ? part.before : null
  const is = part.kind === 'moved' || part.kind === 'known' ? part.after : null
  const because = (): string => {
    if (part.kind === 'policy') return t('change.policy', shown.after.policy)
    const metric = account(`metric.${part.metric}`)
    return part.kind === 'moved' ? metric : t(`change.${part.kind}`, { metric })
  }
  const value = (day: typeof was) =>
    part.kind === 'policy' || day === null ? '–' : <span title={day.value}>{factorText(day.value, part.unit)}</span>
  return (
    <tr>
      <th scope="row">{because()}</th>
      <td className={tables.figure}>{value(was)}</td>
      <td className={tables.figure}>{value(is)}</td>
      <td className={classNames(tables.figure, tables.wide)}>
        <Points points={was?.points ?? null} />
      </td>
      <td className={classNames(tables.figure, tables.wide)}>
        <Points points={is?.points ?? null} />
      </td>
      <td className={tables.figure}>
        <Points points={part.change} isSigned />
      </td>
    </tr>
  )
}
