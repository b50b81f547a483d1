import { standings } from '../../domain/judgement/judgement.ts'
import type { PotentialSource, Verdict } from '../../domain/judgement/judgement.ts'
import { proposedCriteria } from '../../domain/selection/criteria.ts'
import type { Decision, Mark } from '../../domain/selection/selection.ts'
import { addDays } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { microsPerUnit } from '../../domain/money.ts'
import { spendPerYear } from './accounts.ts'
import type { Account } from './accounts.ts'
import type { Calendar } from './calendar.ts'
import { getFamily, goodsFamilies } from './families.ts'
import { getRegion, regions } from './geography.ts'
import { randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import { headName, ownerOn } from './reps.ts'

/** What the people of the firm think of an account, with what it rests on. */
export interface Opinion {
  /** Key of the account. */
  readonly account: string
  /** The name of the rep who judged and scored it. */
  readonly by: string
  readonly verdicts: readonly { readonly verdict: Verdict; readonly evidence: string; readonly from: Day }[]
  /** Marks on the proposed criteria with the day of the next review; null for an account nobody has scored. */
  readonly scoring: { readonly marks: readonly Mark[]; readonly reviewOn: Day } | null
  /** A decision of the head of sales, by name. */
  readonly override: {
    readonly decision: Decision
    readonly reason: string
    readonly reviewOn: Day
    readonly by: string
  } | null
}

/** How many of the largest accounts somebody has judged, and scored. */
const judged = 24
const scored = 12

/** What is thought of the largest accounts of the book; `source` is the name it is imported under. */
export function makeOpinions(
  seed: number,
  source: string,
  accounts: readonly Account[],
  calendar: Calendar,
): readonly Opinion[] {
  const largest = accounts
    .filter(({ validTo, lastOrder }) => validTo === Infinity && lastOrder === Infinity)
    .toSorted((one, other) => spendPerYear(other) - spendPerYear(one) || one.index - other.index)
  return largest.slice(0, judged).map((account, rank) => {
    const random = randomStream(seed, 'opinions', account.index)
    const day = addDays(calendar.label(calendar.last), -random.between(20, 200))
    const held = judge(account, source, random).map((one) => ({ ...one, from: day }))
    const scoring = rank < scored ? score(calendar, random) : null
    const by = ownerOn(account.owners, calendar.last).name
    return { account: account.key, by, verdicts: held, scoring, override: decide(rank, calendar, headName(seed)) }
  })
}

type Held = { readonly verdict: Verdict; readonly evidence: string }

function judge(account: Account, source: string, random: Random): Held[] {
  const { region, country } = account
  const held: Held[] = [
    ...judgeLines(account, source, random),
    {
      verdict: { aspect: 'relationship', value: random.chance(6500) ? 'relational' : 'transactional' },
      evidence: 'What the rep says after the yearly talk',
    },
    {
      verdict: { aspect: 'intent', value: random.chance(7000) ? 'secure' : 'acquire' },
      evidence: 'Plan for the coming year',
    },
    {
      verdict: { aspect: 'regions', value: regionsServed(region, country, random) },
      evidence: 'Deliveries of the last twelve months',
    },
  ]
  if (random.chance(6500)) {
    const likely = Math.max(1, Math.round((spendPerYear(account) * random.between(10, 60)) / 10_000_000)) * 1000
    const money = (percent: number): bigint => (BigInt(likely) * BigInt(percent) * microsPerUnit) / 100n
    const value = {
      source: random.pick<PotentialSource>(['account', 'consumption']),
      low: money(50),
      likely: money(100),
      high: money(180),
    }
    held.push({ verdict: { aspect: 'growth-potential', value }, evidence: 'Machines counted on the last visit' })
  }
  if (random.chance(4000)) {
    held.push({
      verdict: { aspect: 'reference', value: random.pick(['speaks', 'named', 'declined']) },
      evidence: 'Asked for a line in the catalogue',
    })
  }
  if (random.chance(3000)) {
    held.push({ verdict: { aspect: 'travel', value: random.between(4, 30) * 5 }, evidence: 'What the drive takes' })
  }
  return held
}

/** The standing in its two or three largest families: mostly beside others. */
function judgeLines({ familyWeights }: Account, source: string, random: Random): Held[] {
  const bought = goodsFamilies
    .map((family, place) => ({ family, weight: familyWeights[place] ?? 0 }))
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight || one.family - other.family)
  return bought.slice(0, random.between(2, 3)).map(({ family }) => ({
    verdict: {
      aspect: 'standing',
      line: `${source}/${getFamily(family).key}`,
      value: standings[random.weighted([40, 45, 15])] ?? 'also',
    },
    evidence: random.pick([
      'What the buyer said',
      'Who was asked first on the last three inquiries',
      'Offers won and lost',
    ]),
  }))
}

function regionsServed(region: number, country: number, random: Random): string[] {
  const beside = regions.filter((one) => one.country === country && one.key !== getRegion(region).key)
  const home = getRegion(region).name
  return random.chance(5000) ? [home] : [home, random.pick(beside).name]
}

/** A mark on every criterion; a third of the reviews are due already. */
function score(calendar: Calendar, random: Random): Opinion['scoring'] {
  const marks = proposedCriteria.criteria.map(({ key, scale }) => {
    const step = scale[random.weighted([8, 27, 40, 25])] ?? scale[0]
    return { criterion: key, points: step?.points ?? 0, evidence: 'Talk of the account team' }
  })
  const day = random.chance(3300) ? -random.between(5, 60) : random.between(60, 330)
  return { marks, reviewOn: addDays(calendar.label(calendar.last), day) }
}

/** One account is strategic whatever its score, and one is not. */
function decide(rank: number, calendar: Calendar, by: string): Opinion['override'] {
  const reviewOn = addDays(calendar.label(calendar.last), 240)
  if (rank === 3) {
    return { decision: 'not-strategic', reason: 'To be sold to a group that buys centrally elsewhere', reviewOn, by }
  }
  if (rank === 10) return { decision: 'strategic', reason: 'Opens the door to the whole group', reviewOn, by }
  return null
}
