import { getRouteApi } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { useSession } from '../../ui/book-context.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { TabPanel, Tabs } from '../../ui/Tabs.tsx'
import { CostRates } from './CostRates.tsx'
import { financeTabs } from './finance-tabs.ts'
import css from './Finance.module.css'
import { FinancingRates } from './FinancingRates.tsx'
import { Reconciliation } from './Reconciliation.tsx'
import { SaleSheet } from './SaleSheet.tsx'

const route = getRouteApi('/app/finance')

/** What figures are reckoned with, whether the book adds up, and what a sale earns once it is financed. */
export function Finance() {
  const t = useT('finance')
  const { tab = 'rates' } = route.useSearch()
  const seesAll = useSession()?.rights['read-margin'] === 'all'
  const navigate = route.useNavigate()
  return (
    <>
      <PageHeader title={t('title')}>{t('under')}</PageHeader>
      <Tabs
        label={t('parts')}
        value={tab}
        tabs={financeTabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        onValue={(value) =>
          void navigate({
            search: (before) => ({ ...before, tab: value === 'rates' ? undefined : value }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <TabPanel of={tab}>
        <div className={css.screen}>
          {tab === 'rates' && (
            <>
              <FinancingRates />
              {seesAll && <CostRates />}
            </>
          )}
          {tab === 'reconciliation' && <Reconciliation />}
          {tab === 'sale' && <SaleSheet />}
        </div>
      </TabPanel>
    </>
  )
}
