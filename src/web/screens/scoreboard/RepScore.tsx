import { useT } from '../../i18n/i18n.ts'
import { GradeBadge, MovementBadge, Tag } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Count, DayText, Delta, Money, Percent } from '../../ui/Figures.tsx'
import { Columns, Facts, Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Signed } from './LeagueTable.tsx'
import css from './Scoreboard.module.css'
import { toneOf } from './scoreboard-parts.ts'
import type { ScoreboardData } from './scoreboard-parts.ts'

interface Props {
  readonly board: ScoreboardData
}

/** What one rep manages, moved and did; money where the reader may see it. */
export function RepScore({ board }: Props) {
  return (
    <>
      <Figures board={board} />
      <Columns>
        <Against board={board} />
        <Assets board={board} />
      </Columns>
      <Columns>
        <Moves board={board} />
        <Work board={board} />
      </Columns>
      {board.targets && <Targets targets={board.targets} />}
    </>
  )
}

function Figures({ board }: Props) {
  const t = useT('scoreboard')
  const format = useFormat()
  const currency = useCurrency()
  const { rank, of, accounts, net, calls, spendAfter, spendBefore, change, retention } = board
  return (
    <StatRow>
      <StatTile
        label={t('rank')}
        value={rank === null ? t('noRank') : t('rankOf', { rank, of })}
        note={<Tag tone={toneOf(board.standing)}>{t(`standings.${board.standing}`)}</Tag>}
      />
      <StatTile label={t('accounts')} value={<Count count={accounts} />} />
      <StatTile
        label={t('net')}
        value={<Signed number={net} />}
        note={t('expectedOf', { number: format.tenths(board.expectedNet) })}
      />
      {spendAfter !== undefined && (
        <StatTile
          label={t('spend')}
          value={<Money amount={spendAfter} size="short" currency={currency} />}
          note={t('spendBefore', { money: format.shortMoney(spendBefore ?? '0') })}
        />
      )}
      {change !== undefined && <StatTile label={t('change')} value={<Delta amount={change} size="short" />} />}
      {retention && (
        <StatTile
          label={t('nrr')}
          value={<Percent share={retention.nrr} />}
          note={
            <>
              {t('grr')} <Percent share={retention.grr} />
            </>
          }
        />
      )}
      <StatTile label={t('calls')} value={t('callsOf', { done: calls.done, planned: calls.planned })} />
    </StatRow>
  )
}

function Against({ board }: Props) {
  const t = useT('scoreboard')
  const { net, expectedNet, excess, start, standing, fewBelow, change, expectedChange, excessChange } = board
  return (
    <Section title={t('against')} hint={t(`standingsHint.${standing}`)}>
      <ScrollTable label={t('against')}>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('rep')}</span>
            </th>
            <th scope="col" data-figure="true">
              {t('now')}
            </th>
            <th scope="col" data-figure="true" title={t('expectedHint')}>
              {t('expected')}
            </th>
            <th scope="col" data-figure="true" title={t('excessHint')}>
              {t('excess')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" title={t('netHint')}>
              {t('net')}
            </th>
            <td data-figure="true">
              <Signed number={net} />
            </td>
            <td data-figure="true">
              <Signed number={expectedNet} isWhole={false} />
            </td>
            <td data-figure="true">
              <Signed number={excess} isWhole={false} />
            </td>
          </tr>
          {change !== undefined && expectedChange !== undefined && (
            <tr>
              <th scope="row">{t('change')}</th>
              <td data-figure="true">
                <Delta amount={change} />
              </td>
              <td data-figure="true">
                <Delta amount={expectedChange} />
              </td>
              <td data-figure="true">
                <Delta amount={excessChange} />
              </td>
            </tr>
          )}
        </tbody>
      </ScrollTable>
      <Facts
        items={[
          [t('start'), <Count key="start" count={start} />],
          [t('new'), <Count key="new" count={board.new + board.returned} />],
        ]}
      />
      {standing === 'few' && <p className={css.note}>{t('few', { count: fewBelow })}</p>}
    </Section>
  )
}

