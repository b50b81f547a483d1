import { beforeEach, describe, expect, it } from 'vitest'
import { isMissingPart, mayReload, noteReload } from './stale-page.ts'

const missing = new Error('Unable to preload CSS for /assets/Account-1a2b.css')

class Memory {
  readonly #kept = new Map<string, string>()
  getItem(name: string): string | null {
    return this.#kept.get(name) ?? null
  }
  setItem(name: string, value: string): void {
    this.#kept.set(name, value)
  }
}

describe('a page that is older than its server', () => {
  let memory = new Memory()
  beforeEach(() => {
    memory = new Memory()
  })

  it.each([
    'Unable to preload CSS for /assets/Account-1a2b.css',
    'Failed to fetch dynamically imported module: http://localhost/assets/Account-1a2b.js',
    'error loading dynamically imported module: http://localhost/assets/Account-1a2b.js',
    'Importing a module script failed.',
  ])('knows by what the browser says that a part is missing: %s', (message) => {
    expect(isMissingPart(new TypeError(message))).toBe(true)
  })

  it('takes no other error for one', () => {
    expect(isMissingPart(new Error('Failed to fetch'))).toBe(false)
    expect(isMissingPart('Unable to preload CSS for /a.css')).toBe(false)
    expect(mayReload(new Error('Failed to fetch'), { memory, isOnline: true })).toBe(false)
  })

  it('is loaded again once for each missing part, so that it never loads for ever', () => {
    expect(mayReload(missing, { memory, isOnline: true })).toBe(true)
    noteReload(missing, memory)
    expect(mayReload(missing, { memory, isOnline: true })).toBe(false)
    const other = new Error('Unable to preload CSS for /assets/Account-3c4d.css')
    expect(mayReload(other, { memory, isOnline: true })).toBe(true)
  })

  it('stays where there is no line to load it over', () => {
    expect(mayReload(missing, { memory, isOnline: false })).toBe(false)
  })
})
