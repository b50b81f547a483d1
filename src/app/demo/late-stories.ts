import { spendPerYear } from './accounts.ts'
import type { Account } from './accounts.ts'
import type { Calendar } from './calendar.ts'
import { randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import { storyCount } from './stories.ts'
import type { LateStory } from './stories.ts'

/** The least spend a year, in cents, of an account that is worth a planted story. */
const leastSpend = 300_000

interface Parts {
  readonly seed: number
  readonly calendar: Calendar
  /** Accounts that have a story already. */
  readonly taken: ReadonlySet<number>
}

/**
 * The accounts with what is planted in their last year: 3 % fall silent in the last weeks, and 3 % have long played our price against
 * others. Both stand alone, come regularly and often, and have no other story.
 */
export function plantLate(accounts: readonly Account[], { seed, calendar, taken }: Parts): readonly Account[] {
  const each = storyCount(accounts.length)
  const steady = accounts.filter((account) => isSteady(account, calendar) && !taken.has(account.index))
  const cast = randomStream(seed, 'late stories').shuffle(steady.map(({ index }) => index))
  const silent = new Set(cast.slice(0, each))
  const shoppers = new Set(cast.slice(each, 2 * each))
  return accounts.map((account) => {
    const random = randomStream(seed, 'late story', account.index)
    if (shoppers.has(account.index)) return { ...account, late: tellShopper(calendar, random) }
    return silent.has(account.index) ? fallSilent(account, calendar, random) : account
  })
}

function isSteady(account: Account, calendar: Calendar): boolean {
  const { story, group, isHead, rhythm, firstOrder, lastOrder, pauseFrom, gap } = account
  const isAlone = story === null && group === null && !isHead
  const stays = firstOrder <= calendar.first && lastOrder === Infinity && pauseFrom === Infinity
  return isAlone && stays && rhythm === 'regular' && gap < 24 && spendPerYear(account) > leastSpend
}

/** No more orders for 2.5 to 6 times its rhythm, three weeks at least. */
function fallSilent(account: Account, calendar: Calendar, random: Random): Account {
  const days = Math.max(21, Math.round((account.gap * random.between(25, 60)) / 10))
  const from = calendar.last - days + 1
  const late: LateStory = { story: 'silence', from, rhythm: Math.round(account.gap) }
  return { ...account, late, pauseFrom: from, pauseTo: calendar.last + days }
}

function tellShopper(calendar: Calendar, random: Random): LateStory {
  const from = Math.max(calendar.first + 30, calendar.last - Math.round(random.between(1000, 1400) * 0.3044))
  return {
    story: 'price-shopper',
    from,
    condition: random.between(350, 950),
    asks: random.between(3000, 5500),
    byPrice: random.between(6500, 9500),
    loses: random.between(150, 320),
  }
}
