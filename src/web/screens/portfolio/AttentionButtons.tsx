import { PlanCall } from '../calls/PlanCall.tsx'
import { StartReview } from '../reviews/StartReview.tsx'
import type { AttentionEntry } from './attention-order.ts'
import css from './AttentionList.module.css'

/** What is done about an account that deserves a look: a call with a goal, and a review of what fell or fell silent. */
export function AttentionButtons({ entry, goal }: { readonly entry: AttentionEntry; readonly goal: string }) {
  const { account, move, alert } = entry
  const kind = move?.reason === 'lost' ? 'loss' : 'decline'
  const isFall = alert !== null || move?.reason === 'lost' || (move?.change?.startsWith('-') ?? false)
  return (
    <span className={css.buttons}>
      <PlanCall account={account} goal={goal} kind="plain" isIconOnly />
      {isFall && (
        <StartReview
          account={account}
          kind={kind}
          occasion={goal}
          size="s"
          {...(alert === null ? {} : { alert: alert.id })}
        />
      )}
    </span>
  )
}
