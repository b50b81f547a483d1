import type { Account } from './accounts.ts'
import { scaleHalfEven } from './amounts.ts'
import type { Calendar } from './calendar.ts'
import type { DraftLine } from './documents.ts'
import { getFamily, goodsFamilies, serviceFamily } from './families.ts'
import { getCountry } from './geography.ts'
import type { Product, ProductRange } from './products.ts'
import { exponentOf, hashOf } from './prng.ts'
import type { Random } from './prng.ts'
import { activeDrain, activeShopper, isFamilyDropped, storyGrowth } from './stories.ts'

/** How busy the months are, January first, 100 in an even month: summer holidays and the turn of the year are quiet. */
export const activity: readonly number[] = [97, 101, 107, 104, 102, 103, 92, 86, 108, 109, 106, 85]

/** List prices in pounds are a fixed part of those in euros, in per cent: price lists do not follow the daily rate. */
const poundPrice = 86

/** How much the account buys on a day, against the middle of the book: 1 is as much. */
export function growthOn(account: Account, day: number, calendar: Calendar): number {
  const years = (day - (calendar.first + calendar.last) / 2) / 365
  return Math.max(0.3, Math.min(3, 1 + account.growth * years)) * storyGrowth(account.story, day)
}

/** Where the order goes to; in a decline the second site is left out after its time. */
export function chooseSite(account: Account, day: number): number {
  const { story, random, siteWeights } = account
  const site = random.weighted(siteWeights)
  const isDropped =
    story?.story === 'decline-inside-growing' && story.part === 'site' && day >= story.from && site === 1
  return isDropped && random.chance(story.drop * 100) ? 0 : site
}

/** The goods lines of one order. */
export function draftGoods(account: Account, day: number, calendar: Calendar, range: ProductRange): DraftLine[] {
  const { random, story } = account
  const drain = activeDrain(story, day)
  const month = calendar.monthOf(day)
  const growth = growthOn(account, day, calendar)
  // Half of the growth comes as more orders, half as larger lines.
  const usual = (account.lineValue * (1 + growth) * (activity[month] ?? 100)) / 200
  const target = drain === null ? usual : (usual * drain.lineValue) / 100
  const length = (random.exponential() + random.exponential()) / 2
  const count = Math.min(25, 1 + Math.floor(length * (account.linesPerOrder - 0.5)))
  const weights = familyWeightsOn(account, day, month)
  const lines: DraftLine[] = []
  for (let line = 0; line < count; line++) {
    let family = goodsFamilies[random.weighted(weights)] ?? 0
    for (let tries = 0; tries < 4 && isFamilyDropped(story, family, day, random); tries++) {
      family = goodsFamilies[random.weighted(weights)] ?? 0
    }
    const value = target * 0.88 * exponentOf(0.5 * random.normal())
    lines.push(draftLine(account, chooseProduct(account, family, value, day, range), value, day, range))
  }
  return lines
}

/** A line of service: hours from the workshop. */
export function draftService(account: Account, day: number, range: ProductRange): DraftLine {
  const product = account.random.pick(range.byFamily[serviceFamily] ?? [])
  const hours = account.random.between(1, 6)
  const net = hours * unitPrice(account, product, day, range)
  return { kind: 'service', product, quantity: hours, unit: product.unit, net }
}

/** Goods over the counter, paid in cash at the list price. */
export function draftCashSale(day: number, range: ProductRange, random: Random): DraftLine[] {
  const count = random.between(1, 3)
  const lines: DraftLine[] = []
  for (let line = 0; line < count; line++) {
    const product = random.pick(range.byFamily[random.pick(goodsFamilies)] ?? [])
    const price = range.priceOn(product, day)
    const quantity = price > 5000 ? 1 : random.between(1, 4)
    lines.push({ kind: 'goods', product, quantity, unit: product.unit, net: quantity * price })
  }
  return lines
}

/** The net of the goods lines, in cents. */
export function goodsNet(lines: readonly DraftLine[]): number {
  return lines.reduce((sum, line) => (line.kind === 'goods' ? sum + line.net : sum), 0)
}

/** A discount on the goods of an invoice or, with the goods of a return, its reversal. */
export function draftDiscount(goods: number, basisPoints: number): DraftLine[] {
  const net = -scaleHalfEven(goods, basisPoints, 10000)
  return net === 0 ? [] : [{ kind: 'discount', product: null, quantity: null, unit: '', net }]
}

/** The invoice discount of the account on a day, in basis points. */
export function discountOn(account: Account, day: number): number {
  return activeDrain(account.story, day)?.discount ?? account.discount
}

function draftLine(account: Account, product: Product, value: number, day: number, range: ProductRange): DraftLine {
  const price = unitPrice(account, product, day, range)
  const quantity = packedQuantity(value / price)
  return { kind: 'goods', product, quantity, unit: product.unit, net: quantity * price }
}

/** The price of one unit in cents of the currency of the account: list price less its condition, give or take 1.5 %. */
function unitPrice(account: Account, product: Product, day: number, range: ProductRange): number {
  const list = range.priceOn(product, day)
  const local = getCountry(account.country).currency === 'GBP' ? scaleHalfEven(list, poundPrice, 100) : list
  const { condition = 0 } = activeDrain(account.story, day) ?? activeShopper(account.late, day) ?? {}
  const rest = 10000 - account.condition - condition + account.random.between(-150, 150)
  return Math.max(1, scaleHalfEven(local, rest, 10000))
}

/** Whole units; larger quantities come in packs. */
function packedQuantity(quantity: number): number {
  const pack = quantity >= 200 ? 50 : quantity >= 40 ? 10 : quantity >= 12 ? 5 : 1
  return Math.max(1, Math.round(quantity / pack) * pack)
}

/** A product of the family that the account knows, most often one of its favourites, and not too dear for the line. */
function chooseProduct(account: Account, family: number, value: number, day: number, range: ProductRange): Product {
  const { random } = account
  const products = range.byFamily[family] ?? []
  let best: Product | null = null
  for (let tries = 0; tries < 6; tries++) {
    const rank = Math.floor(random.unit() * random.unit() * account.favourites)
    const isFavourite = random.chance(8500)
    const product = isFavourite
      ? favouriteOf(account.index, family, rank, range)
      : products[random.uint32() % products.length]
    if (!product) continue
    if (best === null || product.prices[0] === undefined || product.prices[0] < (best.prices[0] ?? 0)) best = product
    if (range.priceOn(product, day) <= 2 * value) return product
  }
  if (best === null) throw new RangeError(`Cannot find a product of family "${getFamily(family).key}"`)
  return best
}

/** The product of a family that an account orders often: the lower the rank, the more often. */
export function favouriteOf(account: number, family: number, rank: number, range: ProductRange): Product | undefined {
  const products = range.byFamily[family] ?? []
  return products[hashOf(account, family, rank) % products.length]
}

function familyWeightsOn(account: Account, day: number, month: number): number[] {
  const { story, familyWeights } = account
  const seasonal = familyWeights.map((weight, place) => {
    return weight * (getFamily(goodsFamilies[place] ?? 0).season[month] ?? 100)
  })
  if (story?.story !== 'over-concentration' || day < story.from) return seasonal
  const place = goodsFamilies.indexOf(story.family)
  const rest = seasonal.reduce((sum, weight, other) => (other === place ? sum : sum + weight), 0)
  // Solves weight / (weight + rest) = share for the family that takes over; it never falls back.
  const wanted = (rest * story.share) / (100 - story.share)
  return seasonal.map((weight, other) => (other === place ? Math.max(weight, wanted) : weight))
}
