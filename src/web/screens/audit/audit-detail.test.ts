import { describe, expect, it } from 'vitest'
import { shortDetail } from './audit-detail.ts'

describe('a detail on one line', () => {
  it('names what is there, also inside, and nothing that is not', () => {
    const detail = { source: 'erp', mapping: { by: 'given', version: null }, note: null }
    expect(shortDetail(detail)).toBe('source: erp, mapping: by given')
  })

  it('shows what became of each field of a change', () => {
    expect(shortDetail({ changes: { name: { from: 'Bau', to: '' } } })).toBe('name: Bau → –')
  })
})
