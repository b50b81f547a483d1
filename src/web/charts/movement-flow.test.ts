import { describe, expect, it } from 'vitest'
import { flowMoves, flowTable, layOutFlow, streamPath } from './movement-flow.ts'

const labels = ['A', 'B']
const end = (to: string, ...counts: [number, number, number]) => ({
  from: to,
  to,
  isWhole: true,
  grades: ['A', 'B', null].map((grade, place) => ({ grade, count: counts[place] ?? 0, former: 0 })),
})
const link = (at: number, from: string | null, to: string | null, count: number, change?: string) => ({
  end: at,
  from,
  to,
  count,
  ...(change === undefined ? {} : { change }),
})
const flow = {
  ends: [end('2026-01-31', 3, 6, 91), end('2026-04-30', 4, 4, 92), end('2026-07-31', 4, 5, 91)],
  links: [
    link(0, null, null, 90),
    link(0, 'A', 'A', 3, '10.5'),
    link(0, 'B', 'A', 1, '100'),
    link(0, 'B', 'B', 3, '0'),
    link(0, 'B', null, 2, '-70'),
    link(0, null, 'B', 1, '50'),
    link(1, null, null, 91),
    link(1, 'A', 'A', 4, '0'),
    link(1, 'B', 'B', 4, '0'),
    link(1, null, 'B', 1, '5'),
  ],
}

describe('the flow of movement', () => {
  const height = 300
  const layout = layOutFlow(flow, labels, height)

  it('draws nobody who never had a grade', () => {
    expect(layout.streams.some(({ from, to }) => from === null && to === null)).toBe(false)
    expect(layout.nodes.filter(({ grade }) => grade === null).map(({ count }) => count)).toEqual([1, 2, 0])
  })

  it('keeps boxes apart and within its height, with streams within their boxes', () => {
    for (const at of [0, 1, 2]) {
      const column = layout.nodes.filter((node) => node.end === at)
      for (const [place, node] of column.entries()) {
        const above = column[place - 1]
        expect(node.y).toBeGreaterThan(above ? above.y + above.height : -1)
        expect(node.y + node.height).toBeLessThanOrEqual(height + 0.001)
        const into = layout.streams.filter((stream) => stream.end === at - 1 && stream.to === node.grade)
        const outOf = layout.streams.filter((stream) => stream.end === at && stream.from === node.grade)
        for (const middle of [...into.map(({ yTo }) => yTo), ...outOf.map(({ yFrom }) => yFrom)]) {
          expect(middle).toBeGreaterThan(node.y)
          expect(middle).toBeLessThan(node.y + node.height)
        }
      }
    }
  })

  it('is as thick as there are accounts, and never nothing', () => {
    const [kept, rose] = layout.streams
    expect(kept?.thickness).toBeCloseTo(3 * (rose?.thickness ?? 0))
    const large = layOutFlow(
      {
        ends: [end('2026-01-31', 100_000, 1, 0), end('2026-04-30', 100_000, 1, 0)],
        links: [link(0, 'A', 'A', 99_999), link(0, 'A', 'B', 1), link(0, 'B', 'A', 1)],
      },
      labels,
      height,
    )
    expect(large.streams.map(({ thickness }) => thickness >= 1)).toEqual([true, true, true])
    expect(large.nodes).toHaveLength(4)
  })

  it('says which way each stream goes', () => {
    expect(layout.streams.map(({ direction }) => direction)).toEqual([
      'kept',
      'up',
      'kept',
      'out',
      'in',
      'kept',
      'kept',
      'in',
    ])
    expect(flowMoves(layout)).toEqual({ up: 1, down: 0, kept: 14, in: 2, out: 2 })
  })

  it('is a closed band from one end to the next', () => {
    const [stream] = layout.streams
    if (!stream) throw new Error('There is no stream')
    expect(streamPath({ ...stream, yFrom: 10, yTo: 20, thickness: 4 }, 100, 200)).toBe(
      'M100 8C150 8 150 18 200 18L200 22C150 22 150 12 100 12Z',
    )
  })

  it('is a table of its streams with exact money where there is some', () => {
    const words = { from: 'F', to: 'T', gradeBefore: 'B', gradeAfter: 'A', accounts: 'N', change: 'C', none: '-' }
    const write = { day: (day: string) => day, count: String, money: (decimal: string) => `~${decimal}` }
    const { columns, rows } = flowTable(flow, layout, { ...words, ...write })
    expect(columns.map(({ title }) => title)).toEqual(['F', 'T', 'B', 'A', 'N', 'C'])
    expect(rows[3]?.map(({ text }) => text)).toEqual(['2026-01-31', '2026-04-30', 'B', '-', '2', '~-70'])
    expect(rows[3]?.at(-1)?.value).toBe('-70')
    const hidden = { ...flow, links: flow.links.map(({ end: at, from, to, count }) => link(at, from, to, count)) }
    expect(flowTable(hidden, layOutFlow(hidden, labels, height), { ...words, ...write }).columns).toHaveLength(5)
  })
})
