import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { stockRules } from '../../../domain/inventory/stock-rule.ts'
import { useT } from '../../i18n/i18n.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { Money, Percent } from '../../ui/Figures.tsx'
import { Times } from '../account/StockFigures.tsx'
import { useDaysText } from '../account/use-days-text.ts'

type Row = Output<'getBookStock'>['items'][number]

/** An account, the stock that stands with it by rule, what that costs, how it turns, and whether it takes what it said. */
export function useStockColumns(): readonly Column<Row>[] {
  const t = useT('inventory')
  const daysText = useDaysText()
  return useMemo(
    () => [
      {
        id: 'account',
        header: t('book.account'),
        card: 'title',
        least: 200,
        cell: ({ id, name }) => (
          <Link to="/accounts/$id" params={{ id }} search={{ tab: 'value', rule: 'all' }} title={name}>
            {name}
          </Link>
        ),
      },
      { id: 'owner', header: t('book.owner'), width: 130, priority: 5, cell: ({ owner }) => owner?.name ?? '' },
      ...stockRules.map((rule): Column<Row> => ({
        id: rule,
        header: t(`book.rule.${rule}`),
        hint: t(`stock.rule.${rule}`),
        width: 110,
        align: 'end',
        priority: 4,
        sort: rule,
        firstSort: 'down',
        cell: (row) => <Money amount={row[rule]} />,
      })),
      {
        id: 'stock',
        header: t('stock.figure.stock'),
        width: 122,
        align: 'end',
        priority: 2,
        sort: 'stock',
        firstSort: 'down',
        cell: ({ stock }) => <Money amount={stock} />,
      },
      {
        id: 'carrying',
        header: t('stock.figure.carrying'),
        width: 132,
        align: 'end',
        card: 'figure',
        sort: 'carrying',
        firstSort: 'down',
        cell: ({ carrying }) => <Money amount={carrying} />,
      },
      {
        id: 'turns',
        header: t('stock.figure.turns'),
        hint: t('stock.figure.turnsNote'),
        width: 84,
        align: 'end',
        priority: 2,
        sort: 'turns',
        firstSort: 'up',
        cell: ({ turns }) => <Times value={turns?.turns} />,
      },
      {
        id: 'takenRate',
        header: t('book.taken'),
        hint: t('promises.figure.rate'),
        width: 92,
        align: 'end',
        priority: 3,
        sort: 'takenRate',
        firstSort: 'up',
        cell: ({ takenRate }) => (takenRate === null ? '' : <Percent share={takenRate} />),
      },
      {
        id: 'daysLate',
        header: t('promises.figure.late'),
        hint: t('promises.figure.lateNote'),
        width: 92,
        align: 'end',
        priority: 5,
        sort: 'daysLate',
        firstSort: 'down',
        cell: ({ daysLate }) => (daysLate === null ? '' : daysText(daysLate)),
      },
    ],
    [t, daysText],
  )
}
