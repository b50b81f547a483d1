import { IconPrinter } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { saleBases } from '../../../domain/cost-rate/book-rate.ts'
import type { SaleBase } from '../../../domain/cost-rate/book-rate.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField, TextField } from '../../ui/Fields.tsx'
import { Money, Percent } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Loaded } from '../../ui/States.tsx'
import css from './Finance.module.css'
import { amountOf, fractionOf, percentOf } from './rate-drafts.ts'

const route = getRouteApi('/app/finance')
type SaleProfit = Output<'getSaleProfit'>

/** What is typed of a sale, as it stands in the address. */
interface SaleSearch {
  readonly revenue?: string | undefined
  readonly cost?: string | undefined
  readonly stockDays?: string | undefined
  readonly daysToPay?: string | undefined
  readonly on?: string | undefined
  readonly rate?: string | undefined
  readonly stockBase?: SaleBase | undefined
  readonly receivableBase?: SaleBase | undefined
}

/** A sale and what is left of it once it is financed; what is typed stands in the address, so that it can be shared. */
export function SaleSheet() {
  const t = useT('finance')
  return (
    <Section
      title={t('sale.title')}
      hint={t('sale.hint')}
      actions={
        <Button
          kind="plain"
          icon={<IconPrinter size={16} stroke={1.6} />}
          onClick={() => {
            globalThis.print()
          }}
        >
          {t('sale.print')}
        </Button>
      }
    >
      <div className={css.sheet}>
        <SaleFields />
        <SaleResult />
      </div>
    </Section>
  )
}

function SaleFields() {
  const t = useT('finance')
  const book = useBook()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (part: Partial<SaleSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const currency = book?.currency === undefined || book.currency === null ? '' : `, ${book.currency}`
  const wrong = (isWrong: boolean, text: string) => (isWrong ? text : null)
  const baseOptions = [
    { value: 'usual', label: t('sale.ofDay') },
    ...saleBases.map((value) => ({ value, label: t(`rates.bases.${value}`) })),
  ]
  const typed = (value: string) => (value === '' ? undefined : value)
  return (
    <div className={css.fields}>
      {(['revenue', 'cost'] as const).map((name) => (
        <TextField
          key={name}
          label={`${t(`sale.${name}`)}${currency}`}
          error={wrong(search[name] !== undefined && amountOf(search[name]) === null, t('rates.dialog.wrongAmount'))}
          inputMode="decimal"
          autoComplete="off"
          value={search[name] ?? ''}
          onValue={(value) => set({ [name]: typed(value) })}
        />
      ))}
      {(['stockDays', 'daysToPay'] as const).map((name) => (
        <TextField
          key={name}
          label={t(`sale.${name}`)}
          error={wrong(search[name] !== undefined && daysOf(search[name]) === null, t('rates.dialog.wrongDays'))}
          inputMode="numeric"
          autoComplete="off"
          value={search[name] ?? ''}
          onValue={(value) => set({ [name]: typed(value) })}
        />
      ))}
      <TextField
        label={t('sale.on')}
        type="date"
        value={search.on ?? book?.today ?? ''}
        onValue={(value) => set({ on: typed(value) })}
      />
      <TextField
        label={t('sale.rate')}
        hint={t('sale.rateHint')}
        error={wrong(search.rate !== undefined && fractionOf(search.rate) === null, t('rates.dialog.wrongPercent'))}
        inputMode="decimal"
        autoComplete="off"
        value={search.rate ?? ''}
        onValue={(value) => set({ rate: typed(value) })}
      />
      {(['stockBase', 'receivableBase'] as const).map((name) => (
        <SelectField
          key={name}
          label={t(`sale.${name}`)}
          value={search[name] ?? 'usual'}
          options={baseOptions}
          onValue={(value) => set({ [name]: saleBases.find((base) => base === value) })}
        />
      ))}
    </div>
  )
}

function SaleResult() {
  const t = useT('finance')
  const asked = useDeferredValue(questionOf(route.useSearch()))
  const query = useQuery({
    ...queryOf('getSaleProfit', { query: asked ?? { revenue: '0', cost: '0', stockDays: '0', daysToPay: '0' } }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  })
  if (asked === null) return <p className={css.note}>{t('sale.wait')}</p>
  return <Loaded query={query}>{(sale) => <SaleTable sale={sale} asked={asked} />}</Loaded>
}

function SaleTable({ sale, asked }: { readonly sale: SaleProfit; readonly asked: Question }) {
  const t = useT('finance')
  const format = useFormat()
  const { bases, financing, rate, on } = sale
  const currency = sale.currency ?? undefined
  const how = (part: keyof SaleProfit['bases'], days: string) =>
    rate === null
      ? null
      : t('sale.formula', {
          base: format.money(bases[part] === 'cost' ? asked.cost : asked.revenue),
          rate: format.decimal(percentOf(rate)),
          days,
        })
  const money = (amount: string | null) => <Money amount={amount} size="exact" {...(currency && { currency })} />
  const parts = [
    { part: 'stock', days: asked.stockDays },
    { part: 'receivable', days: asked.daysToPay },
  ] as const
  return (
    <div>
      <ScrollTable label={t('sale.title')}>
        <thead>
          <tr>
            <th scope="col">{t('sale.figure')}</th>
            <th scope="col" data-figure>
              {t('sale.amount')}
            </th>
            <th scope="col" data-figure>
              {t('sale.share')}
            </th>
            <th scope="col">{t('sale.how')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('sale.grossProfit')}</th>
            <td data-figure>{money(sale.grossProfit)}</td>
            <td data-figure>
              <Percent share={sale.grossRate} />
            </td>
            <td />
          </tr>
          {parts.map(({ part, days }) => (
            <tr key={part}>
              <th scope="row">{t(`sale.${part}`)}</th>
              <td data-figure>{money(financing?.[part] ?? null)}</td>
              <td />
              <td className={css.how}>
                {t(`rates.bases.${bases[part]}`)}: {how(part, days)}
              </td>
            </tr>
          ))}
          <tr className={css.left}>
            <th scope="row">{t('sale.left')}</th>
            <td data-figure>{money(sale.trueGrossProfit)}</td>
            <td data-figure>
              <Percent share={sale.trueRate} />
            </td>
            <td />
          </tr>
        </tbody>
      </ScrollTable>
      {rate === null && <p className={css.note}>{t('sale.noRate', { day: format.day(on) })}</p>}
    </div>
  )
}

interface Question {
  readonly revenue: string
  readonly cost: string
  readonly stockDays: string
  readonly daysToPay: string
}

/** What is typed as the server takes it; null while something needed is missing or is none. */
function questionOf(search: SaleSearch) {
  const [revenue, cost] = [amountOf(search.revenue), amountOf(search.cost)]
  const [stockDays, daysToPay] = [daysOf(search.stockDays), daysOf(search.daysToPay)]
  const rate = search.rate === undefined ? undefined : fractionOf(search.rate)
  if (revenue === null || cost === null || stockDays === null || daysToPay === null || rate === null) return null
  const { on, stockBase, receivableBase } = search
  return {
    revenue,
    cost,
    stockDays,
    daysToPay,
    ...(on !== undefined && { on }),
    ...(rate !== undefined && { rate }),
    ...(stockBase && { stockBase }),
    ...(receivableBase && { receivableBase }),
  }
}

function daysOf(typed: string | undefined): string | null {
  const text = (typed ?? '').trim()
  return /^\d{1,4}$/.test(text) && Number(text) <= 3650 ? text : null
}
