import { useMemo } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useCurrency, useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { DayText, Money } from '../../ui/Figures.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { useAccountAddress } from './account-parts.ts'
import { InvoiceLink } from './InvoiceLink.tsx'
import css from './Lines.module.css'
import { PartChips } from './PartChips.tsx'
import { sumLines } from './sum-lines.ts'
import { useInvoiceSheet } from './use-invoice-sheet.ts'
import { useKindWord } from './use-kind-word.ts'

type Line = Output<'listLines'>['items'][number]

/** The invoice lines every figure of the account is made of, the newest first. */
export function Lines() {
  const t = useT('account')
  const { id, search, ofPeriod } = useAccountAddress()
  const { open } = useInvoiceSheet()
  const { month, family, window, ofFamily = 'no' } = search
  const pages = usePages('listLines', {
    params: { id },
    query: {
      ...ofPeriod,
      ...(month === undefined ? {} : { month }),
      ...(family === undefined ? {} : { family }),
      ...(window === undefined ? {} : { window }),
      ofFamily,
    },
  })
  const columns = useLineColumns(ofFamily === 'yes')
  return (
    <>
      <PartChips />
      <LinesSum lines={pages.rows} isWhole={!pages.hasMore && !pages.isPending} />
      <DataTable
        label={t('lines.title')}
        columns={columns}
        pages={pages}
        rowKey={({ source, invoice, line, date, net }) => `${source} ${invoice} ${line ?? ''} ${date} ${net}`}
        {...(ofFamily === 'yes'
          ? {}
          : {
              onOpen: ({ source, invoice }: Line) => {
                open({ source, number: invoice })
              },
            })}
        empty={<EmptyState title={t('lines.empty')}>{t('lines.emptyAdvice')}</EmptyState>}
      />
    </>
  )
}

/** The sum of the lines as far as they have come: what counts as spend apart from what does not, to the cent. */
function LinesSum({ lines, isWhole }: { readonly lines: readonly Line[]; readonly isWhole: boolean }) {
  const t = useT('account')
  const format = useFormat()
  const currency = useCurrency()
  const kinds = useBook()?.policy.kinds
  if (lines.length === 0 || kinds === undefined) return null
  const { counted, other } = sumLines(lines, kinds)
  const count = t('lines.count', { count: lines.length, written: format.integer(lines.length) })
  return (
    <p className={css.sum} aria-live="polite">
      <span>{isWhole ? count : t('lines.soFar', { lines: count })}</span>
      <strong>{t('lines.counted', { money: format.money(counted, currency) })}</strong>
      {other !== null && <span>{t('lines.other', { money: format.money(other, currency) })}</span>}
    </p>
  )
}

function KindCell({ kind }: { readonly kind: string }) {
  const t = useT('account')
  const kindWord = useKindWord()
  const isCounted = useBook()?.policy.kinds.includes(kind) ?? true
  return isCounted ? (
    kindWord(kind)
  ) : (
    <span className={css.other} title={t('lines.notCounted')}>
      {kindWord(kind)}
    </span>
  )
}

function useLineColumns(isOfFamily: boolean): readonly Column<Line>[] {
  const t = useT('account')
  const format = useFormat()
  const currency = useCurrency()
  const kindWord = useKindWord()
  return useMemo(
    () => [
      { id: 'date', header: t('lines.date'), width: 108, card: 'line', cell: (row) => <DayText day={row.date} /> },
      ...(isOfFamily
        ? ([
            { id: 'account', header: t('lines.account'), width: 160, priority: 2, cell: (row) => row.account },
          ] satisfies Column<Line>[])
        : []),
      {
        id: 'invoice',
        header: t('lines.invoice'),
        width: 130,
        card: 'line',
        cell: (row) => (isOfFamily ? row.invoice : <InvoiceLink source={row.source} number={row.invoice} />),
      },
      { id: 'line', header: t('lines.line'), width: 56, priority: 4, card: 'none', cell: (row) => row.line },
      {
        id: 'product',
        header: t('lines.product'),
        card: 'title',
        cell: (row) => row.product?.name ?? kindWord(row.kind),
      },
      {
        id: 'kind',
        header: t('lines.kind'),
        width: 90,
        priority: 4,
        card: 'none',
        cell: (row) => <KindCell kind={row.kind} />,
      },
      {
        id: 'quantity',
        header: t('lines.quantity'),
        width: 90,
        align: 'end',
        priority: 3,
        cell: (row) => (row.quantity === null ? '–' : format.decimal(row.quantity)),
      },
      {
        id: 'net',
        header: t('lines.net'),
        width: 136,
        align: 'end',
        priority: 2,
        card: 'none',
        cell: (row) => <Money amount={row.net} currency={row.currency} size="exact" />,
      },
      {
        id: 'baseNet',
        header: t('lines.baseNet', { currency }),
        width: 120,
        align: 'end',
        card: 'figure',
        cell: (row) => <Money amount={row.baseNet} size="exact" />,
      },
      {
        id: 'unitCost',
        header: t('lines.unitCost'),
        width: 96,
        align: 'end',
        priority: 3,
        card: 'none',
        cell: (row) => (row.unitCost === undefined ? null : <Money amount={row.unitCost} size="exact" />),
      },
    ],
    [t, format, currency, kindWord, isOfFamily],
  )
}
