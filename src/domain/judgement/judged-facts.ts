import type { FamilyFacts } from '../fact-family.ts'
import type { Judgement } from './judgement.ts'

type StandingFacts = Pick<FamilyFacts, 'standingFirst' | 'standingAlso' | 'standingLast'>
type JudgedFit = Pick<
  FamilyFacts,
  'growthPotential' | 'growthKnown' | 'referenceSpeaks' | 'referenceNamed' | 'referenceDeclined'
>

/** The lines of products of each account by how it turns to us for them, from the judgements that hold. */
export function standingFacts(holding: Iterable<Judgement>): Map<string, StandingFacts> {
  const facts = new Map<string, StandingFacts>()
  for (const { accountId, verdict } of holding) {
    if (verdict.aspect !== 'standing' || verdict.value === null) continue
    const known = facts.get(accountId) ?? { standingFirst: 0, standingAlso: 0, standingLast: 0 }
    facts.set(accountId, {
      standingFirst: known.standingFirst + (verdict.value === 'first' ? 1 : 0),
      standingAlso: known.standingAlso + (verdict.value === 'also' ? 1 : 0),
      standingLast: known.standingLast + (verdict.value === 'last' ? 1 : 0),
    })
  }
  return facts
}

/** What people judged of each account that counts for its fit, from the judgements that hold. */
export function judgedFit(holding: Iterable<Judgement>): Map<string, Partial<JudgedFit>> {
  const facts = new Map<string, Partial<JudgedFit>>()
  for (const { accountId, verdict } of holding) {
    const more = fitOf(verdict)
    if (more) facts.set(accountId, { ...facts.get(accountId), ...more })
  }
  return facts
}

function fitOf(verdict: Judgement['verdict']): Partial<JudgedFit> | null {
  if (verdict.aspect === 'growth-potential' && verdict.value)
    return { growthPotential: verdict.value.likely, growthKnown: 1 }
  if (verdict.aspect !== 'reference') return null
  switch (verdict.value) {
    case 'speaks':
      return { referenceSpeaks: 1 }
    case 'named':
      return { referenceNamed: 1 }
    case 'declined':
      return { referenceDeclined: 1 }
    case null:
      return null
  }
}
