import type { Output } from '../../contract/operations.ts'
import type { ChartTable } from './chart-table.ts'

type Flow = Output<'getMovementFlow'>
type FlowEnd = Flow['ends'][number]
type FlowLink = Flow['links'][number]

type StreamDirection = 'up' | 'down' | 'kept' | 'in' | 'out'

/** A grade at an end: a box, in shares of the width and in pixels of the height. */
interface FlowNode {
  readonly end: number
  readonly grade: string | null
  readonly count: number
  readonly y: number
  readonly height: number
}

/** Accounts that went from a box to one at the next end. */
export interface Stream extends FlowLink {
  readonly direction: StreamDirection
  /** The middle of where it begins and ends, and how thick it is, in pixels. */
  readonly yFrom: number
  readonly yTo: number
  readonly thickness: number
}

export interface FlowLayout {
  readonly nodes: readonly FlowNode[]
  /** By end and by grade, the best first: the order in which one walks along them. */
  readonly streams: readonly Stream[]
}

/** Pixels that every box has at least, for its letter, and between two of them. */
const [leastNode, gap] = [22, 10]
/** Pixels of the thinnest stream: one account in a hundred thousand is still there. */
const thinnest = 1

/**
 * Boxes and streams for a height in pixels. `labels` are the grades, best first; those without a grade come last, and are only
 * as many as came from or went to a grade: who never had one is no movement.
 */
export function layOutFlow({ ends, links }: Pick<Flow, 'ends' | 'links'>, labels: readonly string[], height: number) {
  const places: readonly (string | null)[] = [...labels, null]
  const drawn = links.filter(({ from, to }) => from !== null || to !== null)
  const counts = ends.map((end, index) =>
    places.map((grade) => (grade === null ? outsiders(drawn, index) : countOf(end, grade))),
  )
  const hasNone = counts.some((column) => (column.at(-1) ?? 0) > 0)
  const shown = hasNone ? places : places.slice(0, -1)
  const most = Math.max(1, ...counts.map((column) => sum(column)))
  const perAccount = Math.max(0, height - shown.length * (leastNode + gap) + gap) / most

  const nodes = ends.flatMap((_, end) => {
    let y = 0
    return shown.map((grade, place): FlowNode => {
      const count = counts[end]?.[place] ?? 0
      const node = { end, grade, count, y, height: leastNode + count * perAccount }
      y += node.height + gap
      return node
    })
  })
  const nodeAt = (end: number, grade: string | null): FlowNode | undefined =>
    nodes[end * shown.length + shown.indexOf(grade)]
  // Where the next stream leaves a box and comes into one: streams of a box lie in the order of the grades at their other end.
  const [out, into] = [nodes.map(() => 0), nodes.map(() => 0)]
  const ordered = drawn.toSorted(
    (one, other) =>
      one.end - other.end ||
      places.indexOf(one.from) - places.indexOf(other.from) ||
      places.indexOf(one.to) - places.indexOf(other.to),
  )
  const streams = ordered.flatMap((link): Stream[] => {
    const [from, to] = [nodeAt(link.end, link.from), nodeAt(link.end + 1, link.to)]
    if (!from || !to) return []
    const size = link.count * perAccount
    const [left, right] = [nodes.indexOf(from), nodes.indexOf(to)]
    const yFrom = from.y + leastNode / 2 + (out[left] ?? 0) + size / 2
    const yTo = to.y + leastNode / 2 + (into[right] ?? 0) + size / 2
    out[left] = (out[left] ?? 0) + size
    into[right] = (into[right] ?? 0) + size
    const direction = directionOf(places.indexOf(link.from), places.indexOf(link.to), labels.length)
    return [{ ...link, direction, yFrom, yTo, thickness: Math.max(size, thinnest) }]
  })
  return { nodes, streams } satisfies FlowLayout
}

/** The band of a stream between two boxes, as the path of an SVG. */
export function streamPath({ yFrom, yTo, thickness }: Stream, xFrom: number, xTo: number): string {
  const [half, middle] = [thickness / 2, (xFrom + xTo) / 2]
  const at = (x: number, y: number): string => `${String(round(x))} ${String(round(y))}`
  const curve = (x: number, from: number, to: number): string => `C${at(middle, from)} ${at(middle, to)} ${at(x, to)}`
  return [
    `M${at(xFrom, yFrom - half)}`,
    curve(xTo, yFrom - half, yTo - half),
    `L${at(xTo, yTo + half)}`,
    curve(xFrom, yTo + half, yFrom + half),
    'Z',
  ].join('')
}

/** How many moved each way over all ends together; an account that moved twice counts twice. */
export function flowMoves({ streams }: FlowLayout): Readonly<Record<StreamDirection, number>> {
  const moves = { up: 0, down: 0, kept: 0, in: 0, out: 0 }
  for (const { direction, count } of streams) moves[direction] += count
  return moves
}

export interface FlowWords {
  readonly from: string
  readonly to: string
  readonly gradeBefore: string
  readonly gradeAfter: string
  readonly accounts: string
  readonly change: string
  readonly none: string
  readonly day: (day: string) => string
  readonly count: (count: number) => string
  readonly money: (decimal: string) => string
}

/** A row for each stream: what a spreadsheet can filter and add up. */
export function flowTable({ ends }: Pick<Flow, 'ends'>, { streams }: FlowLayout, words: FlowWords): ChartTable {
  const hasChange = streams.some(({ change }) => change !== undefined)
  return {
    columns: [
      { title: words.from },
      { title: words.to },
      { title: words.gradeBefore },
      { title: words.gradeAfter },
      { title: words.accounts, isFigure: true },
      ...(hasChange ? [{ title: words.change, isFigure: true }] : []),
    ],
    rows: streams.map(({ end, from, to, count, change }) => [
      ...[ends[end]?.to ?? '', ends[end + 1]?.to ?? ''].map((day) => ({ text: words.day(day), value: day })),
      { text: from ?? words.none },
      { text: to ?? words.none },
      { text: words.count(count), value: count },
      ...(hasChange ? [{ text: change === undefined ? '–' : words.money(change), value: change ?? null }] : []),
    ]),
  }
}

/** Accounts without a grade at an end that came from one or go to one. */
function outsiders(links: readonly FlowLink[], end: number): number {
  const went = links.filter((link) => link.end === end && link.from === null).map(({ count }) => count)
  const came = links.filter((link) => link.end === end - 1 && link.to === null).map(({ count }) => count)
  return Math.max(sum(went), sum(came))
}

function countOf({ grades }: FlowEnd, grade: string): number {
  return grades.find((one) => one.grade === grade)?.count ?? 0
}

function directionOf(from: number, to: number, none: number): StreamDirection {
  if (from === none) return 'in'
  if (to === none) return 'out'
  return from === to ? 'kept' : to < from ? 'up' : 'down'
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Half a hundredth of a pixel is nothing to see and many letters to send. */
function round(pixels: number): number {
  return Math.round(pixels * 100) / 100
}
