import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

/** Attributes whose text people read or hear. */
const spoken = new Set(['title', 'label', 'placeholder', 'alt', 'hint', 'name', 'confirm', 'explanation', 'aria-label'])
/** Of these, what is no text for people on elements of the platform. */
const technical = new Set(['meta', 'input', 'select', 'iframe', 'slot'])

/** Text that stands in the markup itself: every word on screen comes from the catalogue, so that it can be in another language. */
function findLooseWords(path: string, text: string): string[] {
  const { program } = parseSync(path, text)
  const found: string[] = []
  const note = (node: Node, words: unknown) => {
    if (typeof words !== 'string' || !/\p{L}{2,}/u.test(words)) return
    found.push(`${path}:${text.slice(0, Number(node['start'])).split('\n').length} "${words.trim()}"`)
  }
  visit(program, (node) => {
    if (node['type'] === 'JSXText') note(node, node['value'])
    if (node['type'] === 'JSXOpeningElement') {
      const element = nameOf(node['name'])
      for (const attribute of Array.isArray(node['attributes']) ? (node['attributes'] as unknown[]) : []) {
        if (!isNode(attribute) || !spoken.has(nameOf(attribute['name']))) continue
        if (nameOf(attribute['name']) === 'name' && technical.has(element)) continue
        if (isNode(attribute['value']) && attribute['value']['type'] === 'Literal')
          note(attribute, attribute['value']['value'])
      }
    }
  })
  return found
}

type Node = Readonly<Record<string, unknown>>

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value as unknown[]) visit(item, see)
  else if (isNode(value)) {
    see(value)
    for (const part of Object.values(value)) visit(part, see)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOf(name: unknown): string {
  if (!isNode(name)) return ''
  if (name['type'] === 'JSXNamespacedName') return `${nameOf(name['namespace'])}:${nameOf(name['name'])}`
  return typeof name['name'] === 'string' ? name['name'] : ''
}

describe('words on screen', () => {
  it('come from the catalogue', () => {
    const web = join(import.meta.dirname, '..', 'src', 'web')
    const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
    expect(files.length).toBeGreaterThan(20)
    expect(files.flatMap((file) => findLooseWords(file, readFileSync(join(web, file), 'utf8')))).toEqual([])
  })

  it.each([
    ['text', '<p>Save it</p>', 1],
    ['text of an attribute', '<Button title="Save it" />', 1],
    ['a sign', '<p>·</p>', 0],
    ['a value in braces', '<p>{t("save")}</p>', 0],
    ['the name of a field', '<input name="email" />', 0],
  ])('are looked for in %s', (_, markup, count) => {
    expect(findLooseWords('a.tsx', `export const A = () => ${markup}`)).toHaveLength(count)
  })
})
