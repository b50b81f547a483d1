import type { ReactNode } from 'react'
import { formatMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { useActivityText } from '../../ui/activity-text.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { NoFigure } from '../../ui/Figures.tsx'
import { carryingParts, carryingSum, holdingOn, percentOf, perEventOn, perMinuteOf } from './rate-drafts.ts'
import type { CostRate, RateDocument, RateKind } from './rate-drafts.ts'

interface RateColumn {
  readonly id: string
  readonly title: string
  readonly isFigure: true | undefined
  readonly cell: (rate: CostRate) => ReactNode
}

/** What stands in a table of the rates of a kind, and what each of them is called. */
export function useRateColumns(
  kind: RateKind,
  rates: readonly CostRate[],
): { readonly columns: readonly RateColumn[]; readonly nameOf: (rate: CostRate) => string } {
  const t = useT('finance')
  const format = useFormat()
  const activityText = useActivityText()
  const book = useBook()
  const today = book?.today ?? ''
  const currency = book?.currency ?? undefined
  const poolName = (key: string): string => {
    const pool = holdingOn(rates, 'pool', key, today)
    return pool?.kind === 'pool' && pool.value ? pool.value.name : key
  }
  const nameOf = ({ rate }: CostRate): string => {
    if (rate.kind === 'pool') return rate.value?.name ?? rate.subject
    if (rate.kind === 'activity') return rate.subject === '' ? t('rates.anyActivity') : activityText(rate.subject)
    return t(`rates.kinds.${rate.kind}.title`)
  }
  const column = (id: string, title: string, cell: RateColumn['cell'], isFigure?: true): RateColumn => ({
    id,
    title,
    isFigure,
    cell,
  })
  const figure = (id: string, title: string, write: (rate: RateDocument) => string | null) =>
    column(id, title, ({ rate }) => (rate.value === null ? null : (write(rate) ?? <NoFigure isHidden={false} />)), true)
  const percent = (fraction: string | null) => (fraction === null ? null : `${format.decimal(percentOf(fraction))}%`)
  // A minute is charged with all its decimals.
  const exact = (amount: bigint | null) => (amount === null ? null : format.decimal(formatMicros(amount)))

  const cents = (amount: bigint | null) => (amount === null ? null : format.money(formatMicros(amount), currency))

  const columns = (): readonly RateColumn[] => {
    switch (kind) {
      case 'carrying':
        return [
          figure('total', t('rates.columns.total'), (rate) =>
            percent(
              rate.kind === 'carrying' && rate.value
                ? carryingSum(carryingParts.map((part) => rate.value?.[part] ?? null))
                : null,
            ),
          ),
          ...carryingParts.map((part) =>
            figure(part, t(`rates.columns.${part}`), (rate) =>
              percent(rate.kind === 'carrying' ? (rate.value?.[part] ?? null) : null),
            ),
          ),
        ]
      case 'pool':
        return [
          column('name', t('rates.columns.name'), nameOf),
          column('key', t('rates.columns.key'), ({ rate }) => rate.subject),
          figure('cost', t('rates.columns.cost'), (rate) =>
            rate.kind === 'pool' && rate.value ? format.money(rate.value.cost, currency) : null,
          ),
          figure('minutes', t('rates.columns.minutes'), (rate) =>
            rate.kind === 'pool' && rate.value ? format.decimal(rate.value.minutes) : null,
          ),
          figure('perMinute', t('rates.columns.perMinute'), (rate) => exact(perMinuteOf(rate))),
        ]
      case 'activity':
        return [
          column('name', t('rates.columns.of'), nameOf),
          column('key', t('rates.columns.key'), ({ rate }) => rate.subject),
          column('pool', t('rates.columns.pool'), ({ rate }) =>
            rate.kind === 'activity' && rate.value ? poolName(rate.value.pool) : null,
          ),
          figure('minutes', t('rates.columns.standard'), (rate) =>
            rate.kind === 'activity' && rate.value
              ? rate.value.minutes === null
                ? t('rates.logged')
                : format.decimal(rate.value.minutes)
              : null,
          ),
          figure('perEvent', t('rates.columns.perEvent'), (rate) => cents(perEventOn(rates, rate, today))),
        ]
      case 'cover':
        return [
          figure('days', t('rates.columns.days'), (rate) =>
            rate.kind === 'cover' && rate.value ? format.integer(rate.value.days) : null,
          ),
        ]
      case 'returns':
        return [
          figure('perReturn', t('rates.columns.perReturn'), (rate) => {
            if (rate.kind !== 'returns' || rate.value === null) return null
            const { perReturn, activity } = rate.value
            return perReturn === null
              ? t('rates.timeOf', { activity: activity === null ? '' : activityText(activity) })
              : format.money(perReturn, currency)
          }),
        ]
      case 'sale':
        return (['stock', 'receivable'] as const).map((part) =>
          column(part, t(`rates.columns.${part}`), ({ rate }) =>
            rate.kind === 'sale' && rate.value ? t(`rates.bases.${rate.value[part]}`) : null,
          ),
        )
    }
  }
  return { columns: columns(), nameOf }
}
