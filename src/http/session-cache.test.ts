import { describe, expect, it } from 'vitest'
import type { Person } from '../app/context.ts'
import { findCookie, SessionCache } from './session-cache.ts'

const person: Person = {
  kind: 'person',
  id: 'p',
  name: 'P',
  role: 'viewer',
  grants: {},
  reps: [],
  team: [],
  territories: [],
}
const session = { id: 's', userId: 'p', createdAt: '', lastSeenAt: '', expiresAt: '' }

function cacheOf() {
  const state = { now: 0, asked: 0, fails: false, isThere: true }
  const cache = new SessionCache({
    auth: {
      cookieName: 'c',
      find: async () => {
        state.asked++
        if (state.fails) throw new Error('gone')
        return state.isThere ? session : null
      },
    },
    clock: () => state.now,
    toVisitor: async () => ({ person, sessionId: 's', expiresAt: '' }),
  })
  return { cache, state }
}

describe('who is behind a cookie', () => {
  it('is asked once in two seconds, however many ask at once', async () => {
    const { cache, state } = cacheOf()
    await Promise.all([cache.find('c=1'), cache.find('a=b; c=1'), cache.find('c=1')])
    state.now = 1999
    expect((await cache.find('c=1'))?.sessionId).toBe('s')
    expect(state.asked).toBe(1)
    state.now = 2000
    await cache.find('c=1')
    expect(state.asked).toBe(2)
  })

  it('is asked anew once something about people has changed', async () => {
    const { cache, state } = cacheOf()
    expect(await cache.find('c=1')).not.toBeNull()
    state.isThere = false
    cache.forget()
    expect(await cache.find('c=1')).toBeNull()
  })

  it('is not settled by an error', async () => {
    const { cache, state } = cacheOf()
    state.fails = true
    await expect(cache.find('c=1')).rejects.toThrow('gone')
    state.fails = false
    expect(await cache.find('c=1')).not.toBeNull()
  })

  it('is nobody without our cookie', async () => {
    const { cache, state } = cacheOf()
    expect(await cache.find(null)).toBeNull()
    expect(await cache.find('cc=1; xc=2')).toBeNull()
    expect(state.asked).toBe(0)
  })
})

it.each([
  ['c=1', '1'],
  ['a=2; c=x%3D; b', 'x%3D'],
  ['a=c=1', null],
  ['', null],
])('in "%s" finds %s', (cookies, value) => {
  expect(findCookie(cookies, 'c')).toBe(value)
})
