import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { parseMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress } from './account-parts.ts'
import { StockByRule, StockFigures, StockNotes, StockParts } from './StockFigures.tsx'
import { StockItems } from './StockItems.tsx'
import css from './Value.module.css'

type Shown = Output<'getAccountStock'>

/** The stock that stands with the account by rule, what carrying it costs, and the items behind it. */
export function Stock() {
  const { id, ofPeriod } = useAccountAddress()
  const query = useQuery(queryOf('getAccountStock', { params: { id }, query: ofPeriod }))
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={280} />}>
      {(shown) => <StockOf shown={shown} />}
    </Loaded>
  )
}

function StockOf({ shown }: { readonly shown: Shown }) {
  const t = useT('inventory')
  const format = useFormat()
  const { search } = useAccountAddress()
  const { knownStock, uncosted, currency } = shown
  // All there is to say to who sees no margins is that there is stock without a cost.
  if (knownStock === undefined) return null
  const isNone = parseMicros(knownStock) === 0n && uncosted === 0
  return (
    <div className={css.value}>
      <Section
        title={t('stock.title')}
        hint={t('stock.hint', { from: format.day(shown.from), to: format.day(shown.to) })}
      >
        {isNone ? (
          <p>{t(shown.counted === null ? 'stock.never' : 'stock.none')}</p>
        ) : (
          <>
            <StockFigures figures={shown} currency={currency} />
            <StockParts byPart={shown.byPart ?? []} currency={currency}>
              <StockByRule figures={shown} currency={currency} opens />
            </StockParts>
          </>
        )}
        <StockNotes reckoning={shown} uncosted={uncosted} withoutCost={shown.withoutCost ?? null} />
      </Section>
      {!isNone && search.rule !== undefined && <StockItems rule={search.rule} />}
    </div>
  )
}
