import { IconFileTypeCsv } from '@tabler/icons-react'
import type { Output } from '../../../contract/operations.ts'
import { chartTableToCsv } from '../../charts/chart-table.ts'
import type { ChartTable } from '../../charts/chart-table.ts'
import { fileName, saveFile } from '../../charts/save-file.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Notice } from '../../ui/States.tsx'
import { classNames } from '../../ui/class-names.ts'
import css from './Finance.module.css'

export type Reconciled = Output<'getReconciliation'>
type Line = NonNullable<Reconciled['lines']>[number]

const parts = ['accounts', 'left', 'noAccount', 'unattributed', 'unused', 'book', 'difference'] as const

/** Line by line: what accounts have, what stands on none, and the book as it comes to when it is not split at all. */
export function ReconciliationTable({ lines, period }: { readonly lines: readonly Line[]; readonly period: string }) {
  const t = useT('finance')
  const currency = useCurrency()
  const told = lines.flatMap(({ amounts }) => amounts ?? [])
  const differs = told.some(({ difference }) => Number(difference) !== 0)
  const save = () => {
    const table: ChartTable = {
      columns: [
        { title: t('reconcile.line') },
        { title: t('reconcile.stateName') },
        ...parts.map((part) => ({ title: t(`reconcile.parts.${part}`), isFigure: true })),
      ],
      rows: lines.map(({ line, state, amounts }) => [
        { text: t(`reconcile.lines.${line}`) },
        { text: t(`reconcile.states.${state}`) },
        ...parts.map((part) => ({ text: amounts?.[part] ?? '', value: amounts?.[part] ?? null })),
      ]),
    }
    const text = `\uFEFF${chartTableToCsv(table)}`
    saveFile(fileName(t('reconcile.title'), period, 'csv'), new Blob([text], { type: 'text/csv;charset=utf-8' }))
  }
  return (
    <Section
      title={t('reconcile.title')}
      hint={t('reconcile.hint', { currency })}
      actions={
        <Button icon={<IconFileTypeCsv size={16} stroke={1.6} />} onClick={save}>
          {t('reconcile.csv')}
        </Button>
      }
    >
      <div className={css.agrees}>
        <Notice tone={differs ? 'danger' : 'accent'}>{t(differs ? 'reconcile.differs' : 'reconcile.agrees')}</Notice>
      </div>
      <ScrollTable label={t('reconcile.title')}>
        <thead>
          <tr>
            <th scope="col">{t('reconcile.line')}</th>
            {parts.map((part) => (
              <th key={part} scope="col" data-figure>
                {t(`reconcile.parts.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, state, amounts }) => (
            <tr key={line} className={classNames((line === 'gross-profit' || line === 'net-profit') && css.whole)}>
              <th scope="row">{t(`reconcile.lines.${line}`)}</th>
              {amounts === null ? (
                <td data-figure colSpan={parts.length}>
                  {t(`reconcile.states.${state === 'known' ? 'unknown' : state}`)}
                </td>
              ) : (
                parts.map((part) => (
                  <td key={part} data-figure>
                    <Money amount={amounts[part]} size="exact" />
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </Section>
  )
}
