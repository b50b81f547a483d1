import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../src/web/i18n/en.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'user-guide')
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'))

/** Every text of the screens, with what stands where something is filled in. */
function textsIn(catalogue: object): string[] {
  return Object.values(catalogue).flatMap((text: unknown) => {
    if (typeof text === 'string') return [text]
    return typeof text === 'object' && text !== null ? textsIn(text) : []
  })
}

const texts = new Set(textsIn(en).flatMap((text) => [text, ...text.split(/\s*\{\{\w+\}\}\s*/)]))

describe('the user guide', () => {
  it('has a page for each person', () => {
    expect(pages.toSorted()).toEqual(['administrator.md', 'finance.md', 'leader.md', 'rep.md', 'service.md'])
  })

  it.each(pages)('%s names screens, buttons and figures in bold as they stand on the screens', (name) => {
    const page = readFileSync(join(folder, name), 'utf8')
    const named = [...page.matchAll(/\*\*([^*]+)\*\*/g)].map(([, text]) => text)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((text) => !texts.has(text ?? ''))).toEqual([])
  })

  it.each(pages)('%s links to pages that are there', (name) => {
    const page = readFileSync(join(folder, name), 'utf8')
    const links = [...page.matchAll(/\]\(([^)#]+\.md)[^)]*\)/g)].map(([, link]) => link ?? '')
    for (const link of links) expect(() => readFileSync(join(folder, link))).not.toThrow()
  })
})
