import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { makeFormat } from '../../format.ts'
import { en } from '../../i18n/en.ts'
import { pseudoOf } from '../../i18n/pseudo.ts'
import type { Explanation } from './account-parts.ts'
import { writeSentence } from './write-sentence.ts'

type Sentence = Explanation['sentences'][number]

const texts = i18next.createInstance()
const resources = { en, 'en-XA': pseudoOf(en) }
await texts.init({ lng: 'en', resources, ns: Object.keys(en), interpolation: { escapeValue: false } })

const pen = {
  write: texts.getFixedT('en', ['account', 'common'] as const),
  format: makeFormat('en-GB', 'UTC'),
  currency: 'EUR',
  bounds: ['10000.00', '5000.00'],
}
const inGerman = { ...pen, format: makeFormat('de-DE', 'UTC') }

const account = { key: 'K-100.245', name: 'Works 24' }
const family = { key: 'G-1', name: 'Group' }
const counted = { account, from: '2025-10-31', to: '2026-10-30', kinds: ['goods' as const] }
const spent = { ...counted, family, spend: '230492.630147' }
const bounds: Sentence = {
  id: 'bounds',
  values: {
    unit: 'money',
    bounds: [
      { label: 'A', atLeast: '10000.00', below: null },
      { label: 'B', atLeast: '5000.00', below: null },
      { label: 'C', atLeast: null, below: '5000.00' },
    ],
  },
}

/** A space that does not break stands before the currency and, in German, before the percent sign. */
function written(sentence: Sentence, by = pen): string {
  return writeSentence(sentence, by).replaceAll('\u00A0', ' ')
}

describe('a sentence of the explanation', () => {
  it.each<[string, Sentence]>([
    [
      'Works 24 (K-100.245) is A. It spent 230,492.63 EUR net from 31 Oct 2025 to 30 Oct 2026.',
      { id: 'graded-by-spend', values: { ...spent, family: null, grade: 'A' } },
    ],
    [
      'Works 24 (K-100.245) is A. The family of Group (G-1) spent 230,492.63 EUR net from 31 Oct 2025 to 30 Oct 2026.',
      { id: 'graded-by-spend', values: { ...spent, grade: 'A' } },
    ],
    [
      'Works 24 (K-100.245) is Core: its score is 62.47 points. It spent 230,492.63 EUR net from 31 Oct 2025 to 30 Oct 2026.',
      { id: 'graded-by-score', values: { ...spent, family: null, grade: 'Core', score: '62.466012' } },
    ],
    [
      'Works 24 (K-100.245) is A from 31 Oct 2025 to 30 Oct 2026.',
      { id: 'graded', values: { ...counted, grade: 'A' } },
    ],
    [
      'Works 24 (K-100.245) has no grade: it is never graded.',
      { id: 'ungraded', values: { ...counted, because: 'never-graded' } },
    ],
    [
      'Works 24 (K-100.245) has no grade: nothing was invoiced to it from 31 Oct 2025 to 30 Oct 2026.',
      { id: 'nothing-invoiced', values: { account, family: null, from: '2025-10-31', to: '2026-10-30' } },
    ],
    ['Works 24 (K-100.245) itself: nothing invoiced.', { id: 'own-spend', values: { account, spend: null } }],
    ['Bounds: A from 10,000.00 EUR, B from 5,000.00 EUR and C below 5,000.00 EUR.', bounds],
    [
      '12.5 points more would make it Core.',
      { id: 'next', values: { unit: 'points', missing: '12.5', label: 'Core' } },
    ],
    [
      'Gross margin rate 29.8% gives 59.31 points; with weight 30 it adds 9.8.',
      {
        id: 'factor',
        values: {
          metric: 'gross-margin-rate',
          unit: 'rate',
          value: '0.298279',
          points: '59.3116',
          weight: 30,
          contribution: '9.8',
        },
      },
    ],
    [
      'Average days late is unknown and does not count: nothing was paid in the window on an invoice with a due date.',
      { id: 'factor-unknown', values: { metric: 'average-days-late' } },
    ],
  ])('%s', (text, sentence) => {
    expect(written(sentence)).toBe(text)
  })

  it('has figures and days as its reader writes them', () => {
    expect(written(bounds, inGerman)).toContain('A from 10.000,00 EUR')
    const profit: Sentence = { id: 'gross-profit', values: { grossProfit: '1234.5', coverage: '0.9612' } }
    expect(written(profit, inGerman)).toBe('Gross profit 1.234,50 EUR; the cost is known for 96,1 % of the spend.')
  })

  it('rounds nothing to a bound it is not, nor what is missing to nothing', () => {
    const below: Sentence = { id: 'own-spend', values: { account, spend: '9999.999999' } }
    expect(written(below)).toBe('Works 24 (K-100.245) itself: 9,999.999999 EUR.')
    const missing: Sentence = { id: 'next', values: { unit: 'money', missing: '0.000001', label: 'A' } }
    expect(written(missing)).toBe('0.000001 EUR more would make it A.')
  })

  it('is in the language of its reader', () => {
    const inPseudo = { ...pen, write: texts.getFixedT('en-XA', ['account', 'common'] as const) }
    expect(written({ id: 'flagged', values: {} }, inPseudo)).toMatch(/^\[.*\]$/)
    expect(written({ id: 'factor-unknown', values: { metric: 'orders' } }, inPseudo)).toMatch(/^\[.*\]$/)
  })
})
