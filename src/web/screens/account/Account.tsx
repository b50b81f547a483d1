import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { TabPanel, Tabs } from '../../ui/Tabs.tsx'
import css from './Account.module.css'
import { AccountHeader } from './AccountHeader.tsx'
import { accountTabs, tabOf, useAccountAddress, type AccountCard, type AccountTab } from './account-parts.ts'
import { Bridge } from './Bridge.tsx'
import { CallCard } from './CallCard.tsx'
import { History } from './History.tsx'
import { Invoices } from './Invoices.tsx'
import { InvoiceSheet } from './InvoiceSheet.tsx'
import { KeyFigures } from './KeyFigures.tsx'
import { Lines } from './Lines.tsx'
import { Overview } from './Overview.tsx'
import { Value } from './Value.tsx'
import { Why } from './Why.tsx'

/** What is this one worth, why, whom to ring, what next? */
export function Account() {
  const { id, ofPeriod } = useAccountAddress()
  const query = useQuery(queryOf('getAccount', { params: { id }, query: ofPeriod }))
  if (query.error?.code === 'not-found') return <NoAccount />
  return (
    <Loaded query={query} skeleton={<AccountSkeleton />}>
      {(account) => <AccountScreen account={account} />}
    </Loaded>
  )
}

function NoAccount() {
  const t = useT('account')
  return (
    <EmptyState
      title={t('notFound.title')}
      action={
        <Link className={buttonClass('secondary')} to="/accounts">
          {t('notFound.action')}
        </Link>
      }
    >
      {t('notFound.advice')}
    </EmptyState>
  )
}

function AccountScreen({ account }: { readonly account: AccountCard }) {
  return (
    <div className={css.account}>
      <AccountHeader account={account} />
      <CallCard account={account} />
      <KeyFigures account={account} />
      <MaskedNote account={account} />
      <Parts account={account} />
      <InvoiceSheet account={account} />
    </div>
  )
}

function Parts({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const { search, navigate } = useAccountAddress()
  // Lines are money through and through: without it there is nothing to show there.
  const tabs = accountTabs.filter((tab) => tab !== 'lines' || account.spend !== undefined)
  const tab = tabOf(search.tab, tabs)
  return (
    <div>
      <Tabs
        label={t('sections')}
        value={tab}
        tabs={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
        onValue={(value) => void navigate({ search: value === 'overview' ? {} : { tab: value }, resetScroll: false })}
      />
      <TabPanel of={tab}>
        <Part tab={tab} account={account} />
      </TabPanel>
    </div>
  )
}

function Part({ tab, account }: { readonly tab: AccountTab; readonly account: AccountCard }) {
  switch (tab) {
    case 'overview':
      return <Overview account={account} />
    case 'why':
      return <Why />
    case 'movement':
      return <Bridge account={account} />
    case 'value':
      return <Value />
    case 'invoices':
      return <Invoices account={account} />
    case 'lines':
      return <Lines />
    case 'history':
      return <History />
  }
}

/** Says once what one does not see of this account, and who can give it. */
function MaskedNote({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  if (account.spend === undefined) return <p className={css.masked}>{t('masked.spend')}</p>
  if (account.grossProfit === undefined) return <p className={css.masked}>{t('masked.margin')}</p>
  return null
}

function AccountSkeleton() {
  return (
    <div className={css.account}>
      <SkeletonBlock height={52} />
      <SkeletonBlock height={120} />
      <SkeletonBlock height={84} />
      <SkeletonBlock height={320} />
    </div>
  )
}
