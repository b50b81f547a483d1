import { postures } from '../../domain/profit/posture.ts'
import type { Posture } from '../../domain/profit/posture.ts'
import type { ChartTable } from './chart-table.ts'

export interface MapCell {
  readonly posture: Posture
  readonly count: number
  readonly accepted: number
  readonly changed: number
  /** Exact decimals; absent where one may not read the margins of all of them. */
  readonly spend?: string | undefined
  readonly netProfit?: string | undefined
}

export interface MapPoint {
  readonly account: { readonly id: string; readonly name: string }
  readonly posture: Posture
  readonly netProfit?: string | undefined
  readonly netProfitRate?: number | null | undefined
}

export interface MapEdges {
  readonly rate: number
  readonly level: string
}

/** An account on the map, as fractions of its width and height from the top left. */
interface Placed {
  readonly point: MapPoint
  readonly x: number
  readonly y: number
}

export interface PostureLayout {
  /** Where the map is cut, in the same fractions. */
  readonly edge: { readonly x: number; readonly y: number }
  /** By net profit, the most first. */
  readonly places: readonly Placed[]
}

/** What is left free at the borders for what stands there, as fractions. */
const margin = 0.03

/**
 * Accounts by how much they earn or lose, upwards, and at which rate, to the right. Both are drawn by their logarithm, so that small
 * accounts are told apart beside large ones; the rates of a few that lie far out stand at the border.
 */
export function layOutPostures(points: readonly MapPoint[], edges: MapEdges): PostureLayout {
  const drawn = points.filter(
    ({ netProfit, netProfitRate }) => netProfit !== undefined && typeof netProfitRate === 'number',
  )
  // For pixels, never for figures.
  const level = Number(edges.level)
  const rise = logarithmOf(Math.max(Math.abs(level), 1) / 10)
  const run = logarithmOf(Math.max(Math.abs(edges.rate), 0.01))
  const heights = drawn.map(({ netProfit }) => rise(Math.abs(Number(netProfit))))
  const rates = drawn.map(({ netProfitRate }) => run(netProfitRate ?? 0))
  const y = scaleOf([...heights, rise(level), 0])
  const x = scaleOf([...withoutFarOut(rates), run(edges.rate)])
  return {
    edge: { x: x(run(edges.rate)), y: 1 - y(rise(level)) },
    places: drawn
      .map((point, at) => ({ point, x: x(rates[at] ?? 0), y: 1 - y(heights[at] ?? 0) }))
      .toSorted((one, other) => Number(other.point.netProfit) - Number(one.point.netProfit)),
  }
}

export interface MapWords {
  readonly posture: string
  readonly accounts: string
  readonly accepted: string
  readonly changed: string
  readonly spend: string
  readonly netProfit: string
  readonly nameOf: (posture: Posture) => string
  readonly count: (number: number) => string
  readonly money: (decimal: string) => string
}

/** The four postures with what lies in them. */
export function postureTable(cells: readonly MapCell[], words: MapWords): ChartTable {
  const hasMoney = cells.every(({ netProfit }) => netProfit !== undefined)
  const figure = (number: number) => ({ text: words.count(number), value: number })
  const money = (decimal: string | undefined) => ({ text: words.money(decimal ?? '0'), value: decimal ?? null })
  return {
    columns: [
      { title: words.posture },
      ...[words.accounts, words.accepted, words.changed].map((title) => ({ title, isFigure: true })),
      ...(hasMoney ? [words.spend, words.netProfit].map((title) => ({ title, isFigure: true })) : []),
    ],
    rows: postures.flatMap((posture) =>
      cells
        .filter((cell) => cell.posture === posture)
        .map(({ count, accepted, changed, spend, netProfit }) => [
          { text: words.nameOf(posture) },
          ...[count, accepted, changed].map(figure),
          ...(hasMoney ? [money(spend), money(netProfit)] : []),
        ]),
    ),
  }
}

/** The logarithm of a value to either side of zero, nearly straight up to `unit`. */
function logarithmOf(unit: number): (value: number) => number {
  return (value) => Math.sign(value) * Math.log1p(Math.abs(value) / unit)
}

/** The values without the fortieth part at either end, where there are enough of them to tell. */
function withoutFarOut(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((one, other) => one - other)
  const cut = Math.floor(sorted.length / 40)
  return sorted.slice(cut, sorted.length - cut)
}

/** Takes a value to its fraction between the least and the largest, what lies beyond to the border. */
function scaleOf(values: readonly number[]): (value: number) => number {
  const [least, largest] = [Math.min(...values), Math.max(...values)]
  const width = largest - least
  return (value) => {
    const part = width === 0 ? 0.5 : Math.min(Math.max((value - least) / width, 0), 1)
    return margin + part * (1 - 2 * margin)
  }
}
