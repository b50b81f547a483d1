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
    ['1 point more would make it Core.', { id: 'next', values: { unit: 'points', missing: '1', label: 'Core' } }],
    [
      'Gross margin rate 29.8%, 2,982.79 EUR of gross profit, gives 59.31 points; with weight 30 it adds 9.8 of 16.52.',
      {
        id: 'factor',
        values: {
          metric: 'gross-margin-rate',
          unit: 'rate',
          value: '0.298279',
          points: '59.3116',
          weight: 30,
          contribution: '9.8',
          atMost: '16.523',
          behind: { what: 'gross-profit', money: '2982.79' },
          beside: null,
        },
      },
    ],
    [
      'Paid 19 days late on average: Orders 6 gives 25 points; with weight 15 it adds 4.41 of 17.65.',
      {
        id: 'factor',
        values: {
          metric: 'orders',
          unit: 'count',
          value: '6',
          points: '25',
          weight: 15,
          contribution: '4.411764',
          atMost: '17.647059',
          behind: null,
          beside: { metric: 'average-days-late', unit: 'days', value: '19' },
        },
      },
    ],
    [
      'Of 7 documents these weigh most: R-1 of 5 Jan 2026 over 1,200.00 EUR, paid after 70 days, 40 of them late (11.51 EUR); R-2 of 5 Feb 2026 over 900.00 EUR, open for 20 days, none of them late.',
      {
        id: 'documents',
        values: {
          metric: 'average-days-late',
          by: 'lateness',
          of: 7,
          documents: [
            {
              number: 'R-1',
              date: '2026-01-05',
              amount: '1200.00',
              days: 70,
              lateDays: 40,
              paidOn: '2026-03-16',
              cost: '11.51',
            },
            {
              number: 'R-2',
              date: '2026-02-05',
              amount: '900.00',
              days: 20,
              lateDays: 0,
              paidOn: null,
              cost: null,
            },
          ],
        },
      },
    ],
    [
      'The cheapest single change that would make it Core: Gross margin rate from 20.0% to 28.33% (833.00 EUR). The best pair: Spend from 100.00 EUR to 125.00 EUR and Average days late from 19 days to 0 days.',
      {
        id: 'lift',
        values: {
          label: 'Core',
          cheapest: { metric: 'gross-margin-rate', unit: 'rate', from: '0.2', to: '0.2833', money: '833.00' },
          pair: [
            { metric: 'spend', unit: 'money', from: '100.00', to: '125.00', money: '25.00' },
            { metric: 'average-days-late', unit: 'days', from: '19', to: '0', money: null },
          ],
        },
      },
    ],
    [
      'No one or two figures alone would make it Core.',
      { id: 'lift', values: { label: 'Core', cheapest: null, pair: null } },
    ],
    [
      'Average days late is unknown and does not count: nothing was paid in the window on an invoice with a due date.',
      { id: 'factor-unknown', values: { metric: 'average-days-late' } },
    ],
  ])('%s', (text, sentence) => {
    expect(written(sentence)).toBe(text)
  })

  it('says days, and documents that are all there are, as one says them', () => {
    const factor = (late: string): Sentence => ({
      id: 'factor',
      values: {
        metric: 'days-to-pay',
        unit: 'days',
        value: '1',
        points: '100',
        weight: 1,
        contribution: '50',
        atMost: '50',
        behind: null,
        beside: { metric: 'average-days-late', unit: 'days', value: late },
      },
    })
    const figure = 'Days to pay 1 day gives 100 points; with weight 1 it adds 50 of 50.'
    expect(written(factor('0'))).toBe(`Paid in time: ${figure}`)
    expect(written(factor('1'))).toBe(`Paid 1 day late on average: ${figure}`)
    expect(written(factor('0.5'))).toBe(`Paid 0.5 days late on average: ${figure}`)
    const one = { number: 'R-1', date: '2026-01-05', amount: '12.00', paidOn: '2026-01-06', cost: null }
    const documents: Sentence = {
      id: 'documents',
      values: { metric: 'days-to-pay', by: 'waiting', of: 1, documents: [{ ...one, days: 1, lateDays: 0 }] },
    }
    expect(written(documents)).toBe('It comes from R-1 of 5 Jan 2026 over 12.00 EUR, paid after 1 day, in time.')
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
