import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test[Symbol.asyncDispose]())

describe('signing in', () => {
  it('works', async () => {
    expect(await test.call(null, 'getStart', {})).toMatchObject({ needsAdministrator: true })
    const session = await test.call('administrator', 'getSession', {})
    expect(session).toMatchObject({ user: { role: 'administrator' }, landing: 'portfolio' })
    expect(await test.call('rep', 'getBook', {})).toMatchObject({ asOf: '2025-12-15' })
  })
})
