import type { Micros } from '../money.ts'
import type { BridgePart } from './bridge-parts.ts'
import type { BridgedCosts, BridgedLines, MoneySums } from './bridge-sums.ts'

/**
 * An amount at another quantity, `amount x now / before`, cut off after the sixth place: how the ledger divides too. Throws on a
 * quantity before of zero.
 */
export function atQuantity(amount: Micros, { before, now }: { readonly before: Micros; readonly now: Micros }): Micros {
  return (amount * now) / before
}

/**
 * Price, volume and mix of the lines of one account, a group of them for each unit of measure (measures.md, 3). What the
 * quantities of now would have brought at the old prices, and at the old mix, stands between before and after: each part is the
 * difference of two neighbours, so that they sum to the change whatever was cut off.
 */
export function bridgeLines(groups: readonly BridgedLines[]): MoneySums {
  const isBefore = groups.some((group) => group.isBefore)
  const isAfter = groups.some((group) => group.isAfter)
  const sum = (pick: (group: BridgedLines) => Micros): Micros => groups.reduce((all, group) => all + pick(group), 0n)
  const cost = (pick: (costs: BridgedCosts) => Micros): Micros =>
    sum(({ costs }) => (costs === null ? 0n : pick(costs)))
  const [before, after] = [sum((group) => group.before), sum((group) => group.after)]
  const [costBefore, costAfter] = [cost((costs) => costs.before), cost((costs) => costs.after)]
  const [bookedBefore, bookedAfter] = [sum((group) => group.bookedBefore), sum((group) => group.bookedAfter)]
  const parts: Readonly<Partial<Record<BridgePart, Micros>>> =
    isBefore && isAfter
      ? joinParts(groups.map(partsOfGroup))
      : // Whoever bought nothing in a window is new, or lost, with everything there is.
        withoutZeros({
          ...(isAfter && { 'new-products': after - costAfter }),
          ...(isBefore && { 'lost-products': costBefore - before }),
        })
  const currency = bookedAfter - after - (bookedBefore - before)
  return {
    bookedBefore: bookedBefore - costBefore,
    bookedAfter: bookedAfter - costAfter,
    fixedBefore: before - costBefore,
    fixedAfter: after - costAfter,
    parts: currency === 0n ? parts : { ...parts, currency },
    withoutUnit: sum((group) => (group.unit === null ? group.sameBefore : 0n)),
    magnitudeBefore: cost((costs) => costs.magnitudeBefore),
    magnitudeAfter: cost((costs) => costs.magnitudeAfter),
    costedBefore: cost((costs) => costs.costedBefore),
    costedAfter: cost((costs) => costs.costedAfter),
    unknownBefore: 0,
    unknownAfter: 0,
  }
}

/** The parts of the lines of one unit, before currency. A price earns what it brings; volume and mix earn their margin. */
export function partsOfGroup(group: BridgedLines): Readonly<Partial<Record<BridgePart, Micros>>> {
  const { costs } = group
  const marginBefore = group.sameBefore - (costs?.sameBefore ?? 0n)
  const marginAtOldPrices = group.sameAtOldPrices - (costs?.sameAtOldCosts ?? 0n)
  const atOldMix =
    group.unit === null || group.quantityBefore === 0n
      ? marginAtOldPrices
      : atQuantity(marginBefore, { before: group.quantityBefore, now: group.quantityAfter })
  return withoutZeros({
    price: group.sameAfter - group.sameAtOldPrices + creditsOf(group),
    volume: atOldMix - marginBefore,
    mix: marginAtOldPrices - atOldMix,
    'new-products': group.newProducts - (costs?.newProducts ?? 0n),
    'lost-products': (costs?.lostProducts ?? 0n) - group.lostProducts,
    unbridged: group.unbridged - (costs?.unbridged ?? 0n),
    ...(costs && { cost: costs.sameAtOldCosts - costs.sameAfter - creditsOf(costs) }),
  })
}

/** What is on no product that is bought in the window: money given back, which is price. */
function creditsOf(cut: Omit<BridgedCosts, 'sameAtOldCosts' | `magnitude${string}` | `costed${string}`>): Micros {
  const { before, after, sameBefore, sameAfter, newProducts, lostProducts, unbridged } = cut
  return after - before - (sameAfter - sameBefore) - newProducts + lostProducts - unbridged
}

function joinParts(
  list: readonly Readonly<Partial<Record<BridgePart, Micros>>>[],
): Readonly<Partial<Record<BridgePart, Micros>>> {
  const [only] = list
  if (only && list.length === 1) return only
  const sum: Partial<Record<BridgePart, Micros>> = {}
  for (const parts of list) {
    // Object.entries forgets which names there are.
    for (const [part, amount] of Object.entries(parts) as [BridgePart, Micros][]) sum[part] = (sum[part] ?? 0n) + amount
  }
  return withoutZeros(sum)
}

function withoutZeros(parts: Readonly<Partial<Record<BridgePart, Micros>>>): Partial<Record<BridgePart, Micros>> {
  // Object.entries forgets which names there are.
  const entries = Object.entries(parts) as [BridgePart, Micros][]
  return Object.fromEntries(entries.filter(([, amount]) => amount !== 0n)) as Partial<Record<BridgePart, Micros>>
}
