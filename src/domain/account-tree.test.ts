import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAccountCycles, ultimateParents, type ParentLink } from './account-tree.ts'

const link = (childId: string, parentId: string, from: string | null = null, to: string | null = null): ParentLink => ({
  childId,
  parentId,
  from,
  to,
})
const rootsOf = (ids: string, links: readonly ParentLink[], at = '2026-06-30'): string =>
  [...ultimateParents(ids, links, at).values()].join('')

describe('ultimateParents', () => {
  it.each([
    ['nobody', [], 'abc'],
    ['a chain', [link('a', 'b'), link('b', 'c')], 'ccc'],
    ['a parent outside the list', [link('a', 'x'), link('b', 'x')], 'xxc'],
    ['a link that starts that day', [link('a', 'b', '2026-06-30')], 'bbc'],
    ['a link that starts the day after', [link('a', 'b', '2026-07-01')], 'abc'],
    ['a link that ended that day', [link('a', 'b', null, '2026-06-30')], 'abc'],
    ['a link that ends the day after', [link('a', 'b', null, '2026-07-01')], 'bbc'],
    ['a move', [link('a', 'b', null, '2026-01-01'), link('a', 'c', '2026-01-01')], 'cbc'],
    ['two parents, the later link', [link('a', 'b', '2026-01-01'), link('a', 'c', '2025-01-01')], 'bbc'],
    ['two parents on one day, the smaller id', [link('a', 'c'), link('a', 'b')], 'bbc'],
    ['its own parent', [link('b', 'b'), link('a', 'b')], 'bbc'],
    ['a circle of two', [link('b', 'c'), link('c', 'b')], 'abb'],
    ['a circle with a tail', [link('a', 'c'), link('b', 'c'), link('c', 'b')], 'bbb'],
  ])('with %s', (_, links, roots) => {
    expect(rootsOf('abc', links)).toBe(roots)
  })

  const links = fc.array(fc.tuple(fc.nat(15), fc.nat(15)).map(([child, parent]) => link(`n${child}`, `n${parent}`)))
  const ids = Array.from({ length: 16 }, (_, index) => `n${index}`)

  it('law: a root is its own root, and child and parent have the same one', () => {
    fc.assert(
      fc.property(links, (all) => {
        const roots = ultimateParents(ids, all, '2026-01-01')
        for (const root of roots.values()) expect(roots.get(root)).toBe(root)
        expect(roots.size).toBe(ids.length)
        const childrenOnce = all.filter((one) => all.filter(({ childId }) => childId === one.childId).length === 1)
        for (const { childId, parentId } of childrenOnce) expect(roots.get(childId)).toBe(roots.get(parentId))
      }),
    )
  })

  it('law: the order of accounts and links does not matter, cycles or not', () => {
    fc.assert(
      fc.property(links, (all) => {
        const roots = ultimateParents(ids, all, '2026-01-01')
        const reversed = ultimateParents(ids.toReversed(), all.toReversed(), '2026-01-01')
        for (const id of ids) expect(reversed.get(id)).toBe(roots.get(id))
        expect(findAccountCycles(all.toReversed(), '2026-01-01')).toEqual(findAccountCycles(all, '2026-01-01'))
      }),
    )
  })

  it('takes 200 000 accounts, in one chain or in circles, in one pass', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => String(index).padStart(6, '0'))
    const chain = many.slice(1).map((id, index) => link(id, many[index]!))
    // Anything worse than one pass does not end within the time limit of a test.
    const roots = ultimateParents(many, chain, '2026-01-01')
    const circle = ultimateParents(many, [...chain, link(many[0]!, many.at(-1)!)], '2026-01-01')
    expect([roots.get('199999'), circle.get('199999')]).toEqual(['000000', '000000'])
  })
})

describe('findAccountCycles', () => {
  it('names the accounts from the smallest on', () => {
    const links = [link('c', 'b'), link('b', 'c'), link('a', 'b'), link('z', 'z'), link('p', 'q')]
    expect(findAccountCycles(links, '2026-01-01')).toEqual([
      {
        ids: ['b', 'c'],
        sentence: 'Cannot find the ultimate parent on 2026-01-01 in "b" -> "c" -> "b": using "b"',
      },
      { ids: ['z'], sentence: 'Cannot find the ultimate parent on 2026-01-01 in "z" -> "z": using "z"' },
    ])
  })

  it('finds none where a circle is closed only over time', () => {
    const links = [link('a', 'b', null, '2026-01-01'), link('b', 'a', '2026-01-01')]
    expect(findAccountCycles(links, '2026-01-01')).toEqual([])
  })
})
