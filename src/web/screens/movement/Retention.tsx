import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useCurrency, useFormat, useRight } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { Delta, Money, Percent } from '../../ui/Figures.tsx'
import { Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { EmptyState, Loaded, Notice, SkeletonBlock } from '../../ui/States.tsx'
import { EndNotices } from './EndNotices.tsx'
import movement from './Movement.module.css'
import { comparedOf, movementQuery } from './movement-query.ts'
import type { ChangeMovement, MovementSearch } from './movement-query.ts'
import { RetainedMoney } from './RetainedMoney.tsx'
import css from './Retention.module.css'
import { RetentionGroups } from './RetentionGroups.tsx'

type RetentionData = Output<'getRetention'>

interface Props {
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}

/** What was kept of the accounts and the money of the earlier window, with prices and exchange rates apart, and by group. */
export function Retention({ search, onChange }: Props) {
  const t = useT('retention')
  const mayReadSpend = useRight('read-spend')
  // The figures that the two ends are shown with are there already: they say what to know of the ends.
  const moved = useQuery({ ...movementQuery(search), placeholderData: keepPreviousData })
  const retention = useQuery({
    ...queryOf('getRetention', {
      query: {
        ...comparedOf(search),
        by: search.by ?? 'owner',
        ...(search.rate === undefined ? {} : { rate: search.rate }),
      },
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      {moved.data && <EndNotices data={moved.data} search={search} onChange={onChange} />}
      {mayReadSpend && (
        <div className={css.controls} data-print="no">
          <SegmentedControl
            label={t('rate.label')}
            value={search.rate ?? 'invoiced'}
            options={(['invoiced', 'fixed'] as const).map((value) => ({ value, label: t(`rate.${value}`) }))}
            onValue={(value) => {
              onChange({ rate: value === 'fixed' ? value : undefined })
            }}
          />
        </div>
      )}
      <Loaded query={retention} skeleton={<RetentionSkeleton />}>
        {(data) => (
          <div
            className={retention.isPlaceholderData ? movement.stale : movement.moves}
            aria-busy={retention.isPlaceholderData}
          >
            <Shown data={data} search={search} onChange={onChange} />
          </div>
        )}
      </Loaded>
    </>
  )
}

function Shown({ data, search, onChange }: Props & { readonly data: RetentionData }) {
  const t = useT('retention')
  const write = usePeriodText()
  const { before, after } = data.basis
  if (data.bought === 0) {
    return <EmptyState title={t('empty', { period: write(before.period) })}>{t('emptyAdvice')}</EmptyState>
  }
  return (
    <>
      <Section title={t('title')} hint={t('hint', { before: write(before.period), after: write(after.period) })} isBare>
        <Tiles data={data} />
      </Section>
      {data.money === undefined && <Notice>{t('noMoney')}</Notice>}
      {data.money && <RetainedMoney money={data.money} data={data} />}
      <RetentionGroups data={data} search={search} onChange={onChange} />
    </>
  )
}

function Tiles({ data }: { readonly data: RetentionData }) {
  const t = useT('retention')
  const format = useFormat()
  const currency = useCurrency()
  const { bought, kept, lost, accountRetention, money, sameStore, price } = data
  return (
    <StatRow>
      {money && (
        <>
          <StatTile
            label={t('tiles.grr')}
            value={<Percent share={money.grr} />}
            note={t('tiles.grrNote', {
              lost: format.shortMoney(money.lost),
              contraction: format.shortMoney(money.contraction),
            })}
          />
          <StatTile
            label={t('tiles.nrr')}
            value={<Percent share={money.nrr} />}
            note={t('tiles.nrrNote', { expansion: format.shortMoney(money.expansion) })}
          />
        </>
      )}
      <StatTile
        label={t('tiles.accounts')}
        value={<Percent share={accountRetention} />}
        note={t('tiles.accountsNote', {
          kept: format.integer(kept),
          bought: format.integer(bought),
          lost: format.integer(lost),
        })}
      />
      {sameStore && (
        <StatTile
          label={t('tiles.sameStore')}
          value={<Money amount={sameStore.after} size="short" currency={currency} />}
          note={t('tiles.sameStoreNote', { before: format.shortMoney(sameStore.before) })}
        />
      )}
      {price !== undefined && (
        <StatTile
          label={t('tiles.price')}
          value={<Delta amount={price?.effect ?? null} size="short" />}
          note={
            price === null
              ? t('tiles.priceUnknown')
              : t('tiles.priceNote', { nrr: price.without.nrr === null ? '–' : format.percent(price.without.nrr) })
          }
        />
      )}
    </StatRow>
  )
}

/** As high as what comes, so that nothing jumps. */
function RetentionSkeleton() {
  return (
    <div className={movement.moves}>
      <SkeletonBlock height={150} />
      <SkeletonBlock height={360} />
      <SkeletonBlock height={420} />
    </div>
  )
}
