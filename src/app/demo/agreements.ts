import { spendPerYear, weightOf } from './accounts.ts'
import type { Account } from './accounts.ts'
import type { Calendar } from './calendar.ts'
import { goodsFamilies } from './families.ts'
import { favouriteOf } from './orders.ts'
import { randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import type { Product, ProductRange } from './products.ts'
import { storyCount } from './stories.ts'
import type { OverStocked } from './stories.ts'

/** What an account said it would take, and what we hold for it. */
export interface Agreement {
  readonly account: Account
  readonly type: 'forecast' | 'call_off' | 'blanket_order'
  readonly products: readonly Product[]
  /** Days of its demand that we hold for it alone; 0 where it takes from the shared stock. */
  readonly cover: number
  /** By how many per cent it promises more than it takes at once, at most. */
  readonly excess: number
  readonly story: OverStocked | null
}

interface AgreementParts {
  readonly seed: number
  readonly accounts: readonly Account[]
  readonly calendar: Calendar
  readonly range: ProductRange
  /** Indexes of the accounts whose stock went out of hand. */
  readonly overStocked: ReadonlySet<number>
}

/** The least spend a year, in cents, of an account with a planted stock. */
const leastSpend = 300_000

/**
 * Who gives forecasts, calls off or has a blanket order: nearly half of the larger accounts, and 3 % of all accounts whose stock went out
 * of hand. Of those without a story a half has 20 to 60 days held for it, a quarter of them up to 180, and a seventh promises loosely.
 */
export function makeAgreements({
  seed,
  accounts,
  calendar,
  range,
  overStocked,
}: AgreementParts): ReadonlyMap<number, Agreement> {
  const agreements = new Map<number, Agreement>()
  for (const account of accounts) {
    const random = randomStream(seed, 'agreements', account.index)
    const isPlanted = overStocked.has(account.index)
    const isUsual = weightOf(account) > 1.3 && account.rhythm === 'regular' && random.chance(4500)
    if (!isPlanted && !isUsual) continue
    const held = random.chance(2500) ? random.between(70, 180) : random.between(20, 60)
    agreements.set(account.index, {
      account,
      type: random.pick(['forecast', 'call_off', 'blanket_order']),
      products: agreedProducts(account, calendar, range, random),
      cover: random.chance(5500) ? held : 0,
      excess: random.chance(1500) ? random.between(50, 200) : 25,
      story: isPlanted ? tellOverStocked(calendar, random) : null,
    })
  }
  return agreements
}

/** The story of an agreement when it has begun. */
export function activeOverStock({ story }: Agreement, day: number): OverStocked | null {
  return story !== null && day >= story.from ? story : null
}

/** Accounts that order steadily and stand alone, with no other story: of any size but the least. */
export function castOverStocked(seed: number, accounts: readonly Account[], calendar: Calendar): ReadonlySet<number> {
  const steady = accounts.filter((account) => {
    const { story, group, isHead, firstOrder, lastOrder, pauseFrom, gap } = account
    const isAlone = story === null && group === null && !isHead
    const stays = firstOrder <= calendar.first && lastOrder === Infinity && pauseFrom === Infinity
    return isAlone && stays && gap < 45 && spendPerYear(account) > leastSpend
  })
  const cast = randomStream(seed, 'over-stocked').shuffle(steady.map(({ index }) => index))
  return new Set(cast.slice(0, storyCount(accounts.length)))
}

function tellOverStocked(calendar: Calendar, random: Random): OverStocked {
  const from = Math.max(calendar.first + 60, calendar.last - Math.round(random.between(1300, 2000) * 0.3044))
  return { story: 'over-stocked', from, cover: random.between(60, 200), taken: random.between(45, 82) }
}

/** Up to four products it orders most, of its two largest families, cheap enough for its lines. */
function agreedProducts(account: Account, calendar: Calendar, range: ProductRange, random: Random): Product[] {
  const families = goodsFamilies
    .map((family, place) => ({ family, weight: account.familyWeights[place] ?? 0 }))
    .toSorted((first, second) => second.weight - first.weight || first.family - second.family)
    .filter(({ weight }) => weight > 0)
  const count = random.between(2, 4)
  const products = families.slice(0, 2).flatMap(({ family }) => {
    return [0, 1, 2].flatMap((rank) => favouriteOf(account.index, family, rank, range) ?? [])
  })
  const priceOf = (product: Product): number => range.priceOn(product, calendar.last)
  const affordable = products.filter((product) => priceOf(product) <= 1.6 * account.lineValue)
  const cheapest = products.toSorted((one, other) => priceOf(one) - priceOf(other)).slice(0, 1)
  return [...new Set(affordable.length === 0 ? cheapest : affordable)].slice(0, count)
}
