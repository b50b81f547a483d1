import { describe, expect, it } from 'vitest'
import type { Output } from '../../../contract/operations.ts'
import { aspects } from '../../../domain/judgement/judgement.ts'
import { draftOf, verdictOf } from './judge-draft.ts'

const written = { id: '1', from: '2026-01-01', by: { id: null, name: 'ann' }, at: '2026-01-01T08:00:00.000Z' }
const evidence = 'said so'
const fit: Output<'getAccountFit'> = {
  period: '2026',
  from: '2026-01-01',
  to: '2026-12-31',
  currency: 'EUR',
  watermark: 1,
  mayJudge: true,
  standing: [],
  reference: { ...written, evidence, value: 'named' },
  growthPotential: {
    ...written,
    source: 'market',
    evidence,
    low: '1000.00',
    likely: '2500.50',
    high: '4000.00',
    likelyBand: { from: 2000, below: 5000 },
  },
  regions: { ...written, evidence, value: ['North', 'South'] },
  relationship: null,
  intent: null,
  travel: { minutes: 90, kilometres: 40, basis: 'given', given: { ...written, evidence } },
  operating: { plain: null, handledOrders: 0, plainOrders: 0, handlingSince: null, knowsStandard: false },
  lines: [{ key: 'main/F1', name: 'Bolts' }],
}

describe('a draft of a judgement', () => {
  it('begins with what holds now, so that it is a judgement already where there is one', () => {
    expect(aspects.map((aspect) => [aspect, verdictOf(draftOf(aspect, fit))?.value ?? null])).toEqual([
      ['standing', null],
      ['reference', 'named'],
      ['growth-potential', { source: 'market', low: '1000.00', likely: '2500.50', high: '4000.00' }],
      ['regions', ['North', 'South']],
      ['travel', 90],
      ['relationship', null],
      ['intent', null],
    ])
  })

  it('takes a decimal comma, and leaves out regions that are none', () => {
    const potential = { ...draftOf('growth-potential', fit), low: '1', likely: '1,5', high: '2' }
    expect(verdictOf(potential)?.value).toEqual({ source: 'market', low: '1.00', likely: '1.50', high: '2.00' })
    expect(verdictOf({ ...draftOf('regions', fit), regions: ' East, ,West ,' })?.value).toEqual(['East', 'West'])
  })

  it.each([
    ['a potential that falls', { ...draftOf('growth-potential', fit), low: '5000' }],
    ['no amount', { ...draftOf('growth-potential', fit), likely: 'much' }],
    ['no line of products', { ...draftOf('standing', fit), word: 'first' }],
    ['a word of another aspect', { ...draftOf('intent', fit), word: 'first' }],
    ['half a minute', { ...draftOf('travel', fit), minutes: '1.5' }],
    ['more than a day', { ...draftOf('travel', fit), minutes: '1441' }],
    ['no region', { ...draftOf('regions', fit), regions: ' , ' }],
    ['a region twice', { ...draftOf('regions', fit), regions: 'East, East' }],
  ])('is no judgement with %s', (_, draft) => {
    expect(verdictOf(draft)).toBeNull()
  })

  it('takes back what was said, of a line where it is of one', () => {
    expect(verdictOf({ ...draftOf('reference', fit), takesBack: true })).toEqual({ aspect: 'reference', value: null })
    expect(verdictOf({ ...draftOf('standing', fit), takesBack: true })).toBeNull()
    const line = { ...draftOf('standing', fit), line: 'main/F1', takesBack: true }
    expect(verdictOf(line)).toEqual({ aspect: 'standing', line: 'main/F1', value: null })
  })
})
