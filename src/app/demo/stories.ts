import type { Calendar } from './calendar.ts'
import { getFamily, goodsFamilies } from './families.ts'
import { randomStream } from './prng.ts'
import type { Random } from './prng.ts'

export const storyKinds = [
  'decline-inside-growing',
  'drain',
  'late-payer',
  'over-concentration',
  'white-space',
] as const
export type StoryKind = (typeof storyKinds)[number]

/** What happens to an account from a day on. Shares and changes are in per cent. */
export type Story =
  | {
      readonly story: 'decline-inside-growing'
      readonly from: number
      /** What collapses: a family, or the second site. */
      readonly part: 'family' | 'site'
      /** Index of the family that collapses; -1 when it is a site. */
      readonly family: number
      readonly drop: number
      readonly growth: number
    }
  | {
      readonly story: 'drain'
      readonly from: number
      /** Gap between orders and value of a line, per cent of what they would be. */
      readonly gap: number
      readonly lineValue: number
      /** Chance of a return per invoice, invoice discount and extra price condition in basis points. */
      readonly returns: number
      readonly discount: number
      readonly condition: number
    }
  | { readonly story: 'late-payer'; readonly from: number; readonly daysLate: number }
  | { readonly story: 'over-concentration'; readonly from: number; readonly family: number; readonly share: number }
  | { readonly story: 'white-space'; readonly from: number; readonly families: number }

/** From a day on we hold far more for an account than it takes, and it takes a part of what it promised. */
export interface OverStocked {
  readonly story: 'over-stocked'
  readonly from: number
  /** Days of its demand that we hold for it. */
  readonly cover: number
  /** Per cent of its promises that it takes. */
  readonly taken: number
}

/** What is planted in the last year, beside the stories above. */
export const lateStoryKinds = ['silence', 'price-shopper'] as const
export type LateStory =
  | {
      readonly story: 'silence'
      /** The first day without orders. */
      readonly from: number
      /** Whole days between its orders before, on average. */
      readonly rhythm: number
    }
  | {
      readonly story: 'price-shopper'
      readonly from: number
      /** Extra price condition, and chances that an order was quoted and that the price won it, in basis points. */
      readonly condition: number
      readonly asks: number
      readonly byPrice: number
      /** Quotes that come to nothing for each one won, per cent. */
      readonly loses: number
    }

/** The story of an account that plays our price against others, once it has begun. */
export function activeShopper(
  late: LateStory | null,
  day: number,
): Extract<LateStory, { story: 'price-shopper' }> | null {
  return late?.story === 'price-shopper' && day >= late.from ? late : null
}

/** Which part of the accounts, in basis points, each kind of story is told of. */
const storyShare = 300

/** How many accounts have each kind of story: 3 % of all, at least one. */
export function storyCount(accounts: number): number {
  return Math.max(1, Math.round((accounts * storyShare) / 10000))
}

/** The least size, in standard deviations, of an account with such a story: it must be seen in its orders. */
export function leastSize(kind: StoryKind): number {
  return kind === 'decline-inside-growing' ? 0.2 : -0.9
}

/** What a story may build on: the demand of the account per goods family and how its orders spread over its sites. */
export interface Ground {
  readonly familyWeights: readonly number[]
  readonly siteWeights: readonly number[]
}

/** Which candidate has which story: 3 % of all accounts each, at least one, nobody has two. */
export function castStories(seed: number, accounts: number, candidates: readonly number[]): Map<number, StoryKind> {
  const each = storyCount(accounts)
  const shuffled = randomStream(seed, 'stories').shuffle(candidates)
  const kindsByAccount = new Map<number, StoryKind>()
  for (const [index, account] of shuffled.slice(0, each * storyKinds.length).entries()) {
    const kind = storyKinds[index % storyKinds.length]
    if (kind) kindsByAccount.set(account, kind)
  }
  return kindsByAccount
}

/** Draws what the story does, from ranges that reach into what happens to accounts without a story. */
export function tellStory(kind: StoryKind, ground: Ground, calendar: Calendar, random: Random): Story {
  const monthsAgo = (least: number, most: number): number => {
    const day = calendar.last - Math.round(random.between(least * 100, most * 100) * 0.3044)
    return Math.max(calendar.first + 30, day)
  }
  switch (kind) {
    case 'decline-inside-growing': {
      const from = monthsAgo(9, 14)
      const part = ground.siteWeights.length > 1 && random.chance(4000) ? 'site' : 'family'
      const family = part === 'family' ? largestFamily(ground.familyWeights) : -1
      return { story: kind, from, part, family, drop: random.between(66, 97), growth: random.between(22, 50) }
    }
    case 'drain':
      return {
        story: kind,
        from: monthsAgo(13, 20),
        gap: random.between(40, 75),
        lineValue: random.between(35, 70),
        returns: random.between(500, 1800),
        discount: random.between(200, 700),
        condition: random.between(500, 1400),
      }
    case 'late-payer':
      return { story: kind, from: monthsAgo(8, 18), daysLate: random.between(10, 42) }
    case 'over-concentration': {
      const family = largestFamily(ground.familyWeights)
      return { story: kind, from: monthsAgo(13, 20), family, share: random.between(65, 92) }
    }
    case 'white-space': {
      const bought = ground.familyWeights.filter((weight) => weight > 0).length
      return { story: kind, from: calendar.first, families: bought }
    }
  }
}

/** A story as truth.json lists it: keys and days instead of numbers. */
export type Truth = Readonly<Record<string, string | number>>

export function storyTruth(story: Story | OverStocked | LateStory, account: string, calendar: Calendar): Truth {
  const { story: kind, from, ...rest } = story
  const truth: Record<string, string | number> = { story: kind, account, from: calendar.label(from) }
  for (const [name, value] of Object.entries(rest)) {
    if (name === 'family') {
      if (typeof value === 'number' && value >= 0) truth['family'] = getFamily(value).key
      else truth['site'] = `${account}-2`
    } else truth[name] = value
  }
  return truth
}

/** The growth of the account on top of its own, as a factor. */
export function storyGrowth(story: Story | null, day: number): number {
  return story?.story === 'decline-inside-growing' && day >= story.from ? 1 + story.growth / 100 : 1
}

/** Whether a line of the family is not bought any more and goes to another family. */
export function isFamilyDropped(story: Story | null, family: number, day: number, random: Random): boolean {
  if (story?.story !== 'decline-inside-growing' || story.family !== family || day < story.from) return false
  return random.chance(story.drop * 100)
}

/** The story when it is a drain that has begun. */
export function activeDrain(story: Story | null, day: number): Extract<Story, { story: 'drain' }> | null {
  return story?.story === 'drain' && day >= story.from ? story : null
}

/** The family with the largest weight: big enough to be missed when it goes. */
function largestFamily(weights: readonly number[]): number {
  let best = 0
  for (const [place, weight] of weights.entries()) if (weight > (weights[best] ?? 0)) best = place
  return goodsFamilies[best] ?? 0
}
