/** What the change of an account between two windows is told in. A policy grades by the first or, where it scores, by the last. */
export const bridgeMeasures = ['revenue', 'gross-profit', 'net-profit', 'score'] as const
export type BridgeMeasure = (typeof bridgeMeasures)[number]

/** The measures that are money; a score has points per factor. */
export type MoneyMeasure = Exclude<BridgeMeasure, 'score'>

/**
 * Why money is more or less than before (measures.md, 3).
 * - `price`: what is bought in both windows costs the account more or less, price credits among it
 * - `volume`: more or less of it, at what a unit brought on average before
 * - `mix`: more of what brings much and less of what brings little, or the other way round
 * - `new-products`, `lost-products`: what was bought in one of the windows only
 * - `unbridged`: bought in both, in quantities that cannot be compared, or in none
 * - `cost`: what a unit of the same products costs us
 * - `currency`: rates that are other ones than those of the base window
 * - the others: what an account costs beside its goods, as in its net profit
 */
export const bridgeParts = [
  'price',
  'volume',
  'mix',
  'new-products',
  'lost-products',
  'unbridged',
  'cost',
  'service',
  'financing',
  'stock',
  'freight',
  'rebates',
  'returns',
  'currency',
] as const
export type BridgePart = (typeof bridgeParts)[number]

const revenueParts = [
  'price',
  'volume',
  'mix',
  'new-products',
  'lost-products',
  'unbridged',
  'currency',
] as const satisfies readonly BridgePart[]

/** The parts that a measure has, in the order of `bridgeParts`. */
export const partsOfMeasure: Readonly<Record<MoneyMeasure, readonly BridgePart[]>> = {
  revenue: revenueParts,
  'gross-profit': bridgeParts.filter((part) => part === 'cost' || isRevenuePart(part)),
  'net-profit': bridgeParts,
}

function isRevenuePart(part: BridgePart): boolean {
  return revenueParts.some((one) => one === part)
}
