import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMicros } from './money.ts'
import { addToCohort, joinCohorts, nothingBought, retentionOf, retentionRates } from './retention.ts'

const of = (before: string | null, after: string | null) => ({
  before: before === null ? null : parseMicros(before),
  after: after === null ? null : parseMicros(after),
})
const parts = (start: string, expansion: string, contraction: string, lost: string) => ({
  start: parseMicros(start),
  expansion: parseMicros(expansion),
  contraction: parseMicros(contraction),
  lost: parseMicros(lost),
})

describe('retentionRates', () => {
  it('golden: 10.0 that grew by 1.8, shrank by .6 and lost .9 keeps 85 % gross and 103 % net', () => {
    expect(retentionRates(parts('10', '1.8', '0.6', '0.9'))).toEqual({ grr: 0.85, nrr: 1.03 })
  })

  it('is unknown when the cohort bought nothing', () => {
    expect(retentionRates(nothingBought)).toEqual({ grr: null, nrr: null })
  })
})

describe('retentionOf', () => {
  it.each([
    ['grew', of('100', '150'), parts('100', '50', '0', '0')],
    ['shrank', of('100', '40'), parts('100', '0', '60', '0')],
    ['bought the same', of('100', '100'), parts('100', '0', '0', '0')],
    ['was lost', of('100', null), parts('100', '0', '0', '100')],
    ['only gave back later', of('100', '-20'), parts('100', '0', '120', '0')],
    ['is new', of(null, '500'), nothingBought],
    ['had a net credit before', of('-5', '500'), nothingBought],
    ['was invoiced nothing in the end', of('0', '500'), nothingBought],
    ['never bought', of(null, null), nothingBought],
  ])('an account that %s', (_, account, expected) => {
    expect(retentionOf([account])).toEqual(expected)
  })

  it('one account that doubles does not hide another that leaves', () => {
    expect(retentionRates(retentionOf([of('100', '200'), of('100', null)]))).toEqual({ grr: 0.5, nrr: 1 })
  })

  const money = fc.option(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }))
  const account = fc.record({ before: money, after: money })
  const book = fc.array(account)

  it('law: the parts add up to what the cohort bought later', () => {
    fc.assert(
      fc.property(book, (accounts) => {
        const { start, expansion, contraction, lost } = retentionOf(accounts)
        const cohort = accounts.filter(({ before }) => before !== null && before > 0n)
        const later = cohort.reduce((sum, { after }) => sum + (after ?? 0n), 0n)
        expect(start + expansion - contraction - lost).toBe(later)
      }),
    )
  })

  it('law: GRR is never above 1 nor above NRR', () => {
    fc.assert(
      fc.property(book, (accounts) => {
        const { grr, nrr } = retentionRates(retentionOf(accounts))
        expect((grr ?? 0) <= 1 && (grr ?? 0) <= (nrr ?? 0)).toBe(true)
      }),
    )
  })

  it('law: cohorts that share no account add up, in whatever order', () => {
    fc.assert(
      fc.property(book, book, (one, other) => {
        expect(joinCohorts(retentionOf(one), retentionOf(other))).toEqual(retentionOf([...other, ...one]))
      }),
    )
  })

  it('law: a new account changes nothing', () => {
    fc.assert(
      fc.property(book, money, (accounts, after) => {
        const cohort = retentionOf(accounts)
        expect(addToCohort(cohort, { before: null, after })).toEqual(cohort)
      }),
    )
  })
})
