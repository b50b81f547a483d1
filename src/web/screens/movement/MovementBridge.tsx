import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { bridgeMeasures } from '../../../domain/bridge/bridge-parts.ts'
import { bridgeRates } from '../../../domain/bridge/bridge-shown.ts'
import { BridgeChart } from '../../charts/BridgeChart.tsx'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import css from './MovementBridge.module.css'
import { partOf } from './movement-query.ts'
import type { ChangeMovement, MovementSearch } from './movement-query.ts'

type BridgeData = Output<'getMovementBridge'>

/** Why the part of the book is worth more or less than before: in what its grades go by, else in what is asked for. */
export function MovementBridge({
  search,
  onChange,
}: {
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}) {
  const { from, period, measure, rate } = search
  const bridge = useQuery({
    ...queryOf('getMovementBridge', {
      query: {
        ...partOf(search),
        ...(from === undefined ? {} : { from }),
        ...(period === undefined ? {} : { to: period }),
        ...(measure === undefined ? {} : { measure }),
        ...(rate === undefined ? {} : { rates: rate }),
      },
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={css.bridge} aria-busy={bridge.isPlaceholderData}>
      <Loaded query={bridge} skeleton={<SkeletonBlock height={380} />}>
        {(data) => <Told data={data} search={search} onChange={onChange} />}
      </Loaded>
    </div>
  )
}

function Told({
  data,
  search,
  onChange,
}: {
  readonly data: BridgeData
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}) {
  const t = useT('bridge')
  const ownText = useT('movement')
  const format = useFormat()
  const write = usePeriodText()
  const { revenue, earned, measure, before, after, currency, fixedRates, unknown } = data
  const told = (measure === 'revenue' ? revenue : earned) ?? revenue
  // Money of accounts one may not see is not told; the notice above says what to do.
  if (told === undefined) return null
  const toldMeasure = told === revenue ? 'revenue' : measure
  const ends = { before: write(before.period), after: write(after.period) }
  // Who sees no margin has one measure, and nothing to choose.
  const measures = bridgeMeasures.filter((one) => one === 'revenue' || earned !== undefined)
  return (
    <BridgeChart
      title={t(`title.${toldMeasure}`, ends)}
      bridge={told}
      {...ends}
      currency={currency}
      period={`${before.period} ${after.period}`}
      controls={
        <span className={css.controls}>
          {measures.length > 1 && (
            <SegmentedControl
              label={t('measure.label')}
              value={search.measure ?? measure}
              options={measures.map((value) => ({ value, label: t(`measure.${value}`) }))}
              onValue={(value) => {
                onChange({ measure: value })
              }}
            />
          )}
          {(fixedRates.length > 0 || search.rate !== undefined) && (
            <SegmentedControl
              label={t('rates.label')}
              value={search.rate ?? 'booked'}
              options={bridgeRates.map((value) => ({ value, label: t(`rates.${value}`) }))}
              onValue={(value) => {
                onChange({ rate: value === 'fixed' ? value : undefined })
              }}
            />
          )}
        </span>
      }
    >
      <div className={css.notes}>
        <p>{t('graded', { measure: t(`measure.${data.gradedBy}`) })}</p>
        {toldMeasure !== measure && <p>{t('maskedMargin')}</p>}
        {unknown > 0 && <p>{ownText('bridge.unknown', { count: unknown, accounts: format.integer(unknown) })}</p>}
      </div>
    </BridgeChart>
  )
}
