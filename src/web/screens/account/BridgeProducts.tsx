import { useMemo } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useStepName } from '../../charts/BridgeChart.tsx'
import { useT } from '../../i18n/i18n.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Delta } from '../../ui/Figures.tsx'
import { FilterChip } from '../../ui/Filters.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { useAccountAddress } from './account-parts.ts'
import css from './Bridge.module.css'
import { useKindWord } from './use-kind-word.ts'

type Product = Output<'listBridgeProducts'>['items'][number]
type Part = NonNullable<ReturnType<typeof useAccountAddress>['search']['part']>

/** The products that moved an account, what moved most first; those in one of the parts where one is open. */
export function BridgeProducts({ shown }: { readonly shown: Output<'getAccountBridge'> }) {
  const t = useT('bridge')
  const { id, search, navigate, ofPeriod } = useAccountAddress()
  const { part, since, whose } = search
  const stepName = useStepName()
  const mayExport = useRight('export')
  const asked = {
    params: { id },
    query: {
      ...(ofPeriod.period !== undefined && { to: ofPeriod.period }),
      ...(since !== undefined && { from: since }),
      ...(whose !== undefined && { of: whose }),
      ...(part !== undefined && { part }),
      measure: shown.measure === 'revenue' || shown.earned === undefined ? 'revenue' : 'gross-profit',
    },
  } as const
  const pages = usePages('listBridgeProducts', asked)
  const named = part === undefined ? null : stepName({ part, metric: null, how: null, amount: '0' })
  const title = named === null ? t('products.title') : t('products.titleOf', { part: named })
  return (
    <Section
      isBare
      id="products-behind"
      title={title}
      actions={
        mayExport && (
          <SheetDownload operation="exportBridgeProducts" input={asked} of={title} size="s">
            {t('products.csv')}
          </SheetDownload>
        )
      }
    >
      {named !== null && (
        <div className={css.chips}>
          <FilterChip
            onRemove={() => {
              void navigate({ search: (before) => ({ ...before, part: undefined }), replace: true, resetScroll: false })
            }}
          >
            {named}
          </FilterChip>
        </div>
      )}
      <DataTable
        label={title}
        columns={useColumns(part, named)}
        pages={pages}
        rowKey={({ product, kind, unit }) => `${product?.key ?? ''} ${kind} ${unit ?? ''}`}
        empty={<EmptyState title={t(part === undefined ? 'products.empty' : 'products.emptyPart')} />}
      />
    </Section>
  )
}

function useColumns(part: Part | undefined, named: string | null): readonly Column<Product>[] {
  const t = useT('bridge')
  const format = useFormat()
  const kindWord = useKindWord()
  return useMemo(() => {
    const none = t('products.none')
    const pair = (before: string | null, after: string | null) => (
      <span className={css.pair}>{t('products.fromTo', { before: before ?? none, after: after ?? none })}</span>
    )
    const amountIn = ({ steps }: Product): string => steps.find((step) => step.part === part)?.amount ?? '0'
    const moved: Column<Product> = {
      id: 'moved',
      header: named ?? t('products.moved'),
      width: 132,
      align: 'end',
      card: 'figure',
      cell: (product) => <Delta amount={part === undefined ? product.change : amountIn(product)} />,
    }
    return [
      {
        id: 'product',
        header: t('products.product'),
        card: 'title',
        cell: ({ product, kind }) => product?.name ?? t('products.noProduct', { kind: kindWord(kind) }),
      },
      {
        id: 'quantity',
        header: t('products.quantity'),
        hint: t('products.quantityHint'),
        width: 150,
        align: 'end',
        priority: 2,
        cell: ({ before, after, unit }) => {
          const text = (quantity: string | null) => quantity && format.decimal(quantity)
          return (
            <>
              {pair(text(before.quantity), text(after.quantity))} {unit}
            </>
          )
        },
      },
      {
        id: 'price',
        header: t('products.price'),
        hint: t('products.priceHint'),
        width: 190,
        align: 'end',
        priority: 3,
        cell: ({ before, after }) =>
          pair(before.price && format.money(before.price), after.price && format.money(after.price)),
      },
      {
        id: 'spend',
        header: t('products.spend'),
        hint: t('products.spendHint'),
        width: 180,
        align: 'end',
        priority: 4,
        cell: ({ before, after }) => pair(format.wholeMoney(before.spend), format.wholeMoney(after.spend)),
      },
      moved,
      ...(part === undefined
        ? []
        : [
            {
              id: 'change',
              header: t('products.change'),
              width: 120,
              align: 'end',
              priority: 4,
              cell: ({ change }) => <Delta amount={change} />,
            } satisfies Column<Product>,
          ]),
    ]
  }, [t, format, kindWord, part, named])
}
