import type { Calendar } from './calendar.ts'
import { families, goodsFamilies, segmentWeights } from './families.ts'
import { getCountry, getRegion, regions, regionWeights } from './geography.ts'
import { exponentOf, normalQuantile, randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import { ownAccount } from './reps.ts'
import type { Field, Ownership } from './reps.ts'
import { castStories, leastSize, tellStory } from './stories.ts'
import type { LateStory, Story, StoryKind } from './stories.ts'

/** How an account buys: what its orders are drawn from. Money in cents, changes in basis points. */
export interface Account {
  readonly index: number
  readonly key: string
  /** The key of the system before; its documents carry it up to `migration`. Empty for most. */
  readonly oldKey: string
  readonly segment: number
  readonly country: number
  readonly region: number
  readonly group: Membership | null
  readonly isHead: boolean
  readonly validFrom: number
  /** First day on which it is no account any more; Infinity means without end. */
  readonly validTo: number
  readonly rhythm: 'regular' | 'irregular' | 'once' | 'never'
  readonly firstOrder: number
  readonly lastOrder: number
  /** No orders from `pauseFrom` up to `pauseTo`. */
  readonly pauseFrom: number
  readonly pauseTo: number
  /** Days between orders, lines of an order and cents of a line, on average in the middle of the book. */
  readonly gap: number
  readonly linesPerOrder: number
  readonly lineValue: number
  /** Growth of the spend per year, as a fraction. */
  readonly growth: number
  readonly condition: number
  readonly discount: number
  /** Chances per invoice: a return, a price credit, a service line. */
  readonly returns: number
  readonly priceCredits: number
  readonly service: number
  readonly freightFree: boolean
  /** Weights in the order of `goodsFamilies`. */
  readonly familyWeights: readonly number[]
  readonly favourites: number
  readonly siteWeights: readonly number[]
  readonly terms: number
  readonly daysLate: number
  /** 1 is Monday: the weekday of its payment run. */
  readonly payWeekday: number
  readonly owners: readonly Ownership[]
  readonly story: Story | null
  /** What is planted in its last year; null for nothing, and for who has a story. */
  readonly late: LateStory | null
  /** Its own random numbers for everything that happens day by day. */
  readonly random: Random
}

/** A place under the head of a group, with dates. */
interface Membership {
  readonly head: number
  /** -Infinity means from the beginning. */
  readonly from: number
  /** Infinity means without end. */
  readonly to: number
  readonly paysCentrally: boolean
}

/** Median spend a year in cents and its spread: with 1.38 the largest fifth makes about 70 % of the spend. */
const medianSpend = 750_000
const spread = 1.38

/** Makes every account, groups first, so that stories go to accounts that stand alone. */
export function makeAccounts(seed: number, count: number, field: Field, calendar: Calendar): Account[] {
  const headByAccount = layOutGroups(seed, count)
  const heads = new Set(headByAccount.values())
  const alone = [...Array(count).keys()].filter((index) => !headByAccount.has(index) && !heads.has(index))
  const storyKindsByAccount = castStories(seed, count, alone)
  const accounts: Account[] = []
  for (let index = 0; index < count; index++) {
    const head = headByAccount.get(index)
    const place = { index, isHead: heads.has(index), head: head === undefined ? null : (accounts[head] ?? null) }
    accounts.push(makeAccount(seed, place, storyKindsByAccount.get(index) ?? null, field, calendar))
  }
  return accounts
}

/** The spend of an account a year in the middle of the book, in cents. */
export function spendPerYear({ rhythm, gap, linesPerOrder, lineValue }: Account): number {
  return rhythm === 'once' || rhythm === 'never' ? 0 : (lineValue * linesPerOrder * 365) / gap
}

/** How large an account is against the median one, by the square root of its spend, which orders grow with. */
export function weightOf(account: Account): number {
  return Math.sqrt(spendPerYear(account) / medianSpend)
}

interface Place {
  readonly index: number
  readonly isHead: boolean
  readonly head: Account | null
}

function makeAccount(seed: number, place: Place, kind: StoryKind | null, field: Field, calendar: Calendar): Account {
  const random = randomStream(seed, 'account', place.index)
  const { head } = place
  const segment = head !== null && random.chance(7000) ? head.segment : random.weighted(segmentWeights)
  const region = chooseRegion(head, random)
  const { country } = getRegion(region)
  const spot = sizeOf(seed, place.index) - (head === null ? 0 : 0.9)
  const size = kind === null ? spot : Math.max(leastSize(kind), spot)
  const life = drawLife(kind, place.isHead, calendar, random)
  const spend = medianSpend * exponentOf(spread * size) * (life.rhythm === 'once' ? 0.4 : 1)
  const ordersPerYear = Math.max(
    1.2,
    (life.rhythm === 'regular' ? 17 : 6.5) * exponentOf(0.5 * size + 0.25 * random.normal()),
  )
  const linesPerOrder = Math.max(1.5, Math.min(14, 3.9 * exponentOf(0.18 * size + 0.2 * random.normal())))
  const familyWeights = drawFamilies(segment, size, kind, random)
  const siteWeights = drawSites(kind, random)
  const [short, middle, long] = getCountry(country).terms
  const group = head === null ? null : drawMembership(head, calendar, random)
  return {
    index: place.index,
    key: `K${100001 + place.index}`,
    oldKey: life.validFrom < calendar.first && random.chance(200) ? `ALT-${7001 + place.index}` : '',
    segment,
    country,
    region,
    group,
    isHead: place.isHead,
    ...life,
    gap: 365 / ordersPerYear,
    linesPerOrder,
    lineValue: spend / ordersPerYear / linesPerOrder,
    growth: drawGrowth(kind, random),
    condition: Math.round(Math.max(0, Math.min(2400, 650 + 280 * size + 260 * random.normal()))),
    discount: random.chance(2200) ? random.between(100, random.chance(1000) ? 450 : 250) : 0,
    returns: random.chance(1000) ? random.between(300, 900) : random.between(0, 320),
    priceCredits: random.between(0, 160),
    service: random.chance(3000) ? random.between(200, 1500) : 0,
    freightFree: size > 0.8 || random.chance(1500),
    familyWeights,
    favourites: Math.round(4 + Math.max(0, 3 * (size + 1))),
    siteWeights,
    terms: [30, 45, 60][random.weighted([short, middle, long])] ?? 30,
    daysLate: random.chance(800) ? random.between(12, 26) : Math.round(4 + 5 * random.normal()),
    payWeekday: random.between(1, 5),
    owners: ownAccount(field, region, life.validFrom, calendar, random),
    story: kind === null ? null : tellStory(kind, { familyWeights, siteWeights }, calendar, random),
    late: null,
    random: randomStream(seed, 'orders', place.index),
  }
}

/**
 * How large an account is, standard normal over the book. Steps of the golden ratio spread the accounts evenly over the
 * distribution, so that the concentration of a small book does not depend on the luck of its seed.
 */
function sizeOf(seed: number, index: number): number {
  const place = randomStream(seed, 'sizes').unit() + index * 0.6180339887498949
  return normalQuantile(Math.min(0.9999, Math.max(0.0001, place - Math.floor(place))))
}

type Life = Pick<Account, 'rhythm' | 'validFrom' | 'validTo' | 'firstOrder' | 'lastOrder' | 'pauseFrom' | 'pauseTo'>

/** When an account comes, goes and pauses. An account with a story has long been one and stays. */
function drawLife(kind: StoryKind | null, isHead: boolean, calendar: Calendar, random: Random): Life {
  const none = Infinity
  const old = calendar.first - random.between(30, 4000)
  const anyDay = (): number => random.between(calendar.first, calendar.last)
  if (isHead && random.chance(3000)) {
    return {
      rhythm: 'never',
      validFrom: old,
      validTo: none,
      firstOrder: none,
      lastOrder: none,
      pauseFrom: none,
      pauseTo: none,
    }
  }
  const regular = random.chance(kind === null ? 6200 : kind === 'decline-inside-growing' ? 10000 : 8500)
  const always: Life = {
    rhythm: regular ? 'regular' : 'irregular',
    validFrom: old,
    validTo: none,
    firstOrder: calendar.first,
    lastOrder: none,
    pauseFrom: none,
    pauseTo: none,
  }
  if (kind !== null || isHead) return always
  if (random.chance(700)) return drawSingleOrder(anyDay(), calendar, random)
  const isNew = random.chance(Math.min(6500, 550 * calendar.years))
  const firstOrder = isNew ? anyDay() : calendar.first
  const validFrom = isNew ? firstOrder - random.between(0, 25) : old
  const lost = random.chance(Math.min(5000, 380 * calendar.years)) ? anyDay() : none
  const lastOrder = lost > firstOrder + 90 ? lost : none
  const closed = lastOrder + random.between(200, 330)
  const validTo = random.chance(5500) && closed <= calendar.last ? closed : none
  const pauseFrom = lastOrder === none && random.chance(300) ? anyDay() : none
  return {
    ...always,
    validFrom,
    validTo,
    firstOrder,
    lastOrder,
    pauseFrom,
    pauseTo: pauseFrom + random.between(380, 480),
  }
}

function drawSingleOrder(day: number, calendar: Calendar, random: Random): Life {
  const closed = day + random.between(200, 400)
  const validTo = random.chance(6000) && closed <= calendar.last ? closed : Infinity
  const [pauseFrom, pauseTo] = [Infinity, Infinity]
  return {
    rhythm: 'once',
    validFrom: day - random.between(0, 12),
    validTo,
    firstOrder: day,
    lastOrder: Infinity,
    pauseFrom,
    pauseTo,
  }
}

function drawGrowth(kind: StoryKind | null, random: Random): number {
  const growth = 0.02 + 0.11 * random.normal()
  return kind === 'decline-inside-growing' ? Math.max(0.03, growth) : Math.max(-0.3, Math.min(0.4, growth))
}

/** Which goods families an account buys: by segment and size, few in a white-space story, few in some others too. */
function drawFamilies(segment: number, size: number, kind: StoryKind | null, random: Random): number[] {
  const narrow = random.chance(600)
  const usual = Math.round(6.2 + 1.1 * size + 1.1 * random.normal())
  const narrowCount = random.between(2, 4)
  const few = kind === 'white-space' ? random.between(1, 3) : kind === null && narrow ? narrowCount : usual
  const wanted = Math.min(goodsFamilies.length, Math.max(kind === 'white-space' ? 1 : kind === null ? 2 : 4, few))
  const demand = goodsFamilies.map((family) => families[family]?.demand[segment] ?? 1)
  const open = [...demand]
  const weights = demand.map(() => 0)
  const contrast = kind === null && random.chance(500) ? 1.3 : 0.55
  for (let chosen = 0; chosen < wanted; chosen++) {
    const place = random.weighted(open)
    open[place] = 0
    weights[place] = Math.max(1, Math.round(100 * (demand[place] ?? 1) * exponentOf(contrast * random.normal())))
  }
  return weights
}

/** One to four sites; the first takes most. A decline needs a second one that can be missed. */
function drawSites(kind: StoryKind | null, random: Random): number[] {
  const count = random.weighted([52, 26, 14, 8]) + 1
  const wanted = kind === 'decline-inside-growing' ? Math.max(random.chance(5000) ? 2 : 1, count) : count
  const second = random.between(35, 75)
  const weights = [
    100,
    kind === 'decline-inside-growing' ? second + 20 : second,
    random.between(10, 50),
    random.between(5, 30),
  ]
  return weights.slice(0, wanted)
}

function drawMembership(head: Account, calendar: Calendar, random: Random): Membership {
  const dated = random.chance(1800)
  const joined = dated && random.chance(6500)
  const day = random.between(calendar.first + 60, calendar.last - 60)
  return {
    head: head.index,
    from: joined ? day : -Infinity,
    to: dated && !joined ? day : Infinity,
    paysCentrally: !dated && head.index % 3 === 0,
  }
}

function chooseRegion(head: Account | null, random: Random): number {
  if (head === null || random.chance(2000)) return random.weighted(regionWeights)
  const weights = regions.map((region) => (region.country === head.country ? region.weight : 0))
  return random.weighted(weights)
}

/** Which account is under which head: groups of two to eight members, about a tenth of the accounts in all. */
function layOutGroups(seed: number, count: number): Map<number, number> {
  const random = randomStream(seed, 'groups')
  const headByAccount = new Map<number, number>()
  for (let head = 3; ;) {
    const members = random.between(2, 8)
    if (head + members >= count) return headByAccount
    for (let member = head + 1; member <= head + members; member++) headByAccount.set(member, head)
    head += members + random.between(35, 65)
  }
}
