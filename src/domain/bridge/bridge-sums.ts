import type { Micros } from '../money.ts'
import type { BridgePart } from './bridge-parts.ts'

/** What lines cost us in two windows, in the same cuts as their money. */
export interface BridgedCosts {
  readonly before: Micros
  readonly after: Micros
  readonly sameBefore: Micros
  readonly sameAfter: Micros
  /** What the quantities of now would have cost at the unit costs of before. */
  readonly sameAtOldCosts: Micros
  readonly newProducts: Micros
  readonly lostProducts: Micros
  /** After less before. */
  readonly unbridged: Micros
  /** Sums of the sizes of all lines and of those whose cost is known: what coverage is made of. */
  readonly magnitudeBefore: Micros
  readonly magnitudeAfter: Micros
  readonly costedBefore: Micros
  readonly costedAfter: Micros
}

/**
 * What the lines of an account in one unit of measure sum to in two windows, in base currency. `booked` is at the rates of the
 * invoices, everything else at those of the base window; with costs it is of the lines whose cost is known. `same` are the products
 * that are bought in both windows, in quantities that can be compared.
 */
export interface BridgedLines {
  /** Whether any line is in the window. */
  readonly isBefore: boolean
  readonly isAfter: boolean
  readonly bookedBefore: Micros
  readonly bookedAfter: Micros
  readonly before: Micros
  readonly after: Micros
  /** What quantities are counted in: those of different products can be added. Null where it is not known. */
  readonly unit: string | null
  readonly sameBefore: Micros
  readonly sameAfter: Micros
  readonly quantityBefore: Micros
  readonly quantityAfter: Micros
  /** What the quantities of now would have brought at the prices of before, product by product. */
  readonly sameAtOldPrices: Micros
  readonly newProducts: Micros
  readonly lostProducts: Micros
  /** After less before, of products that are bought in both windows in quantities that cannot be compared. */
  readonly unbridged: Micros
  readonly costs: BridgedCosts | null
}

/** Money of two windows and what lies between them. Everything adds up over accounts. */
export interface MoneySums {
  readonly bookedBefore: Micros
  readonly bookedAfter: Micros
  /** The same at the rates of the base window: less currency, the parts are the change of these. */
  readonly fixedBefore: Micros
  readonly fixedAfter: Micros
  /** Zero where one is left out. */
  readonly parts: Readonly<Partial<Record<BridgePart, Micros>>>
  /** Of the base window, bridged product by product, because no unit says that quantities may be added. */
  readonly withoutUnit: Micros
  readonly magnitudeBefore: Micros
  readonly magnitudeAfter: Micros
  readonly costedBefore: Micros
  readonly costedAfter: Micros
  /** Events, documents and items whose cost cannot be told. */
  readonly unknownBefore: number
  readonly unknownAfter: number
}

export const noMoney: MoneySums = {
  bookedBefore: 0n,
  bookedAfter: 0n,
  fixedBefore: 0n,
  fixedAfter: 0n,
  parts: {},
  withoutUnit: 0n,
  magnitudeBefore: 0n,
  magnitudeAfter: 0n,
  costedBefore: 0n,
  costedAfter: 0n,
  unknownBefore: 0,
  unknownAfter: 0,
}

/** Two sums together. */
export function addMoney(one: MoneySums, other: MoneySums): MoneySums {
  return {
    bookedBefore: one.bookedBefore + other.bookedBefore,
    bookedAfter: one.bookedAfter + other.bookedAfter,
    fixedBefore: one.fixedBefore + other.fixedBefore,
    fixedAfter: one.fixedAfter + other.fixedAfter,
    parts: addParts(one.parts, other.parts),
    withoutUnit: one.withoutUnit + other.withoutUnit,
    magnitudeBefore: one.magnitudeBefore + other.magnitudeBefore,
    magnitudeAfter: one.magnitudeAfter + other.magnitudeAfter,
    costedBefore: one.costedBefore + other.costedBefore,
    costedAfter: one.costedAfter + other.costedAfter,
    unknownBefore: one.unknownBefore + other.unknownBefore,
    unknownAfter: one.unknownAfter + other.unknownAfter,
  }
}

function addParts(one: MoneySums['parts'], other: MoneySums['parts']): MoneySums['parts'] {
  const sum: Partial<Record<BridgePart, Micros>> = { ...one }
  // Object.entries forgets which names there are.
  for (const [part, amount] of Object.entries(other) as [BridgePart, Micros][]) {
    sum[part] = (sum[part] ?? 0n) + amount
  }
  return sum
}
