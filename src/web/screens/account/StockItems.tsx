import { useMemo } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { stockRules } from '../../../domain/inventory/stock-rule.ts'
import type { StockRule } from '../../../domain/inventory/stock-rule.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { useAccountAddress } from './account-parts.ts'
import css from './Value.module.css'

type Item = Output<'listAccountStock'>['items'][number]

/** The items that stand with the account, of one rule or of all, those that bind most first. */
export function StockItems({ rule }: { readonly rule: StockRule | 'all' }) {
  const t = useT('inventory')
  const { id, navigate, ofPeriod } = useAccountAddress()
  const pages = usePages('listAccountStock', {
    params: { id },
    query: { ...ofPeriod, ...(rule === 'all' ? {} : { rule }) },
  })
  return (
    <Section isBare id="items-behind" title={t('stock.list.title')}>
      <div className={css.choice} data-print="no">
        <SelectField
          label={t('stock.list.show')}
          value={rule}
          options={(['all', ...stockRules] as const).map((one) => ({
            value: one,
            label: one === 'all' ? t('stock.list.all') : t(`stock.rule.${one}`),
          }))}
          onValue={(chosen) => void navigate({ search: (before) => ({ ...before, rule: chosen }), resetScroll: false })}
        />
      </div>
      <DataTable
        label={t('stock.list.title')}
        columns={useColumns()}
        pages={pages}
        rowKey={(item) => `${item.product.key} ${item.rule}`}
        empty={<EmptyState title={t('stock.list.empty')} />}
      />
    </Section>
  )
}

function useColumns(): readonly Column<Item>[] {
  const t = useT('inventory')
  const format = useFormat()
  return useMemo(() => {
    // Days of cover with one decimal: the sixth says nothing to anybody.
    const days = (text: string | null) =>
      text === null ? '' : format.decimal(String(Math.round(Number(text) * 10) / 10))
    return [
      {
        id: 'product',
        header: t('stock.list.product'),
        card: 'title',
        cell: ({ product, stock, isUnrated }) => (
          <>
            {product.name} {stock === null && <Tag tone="warning">{t('stock.list.uncosted')}</Tag>}
            {isUnrated && <Tag tone="warning">{t('stock.list.unrated')}</Tag>}
          </>
        ),
      },
      {
        id: 'rule',
        header: t('stock.list.rule'),
        width: 190,
        priority: 2,
        cell: ({ rule }) => t(`stock.rule.${rule}`),
      },
      {
        id: 'stock',
        header: t('stock.list.stock'),
        width: 120,
        align: 'end',
        card: 'figure',
        cell: ({ stock }) => <Money amount={stock} size="exact" />,
      },
      {
        id: 'carrying',
        header: t('stock.list.carrying'),
        width: 110,
        align: 'end',
        cell: ({ carrying }) => <Money amount={carrying} size="exact" />,
      },
      {
        id: 'sold',
        header: t('stock.list.sold'),
        hint: t('stock.list.soldHint'),
        width: 120,
        align: 'end',
        priority: 3,
        cell: ({ sold }) => (sold === null ? '' : <Money amount={sold} size="exact" />),
      },
      {
        id: 'cover',
        header: t('stock.list.cover'),
        hint: t('stock.list.coverHint'),
        width: 84,
        align: 'end',
        priority: 4,
        cell: ({ coverDays }) => days(coverDays),
      },
      {
        id: 'covered',
        header: t('stock.list.covered'),
        hint: t('stock.list.coveredHint'),
        width: 84,
        align: 'end',
        priority: 4,
        cell: ({ coveredDays }) => days(coveredDays),
      },
    ]
  }, [t, format])
}
