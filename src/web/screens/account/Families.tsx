import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'
import { signOf } from '../../format.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Count, DayText, Delta, Money, Percent } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { Loaded } from '../../ui/States.tsx'
import { useAccountAddress } from './account-parts.ts'
import css from './Families.module.css'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'

type Family = Output<'listFamilies'>['items'][number]

/** What an account buys by family of products, with what it bought the year before. */
export function Families() {
  const t = useT('account')
  const { id, ofPeriod } = useAccountAddress()
  const query = useQuery(queryOf('listFamilies', { params: { id }, query: ofPeriod }))
  return (
    <Section title={t('families.title')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? <p className={css.empty}>{t('families.empty')}</p> : <Table items={items} />
        }
      </Loaded>
    </Section>
  )
}

function Table({ items }: { readonly items: readonly Family[] }) {
  const t = useT('account')
  const hasSpend = items.some(({ spend }) => spend !== undefined)
  const hasMargin = items.some(({ grossProfit }) => grossProfit !== undefined)
  return (
    <ScrollBox label={t('families.title')}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th>{t('families.family')}</th>
            {hasSpend && (
              <>
                <th className={tables.figure}>{t('families.spend')}</th>
                <th className={classNames(css.shareHead, tables.wide)}>{t('families.share')}</th>
                <th className={classNames(tables.figure, tables.wide)}>{t('families.before')}</th>
                <th className={tables.figure}>{t('families.change')}</th>
              </>
            )}
            {hasMargin && <th className={classNames(tables.figure, tables.widest)}>{t('families.grossProfit')}</th>}
            {hasMargin && <th className={classNames(tables.figure, tables.wide)}>{t('families.margin')}</th>}
            <th className={classNames(tables.figure, hasMargin ? css.roomy : tables.widest)}>{t('families.lines')}</th>
            <th className={classNames(tables.figure, hasSpend && tables.wide)}>{t('families.lastInvoice')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row key={item.family?.key ?? ''} item={item} hasSpend={hasSpend} hasMargin={hasMargin} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Row({
  item,
  hasSpend,
  hasMargin,
}: {
  readonly item: Family
  readonly hasSpend: boolean
  readonly hasMargin: boolean
}) {
  const t = useT('account')
  const { family, spend, spendBefore, share } = item
  const key = family?.key ?? 'none'
  return (
    <tr>
      <th scope="row" className={css.name}>
        <Link from="/accounts/$id" to="." search={{ tab: hasSpend ? 'lines' : 'invoices', family: [key] }}>
          {family?.name ?? t('families.noFamily')}
        </Link>{' '}
        <TurnTag item={item} />
      </th>
      {hasSpend && (
        <>
          <td className={tables.figure}>
            <Money amount={spend} />
          </td>
          <td className={tables.wide}>
            <span className={css.shareCell}>
              <span className={css.bar} aria-hidden>
                <span style={{ width: `${Math.max(0, Math.min(1, share ?? 0)) * 100}%` }} />
              </span>
              <Percent share={share} />
            </span>
          </td>
          <td className={classNames(tables.figure, tables.wide)}>
            <Link
              className={css.before}
              from="/accounts/$id"
              to="."
              search={{ tab: 'lines', family: [key], window: 'before' }}
            >
              <Money amount={spendBefore} />
            </Link>
          </td>
          <td className={tables.figure}>
            <Delta amount={changeOf(item)} />
          </td>
        </>
      )}
      {hasMargin && (
        <td className={classNames(tables.figure, tables.widest)}>
          <Money amount={item.grossProfit} />
        </td>
      )}
      {hasMargin && (
        <td className={classNames(tables.figure, tables.wide)}>
          <Percent share={item.marginRate} />
        </td>
      )}
      <td className={classNames(tables.figure, hasMargin ? css.roomy : tables.widest)}>
        <Count count={item.lines} />
      </td>
      <td className={classNames(tables.figure, hasSpend && tables.wide)}>
        <DayText day={item.lastInvoice} />
      </td>
    </tr>
  )
}

/** A family that is bought no more, or for the first time, says so: it is what a call is about. */
function TurnTag({ item }: { readonly item: Family }) {
  const t = useT('account')
  const { lines, spend, spendBefore } = item
  if (lines === 0) return <Tag tone="warning">{t('families.stopped')}</Tag>
  const isNew = spend !== undefined && spendBefore !== undefined && signOf(spendBefore) === 0 && signOf(spend) > 0
  return isNew && <Tag tone="accent">{t('families.started')}</Tag>
}

function changeOf({ spend, spendBefore }: Family): string | undefined {
  if (spend === undefined || spendBefore === undefined) return undefined
  return formatMicros(parseMicros(spend) - parseMicros(spendBefore))
}
