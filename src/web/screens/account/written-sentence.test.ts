import { describe, expect, test } from 'vitest'
import { makeFormat } from '../../format.ts'
import { writtenSentence } from './written-sentence.ts'

describe('a sentence of the explanation', () => {
  const english = makeFormat('en-GB', 'UTC')

  test('has amounts and days as the reader writes them', () => {
    const sentence = 'Works 24 (K-100.245) is A: it spent 230492.630147 EUR net from 2025-10-31 to 2026-10-30.'
    expect(writtenSentence(sentence, english, 'EUR')).toBe(
      'Works 24 (K-100.245) is A: it spent 230,492.63 EUR net from 31 Oct 2025 to 30 Oct 2026.',
    )
    expect(writtenSentence('Bounds: A at least 35000.00 EUR.', makeFormat('de-DE', 'UTC'), 'EUR')).toBe(
      'Bounds: A at least 35.000,00 EUR.',
    )
  })

  test('has two decimals of points and rates', () => {
    expect(
      writtenSentence('Gross margin rate 29.8279 % gives 59.3116 points; with weight 30 it adds 9.8.', english, 'EUR'),
    ).toBe('Gross margin rate 29.83 % gives 59.31 points; with weight 30 it adds 9.8.')
  })
})
