import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { Commitments } from './Commitments.tsx'
import { Factors } from './Factors.tsx'
import { Fit } from './Fit.tsx'
import { Lifts } from './Lifts.tsx'
import { Mix } from './Mix.tsx'
import { Posture } from './Posture.tsx'
import { Profit } from './Profit.tsx'
import { Receivables } from './Receivables.tsx'
import { ScoreChange } from './ScoreChange.tsx'
import { Service } from './Service.tsx'
import { Stock } from './Stock.tsx'
import { Strategy } from './Strategy.tsx'
import css from './Value.module.css'
import { useExplanation } from './Why.tsx'

/** What the account is worth: its factors in money and points, what moved them, what is left of its revenue, and what it binds. */
export function Value() {
  return (
    <div className={css.value}>
      <Loaded query={useExplanation()} skeleton={<SkeletonBlock height={240} />}>
        {(explanation) => (
          <div className={css.value}>
            <Factors explanation={explanation} />
            <Lifts explanation={explanation} />
          </div>
        )}
      </Loaded>
      <ScoreChange />
      <Profit />
      <Posture />
      <Strategy />
      <Service />
      <Mix />
      <Receivables />
      <Stock />
      <Commitments />
      <Fit />
    </div>
  )
}