function Assets({ board: { grades } }: Props) {
  const t = useT('scoreboard')
  const hasMoney = grades.some(({ spend }) => spend !== undefined)
  return (
    <Section title={t('assets')} hint={t('assetsHint')}>
      <ScrollTable label={t('assets')}>
        <thead>
          <tr>
            <th scope="col">{t('grade')}</th>
            <th scope="col" data-figure="true">
              {t('now')}
            </th>
            <th scope="col" data-figure="true">
              {t('before')}
            </th>
            {hasMoney && (
              <>
                <th scope="col" data-figure="true">
                  {t('spend')}
                </th>
                <th scope="col" data-figure="true">
                  {t('before')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {grades.map(({ grade, count, countBefore, spend, spendBefore }) => (
            <tr key={grade ?? ''}>
              <th scope="row">
                <GradeBadge grade={grade} size="s" />
              </th>
              <td data-figure="true">
                <Count count={count} />
              </td>
              <td data-figure="true">
                <Count count={countBefore} />
              </td>
              {hasMoney && (
                <>
                  <td data-figure="true">
                    <Money amount={spend} />
                  </td>
                  <td data-figure="true">
                    <Money amount={spendBefore} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </Section>
  )
}

function Moves({ board }: Props) {
  const t = useT('scoreboard')
  const format = useFormat()
  const { classes, retained, takenOver, handedOver } = board
  const hasMoney = classes.some(({ change }) => change !== undefined)
  return (
    <Section
      title={t('moves')}
      hint={
        retained &&
        t('retainedOf', {
          start: format.wholeMoney(retained.start),
          expansion: format.wholeMoney(retained.expansion),
          contraction: format.wholeMoney(retained.contraction),
          lost: format.wholeMoney(retained.lost),
        })
      }
    >
      <ScrollTable label={t('moves')}>
        <thead>
          <tr>
            <th scope="col">{t('moves')}</th>
            <th scope="col" data-figure="true">
              {t('accounts')}
            </th>
            {hasMoney && (
              <th scope="col" data-figure="true">
                {t('change')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {classes.map((one) => (
            <tr key={one.class}>
              <th scope="row">
                <MovementBadge movement={one.class} />
              </th>
              <td data-figure="true">
                <Count count={one.count} />
              </td>
              {hasMoney && (
                <td data-figure="true">
                  <Delta amount={one.change} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      <p className={css.note}>{t('handed', { taken: takenOver, given: handedOver })}</p>
    </Section>
  )
}

function Work({ board }: Props) {
  const t = useT('scoreboard')
  const format = useFormat()
  const { calls, reviews, sold, soldBefore, hours } = board
  const { yes, partly, no } = calls.results
  return (
    <Section title={t('work')} hint={t('callsHint')}>
      <Facts
        items={[
          [t('calls'), t('callsOf', { done: calls.done, planned: calls.planned })],
          [t('goals'), t('goalsOf', { yes, partly, no, notReached: calls.results['not-reached'] })],
          [t('reviews'), <Count key="reviews" count={reviews} />],
          ...(sold === undefined
            ? []
            : [
                [
                  t('sold'),
                  <span key="sold" title={t('soldHint')}>
                    <Money amount={sold} />, {t('spendBefore', { money: format.wholeMoney(soldBefore ?? '0') })}
                  </span>,
                ] as const,
              ]),
          ...(hours === undefined
            ? []
            : [[t('hours'), hours === null ? t('hoursNone') : format.decimal(hours)] as const]),
        ]}
      />
    </Section>
  )
}

function Targets({ targets }: { readonly targets: NonNullable<ScoreboardData['targets']> }) {
  const t = useT('scoreboard')
  return (
    <Section title={t('targets')}>
      {targets.length === 0 ? (
        <p className={css.note}>{t('targetsNone')}</p>
      ) : (
        <ScrollTable label={t('targets')}>
          <thead>
            <tr>
              <th scope="col">{t('target')}</th>
              <th scope="col">{t('days')}</th>
              {(['target', 'reached', 'share', 'elapsed'] as const).map((name) => (
                <th key={name} scope="col" data-figure="true">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {targets.map(({ measure, from, to, amount, reached, share, elapsed }) => (
              <tr key={`${measure} ${from} ${to}`}>
                <th scope="row">{t(`measure.${measure}`)}</th>
                <td>
                  <DayText day={from} /> – <DayText day={to} />
                </td>
                <td data-figure="true">
                  <Money amount={amount} />
                </td>
                <td data-figure="true">
                  <Money amount={reached} />
                </td>
                <td data-figure="true">
                  <Percent share={share} />
                </td>
                <td data-figure="true">
                  <Percent share={elapsed} />
                </td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
    </Section>
  )
}
