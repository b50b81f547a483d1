import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress } from './account-parts.ts'
import { OpenByAge } from './OpenByAge.tsx'
import { KeyFigures, MoreFigures, Notes } from './ReceivableFigures.tsx'
import { ReceivableList } from './ReceivableList.tsx'
import css from './Value.module.css'

type Shown = Output<'getReceivables'>

/** What the account owes, how it pays, and what waiting for its money costs. */
export function Receivables() {
  const { id, ofPeriod } = useAccountAddress()
  const query = useQuery(queryOf('getReceivables', { params: { id }, query: ofPeriod }))
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={320} />}>
      {(shown) => <ReceivablesOf shown={shown} />}
    </Loaded>
  )
}

function ReceivablesOf({ shown }: { readonly shown: Shown }) {
  const t = useT('receivables')
  const format = useFormat()
  const { figures, currency } = shown
  return (
    <div className={css.value}>
      <Section title={t('title')} hint={t('hint', { day: format.day(shown.to), from: format.day(shown.from) })}>
        {figures.documents === 0 ? (
          <p>{t('none')}</p>
        ) : (
          <>
            <KeyFigures figures={figures} currency={currency} isLinked />
            <div className={css.pair}>
              <OpenByAge byAge={figures.byAge} open={figures.open} currency={currency} />
              <MoreFigures figures={figures} currency={currency} isLinked />
            </div>
          </>
        )}
        <Notes rates={shown.rates} figures={figures} />
      </Section>
      <ReceivableList figures={figures} />
    </div>
  )
}
