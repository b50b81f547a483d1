import { describe, expect, it } from 'vitest'
import { defaultGrants, roles, type Role } from '../../domain/right.ts'
import type { Output } from '../../contract/operations.ts'
import { closedScreen, screensFor } from './screens.ts'

const sessionOf = (role: Role): Output<'getSession'> => ({
  user: {
    id: role,
    email: `${role}@test.example`,
    name: role,
    role,
    reps: [],
    preferences: { language: 'en', format: 'en-GB', theme: 'light' },
  },
  rights: defaultGrants[role],
  landing: 'portfolio',
  expiresAt: '2026-01-31T00:00:00.000Z',
})
const closedFor = (role: Role, routes: readonly string[]) =>
  routes.map((route) => closedScreen(route, sessionOf(role))?.id ?? null)

describe('a screen whose address is typed', () => {
  it('stays closed to whoever has no right to it', () => {
    expect(closedFor('rep', ['/users', '/imports', '/imports/new', '/audit', '/control', '/closings'])).toEqual([
      'users',
      'imports',
      'newImport',
      'audit',
      'control',
      'closings',
    ])
    expect(closedFor('finance', ['/users', '/audit'])).toEqual(['users', 'audit'])
  })

  it('is open with the right, whether the navigation offers it or not', () => {
    expect(closedFor('finance', ['/imports', '/imports/new', '/imports/$id', '/control', '/closings'])).toEqual(
      Array(5).fill(null),
    )
    expect(closedFor('viewer', ['/', '/portfolio', '/my-book', '/search', '/jobs', '/settings'])).toEqual(
      Array(6).fill(null),
    )
    expect(screensFor(sessionOf('viewer')).map(({ id }) => id)).not.toContain('search')
  })

  it('is offered to whoever has accounts of their own where it says whom to call', () => {
    const rep = sessionOf('rep')
    const offered = (reps: readonly string[]) =>
      screensFor({ ...rep, user: { ...rep.user, reps: [...reps] } }).map(({ id }) => id)
    expect(offered(['erp/R-1'])).toEqual(expect.arrayContaining(['myBook', 'lifetime']))
    expect(offered([])).not.toContain('lifetime')
  })

  it('is held by the screen it belongs to, and by the most exact one', () => {
    expect(closedFor('rep', ['/imports/$id', '/accounts/$id', '/importsOf'])).toEqual(['imports', null, null])
    const { rights, ...session } = sessionOf('finance')
    const { control: _control, ...withoutControl } = rights
    expect(closedScreen('/imports/new', { ...session, rights: withoutControl })).toBeUndefined()
    expect(closedScreen('/imports/$id', { ...session, rights: withoutControl })?.id).toBe('imports')
  })

  it('is open to everybody whom the navigation offers it', () => {
    const refused = roles.flatMap((role) =>
      screensFor(sessionOf(role)).filter(({ to }) => closedScreen(to, sessionOf(role)) !== undefined),
    )
    expect(refused).toEqual([])
  })
})
