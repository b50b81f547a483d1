import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useBook, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { DayText, InstantText } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { EmptyState, Loaded } from '../../ui/States.tsx'
import css from './Finance.module.css'
import { statesOn } from './rate-drafts.ts'
import type { CostRate, RateKind, RateState } from './rate-drafts.ts'
import { RateDialog } from './RateDialog.tsx'
import type { RateChange } from './RateDialog.tsx'
import { useRateColumns } from './use-rate-columns.tsx'

/** What stock, time and returns cost, by what it is of, with all that was ever set. */
export function CostRates() {
  const query = useQuery(queryOf('listCostRates', {}))
  const [change, setChange] = useState<RateChange | null>(null)
  return (
    <Loaded query={query}>
      {({ items }) => (
        <>
          <RatesOfKind kind="carrying" rates={items} onChange={setChange} />
          <RatesOfKind kind="pool" rates={items} onChange={setChange} />
          <RatesOfKind kind="activity" rates={items} onChange={setChange} />
          <RatesOfKind kind="returns" rates={items} onChange={setChange} />
          <RatesOfKind kind="cover" rates={items} onChange={setChange} />
          <RatesOfKind kind="sale" rates={items} onChange={setChange} />
          {change !== null && <RateDialog change={change} rates={items} onClose={() => setChange(null)} />}
        </>
      )}
    </Loaded>
  )
}

interface OfKindProps {
  readonly kind: RateKind
  /** Those of every kind: what an event costs goes by its pool. */
  readonly rates: readonly CostRate[]
  readonly onChange: (change: RateChange) => void
}

function RatesOfKind({ kind, rates, onChange }: OfKindProps) {
  const t = useT('finance')
  const maySet = useRight('control')
  const today = useBook()?.today ?? ''
  const [showsAll, setShowsAll] = useState(false)
  const states = statesOn(rates, today)
  const ofKind = rates.filter(({ rate }) => rate.kind === kind)
  // What was taken back holds nothing: it is shown with the earlier ones.
  const holding = ofKind.filter(
    ({ id, rate }) => isShown(states.get(id)) && (rate.value !== null || states.get(id) === 'later'),
  )
  const shown = showsAll ? ofKind : holding
  return (
    <Section
      title={t(`rates.kinds.${kind}.title`)}
      hint={t(`rates.kinds.${kind}.hint`)}
      {...(maySet
        ? {
            actions: (
              <Button onClick={() => onChange({ kind, of: null, takesBack: false })}>
                {t(`rates.kinds.${kind}.add`)}
              </Button>
            ),
          }
        : {})}
    >
      {shown.length === 0 ? (
        <EmptyState title={t(`rates.kinds.${kind}.empty`)}>{t(`rates.kinds.${kind}.advice`)}</EmptyState>
      ) : (
        <RateTable kind={kind} shown={shown} rates={rates} states={states} maySet={maySet} onChange={onChange} />
      )}
      {ofKind.length > holding.length && (
        <p className={css.more} data-print="no">
          <Button kind="plain" size="s" aria-pressed={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {t(showsAll ? 'rates.holding' : 'rates.all')}
          </Button>
        </p>
      )}
    </Section>
  )
}

interface TableProps extends OfKindProps {
  readonly shown: readonly CostRate[]
  readonly states: ReadonlyMap<string, RateState>
  readonly maySet: boolean
}

function RateTable({ kind, shown, rates, states, maySet, onChange }: TableProps) {
  const t = useT('finance')
  const { columns, nameOf } = useRateColumns(kind, rates)
  return (
    <ScrollTable label={t(`rates.kinds.${kind}.title`)}>
      <thead>
        <tr>
          {columns.map(({ id, title, isFigure }) => (
            <th key={id} scope="col" data-figure={isFigure}>
              {title}
            </th>
          ))}
          <th scope="col">{t('rates.columns.from')}</th>
          <th scope="col">{t('rates.columns.by')}</th>
          <th scope="col">{t('rates.columns.note')}</th>
          <th scope="col">{t('rates.columns.state')}</th>
          {maySet && (
            <th scope="col" data-print="no">
              <span className="unseen">{t('rates.columns.change')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {shown.map((rate) => {
          const { id, validFrom, setBy, setAt, note } = rate
          const state = states.get(id) ?? 'replaced'
          return (
            <tr key={id}>
              {columns.map((column, at) =>
                at === 0 ? (
                  <th key={column.id} scope="row" data-figure={column.isFigure}>
                    {column.cell(rate)}
                  </th>
                ) : (
                  <td key={column.id} data-figure={column.isFigure}>
                    {column.cell(rate)}
                  </td>
                ),
              )}
              <td>
                <DayText day={validFrom} />
              </td>
              <td>
                {setBy.name}, <InstantText instant={setAt} />
              </td>
              <td>{note}</td>
              <td>
                <Tag tone={state === 'holds' ? 'accent' : 'plain'}>
                  {rate.rate.value === null && state !== 'replaced' ? t('rates.takenBack') : t(`rates.states.${state}`)}
                </Tag>
              </td>
              {maySet && (
                <td data-print="no" className={css.changes}>
                  {state === 'holds' && (
                    <>
                      <Button
                        size="s"
                        aria-label={t('rates.changeOf', { what: nameOf(rate) })}
                        onClick={() => onChange({ kind, of: rate, takesBack: false })}
                      >
                        {t('rates.change')}
                      </Button>
                      <Button
                        size="s"
                        kind="plain"
                        aria-label={t('rates.takeBackOf', { what: nameOf(rate) })}
                        onClick={() => onChange({ kind, of: rate, takesBack: true })}
                      >
                        {t('rates.takeBack')}
                      </Button>
                    </>
                  )}
                </td>
              )}
            </tr>
          )
        })}
      </tbody>
    </ScrollTable>
  )
}

function isShown(state: RateState | undefined): boolean {
  return state === 'holds' || state === 'later'
}
