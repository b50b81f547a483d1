import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { pseudo, pseudoOf } from './pseudo.ts'

/** Every text of the catalogue by its name: `common:save`. */
const texts = Object.entries(en).flatMap(([part, tree]) => flatten(tree, `${part}:`))

describe('the catalogue', () => {
  it('has text under every name', () => {
    expect(texts.length).toBeGreaterThan(100)
    expect(texts.filter(([, text]) => text.trim() === '' || text !== text.trim())).toEqual([])
  })

  it('has both numbers where it has one', () => {
    const names = new Set(texts.map(([name]) => name))
    const lonely = [...names].filter(
      (name) =>
        (name.endsWith('_one') && !names.has(name.replace(/_one$/, '_other'))) ||
        (name.endsWith('_other') && !names.has(name.replace(/_other$/, '_one'))),
    )
    expect(lonely).toEqual([])
  })

  it('closes every brace it opens', () => {
    expect(texts.filter(([, text]) => text.replaceAll(/\{\{[\w, ]+\}\}/g, '').match(/[{}]/) !== null)).toEqual([])
  })

  it('calls an account an account', () => {
    expect(texts.filter(([, text]) => /\bcustomers?\b|\bclients?\b|\bcompan(?:y|ies)\b/i.test(text))).toEqual([])
  })
})

describe('the pseudo-language', () => {
  it('is two fifths longer and leaves what is filled in as it is', () => {
    expect(pseudo('Import {{number}}, {{ago}}')).toBe('[Ïɱþöŕţ {{number}}, {{ago}}~~~~]')
  })

  it('is longer by words that break into lines', () => {
    const text = 'What the book holds per source, legal entity, month and currency'
    expect(pseudo(text)).toMatch(/ý~{10} ~{10} ~+\]$/)
  })

  it('has the names of the language it is made of', () => {
    const names = (tree: object) => flatten(tree, '').map(([name]) => name)
    expect(names(pseudoOf(en))).toEqual(names(en))
  })
})

function flatten(tree: object, before: string): (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string'
      ? [[`${before}${name}`, value] as const]
      : typeof value === 'object' && value !== null
        ? flatten(value, `${before}${name}.`)
        : [],
  )
}
