import { ratio, type Micros } from './money.ts'

/** The money of one account, or of one family when concentration is looked at per ultimate parent. */
export interface AccountMoney {
  readonly id: string
  /** Null when nothing was invoiced. */
  readonly spend: Micros | null
}

/** One account on the Pareto curve. */
interface ParetoPoint {
  readonly id: string
  readonly spend: Micros
  /** Of the total, a fraction with 6 decimals; null when the total is not above zero. Rounded singly. */
  readonly share: number | null
  /** The money of this account and of all before it: exact, so the last point is the total. */
  readonly cumulated: Micros
  readonly cumulatedShare: number | null
}

/** How much of a book hangs on how few accounts. Shares are null when the total is not above zero: no share of nothing. */
export interface Concentration {
  /** Credits included, as the book states it. */
  readonly total: Micros
  /** Accounts with invoices, by spend, the largest first; equal ones by id. */
  readonly points: readonly ParetoPoint[]
  /** The share of the total that the largest 20 % of the accounts with spend above zero make, their number rounded up. */
  readonly topFifthShare: number | null
  /** The accounts in that fifth. */
  readonly topFifthCount: number
  /** The fewest accounts that together make 80 % of the total. */
  readonly accountsForFourFifths: number | null
}

/** Shares, the Pareto curve and its two usual readings. Source: measures, 9. */
export function concentrationOf(accounts: readonly AccountMoney[]): Concentration {
  const active = accounts.flatMap(({ id, spend }) => (spend === null ? [] : [{ id, spend }])).toSorted(byMoney)
  const total = active.reduce((sum, { spend }) => sum + spend, 0n)
  let cumulated = 0n
  const points = active.map(({ id, spend }) => {
    cumulated += spend
    return { id, spend, share: shareOf(spend, total), cumulated, cumulatedShare: shareOf(cumulated, total) }
  })
  const topFifthCount = Math.ceil(active.filter(({ spend }) => spend > 0n).length / 5)
  const fourFifths = points.findIndex((point) => point.cumulated * 5n >= total * 4n)
  return {
    total,
    points,
    topFifthShare: points[topFifthCount - 1]?.cumulatedShare ?? null,
    topFifthCount,
    accountsForFourFifths: total > 0n ? fourFifths + 1 : null,
  }
}

/**
 * At most `most` of the points, for a drawing: the first and the last, and between them more of the largest, where the curve
 * bends. All of them when there are few.
 */
export function thinCurve<T>(
  points: readonly T[],
  most: number,
): readonly { readonly rank: number; readonly point: T }[] {
  const last = points.length - 1
  const placeOf = (step: number): number => (points.length <= most ? step : Math.round(last * (step / (most - 1)) ** 2))
  const places = new Set(Array.from({ length: Math.min(most, points.length) }, (_, step) => placeOf(step)))
  return [...places].flatMap((place) => points.slice(place, place + 1).map((point) => ({ rank: place + 1, point })))
}

/** The Pareto curve of a book and its readings, drawn with few points. */
export interface Curve {
  /** With `rank` of all accounts, counted from the largest; shares are of the accounts and of the total, the latter null like there. */
  readonly points: readonly {
    readonly rank: number
    readonly accountShare: number
    readonly spendShare: number | null
  }[]
  readonly total: Micros
  readonly topFifthShare: number | null
  readonly accountsForFourFifths: number | null
}

/** What `concentrationOf` says of spends that are sorted already, the largest first, with at most `most` points worked out. */
export function concentrationCurve(spends: readonly Micros[], most: number): Curve {
  // A book has a hundred thousand of them, and nobody else has a turn meanwhile: each is looked at once, without an object.
  const cumulated: Micros[] = Array.from({ length: spends.length })
  let [total, positive] = [0n, 0]
  for (let index = 0; index < spends.length; index += 1) {
    const spend = spends[index] ?? 0n
    total += spend
    cumulated[index] = total
    if (spend > 0n) positive += 1
  }
  const fourFifths = firstAtLeast(cumulated, positive, total)
  const topFifth = cumulated[Math.ceil(positive / 5) - 1]
  return {
    points: thinCurve(cumulated, most).map(({ rank, point }) => ({
      rank,
      accountShare: Math.round((rank / spends.length) * 1e6) / 1e6,
      spendShare: shareOf(point, total),
    })),
    total,
    topFifthShare: topFifth === undefined ? null : shareOf(topFifth, total),
    accountsForFourFifths: total > 0n ? fourFifths : null,
  }
}

/** How many of the first make four fifths of the total. Up to the last spend above zero the sums only grow. */
function firstAtLeast(cumulated: readonly Micros[], growing: number, total: Micros): number {
  let [low, high] = [0, Math.max(growing - 1, 0)]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cumulated[middle] ?? 0n) * 5n >= total * 4n) high = middle
    else low = middle + 1
  }
  return low + 1
}

function shareOf(part: Micros, total: Micros): number | null {
  return total > 0n ? ratio(part, total) : null
}

function byMoney(left: { id: string; spend: Micros }, right: { id: string; spend: Micros }): number {
  if (left.spend !== right.spend) return left.spend > right.spend ? -1 : 1
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0
}
