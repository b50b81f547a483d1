import { describe, expect, it } from 'vitest'
import { kinds } from '../../../domain/kind.ts'
import { nameKeyOf } from './use-names.ts'

describe('the names of columns', () => {
  it('are there for every column of every kind', () => {
    const nameless = kinds.flatMap((kind) =>
      kind.columns.flatMap(({ name }) => (nameKeyOf(kind.id, name) === null ? [`${kind.id}.${name}`] : [])),
    )
    expect(nameless).toEqual([])
  })

  it('say what the word means in its kind', () => {
    expect(nameKeyOf('accounts', 'key')).toBe('accounts_key')
    expect(nameKeyOf('reps', 'key')).toBe('key')
    expect(nameKeyOf('reps', 'toString')).toBe(null)
  })
})
