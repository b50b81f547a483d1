import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../../src/http/listen.ts'
import { roles } from '../../src/domain/right.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test[Symbol.asyncDispose]())

describe('the book', () => {
  it('says from when its figures are, and what one can choose from', async () => {
    const book = await test.call('service', 'getBook', {})
    expect(book).toMatchObject({
      name: 'Our book',
      isDemo: false,
      currency: 'EUR',
      asOf: '2025-12-15',
      firstDay: '2024-01-15',
      lastImport: { number: 1, source: 'main' },
      watermark: 1,
      shownWatermark: 1,
      isRefreshing: false,
      period: 'ttm@2025-12-15',
      policy: { name: 'default', gradeBy: 'spend' },
      segments: [
        { key: 'main/CRA', name: 'Crafts' },
        { key: 'main/IND', name: 'Industry' },
      ],
    })
    expect(book.periods[0]).toEqual({
      name: 'ttm@2025-12-15',
      from: '2024-12-16',
      to: '2025-12-15',
      isBuilt: true,
      isClosed: false,
    })
    const names = book.periods.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['2025', '2024', '2025-Q4', '2024-Q1', '2025-12', '2025-01']))
    expect(names).not.toContain('2023')
    expect(new Set(names).size).toBe(names.length)
    expect(book.territories).toContainEqual({ key: 'main/N', name: 'North', parent: 'main/ALL' })
    expect(book.owners.map(({ name }) => name)).toEqual([
      'Hanna Head',
      'Karl Key',
      'Milo Manager',
      'Rita Rep',
      'Rolf Other',
    ])
  })

  it('says so while it is empty', async () => {
    await using empty = await openTestApp({ isFilled: false })
    expect(await empty.call('administrator', 'getBook', {})).toMatchObject({
      currency: null,
      asOf: null,
      period: null,
      lastImport: null,
      periods: [],
      isRefreshing: false,
      watermark: 0,
      shownWatermark: null,
      shownView: null,
      territories: [],
    })
  })

  it('lists what every role may do', async () => {
    const { items } = await test.call('viewer', 'listRoles', {})
    expect(items.map(({ role }) => role)).toEqual(roles)
    expect(items.find(({ role }) => role === 'rep')?.rights).toEqual({
      'read-account': 'all',
      'read-spend': 'own',
      export: 'own',
      'write-action': 'own',
      'write-review': 'own',
    })
  })
})

describe('the settings', () => {
  it('are written down when changed, but not whom to call', async () => {
    const { version, grades } = await test.call('administrator', 'getSettings', {})
    expect(Object.keys(grades)).toEqual(['A', 'B', 'C', 'none'])
    const desk = { name: 'Dora Desk', phone: '+49 30 1', email: 'desk@test.example' }
    const words = { words: 'The best', promise: 'We call back within the hour.' }
    const body = { name: 'North mill', timeZone: 'Europe/Berlin', desk, grades: { A: words } }
    const headers = { 'if-match': `"${String(version)}"` }
    const saved = await test.call('administrator', 'updateSettings', { body }, { headers })
    expect(saved).toMatchObject({ name: 'North mill', desk, version: version + 1, grades: { A: words } })
    expect(saved.grades['B']).toEqual(grades['B'])
    expect(await test.call('rep', 'getBook', {})).toMatchObject({ name: 'North mill', timeZone: 'Europe/Berlin' })
    const audit = await test.call('administrator', 'listAudit', { query: { verb: 'update settings' } })
    expect(audit.items[0]).toMatchObject({
      subject: 'settings',
      subjectName: null,
      detail: { changes: { name: { from: 'Our book', to: 'North mill' }, desk: { from: null, to: 'set' } } },
    })
    expect(JSON.stringify(audit)).not.toContain('Dora')
  })
})

describe('the audit', () => {
  it('is read a page at a time, by who, what and when', async () => {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const query: { limit: string; cursor?: string } = { limit: '2', ...(cursor === undefined ? {} : { cursor }) }
      const page = await test.call('administrator', 'listAudit', { query })
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(ids.toSorted().toReversed())
    const actor = await test.idOf('administrator')
    const own = await test.call('administrator', 'listAudit', { query: { actor, limit: '200' } })
    expect(own.items.every((item) => item.actor.id === actor && item.actor.name === 'Ada Admin')).toBe(true)
    const count = async (query: object) => (await test.call('administrator', 'listAudit', { query })).items.length
    expect(await count({ to: '2020-01-01' })).toBe(0)
    // The day here is not that of the book, which an earlier test put into a zone of its own.
    expect(await count({ from: '2020-01-01', to: '2999-12-31', verb: 'accept invitation' })).toBeGreaterThan(0)
    const imported = await test.call('administrator', 'listAudit', { query: { actor: 'tester' } })
    expect(imported.items[0]?.actor).toEqual({ id: null, name: 'tester' })
  })

  it('is for whoever has the right', async () => {
    expect((await test.request('finance', 'listAudit', { query: {} })).status).toBe(403)
  })
})

describe('sessions of a person', () => {
  it('are listed and ended', async () => {
    const id = await test.idOf('executive')
    const { items } = await test.call('administrator', 'listUserSessions', { params: { id } })
    expect(items).toHaveLength(1)
    expect(JSON.stringify(items)).not.toContain('token')
    await test.call('administrator', 'endUserSessions', { params: { id } })
    expect((await test.request('executive', 'getSession', {})).status).toBe(401)
    expect((await test.call('administrator', 'listUserSessions', { params: { id } })).items).toEqual([])
  })
})

describe('two books of one server', () => {
  it('are told apart by their path, and stop without cutting anybody off', async () => {
    await using demo = await openTestApp({ isFilled: false, options: { isDemo: true, basePath: '/demo' } })
    const server = await listen([test.app, demo.app], { host: '127.0.0.1', port: 0 })
    const nameAt = async (path: string) => {
      const response = await fetch(`${server.url}${path}/api/v1/start`)
      return ((await response.json()) as { book: { name: string } }).book.name
    }
    expect(await nameAt('/demo')).toBe('Demo book')
    expect(await nameAt('')).toBe('North mill')
    expect((await fetch(`${server.url}/demonstration/api/v1/start`)).status).toBe(200)
    const headers = { cookie: await test.cookiesOf('administrator') }
    const underWay = fetch(`${server.url}/api/v1/book`, { headers })
    await new Promise((resolve) => setTimeout(resolve, 5))
    await server.stop(2000)
    expect((await underWay).status).toBe(200)
    await expect(fetch(`${server.url}/api/v1/start`)).rejects.toThrow('fetch failed')
  })
})
