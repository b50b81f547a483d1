import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, farFuture, farPast } from '../domain/day.ts'
import { groupAliases, isCircular, meaningsOf } from './alias.ts'
import type { Alias } from './alias.ts'
import { always } from './span.ts'

const main = (key: string) => ({ source: 'main', key })
const alias = (key: string, target: string, from = farPast, to = farFuture): Alias => ({
  alias: main(key),
  target: main(target),
  from,
  to,
})
const meanings = (aliases: Alias[], key: string, span = always) =>
  meaningsOf(groupAliases(aliases), main(key), span).map(({ pair, from, to }) => [pair.key, from, to])

describe('meaningsOf', () => {
  it('is the key itself without an alias', () => {
    expect(meanings([], 'A')).toEqual([['A', farPast, farFuture]])
  })

  it('is the target while the alias holds, and the key itself around it', () => {
    expect(meanings([alias('A', 'B', '2020-01-01', '2021-01-01')], 'A')).toEqual([
      ['A', farPast, '2020-01-01'],
      ['B', '2020-01-01', '2021-01-01'],
      ['A', '2021-01-01', farFuture],
    ])
  })

  it('leads on through an alias of the target', () => {
    const aliases = [alias('A', 'B'), alias('B', 'C', '2022-01-01')]
    expect(meanings(aliases, 'A', { from: '2021-01-01', to: '2023-01-01' })).toEqual([
      ['B', '2021-01-01', '2022-01-01'],
      ['C', '2022-01-01', '2023-01-01'],
    ])
  })

  it('is the key itself on a circle', () => {
    const aliases = [alias('A', 'B'), alias('B', 'A'), alias('C', 'C')]
    expect(meanings(aliases, 'A')).toEqual([['A', farPast, farFuture]])
    expect(meanings(aliases, 'B')).toEqual([['B', farPast, farFuture]])
    expect(meanings(aliases, 'C')).toEqual([['C', farPast, farFuture]])
    expect(meanings([...aliases, alias('D', 'A')], 'D')).toEqual([['A', farPast, farFuture]])
    const grouped = groupAliases([...aliases, alias('D', 'A')])
    expect(['A', 'B', 'C', 'D'].map((key) => isCircular(grouped, main(key)))).toEqual([true, true, true, false])
  })

  it('is no circle when the days do not meet', () => {
    const aliases = [alias('A', 'B', farPast, '2020-01-01'), alias('B', 'A', '2020-01-01')]
    expect(isCircular(groupAliases(aliases), main('A'))).toBe(false)
    expect(meanings(aliases, 'B')).toEqual([
      ['B', farPast, '2020-01-01'],
      ['A', '2020-01-01', farFuture],
    ])
  })

  it('covers every day of the span exactly once', () => {
    const days = fc.nat(9).map((number) => addDays('2026-01-01', number))
    const keys = fc.constantFrom('A', 'B', 'C')
    const aliases = fc.array(
      fc.tuple(keys, keys, days, days).map(([key, target, from, to]) => alias(key, target, from, to)),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(aliases, keys, (list, key) => {
        const span = { from: '2026-01-01', to: '2026-01-11' }
        let day = span.from
        for (const { from, to } of meaningsOf(groupAliases(list), main(key), span)) {
          expect(from).toBe(day)
          expect(to > from).toBe(true)
          day = to
        }
        expect(day).toBe(span.to)
      }),
    )
  })
})
