import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useCurrency, useFormat, useSession } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { Count, Money, Percent } from '../../ui/Figures.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { Section } from '../../ui/Page.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { cohortFigures, heatOf } from './cohort-heat.ts'
import type { CohortFigure, CohortRow } from './cohort-heat.ts'
import css from './Cohorts.module.css'
import ends from './Ends.module.css'
import movement from './Movement.module.css'
import { partOf } from './movement-query.ts'
import type { MovementSearch } from './movement-query.ts'

type CohortsData = Output<'getCohorts'>

const counts = [8, 12, 16, 24] as const
const usualCount = 12

/** Accounts by the quarter of their first order: how many still order, and what they spend, quarter by quarter. */
export function Cohorts({ search }: { readonly search: MovementSearch }) {
  const [quarters, setQuarters] = useState<number>(usualCount)
  const [figure, setFigure] = useState<CohortFigure>('share')
  const { period } = search
  const asked = { ...partOf(search), ...(period === undefined ? {} : { to: period }), quarters }
  const cohorts = useQuery({ ...queryOf('getCohorts', { query: asked }), placeholderData: keepPreviousData })
  return (
    <Loaded query={cohorts} skeleton={<SkeletonBlock height={520} />}>
      {(data) => (
        <div
          className={cohorts.isPlaceholderData ? movement.stale : movement.moves}
          aria-busy={cohorts.isPlaceholderData}
        >
          <Triangle
            data={data}
            figure={figure}
            onFigure={setFigure}
            quarters={quarters}
            onQuarters={setQuarters}
            download={<Export asked={asked} />}
          />
        </div>
      )}
    </Loaded>
  )
}

interface TriangleProps {
  readonly data: CohortsData
  readonly figure: CohortFigure
  readonly onFigure: (figure: CohortFigure) => void
  readonly quarters: number
  readonly onQuarters: (quarters: number) => void
  readonly download: React.ReactNode
}

function Triangle({ data, figure, onFigure, quarters, onQuarters, download }: TriangleProps) {
  const t = useT('retention')
  const format = useFormat()
  const seesMoney = data.cohorts.some(({ cells }) => cells.some(({ spend }) => spend !== undefined))
  const offered: readonly CohortFigure[] = seesMoney
    ? cohortFigures
    : cohortFigures.filter((one) => one === 'share' || one === 'active')
  const shown = offered.includes(figure) ? figure : 'share'
  if (data.cohorts.every(({ accounts }) => accounts === 0)) {
    return <EmptyState title={t('cohorts.empty')}>{t('cohorts.emptyAdvice')}</EmptyState>
  }
  const last = data.quarters.at(-1)?.to
  return (
    <Section
      title={t('cohorts.title')}
      hint={
        <>
          {t('cohorts.hint')} {t(`cohorts.explain.${shown}`)}{' '}
          {last !== undefined && t('cohorts.until', { day: format.day(last) })}
        </>
      }
      actions={download}
    >
      <div className={css.controls} data-print="no">
        <SegmentedControl
          label={t('cohorts.figure')}
          value={shown}
          options={offered.map((value) => ({ value, label: t(`cohorts.${value}`) }))}
          onValue={onFigure}
        />
        <label>
          <span className="unseen">{t('cohorts.quarters')}</span>
          <select
            className={ends.picker}
            value={quarters}
            onChange={(event) => {
              onQuarters(Number(event.target.value))
            }}
          >
            {counts.map((number) => (
              <option key={number} value={number}>
                {t('cohorts.number', { number: format.integer(number) })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <HeatTable data={data} figure={shown} />
      {data.quarters.some(({ from, to }) => from <= data.bookBegins && data.bookBegins <= to) && (
        <p className={css.note}>{t('cohorts.begins', { day: format.day(data.bookBegins) })}</p>
      )}
    </Section>
  )
}

function HeatTable({ data, figure }: { readonly data: CohortsData; readonly figure: CohortFigure }) {
  const t = useT('retention')
  const write = usePeriodText()
  const currency = useCurrency()
  const { cohorts, quarters } = data
  const heat = heatOf(cohorts, figure)
  const firstLabel = quarters[0]?.label ?? ''
  const nameOf = (row: CohortRow): string =>
    row.quarter === null ? t('cohorts.before', { quarter: write(firstLabel) }) : write(row.quarter)
  return (
    <ScrollTable label={t('cohorts.label')}>
      <thead>
        <tr>
          <th scope="col" className={css.cohort}>
            {t('cohorts.first')}
          </th>
          <th scope="col" data-figure>
            {t('cohorts.accounts')}
          </th>
          {quarters.map(({ label }) => (
            <th key={label} scope="col" data-figure>
              {write(label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cohorts.map((row) => (
          <tr key={row.quarter ?? 'before'}>
            <th scope="row" className={css.cohort}>
              {nameOf(row)}
            </th>
            <td data-figure>
              <Count count={row.accounts} />
            </td>
            {quarters.slice(0, quarters.length - row.cells.length).map(({ label }) => (
              <td key={label} aria-hidden />
            ))}
            {row.cells.map((cell) => (
              <Cell
                key={cell.quarter}
                cell={cell}
                figure={figure}
                heat={heat(cell)}
                cohort={nameOf(row)}
                accounts={row.accounts}
                currency={currency}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

function Cell({
  cell,
  figure,
  heat,
  cohort,
  accounts,
  currency,
}: {
  readonly cell: CohortRow['cells'][number]
  readonly figure: CohortFigure
  readonly heat: number
  readonly cohort: string
  readonly accounts: number
  readonly currency: string
}) {
  const t = useT('retention')
  const format = useFormat()
  const write = usePeriodText()
  const values = {
    cohort,
    active: format.integer(cell.active),
    accounts: format.integer(accounts),
    quarter: write(cell.quarter),
  }
  const label =
    cell.spend === undefined
      ? t('cohorts.cell', values)
      : t('cohorts.cellMoney', { ...values, money: format.wholeMoney(cell.spend, currency) })
  return (
    <td
      data-figure
      className={css.cell}
      title={label}
      style={{ background: `color-mix(in srgb, var(--accent) ${String(Math.round(heat * 40))}%, var(--surface))` }}
    >
      {figure === 'share' && <Percent share={cell.activeShare} />}
      {figure === 'active' && <Count count={cell.active} />}
      {figure === 'spend' && <Money amount={cell.spend} size="short" />}
      {figure === 'spendShare' && <Percent share={cell.spendShare} />}
    </td>
  )
}

/** The triangle as a file; of one's own accounts where one may not take all of them out of the house. */
function Export({ asked }: { readonly asked: Parameters<typeof exportInput>[0] }) {
  const t = useT('retention')
  const reach = useSession()?.rights.export
  if (reach === undefined) return null
  return (
    <SheetDownload
      operation="exportCohorts"
      of={t('cohorts.title')}
      size="s"
      input={exportInput(asked, reach === 'all')}
    >
      {t('csv')}
    </SheetDownload>
  )
}

function exportInput(
  asked: ReturnType<typeof partOf> & { readonly to?: string; readonly quarters: number },
  seesAll: boolean,
) {
  return { query: { ...asked, ...(seesAll ? {} : { within: 'mine' as const }) } }
}
