import { describe, expect, it } from 'vitest'
import type { View } from '../account-view/get-view.ts'
import type { Sight } from '../account-view/sight.ts'
import { keepAnswer } from './keep-answers.ts'

const view = (number: number) => ({ number }) as View
const sight = (): Sight => ({ spend: 'all', margin: 'all', family: 'all', exports: 'all' })

describe('keepAnswer', () => {
  it('works an answer out once for one reach, generation and question', async () => {
    let asked = 0
    const ask = async () => (asked += 1)
    const [one, other] = [sight(), sight()]
    expect(await keepAnswer(view(1), one, 'q', ask)).toBe(1)
    expect(await keepAnswer(view(1), one, 'q', ask)).toBe(1)
    expect(await keepAnswer(view(1), one, 'r', ask)).toBe(2)
    expect(await keepAnswer(view(2), one, 'q', ask)).toBe(3)
    // What another reach sees is another answer, whatever the question.
    expect(await keepAnswer(view(1), other, 'q', ask)).toBe(4)
  })

  it('asks again where there was no answer', async () => {
    const own = sight()
    await expect(keepAnswer(view(1), own, 'q', async () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
    expect(await keepAnswer(view(1), own, 'q', async () => 'there')).toBe('there')
  })
})
