import { describe, expect, it } from 'vitest'
import { addressOf, problemOf } from './api.ts'
import { retryDelayOf, shouldAskAgain } from './queries.ts'

describe('the address of an operation', () => {
  it('fills in what it is of and lists what is asked for', () => {
    expect(addressOf('getInvoice', { params: { id: 'a/b' }, query: { source: 'main', number: 'R 1&2' } })).toBe(
      '/api/v1/accounts/a%2Fb/invoice?source=main&number=R+1%262',
    )
  })

  it('names a filter once for every value', () => {
    expect(addressOf('listAccounts', { query: { grade: ['A', 'B'], limit: 60 } })).toBe(
      '/api/v1/accounts?grade=A&grade=B&limit=60',
    )
  })
})

describe('a refusal', () => {
  it('is read from problem details', () => {
    const headers = new Headers({ 'retry-after': '2' })
    const body = {
      title: 'Not ready',
      detail: 'Working out 2024',
      code: 'building',
      instance: 'req-7',
      errors: [{ in: 'body', path: 'name', message: 'Too long' }],
    }
    expect(problemOf(503, headers, JSON.stringify(body))).toMatchObject({
      status: 503,
      code: 'building',
      message: 'Working out 2024',
      requestId: 'req-7',
      retryAfter: 2000,
      fields: [{ path: 'name', message: 'Too long' }],
    })
  })

  it('keeps its status where something in between answered', () => {
    expect(problemOf(502, new Headers(), '<h1>Bad gateway</h1>')).toMatchObject({
      status: 502,
      code: 'http-502',
      detail: '',
    })
  })

  it('is asked again while figures are worked out, and never when it is a no', () => {
    const answer = (status: number, code: string) =>
      problemOf(status, new Headers({ 'retry-after': '1' }), JSON.stringify({ code }))
    expect(shouldAskAgain(50, answer(503, 'building'))).toBe(true)
    expect(retryDelayOf(50, answer(503, 'building'))).toBe(1000)
    expect(shouldAskAgain(0, answer(403, 'forbidden'))).toBe(false)
    expect(shouldAskAgain(0, answer(429, 'too-many'))).toBe(false)
    expect(shouldAskAgain(0, new Error('a slip of ours'))).toBe(false)
  })
})
