import { expect, it } from 'vitest'
import { bookClock } from '../../src/domain/alert/book-clock.ts'
import { alarmBound } from '../../src/domain/alert/discoveries.ts'
import { isTested, silenceOf } from '../../src/domain/alert/silence.ts'
import { bookDays, simulateBook, uniforms } from '../alerts/simulate-orders.ts'
import type { Rhythm, SimulatedOrders } from '../alerts/simulate-orders.ts'

const rhythms: Readonly<Record<string, Rhythm>> = {
  'at random': { stages: 1, season: 0 },
  'regularly, four stages a gap': { stages: 4, season: 0 },
  'at random with a season from 0.4 to 1.6 of the mean': { stages: 1, season: 0.6 },
  'regularly with that season': { stages: 4, season: 0.6 },
}
const books = 1000
const accounts = 60
const q = 0.1
const lastDay = bookDays - 1
/** What anybody would do without a rhythm. */
const fixedDays = 90

interface Looked {
  readonly tested: number
  readonly planted: number
  readonly alarms: number
  readonly falseAlarms: number
  /** The same of accounts that have not ordered for 90 days. */
  readonly fixedAlarms: number
  readonly fixedFalse: number
}

/** One look at a book, as the program has it. */
function lookAt(book: readonly SimulatedOrders[]): Looked {
  const ordered = book.filter(({ days }) => days.length > 0)
  const orders = new Int32Array(bookDays)
  for (const { days } of ordered) for (const day of days) orders[day] = (orders[day] ?? 0) + 1
  const clock = bookClock({
    from: 0,
    to: lastDay,
    orders,
    accounts: ordered.map(({ days }) => ({ first: days[0] ?? 0, repeats: days.length - 1 })),
  })
  const gapOf = ({ days }: SimulatedOrders): number => lastDay - (days.at(-1) ?? 0)
  const tested = ordered.filter((one) => isTested({ orders: one.days.length, gapDays: gapOf(one) }))
  const found = tested.map((one) => ({ one, p: silenceOf(one.days, lastDay, clock).p }))
  const bound = alarmBound(
    found.map(({ p }) => p),
    { tests: tested.length, q },
  )
  const alarms = found.filter(({ p }) => bound !== null && p <= bound).map(({ one }) => one)
  const fixed = tested.filter((one) => gapOf(one) > fixedDays)
  const steady = ({ silentFrom }: SimulatedOrders): boolean => silentFrom === null
  return {
    tested: tested.length,
    planted: tested.filter((one) => !steady(one)).length,
    alarms: alarms.length,
    falseAlarms: alarms.filter(steady).length,
    fixedAlarms: fixed.length,
    fixedFalse: fixed.filter(steady).length,
  }
}

function looks(rhythm: Rhythm, silentShare: number, count: number): Looked[] {
  return Array.from({ length: count }, (_, index) =>
    lookAt(simulateBook(uniforms(7919 * index + 17), rhythm, { accounts, silentShare })),
  )
}

function sumOf(looked: readonly Looked[], name: keyof Looked): number {
  return looked.reduce((sum, one) => sum + one[name], 0)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

it.each(Object.entries(rhythms))(
  'Of 1 000 books whose accounts order %s to the end, at most one in ten raises any alarm at q = .1',
  (name, rhythm) => {
    const looked = looks(rhythm, 0, books)
    const any = looked.filter(({ alarms }) => alarms > 0).length / books
    const fixed = looked.filter(({ fixedAlarms }) => fixedAlarms > 0).length / books
    console.log(`${name}: ${percent(any)} of the books raise an alarm, by a rule of 90 days ${percent(fixed)}`)
    expect(sumOf(looked, 'tested')).toBeGreaterThan(0.9 * books * accounts)
    expect(any).toBeLessThan(0.13)
  },
)

/** The least that is found of the silences: a fall below is a change of the rule. */
const leastFound: Readonly<Record<string, number>> = {
  'at random': 0.15,
  'regularly, four stages a gap': 0.33,
  'at random with a season from 0.4 to 1.6 of the mean': 0.08,
  'regularly with that season': 0.2,
}

it.each(Object.entries(rhythms))(
  'Where one account in twenty of those that order %s goes silent, at most 12 in 100 alarms of a book are false on average',
  (name, rhythm) => {
    const looked = looks(rhythm, 0.05, books / 2)
    const planted = sumOf(looked, 'planted')
    const [recall, fixedRecall] = [
      (sumOf(looked, 'alarms') - sumOf(looked, 'falseAlarms')) / planted,
      (sumOf(looked, 'fixedAlarms') - sumOf(looked, 'fixedFalse')) / planted,
    ]
    const [ofBook, fixedOfBook] = [falseOfBook(looked, ''), falseOfBook(looked, 'fixed')]
    const [ofAll, fixedOfAll] = [falseOfAll(looked, ''), falseOfAll(looked, 'fixed')]
    console.log(
      `${name}: false of a book ${percent(ofBook)}, of all alarms together ${percent(ofAll)}, found ${percent(recall)} of silences of 0 to 120 days; by a rule of 90 days false ${percent(fixedOfBook)} and ${percent(fixedOfAll)}, found ${percent(fixedRecall)}`,
    )
    expect(ofBook).toBeLessThan(0.12)
    expect(recall).toBeGreaterThan(leastFound[name] ?? 1)
    expect(ofBook).toBeLessThan(fixedOfBook)
    expect(ofAll).toBeLessThan(fixedOfAll)
  },
)

type Rule = '' | 'fixed'

/** The share of a book's alarms that is false, on average over the books; none where there is no alarm, as the promise has it. */
function falseOfBook(looked: readonly Looked[], rule: Rule): number {
  return looked.reduce((sum, one) => sum + shareOf(countsOf(one, rule)), 0) / looked.length
}

/** The share of the alarms of all books together: larger where many books have none, for those count as without a false one. */
function falseOfAll(looked: readonly Looked[], rule: Rule): number {
  const counts = looked.map((one) => countsOf(one, rule))
  const sum = (at: 0 | 1): number => counts.reduce((all, one) => all + one[at], 0)
  return shareOf([sum(0), sum(1)])
}

function countsOf(one: Looked, rule: Rule): readonly [number, number] {
  return rule === 'fixed' ? [one.fixedFalse, one.fixedAlarms] : [one.falseAlarms, one.alarms]
}

function shareOf([wrong, all]: readonly [number, number]): number {
  return all === 0 ? 0 : wrong / all
}
