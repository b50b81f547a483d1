import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { en } from '../../i18n/en.ts'
import { attentionSentence } from './attention-sentence.ts'
import type { Attention, SentenceFormats } from './attention-sentence.ts'

const texts = i18next.createInstance()
await texts.init({ lng: 'en', resources: { en }, ns: Object.keys(en), interpolation: { escapeValue: false } })
const write = texts.getFixedT('en', ['portfolio', 'common'] as const)

const formats: SentenceFormats = {
  money: (decimal) => `${decimal} EUR`,
  band: ({ from, below }) => `${String(from)}–${String(below)}`,
  percent: (share) => `${String(Math.round(share * 100))}%`,
  day: (day) => day,
}

const masked: Attention = {
  account: { id: '1', key: 'K1', name: 'Brass & Sons' },
  owner: null,
  movement: 'down',
  from: 'A',
  to: 'B',
  spendBandBefore: { from: 100_000, below: 200_000 },
  spendBand: { from: 50_000, below: 100_000 },
  lastInvoice: '2026-03-12',
  reason: 'down',
  family: { key: 'erp/pumps', name: 'Pumps' },
}
const open: Attention = {
  ...masked,
  change: '-40000.00',
  spendBefore: '160000.00',
  spend: '120000.00',
  familyChange: '-30000.00',
}

describe('the sentence why an account needs a look', () => {
  it('says how far it fell and what most of it was', () => {
    expect(attentionSentence(open, write, formats, 'spend')).toBe(
      'Fell from A to B: 40000.00 EUR less (-25%), 30000.00 EUR of it in Pumps.',
    )
  })

  it('does not call a family a part of a smaller fall', () => {
    expect(attentionSentence({ ...open, familyChange: '-90000.00' }, write, formats, 'spend')).toBe(
      'Fell from A to B: 40000.00 EUR less (-25%); Pumps alone fell by 90000.00 EUR.',
    )
  })

  it('uses bands where exact money may not be seen, and no digit of it', () => {
    expect(attentionSentence(masked, write, formats, 'spend')).toBe(
      'Fell from A to B: now 50000–100000, before 100000–200000; Pumps fell most.',
    )
  })

  it('says that the family of accounts fell when the account itself did not', () => {
    expect(attentionSentence({ ...open, change: '500.00' }, write, formats, 'spend')).toBe(
      'Fell from A to B with its family, though it bought 500.00 EUR more itself.',
    )
  })

  it('says since when a lost account is silent and what it was worth', () => {
    const lost: Attention = { ...open, reason: 'lost', movement: 'lost', to: null, spend: null, change: '-160000.00' }
    expect(attentionSentence(lost, write, formats, 'spend')).toBe(
      'No invoice since 2026-03-12; bought 160000.00 EUR in the twelve months before.',
    )
    const { spend: _, spendBefore: __, change: ___, ...hidden } = lost
    expect(attentionSentence(hidden, write, formats, 'spend')).toBe(
      'No invoice since 2026-03-12; bought 100000–200000 in the twelve months before.',
    )
  })

  it('never shows a band in place of an amount that is not known', () => {
    expect(attentionSentence({ ...open, reason: 'new', from: null, spend: null }, write, formats, 'spend')).toBe(
      'New in B.',
    )
  })

  it.each([
    [open, 'Fell from A to B by its score; bought 40000.00 EUR less (-25%).'],
    [{ ...open, change: '500.00' }, 'Fell from A to B by its score; bought 500.00 EUR more (0%).'],
    [{ ...open, change: '0.00' }, 'Fell from A to B by its score; bought as much as before.'],
    [masked, 'Fell from A to B by its score; buys 50000–100000 now, 100000–200000 before.'],
    [{ ...open, reason: 'up', from: 'B', to: 'A' }, 'Rose from B to A by its score; bought 40000.00 EUR less (-25%).'],
  ] satisfies [Attention, string][])('gives no spend as the reason of a move by a score', (item, sentence) => {
    expect(attentionSentence(item, write, formats, 'score')).toBe(sentence)
  })

  it('has a whole sentence for every reason, with and without money', () => {
    const reasons: readonly Attention['reason'][] = [
      'lost',
      'down',
      'shrinking',
      'family-lost',
      'up',
      'new',
      'returned',
    ]
    for (const [reason, gradeBy] of reasons.flatMap((one) => [[one, 'spend'] as const, [one, 'score'] as const])) {
      for (const item of [
        open,
        masked,
        { ...masked, family: null, spendBand: null, spendBandBefore: null, lastInvoice: null },
      ]) {
        const sentence = attentionSentence(
          { ...item, reason, ...(reason === 'up' && item.change ? { change: '9.00' } : {}) },
          write,
          formats,
          gradeBy,
        )
        expect(sentence).toMatch(/^[A-Z].*\.$/)
        expect(sentence).not.toMatch(/\{\{|undefined|null|reason\./)
      }
    }
  })
})
