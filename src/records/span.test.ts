import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, farFuture, farPast } from '../domain/day.ts'
import { always, gaps, latestStarts, overlap, spanOf } from './span.ts'
import type { Span } from './span.ts'

const span = (from: string, to: string): Span => ({ from, to })

describe('spans', () => {
  it('read null as an open end', () => {
    expect(spanOf(null, undefined)).toEqual({ from: farPast, to: farFuture })
    expect(spanOf('2026-01-01', null)).toEqual({ from: '2026-01-01', to: farFuture })
  })

  it.each([
    [span('2026-01-01', '2026-02-01'), span('2026-02-01', '2026-03-01'), undefined],
    [span('2026-01-01', '2026-02-02'), span('2026-02-01', '2026-03-01'), span('2026-02-01', '2026-02-02')],
    [always, span('2026-02-01', '2026-03-01'), span('2026-02-01', '2026-03-01')],
  ])('of %o and %o share %o', (one, other, expected) => {
    expect(overlap(one, other)).toEqual(expected)
  })

  it('have gaps where no part is', () => {
    const parts = [span('2026-02-01', '2026-03-01'), span('2026-03-01', '2026-04-01')]
    expect(gaps(always, parts)).toEqual([span(farPast, '2026-02-01'), span('2026-04-01', farFuture)])
    expect(gaps(span('2026-02-10', '2026-03-10'), parts)).toEqual([])
  })
})

describe('latestStarts', () => {
  const row = (name: string, from: string, to: string) => ({ name, from, to })

  it.each([
    ['nothing', [], []],
    ['a row without a day', [row('a', '2026-02-01', '2026-02-01')], []],
    [
      'an open row that the next one ends',
      [row('a', '2026-01-01', farFuture), row('b', '2026-02-01', farFuture)],
      [row('a', '2026-01-01', '2026-02-01'), row('b', '2026-02-01', farFuture)],
    ],
    [
      'a row that comes back after a later one',
      [row('b', '2026-02-01', '2026-03-01'), row('a', '2026-01-01', farFuture)],
      [row('a', '2026-01-01', '2026-02-01'), row('b', '2026-02-01', '2026-03-01'), row('a', '2026-03-01', farFuture)],
    ],
    [
      'two that start together: the later in the list',
      [row('a', '2026-01-01', farFuture), row('b', '2026-01-01', '2026-02-01')],
      [row('b', '2026-01-01', '2026-02-01'), row('a', '2026-02-01', farFuture)],
    ],
  ])('sorts out %s', (_what, rows, expected) => {
    expect(latestStarts(rows)).toEqual(expected)
  })

  it('gives every day the row that started last among those that hold on it', () => {
    const days = fc.nat(9).map((number) => addDays('2026-01-01', number))
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.uuid(), from: days, to: days }), { maxLength: 6 }), (rows) => {
        const pieces = latestStarts(rows)
        for (let number = 0; number < 10; number++) {
          const day = addDays('2026-01-01', number)
          const holding = (list: typeof rows) => list.filter(({ from, to }) => from <= day && day < to)
          const latest = holding(rows)
            .toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))
            .at(-1)
          expect(holding(pieces).map(({ name }) => name)).toEqual(latest ? [latest.name] : [])
        }
      }),
    )
  })
})
