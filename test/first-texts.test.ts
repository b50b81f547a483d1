import { existsSync, readFileSync } from 'node:fs'
import { dirname, normalize, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { first } from '../src/web/i18n/first.ts'

const web = join(import.meta.dirname, '../src/web')

/** Files that are loaded with one, for what it imports without waiting. */
function loadedWith(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path) || !/\.tsx?$/.test(path) || !path.startsWith(web) || !existsSync(path)) return found
  found.add(path)
  const imported = readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type\b)(?:[^'"]*? from )?'(\.[^']+)'/gms)
  for (const [, specifier = ''] of imported) loadedWith(normalize(join(dirname(path), specifier)), found)
  return found
}

describe('what is drawn first', () => {
  it('has its texts without waiting for those of other screens', () => {
    const files = [...loadedWith(join(web, 'main.tsx')), ...loadedWith(join(web, 'screens/portfolio/Portfolio.tsx'))]
    expect(files.length).toBeGreaterThan(50)
    const missing = files.flatMap((path) => {
      const text = readFileSync(path, 'utf8')
      const parts = [...text.matchAll(/\buseT\('(\w+)'\)|\bt\(['`](\w+):/g)].map(([, own, other]) => own ?? other ?? '')
      return parts.filter((part) => !Object.hasOwn(first, part)).map((part) => `${path.slice(web.length)}: ${part}`)
    })
    expect(missing).toEqual([])
  })
})
