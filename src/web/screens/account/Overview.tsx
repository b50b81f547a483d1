import { AccountActions } from './AccountActions.tsx'
import { AccountFacts } from './AccountFacts.tsx'
import type { AccountCard } from './account-parts.ts'
import { AccountCalls } from '../calls/AccountCalls.tsx'
import { AccountReviews } from '../reviews/AccountReviews.tsx'
import { Expected } from './Expected.tsx'
import { Families } from './Families.tsx'
import { FamilyTree } from './FamilyTree.tsx'
import { Months } from './Months.tsx'
import css from './Overview.module.css'
import { WhyShort } from './WhyShort.tsx'

/** The account at a glance: where its money comes from and goes to, what to do, and what is known of it. */
export function Overview({ account }: { readonly account: AccountCard }) {
  return (
    <div className={css.overview}>
      <div className={css.main}>
        <Months account={account} />
        <Families />
      </div>
      <div className={css.side}>
        <WhyShort />
        <AccountActions />
        <AccountCalls account={account} />
        <AccountReviews account={account} />
        <div className={css.rest} data-print="no">
          <Expected />
          <FamilyTree account={account} />
          <AccountFacts account={account} />
        </div>
      </div>
    </div>
  )
}
