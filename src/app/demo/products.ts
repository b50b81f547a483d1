import { dayToNumber } from '../../domain/day.ts'
import { decimalText, scaleHalfEven } from './amounts.ts'
import type { Calendar } from './calendar.ts'
import { families, getFamily, serviceFamily } from './families.ts'
import { exponentOf, hashOf, naturalLog, randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import type { Files } from './files.ts'

/** What is sold: list prices and costs change in steps on the days of its range. */
export interface Product {
  readonly key: string
  readonly family: number
  readonly unit: string
  /** List price of one unit in cents, per price step of the family. */
  readonly prices: readonly number[]
  /** Cost of one unit in ten-thousandths, per cost step (a step on every 1 January). */
  readonly costs: readonly number[]
}

/** The whole range with the days on which its prices and costs change. */
export interface ProductRange {
  readonly products: readonly Product[]
  /** Products per family, in the order of `families`. */
  readonly byFamily: readonly (readonly Product[])[]
  /** The list price on a day, in cents. */
  priceOn(product: Product, day: number): number
  /** The cost on a day, in ten-thousandths. */
  costOn(product: Product, day: number): number
}

interface Change {
  readonly day: number
  /** Rise in basis points. */
  readonly rise: number
}

/** The condition in per cent off the list price that the margins of the families are meant for. */
const usualCondition = 10

/** About .7 products an account: 400 in a small book, 2 500 in a large one. */
export function productCount(accounts: number): number {
  return Math.min(2500, Math.max(400, Math.round(accounts * 0.7)))
}

/** Makes the range; costs rise on every 1 January, list prices once or twice a year by family. */
export function makeProducts(seed: number, count: number, calendar: Calendar): ProductRange {
  const costDays = januaryDays(calendar)
  const priceChanges = families.map((_, family) => makePriceChanges(seed, family, calendar))
  const byFamily: Product[][] = families.map(() => [])
  const totalWeight = families.reduce((sum, family) => sum + family.weight, 0)
  for (const [index, family] of families.entries()) {
    const wanted = family.weight === 0 ? 0 : Math.max(4, Math.round((count * family.weight) / totalWeight))
    const changes = priceChanges[index] ?? []
    for (let number = 0; number < wanted; number++) {
      const random = randomStream(seed, `product ${family.key}`, number)
      byFamily[index]?.push(makeProduct(index, number, random, changes, costDays))
    }
  }
  const stepOf = (days: readonly number[], day: number): number => {
    let step = 0
    while (step < days.length && (days[step] ?? 0) <= day) step++
    return step
  }
  const priceDays = priceChanges.map((changes) => changes.map((change) => change.day))
  return {
    products: byFamily.flat(),
    byFamily,
    priceOn: (product, day) => product.prices[stepOf(priceDays[product.family] ?? [], day)] ?? 0,
    costOn: (product, day) => product.costs[stepOf(costDays, day)] ?? 0,
  }
}

/** Writes families, products and the dated costs, each cost ending where the next one starts. */
export function writeProducts(files: Files, range: ProductRange, calendar: Calendar): void {
  for (const family of families) files.append('families', [family.key, family.name, family.parent])
  const costDays = januaryDays(calendar)
  const start = calendar.label(calendar.first - 365)
  const starts = [start, ...costDays.map((day) => calendar.label(day))]
  for (const product of range.products) {
    files.append('products', [
      product.key,
      nameOf(product),
      getFamily(product.family).key,
      product.unit,
      isStandard(product) ? 'yes' : 'no',
    ])
    for (const [step, from] of starts.entries()) {
      const cost = decimalText(product.costs[step] ?? 0, 4)
      files.append('costs', [product.key, from, starts[step + 1] ?? '', cost])
    }
  }
}

function makeProduct(
  family: number,
  number: number,
  random: Random,
  changes: readonly Change[],
  costDays: readonly number[],
): Product {
  const { key, cost, margin, unit } = getFamily(family)
  // Costs are spread evenly on a logarithmic scale: many cheap products, few dear ones.
  const spread = naturalLog(cost[1]) - naturalLog(cost[0])
  const cents = Math.round(cost[0] * exponentOf(spread * random.unit()))
  const firstCost = cents * 100 + random.between(0, 99)
  const percent = margin + random.between(-4, 4)
  const listPrice = Math.round(firstCost / 100 / ((1 - percent / 100) * (1 - usualCondition / 100)))
  const costs = [firstCost]
  for (const day of costDays) {
    const near = changes.filter((change) => change.day >= day && change.day - day < 366)
    const rise = near.reduce((sum, change) => sum + change.rise, 0)
    const last = costs.at(-1) ?? firstCost
    costs.push(scaleHalfEven(last, 10000 + rise + random.between(-120, 100), 10000))
  }
  const prices = [Math.max(2, listPrice)]
  for (const { rise } of changes) {
    const last = prices.at(-1) ?? listPrice
    prices.push(scaleHalfEven(last, 10000 + rise + random.between(-40, 40), 10000))
  }
  return { key: `${key}-${1000 + number}`, family, unit, prices, costs }
}

function makePriceChanges(seed: number, family: number, calendar: Calendar): Change[] {
  const random = randomStream(seed, 'price changes', family)
  const month = random.between(2, 4)
  const twice = random.chance(5000)
  const changes: Change[] = []
  for (const january of januaryDays(calendar)) {
    const year = calendar.label(january).slice(0, 4)
    const rise = random.between(120, 450)
    const spring = dayToNumber(`${year}-0${month}-01`)
    const autumn = dayToNumber(`${year}-09-01`)
    changes.push({ day: spring, rise: twice ? Math.round(rise * 0.6) : rise })
    if (twice) changes.push({ day: autumn, rise: rise - Math.round(rise * 0.6) })
  }
  return changes.filter((change) => change.day <= calendar.last)
}

function januaryDays(calendar: Calendar): number[] {
  const [from, to] = [
    Number(calendar.label(calendar.first).slice(0, 4)),
    Number(calendar.label(calendar.last).slice(0, 4)),
  ]
  const days: number[] = []
  for (let year = from; year <= to; year++) {
    const day = dayToNumber(`${year}-01-01`)
    if (day > calendar.first) days.push(day)
  }
  return days
}

/** Four fifths of the goods are standard; a service is made for whoever orders it. */
function isStandard({ key, family }: Product): boolean {
  return family !== serviceFamily && hashOf(family, Number(key.slice(-4)), 1) % 100 < 80
}

function nameOf(product: Product): string {
  const { key, nouns, sizes, variants } = getFamily(product.family)
  const number = Number(product.key.slice(key.length + 1)) - 1000
  const noun = nouns[number % nouns.length] ?? ''
  const size = sizes[Math.floor(number / nouns.length) % sizes.length] ?? ''
  const variant = variants[Math.floor(number / nouns.length / sizes.length) % variants.length] ?? ''
  const series = Math.floor(number / nouns.length / sizes.length / variants.length)
  return `${noun} ${size} ${variant}${series === 0 ? '' : `, series ${series + 1}`}`
}
