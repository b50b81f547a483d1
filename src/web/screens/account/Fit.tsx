import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Band, DayText, Money, Percent } from '../../ui/Figures.tsx'
import { Facts, Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress } from './account-parts.ts'
import css from './Fit.module.css'
import { FitHistory } from './FitHistory.tsx'
import { FitJudge } from './FitJudge.tsx'

export type AccountFit = Output<'getAccountFit'>

/** How the account fits us: what people judge of it with evidence, and what its orders and its place tell. */
export function Fit() {
  const t = useT('fit')
  const format = useFormat()
  const { id, ofPeriod } = useAccountAddress()
  const [open, setOpen] = useState<'judge' | 'history' | null>(null)
  const query = useQuery(queryOf('getAccountFit', { params: { id }, query: ofPeriod }))
  const close = () => setOpen(null)
  return (
    <Section
      title={t('title')}
      hint={query.data && t('hint', { day: format.day(query.data.to) })}
      actions={
        <>
          <Button kind="plain" onClick={() => setOpen('history')}>
            {t('history')}
          </Button>
          {query.data?.mayJudge && <Button onClick={() => setOpen('judge')}>{t('judge')}</Button>}
        </>
      }
    >
      <Loaded query={query} skeleton={<SkeletonBlock height={260} />}>
        {(fit) => (
          <>
            <KeyFigures fit={fit} />
            <div className={css.pair}>
              <Standings standing={fit.standing} />
              <More fit={fit} />
            </div>
            {open === 'judge' && <FitJudge accountId={id} fit={fit} onClose={close} />}
          </>
        )}
      </Loaded>
      {open === 'history' && <FitHistory accountId={id} onClose={close} />}
    </Section>
  )
}

function KeyFigures({ fit }: { readonly fit: AccountFit }) {
  const t = useT('fit')
  const format = useFormat()
  const { standing, growthPotential: potential, reference, operating, currency } = fit
  const first = standing.filter(({ standing: how }) => how === 'first').length
  return (
    <StatRow>
      <StatTile
        label={t('figure.standing')}
        value={
          standing.length === 0 ? <Unknown /> : <>{`${format.integer(first)} / ${format.integer(standing.length)}`}</>
        }
        note={standing.length === 0 ? undefined : t('figure.standingNote', { first, count: standing.length })}
      />
      <StatTile
        label={t('figure.potential')}
        value={
          potential === null ? (
            <Unknown />
          ) : potential.likely === undefined ? (
            <Band band={potential.likelyBand} currency={currency} />
          ) : (
            <Money amount={potential.likely} currency={currency} />
          )
        }
        note={potential === null ? undefined : <PotentialNote potential={potential} />}
      />
      <StatTile
        label={t('figure.reference')}
        value={reference === null ? <Unknown /> : t(`references.${reference.value}`)}
        note={reference === null ? undefined : <Written by={reference} />}
      />
      <TravelTile travel={fit.travel} />
      {operating.fit !== undefined && (
        <StatTile
          label={t('figure.operating')}
          value={operating.fit === null ? <Unknown /> : <Percent share={operating.fit} />}
          note={t(
            operating.fit === null
              ? 'figure.operatingUnknown'
              : operating.standard === null || operating.plain === null
                ? 'figure.operatingOne'
                : 'figure.operatingMean',
          )}
        />
      )}
    </StatRow>
  )
}

function PotentialNote({ potential }: { readonly potential: NonNullable<AccountFit['growthPotential']> }) {
  const t = useT('fit')
  const format = useFormat()
  const { low, high, source, evidence } = potential
  const said = t(`sources.${source}`)
  return (
    <span title={evidence}>
      {low === undefined || high === undefined
        ? said
        : t('figure.potentialNote', { low: format.wholeMoney(low), high: format.wholeMoney(high), source: said })}
      {'; '}
      <Written by={potential} />
    </span>
  )
}

function TravelTile({ travel }: { readonly travel: AccountFit['travel'] }) {
  const t = useT('fit')
  const format = useFormat()
  const label = t('figure.travel')
  if (travel === null) return <StatTile label={label} value={<Unknown />} note={t('figure.travelUnknown')} />
  const far = travel.kilometres === null ? null : format.decimal(String(travel.kilometres))
  return (
    <StatTile
      label={label}
      value={t('figure.minutes', { minutes: format.integer(travel.minutes) })}
      note={
        travel.basis === 'distance'
          ? t('figure.travelDistance', { kilometres: far ?? '' })
          : far === null
            ? t('figure.travelGiven')
            : t('figure.travelGivenFar', { kilometres: far })
      }
    />
  )
}

