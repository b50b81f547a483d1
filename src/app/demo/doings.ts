import type { CallResult } from '../../domain/call/call.ts'
import type { Day } from '../../domain/day.ts'
import type { PriceSignal } from '../../domain/drain/price-signals.ts'
import type { Strategy } from '../../domain/drain/strategy.ts'
import { weightOf } from './accounts.ts'
import type { Account } from './accounts.ts'
import type { Calendar } from './calendar.ts'
import { getCountry } from './geography.ts'
import { personName } from './names.ts'
import { randomStream } from './prng.ts'
import { headName, ownerOn } from './reps.ts'

/** A call that a rep made with an account in the last twelve months. */
interface DemoCall {
  /** Key of the account. */
  readonly account: string
  /** The rep who made it: name, and key in the source. */
  readonly by: string
  readonly rep: string
  readonly contact: string
  readonly goal: string
  readonly day: Day
  readonly reached: CallResult
  readonly result: string
}

/** What the head of sales set for an account that costs more than it brings. */
interface DemoStrategy {
  readonly account: string
  readonly by: string
  readonly strategy: Strategy
  readonly begins: Day
  readonly note: string
  /** What the account was a drain for then. */
  readonly reasons: readonly ('hours' | PriceSignal)[]
}

/** What the people of the firm did, beside what they think. */
export interface DemoDoings {
  readonly calls: readonly DemoCall[]
  readonly strategies: readonly DemoStrategy[]
}

const goals: readonly string[] = [
  'Date for the yearly talk',
  'Order for the spring maintenance',
  'Forecast for the next quarter',
  'Say why orders became smaller',
  'Agree on fixed delivery days',
  'Second family of products tried',
  'Payment of the open invoices',
  'Visit of the technical adviser',
]

const results: Readonly<Record<CallResult, readonly string[]>> = {
  yes: ['Agreed', 'Comes with the next order', 'Date is set'],
  partly: ['Wants to ask inside', 'Yes to a part of it', 'After the holidays'],
  no: ['Stays with the other house', 'No money for it this year', 'Not interested'],
  'not-reached': ['Nobody there', 'In a meeting', 'On leave'],
}

const strategiesInTurn: readonly (readonly [Strategy, string])[] = [
  ['re-price', 'Conditions back to the list for small orders'],
  ['inside-sales', 'Inside sales takes over, visits on request only'],
  ['service-level', 'Special handling is charged from now on'],
  ['review-for-exit', 'Last talk with the managing director before we stop'],
]

/** How many calls are made with the middling account in a year, in hundredths; larger ones get more. */
const callsAYear = 60

/**
 * Calls of the last twelve months, more with larger accounts, by whoever owned them then: half of them get their goal. Four accounts that
 * drain the house or play the price have a strategy, for seven months, four, two, and three weeks.
 */
export function makeDoings(seed: number, accounts: readonly Account[], calendar: Calendar): DemoDoings {
  const calls = accounts.flatMap((account) => callsWith(seed, account, calendar))
  const planted = accounts.filter(({ story, late }) => story?.story === 'drain' || late?.story === 'price-shopper')
  const chosen = randomStream(seed, 'strategies').shuffle(planted).slice(0, strategiesInTurn.length)
  const strategies = chosen.flatMap((account, at): DemoStrategy[] => {
    const [strategy, note] = strategiesInTurn[at] ?? []
    if (strategy === undefined || note === undefined) return []
    const begins = calendar.label(calendar.last - ([210, 125, 61, 20][at] ?? 20))
    const reasons = account.late === null ? (['hours'] as const) : (['won-by-price'] as const)
    return [{ account: account.key, by: headName(seed), strategy, begins, note, reasons }]
  })
  return { calls: calls.toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0)), strategies }
}

function callsWith(seed: number, account: Account, calendar: Calendar): DemoCall[] {
  const random = randomStream(seed, 'calls', account.index)
  const [first, last] = [Math.max(calendar.lastYear, account.owners[0]?.from ?? Infinity), calendar.last - 5]
  if (account.validTo <= calendar.last || account.rhythm === 'never' || first > last) return []
  const { language } = getCountry(account.country)
  const contact = personName(language, random)
  const count = random.times((callsAYear * Math.min(4, weightOf(account))) / 100)
  return Array.from({ length: count }, (): DemoCall => {
    const day = calendar.workingOnOrAfter(random.between(first, last))
    const reached = (['yes', 'partly', 'no', 'not-reached'] as const)[random.weighted([46, 22, 17, 15])] ?? 'yes'
    const { name: by, key: rep } = ownerOn(account.owners, day)
    const [goal, result] = [random.pick(goals), random.pick(results[reached])]
    return { account: account.key, by, rep, contact, goal, day: calendar.label(day), reached, result }
  })
}
