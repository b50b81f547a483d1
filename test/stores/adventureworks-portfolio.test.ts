import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getExplanation } from '../../src/app/explanation/get-explanation.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { listAccountFacts } from '../../src/app/grade/list-account-facts.ts'
import { runImport } from '../../src/app/import/run-import.ts'
import { openBook } from '../../src/app/open-book.ts'
import type { Book } from '../../src/app/open-book.ts'
import { getPortfolio } from '../../src/app/portfolio/get-portfolio.ts'
import { listPortfolioGroups } from '../../src/app/portfolio/list-groups.ts'
import { envToConfig } from '../../src/config.ts'
import type { Output } from '../../src/contract/operations.ts'
import { findRealExport } from '../cli/real-export.ts'

const { folder, isAbsent, why } = findRealExport('adventureworks')

describe.skipIf(isAbsent)(`The portfolio of the AdventureWorks resellers${why}`, () => {
  let data: string
  let book: Book
  let year: Output<'getPortfolio'>

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'bookvalue-test-adventureworks-'))
    book = await openBook(envToConfig({}, join(data, 'book')), {
      actor: { kind: 'local-operator', name: 'tester' },
      now: () => '2014-07-01T08:00:00.000Z',
      progress: { report: () => {} },
      create: true,
    })
    await runImport(book.ctx, {
      path: folder,
      sourceDirectory: 'test/sources/adventureworks',
      kind: null,
      sourceName: null,
      strict: false,
      unknownAccounts: 'stub',
      replace: null,
      baseCurrency: null,
    })
    year = await getPortfolio(book.ctx, { within: 'book', period: '2013' })
  })
  afterAll(async () => {
    await book?.[Symbol.asyncDispose]()
    await rm(data, { recursive: true, force: true })
  })

  it('has 701 accounts that are graded A 324, B 37, C 193, none 147', () => {
    expect(year.accounts).toBe(701)
    expect(year.grades.map(({ grade, count }) => [grade, count])).toEqual([
      ['A', 324],
      ['B', 37],
      ['C', 193],
      [null, 147],
    ])
    expect(year.totals).toMatchObject({ spend: '32890351.721635', spendBefore: '27133701.377134', orders: 1598 })
  })

  it('moved from 2012 to 2013 as the whole matrix says', () => {
    expect(year.matrix.map(({ from, to, count }) => [from, to, count])).toEqual([
      ['A', 'A', 189],
      ['A', 'B', 9],
      ['A', 'C', 29],
      ['A', null, 41],
      ['B', 'A', 9],
      ['B', 'B', 1],
      ['B', 'C', 16],
      ['B', null, 7],
      ['C', 'A', 13],
      ['C', 'B', 6],
      ['C', 'C', 74],
      ['C', null, 25],
      [null, 'A', 113],
      [null, 'B', 21],
      [null, 'C', 74],
      [null, null, 74],
    ])
  })

  it('hangs on few accounts as the command line says, and over all years the top fifth makes 66.68 %', async () => {
    const { concentration } = await listAccountFacts(book.ctx, { period: '2013' })
    expect(year.concentration).toMatchObject({
      topFifthShare: concentration.topFifthShare,
      accountsForFourFifths: concentration.accountsForFourFifths,
    })
    expect(year.concentration).toMatchObject({ families: 554 })
    expect(year.concentration?.points.at(-1)).toEqual({ rank: 554, accountShare: 1, spendShare: 1 })
    const all = await listAccountFacts(book.ctx, { period: 'all' })
    // Of 635 accounts that ordered the fifth is 127, and 66.68 % to two places.
    expect(all.concentration.points[126]?.cumulatedShare).toBeCloseTo(0.6668, 4)
  })

  it('falls into the books of its salespeople', async () => {
    const { items } = await listPortfolioGroups(book.ctx, { within: 'book', by: 'owner', period: '2013' })
    const grades = new Map(
      items.map(({ group, grades: counts }) => [group?.key.split('/').at(-1), counts.map(({ count }) => count)]),
    )
    expect(grades.get('274')).toEqual([1, 0, 2, 1])
    expect(grades.get('276')).toEqual([31, 5, 18, 19])
    expect(grades.get('290')).toEqual([20, 1, 10, 6])
    expect(items).toHaveLength(17)
  })

  it('explains store 360, which misses 105.0985 to an A', async () => {
    const { items } = await listAccounts(book.ctx, { within: 'book', period: '2013', q: '360', limit: 200 })
    const id = items.find(({ key }) => key === '360')?.id ?? ''
    const explanation = await getExplanation(book.ctx, { id, period: '2013' })
    expect(explanation).toMatchObject({
      grade: 'B',
      gradedSpend: '9894.9015',
      next: { label: 'A', missing: '105.0985' },
    })
  })
})
