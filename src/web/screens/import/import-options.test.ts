import { describe, expect, it } from 'vitest'
import type { Inspection } from '../mapping/inspection.ts'
import { isKnownSource, sourceOf } from './import-options.ts'

const by = (origin: Inspection['origin']['by'], source: string): Pick<Inspection, 'origin' | 'mapping'> => ({
  origin: { by: origin, name: null, version: null },
  mapping: { source },
})

describe('the source while nobody names one', () => {
  it('is that of the files where they are known, whatever came in before', () => {
    for (const origin of ['saved', 'template', 'uploaded'] as const) {
      expect(sourceOf(by(origin, 'xero'), 'erp')).toBe('xero')
      expect(isKnownSource(by(origin, 'xero'))).toBe(true)
    }
  })

  it('is that of the last import for files nobody knows, and what is proposed in an empty book', () => {
    expect(sourceOf(by('proposed', 'main'), 'erp')).toBe('erp')
    expect(sourceOf(by('proposed', 'main'), null)).toBe('main')
    expect(isKnownSource(by('proposed', 'main'))).toBe(false)
  })

  it('is none while nothing is known of the files and the book is empty', () => {
    expect(sourceOf(undefined, null)).toBe('')
  })
})