const tones = { first: 'accent', also: 'plain', last: 'warning' } as const

function Standings({ standing }: Pick<AccountFit, 'standing'>) {
  const t = useT('fit')
  if (standing.length === 0) return <p className={css.quiet}>{t('lines.empty')}</p>
  return (
    <ScrollTable label={t('lines.title')}>
      <thead>
        <tr>
          <th scope="col">{t('lines.line')}</th>
          <th scope="col">{t('lines.standing')}</th>
          <th scope="col">{t('lines.evidence')}</th>
          <th scope="col">{t('lines.since')}</th>
          <th scope="col">{t('lines.by')}</th>
        </tr>
      </thead>
      <tbody>
        {standing.map(({ id, line, standing: how, evidence, from, by }) => (
          <tr key={id}>
            <th scope="row">{line.name}</th>
            <td>
              <Tag tone={tones[how]}>{t(`standings.${how}`)}</Tag>
            </td>
            <td className={css.evidence}>{evidence}</td>
            <td>
              <DayText day={from} />
            </td>
            <td>{by.name}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

function More({ fit }: { readonly fit: AccountFit }) {
  const t = useT('fit')
  const format = useFormat()
  const { relationship, intent, regions, operating } = fit
  const items: (readonly [string, ReactNode])[] = [
    [t('more.strategic'), <Strategic key="strategic" />],
    [
      t('more.relationship'),
      relationship && <Judged by={relationship}>{t(`relationships.${relationship.value}`)}</Judged>,
    ],
    [t('more.intent'), intent && <Judged by={intent}>{t(`intents.${intent.value}`)}</Judged>],
    [t('more.regions'), regions && <Judged by={regions}>{format.list(regions.value)}</Judged>],
    ...(operating.standard === undefined
      ? []
      : ([
          [
            t('more.standard'),
            operating.standard === null && !operating.knowsStandard ? (
              t('more.standardUnknown')
            ) : (
              <Percent key="standard" share={operating.standard} />
            ),
          ],
        ] as const)),
    [t('more.plain'), <Plain key="plain" operating={operating} />],
  ]
  return <Facts items={items.map(([label, value]) => [label, value ?? <Unknown key={label} />])} />
}

/** Whether the account is a strategic one, and a way to why. */
function Strategic() {
  const t = useT('fit')
  const outcome = useT('selection')
  const { id } = useAccountAddress()
  const { data } = useQuery(queryOf('getAccountSelection', { params: { id } }))
  if (data === undefined) return null
  const { known, override, holds } = data
  return (
    <span className={css.judged}>
      <Link to="/selection" search={{ account: id }}>
        {known === 0 && override === null ? t('more.strategicNone') : outcome(`outcomes.${holds}`)}
      </Link>
      {override !== null && (
        <span className={css.quiet}>{t('more.strategicBy', { name: override.by.name, reason: override.reason })}</span>
      )}
    </span>
  )
}

function Plain({ operating }: Pick<AccountFit, 'operating'>) {
  const t = useT('fit')
  const format = useFormat()
  const { plain, plainOrders, handledOrders, handlingSince } = operating
  if (handlingSince === null) return t('more.plainUnknown')
  const day = format.day(handlingSince)
  if (plain === null) return t('more.plainNone', { day })
  return t('more.plainOf', {
    share: format.percent(plain),
    plain: format.integer(plainOrders),
    orders: format.integer(plainOrders + handledOrders),
    day,
  })
}

interface By {
  readonly from: string
  readonly by: { readonly name: string }
}

/** What somebody judged, with what it rests on under it. */
function Judged({ by, children }: { readonly by: By & { readonly evidence: string }; readonly children: ReactNode }) {
  return (
    <span className={css.judged}>
      <span>{children}</span>
      <span className={css.quiet}>{by.evidence}</span>
      <span className={css.quiet}>
        <Written by={by} />
      </span>
    </span>
  )
}

function Written({ by: { from, by } }: { readonly by: By }) {
  const t = useT('fit')
  const format = useFormat()
  return <>{t('since', { day: format.day(from), name: by.name })}</>
}

function Unknown() {
  const t = useT('fit')
  return <span className={css.unknown}>{t('unknown')}</span>
}
