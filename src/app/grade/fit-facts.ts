import type { FamilyFacts } from '../../domain/fact-family.ts'
import { judgedFit, standingFacts as countStandings } from '../../domain/judgement/judged-facts.ts'
import type { Judgement } from '../../domain/judgement/judgement.ts'
import { handledOrders, handlingSince, standardSpend } from '../../ledger/facts/fit-facts.ts'
import { listJudgementsOn } from '../../records/judgement.ts'
import { listStandardProducts } from '../../records/standard-products.ts'
import type { FactsQuestion, FactsStores } from './read-facts.ts'
import { travelOf } from './travel-facts.ts'

type Facts = Map<string, Partial<FamilyFacts>>

/** In how many lines of products each account turns to us first, too, or last, as people judge it at the end of the window. */
export async function standingFacts(stores: FactsStores, { window, scope }: FactsQuestion): Promise<Facts> {
  const held = await listJudgementsOn(stores.records.view, { day: window.to, aspects: ['standing'] })
  return countStandings(inScope(held, scope))
}

/** How each account fits us: by what it buys and how it orders in the window, by its place and by what people judge at its end. */
export async function fitFacts({ ledger, records }: FactsStores, question: FactsQuestion): Promise<Facts> {
  const { window, kinds, scope } = question
  const held = inScope(
    await listJudgementsOn(records.view, { day: window.to, aspects: ['reference', 'growth-potential', 'travel'] }),
    scope,
  )
  const products = await listStandardProducts(records.view)
  const since = await handlingSince(ledger, window)
  const minutes = new Map(
    held.flatMap(({ accountId, verdict }) =>
      verdict.aspect === 'travel' && verdict.value !== null ? [[accountId, verdict.value] as const] : [],
    ),
  )
  const travels = await travelOf(records, { day: window.to, ids: scope?.ids ?? null, given: minutes })
  return merge(
    await standardSpend(ledger, window, kinds, { products, scope }),
    await handledOrders(ledger, window, kinds, { since, scope }),
    judgedFit(held),
    new Map([...travels].map(([id, travel]) => [id, { travelMinutes: travel.minutes, travelKnown: 1 }])),
  )
}

function inScope(held: readonly Judgement[], scope: FactsQuestion['scope']): readonly Judgement[] {
  if (scope === null) return held
  const ids = new Set(scope.ids)
  return held.filter(({ accountId }) => ids.has(accountId))
}

/** All that each of several says of an account; no two say the same fact. */
function merge(...parts: readonly ReadonlyMap<string, Partial<FamilyFacts>>[]): Facts {
  const facts: Facts = new Map()
  for (const part of parts) for (const [id, more] of part) facts.set(id, { ...facts.get(id), ...more })
  return facts
}
