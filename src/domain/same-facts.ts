import type { AccountFacts } from './facts.ts'
import type { Metric } from './metric-definition.ts'

/** What a figure rests on that an account does: what it buys, when it pays, what it takes of what it promised. */
const deeds = {
  // What is earned, and what a rate of spend is divided by, moves with what is bought; orders are what is bought in pieces.
  bought: [
    'revenue',
    'spend',
    'costedSpend',
    'spendMagnitude',
    'costedMagnitude',
    'cost',
    'orders',
    'standardSpend',
    'standardKnownSpend',
  ],
  paid: ['financing', 'receivableDays', 'paidGross', 'paidGrossDays', 'paidAmount', 'lateAmountDays'],
  // What is not taken lies as stock until it is.
  taken: ['committed', 'taken', 'takenOnTime', 'takenLateDays', 'stockUntaken'],
} as const satisfies Record<string, readonly (keyof AccountFacts)[]>

/** Facts that only say whether a figure is known at all. */
const tellsWhetherKnown: readonly (keyof AccountFacts)[] = ['lines', 'financed', 'unfinanced']

const deedByFact = new Map<keyof AccountFacts, string>(
  Object.entries(deeds).flatMap(([deed, facts]) => facts.map((fact) => [fact, deed] as const)),
)

/** Whether two figures are worked out of the same facts: what moves one moves the other, so that neither stays as it is beside it. */
export function restOnSameFacts(one: Metric, other: Metric): boolean {
  const otherDeeds = deedsOf(other)
  return [...deedsOf(one)].some((deed) => otherDeeds.has(deed))
}

function deedsOf({ inputs }: Metric): ReadonlySet<string> {
  return new Set(inputs.filter((fact) => !tellsWhetherKnown.includes(fact)).map((fact) => deedByFact.get(fact) ?? fact))
}
