import type { Day } from '../day.ts'
import type { Micros } from '../money.ts'

/** How an account turns to us for a line of products: before all others, beside others, or when nobody else can deliver. */
export const standings = ['first', 'also', 'last'] as const
type Standing = (typeof standings)[number]

/** What an account does for us with others: speaks for us when asked, lets us name it, or wants neither. */
export const references = ['speaks', 'named', 'declined'] as const
type Reference = (typeof references)[number]

/** Whether an account buys by trust over time, or each time from whoever is cheapest. */
export const relationships = ['relational', 'transactional'] as const
type Relationship = (typeof relationships)[number]

/** Whether the account is still to be won or is to be kept. */
export const intents = ['acquire', 'secure'] as const
type Intent = (typeof intents)[number]

/** Where a potential comes from: the account said so, what it consumes, accounts like it, or figures of the market. */
export const potentialSources = ['account', 'consumption', 'peers', 'market'] as const
export type PotentialSource = (typeof potentialSources)[number]

/** What the account could buy a year beyond what it buys now, in the base currency; 0 <= low <= likely <= high. */
export interface Potential {
  readonly source: PotentialSource
  readonly low: Micros
  readonly likely: Micros
  readonly high: Micros
}

/** What somebody judges, and how; a value of null takes back what was said before, so that nothing is known again. */
export type Verdict =
  | { readonly aspect: 'standing'; readonly line: string; readonly value: Standing | null }
  | { readonly aspect: 'reference'; readonly value: Reference | null }
  | { readonly aspect: 'growth-potential'; readonly value: Potential | null }
  /** Regions that the account serves, in words. */
  | { readonly aspect: 'regions'; readonly value: readonly string[] | null }
  /** Minutes from the owner to the account, one way. */
  | { readonly aspect: 'travel'; readonly value: number | null }
  | { readonly aspect: 'relationship'; readonly value: Relationship | null }
  | { readonly aspect: 'intent'; readonly value: Intent | null }

export const aspects = [
  'standing',
  'reference',
  'growth-potential',
  'regions',
  'travel',
  'relationship',
  'intent',
] as const satisfies readonly Verdict['aspect'][]
export type Aspect = (typeof aspects)[number]

/** A verdict on an account as somebody wrote it down. It never changes: another one takes its place. */
export interface Judgement {
  /** A UUIDv7: of two for one day the later one counts. */
  readonly id: string
  readonly accountId: string
  readonly verdict: Verdict
  /** What it rests on, in words. */
  readonly evidence: string
  /** The day from which it holds. */
  readonly from: Day
  /** Id of a person with access, or the name of whoever works on the machine. */
  readonly author: string
  /** The instant it was written down, as UTC ISO text. */
  readonly at: string
}

/** More minutes than anybody travels one way in a day. */
export const mostTravelMinutes = 1440

/** The line of products a verdict is about; empty for the account as a whole. */
export function lineOf(verdict: Verdict): string {
  return verdict.aspect === 'standing' ? verdict.line : ''
}

/** What a verdict is about, as one text: of the judgements with one text the latest counts. */
export function matterOf(accountId: string, verdict: Verdict): string {
  return `${accountId}\0${verdict.aspect}\0${lineOf(verdict)}`
}

/** Whether `one` takes the place of `other`: it holds from a later day, or was written later for the same one. */
export function isAfter(one: Judgement, other: Judgement): boolean {
  return one.from === other.from ? one.id > other.id : one.from > other.from
}

/** The judgements that hold on a day, one for each matter; what was taken back is not among them. */
export function holdingOn(judgements: Iterable<Judgement>, day: Day): Judgement[] {
  const latest = new Map<string, Judgement>()
  for (const judgement of judgements) {
    if (judgement.from > day) continue
    const matter = matterOf(judgement.accountId, judgement.verdict)
    const known = latest.get(matter)
    if (!known || isAfter(judgement, known)) latest.set(matter, judgement)
  }
  return [...latest.values()].filter(({ verdict }) => verdict.value !== null)
}

/** Why a verdict cannot be taken, as the second half of a sentence; null when it can. */
export function flawOf(verdict: Verdict): string | null {
  if (verdict.value === null) return null
  switch (verdict.aspect) {
    case 'growth-potential': {
      const { low, likely, high } = verdict.value
      return low >= 0n && low <= likely && likely <= high
        ? null
        : 'the lowest, the likely and the highest amount have to rise from zero or more'
    }
    case 'travel':
      return Number.isInteger(verdict.value) && verdict.value >= 0 && verdict.value <= mostTravelMinutes
        ? null
        : `minutes one way are a whole number from 0 to ${String(mostTravelMinutes)}`
    case 'regions':
      return new Set(verdict.value).size === verdict.value.length && verdict.value.length > 0
        ? null
        : 'name each region once, and one at least'
    case 'standing':
      return verdict.line === '' ? 'name the line of products' : null
    case 'reference':
    case 'relationship':
    case 'intent':
      return null
  }
}
