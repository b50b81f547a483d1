/** How sure an account's own gaps must be that it orders more steadily, or in more of a heap, than at random: one side, 5 %. */
const doubtfulTail = 1.644_853_626_951_472
/** Steadier than this nobody is taken for, as in the model of the book. */
const mostRegular = 12
/** Burstier than this nobody is taken for. */
const leastRegular = 0.2

/**
 * Stages of a gap (the k of Erlang's distribution) that an account may be held to: 1, at random, unless its own gaps show with 95 %
 * certainty that it is steadier (then as steady as they show at the least) or orders in heaps (then as steady as they may be at the
 * most). So what is taken for an alarm never rests on a regularity that few gaps only seem to have. From the spread of the gaps,
 * L = ln(mean) - mean(ln), of which 2 n k L / (1 + (n + 1) / (6 n k)) is chi-square with n - 1 degrees (Bartlett).
 */
export function regularityOf({ gaps, sum, logSum }: GapSums): number {
  const spread = Math.log(sum / gaps) - logSum / gaps
  if (gaps < 3 || !(spread > 1e-9)) return gaps < 3 ? 1 : mostRegular
  const atLeast = shapeWhere(gaps, spread, -doubtfulTail)
  if (atLeast > 1) return Math.min(mostRegular, atLeast)
  const atMost = shapeWhere(gaps, spread, doubtfulTail)
  return atMost < 1 ? Math.max(leastRegular, atMost) : 1
}

/** What regularity takes of gaps: how many, their sum and the sum of their natural logarithms, in one unit of time. */
export interface GapSums {
  readonly gaps: number
  readonly sum: number
  readonly logSum: number
}

function shapeWhere(gaps: number, spread: number, z: number): number {
  const quantile = chiSquareQuantile(gaps - 1, z)
  const bend = (gaps + 1) / (6 * gaps)
  return (quantile + Math.sqrt(quantile * quantile + 8 * gaps * spread * quantile * bend)) / (4 * gaps * spread)
}

/** The quantile of chi-square that a standard normal variable has at z, after Wilson and Hilferty. */
function chiSquareQuantile(degrees: number, z: number): number {
  const part = 2 / (9 * degrees)
  return degrees * Math.max(0.05, 1 - part + z * Math.sqrt(part)) ** 3
}
