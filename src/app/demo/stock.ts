import { activeOverStock } from './agreements.ts'
import type { Agreement } from './agreements.ts'
import { isMonthEnd } from './calendar.ts'
import { makeDemand } from './demand.ts'
import type { Account } from './accounts.ts'
import type { Demand } from './demand.ts'
import { getCountry } from './geography.ts'
import { randomStream } from './prng.ts'
import type { Product } from './products.ts'
import type { SideBookParts, SidePart } from './side-book.ts'

/** Where goods lie: a warehouse for each of our firms. */
const warehouses = ['W-DE', 'W-GB'] as const

/** A product in a warehouse, for everybody. */
interface Shelf {
  readonly product: Product
  readonly warehouse: (typeof warehouses)[number]
  readonly demand: Demand
  /** Days of demand that lie there. */
  readonly cover: number
  /** What lies there and nobody asks for. */
  readonly dead: number
}

/** A product held for one account. */
interface Held {
  readonly agreement: Agreement
  readonly product: Product
  readonly demand: Demand
  quantity: number
}

/** Days over which a stock that goes out of hand builds up. */
const buildUp = 120

/**
 * The stock at the end of every month. Three fifths of the products lie on a shelf with 20 to 90 days of what accounts take; others come
 * when they are ordered, and a part of the range lies there dead. What is held for an account alone lies apart.
 */
export function noteStock(
  { seed, calendar, range, files }: SideBookParts,
  agreements: ReadonlyMap<number, Agreement>,
): SidePart {
  const random = randomStream(seed, 'stock')
  const [home, abroad] = [new Map<Product, Shelf>(), new Map<Product, Shelf>()]
  for (const product of range.products) {
    const [isStocked, isAbroad, isDead] = [random.chance(6000), random.chance(3500), random.chance(500)]
    const cost = range.costOn(product, calendar.first) / 100
    const dead = isDead ? Math.round(random.between(30_000, 240_000) / cost) : 0
    const shelf = { product, cover: random.between(20, 90), dead, demand: makeDemand(calendar) }
    if (isStocked || dead > 0) home.set(product, { ...shelf, warehouse: 'W-DE' })
    if (isStocked && isAbroad) {
      abroad.set(product, { ...shelf, warehouse: 'W-GB', dead: 0, demand: makeDemand(calendar) })
    }
  }
  const held = new Map<number, Held[]>()
  for (const [index, agreement] of agreements) {
    if (agreement.cover === 0 && agreement.story === null) continue
    const items = agreement.products.map((product) => {
      return { agreement, product, demand: makeDemand(calendar), quantity: 0 }
    })
    held.set(index, items)
  }
  const demandOf = (account: Account | null, product: Product): Demand | undefined => {
    const own = account === null ? undefined : held.get(account.index)?.find((item) => item.product === product)
    if (own !== undefined) return own.demand
    const isAbroad = account !== null && getCountry(account.country).currency === 'GBP'
    return ((isAbroad ? abroad.get(product) : undefined) ?? home.get(product))?.demand
  }
  const write = (day: number, product: Product, warehouse: string, account: string, quantity: number): void => {
    if (quantity === 0) return
    files.append('stock', [calendar.label(day), product.key, warehouse, account, String(quantity), product.unit])
  }
  const countShelf = ({ product, warehouse, demand, cover, dead }: Shelf, day: number): void => {
    const wanted = (demand.daily(day) * cover * random.between(70, 130)) / 100
    write(day, product, warehouse, '', Math.round(wanted) + dead)
  }
  const countHeld = (item: Held, day: number): void => {
    const { agreement, product, demand } = item
    const { account, cover } = agreement
    const story = activeOverStock(agreement, day)
    const built = story === null ? 0 : Math.min(1, (day - story.from) / buildUp)
    const days = cover + (story === null ? 0 : Math.max(0, story.cover - cover) * built)
    const wanted = Math.round((demand.daily(day) * days * random.between(85, 115)) / 100)
    item.quantity = story === null ? wanted : Math.max(wanted, Math.round(item.quantity * 0.95))
    const isAbroad = getCountry(account.country).currency === 'GBP'
    write(day, product, isAbroad ? 'W-GB' : 'W-DE', account.key, item.quantity)
  }
  return {
    noteDocument({ draft: { account, day, lines, purpose } }) {
      if (purpose !== 'sale') return
      for (const { product, quantity, kind } of lines) {
        if (kind === 'goods' && product !== null && quantity !== null) demandOf(account, product)?.add(day, quantity)
      }
    },
    endDay(day) {
      if (!isMonthEnd(calendar, day)) return []
      for (const shelf of home.values()) countShelf(shelf, day)
      for (const shelf of abroad.values()) countShelf(shelf, day)
      for (const items of held.values()) for (const item of items) countHeld(item, day)
      return []
    },
  }
}
