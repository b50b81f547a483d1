import { describe, expect, it } from 'vitest'
import { rankAttention } from './attention-order.ts'

type Moves = Parameters<typeof rankAttention>[0]
type Alerts = Parameters<typeof rankAttention>[1]

const account = (id: string) => ({ id, key: id, name: id })
const move = (id: string, change?: string) =>
  ({ account: account(id), ...(change === undefined ? {} : { change }) }) as Moves[number]
const alert = (id: string, stake?: string) =>
  ({ account: account(id), ...(stake === undefined ? {} : { stake }) }) as Alerts[number]
const names = (moves: Moves, alerts: Alerts) => rankAttention(moves, alerts).map(({ account: { id } }) => id)

describe('rankAttention', () => {
  it('counts what was lost or is at stake twice a gain', () => {
    expect(names([move('gain', '300'), move('loss', '-160')], [alert('silent', '155')])).toEqual([
      'loss',
      'silent',
      'gain',
    ])
  })

  it('has an account once, with its move and the first of its alerts', () => {
    const [only, ...others] = rankAttention([move('a', '-10')], [alert('a', '50'), alert('a', '20')])
    expect(others).toEqual([])
    expect(only?.move?.change).toBe('-10')
    expect(only?.alert?.stake).toBe('50')
    expect(only?.leads).toBe('alert')
    expect(rankAttention([move('a', '-60')], [alert('a', '50')])[0]?.leads).toBe('move')
  })

  it('puts alerts first, as the server has them, where any money is out of sight', () => {
    expect(names([move('m1'), move('m2', '-900')], [alert('a1'), alert('a2', '5')])).toEqual(['a1', 'a2', 'm1', 'm2'])
  })
})
