import type { Micros } from '../money.ts'
import { atQuantity, partsOfGroup } from './bridge-lines.ts'
import type { BridgePart } from './bridge-parts.ts'
import type { BridgedLines } from './bridge-sums.ts'

/** The parts of one product among those of its account; they sum to those of the account, to the last decimal. */
export type ProductParts = Readonly<Partial<Record<BridgePart, Micros>>>

/**
 * What each product adds to the parts of the account that bought it. Volume is what the product would have brought had it grown as
 * much as all of its unit, mix what it grew more or less than that; the millionths left over go to the product that brought most.
 * `lines` are all of one account, one of them for each product; the parts come in their order.
 */
export function partsOfProducts(
  lines: readonly (BridgedLines & { readonly source: string })[],
): readonly ProductParts[] {
  const isBefore = lines.some((product) => product.isBefore)
  const isAfter = lines.some((product) => product.isAfter)
  const volumes = isBefore && isAfter ? volumesOf(lines) : []
  return lines.map((product, index) => {
    const currency = product.bookedAfter - product.after - (product.bookedBefore - product.before)
    const parts = isBefore && isAfter ? partsAtVolume(product, volumes[index] ?? null) : wholeOf(product)
    return currency === 0n ? parts : { ...parts, currency }
  })
}

/** Whoever bought nothing in a window is new, or lost, with every product. */
function wholeOf({ isAfter, before, after, costs }: BridgedLines): ProductParts {
  return isAfter
    ? { 'new-products': after - (costs?.after ?? 0n) }
    : { 'lost-products': (costs?.before ?? 0n) - before }
}

/** What each product would have brought at the volume of its unit; null where its unit is not known. */
function volumesOf(lines: readonly (BridgedLines & { readonly source: string })[]): readonly (Micros | null)[] {
  const volumes: (Micros | null)[] = lines.map(() => null)
  const places = Map.groupBy(lines.keys(), (index) =>
    JSON.stringify([lines[index]?.source, lines[index]?.unit ?? null]),
  )
  for (const indexes of places.values()) {
    const products = indexes.flatMap((index) => lines[index] ?? [])
    const quantity = sumOf(products, (product) => product.quantityBefore)
    if ((products[0]?.unit ?? null) === null || quantity === 0n) continue
    const ends = { before: quantity, now: sumOf(products, (product) => product.quantityAfter) }
    const margins = products.map((product) => product.sameBefore - (product.costs?.sameBefore ?? 0n))
    const shares = margins.map((margin) => atQuantity(margin, ends))
    const whole = atQuantity(
      margins.reduce((sum, margin) => sum + margin, 0n),
      ends,
    )
    const left = whole - shares.reduce((sum, share) => sum + share, 0n)
    const largest = indexOfLargest(margins)
    for (const [at, index] of indexes.entries()) volumes[index] = (shares[at] ?? 0n) + (at === largest ? left : 0n)
  }
  return volumes
}

function partsAtVolume(product: BridgedLines, atVolume: Micros | null): ProductParts {
  // By itself a product has no mix: all that is not price is volume, of which its unit has a share.
  const { volume = 0n, ...parts } = partsOfGroup({ ...product, unit: null })
  if (atVolume === null) return volume === 0n ? parts : { ...parts, volume }
  const own = atVolume - (product.sameBefore - (product.costs?.sameBefore ?? 0n))
  const mix = volume - own
  return { ...parts, ...(own !== 0n && { volume: own }), ...(mix !== 0n && { mix }) }
}

function sumOf(products: readonly BridgedLines[], pick: (product: BridgedLines) => Micros): Micros {
  return products.reduce((sum, product) => sum + pick(product), 0n)
}

function indexOfLargest(amounts: readonly Micros[]): number {
  const size = (amount: Micros): Micros => (amount < 0n ? -amount : amount)
  const sizes = amounts.map(size)
  return sizes.indexOf(sizes.reduce((most, one) => (one > most ? one : most), 0n))
}
