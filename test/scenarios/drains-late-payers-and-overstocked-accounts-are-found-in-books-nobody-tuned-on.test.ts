import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeDemoBook } from '../../src/app/demo-book.ts'
import { readFacts } from '../../src/app/grade/read-facts.ts'
import { grossProfit } from '../../src/domain/facts.ts'
import type { AccountFacts } from '../../src/domain/facts.ts'
import { stockTurns } from '../../src/domain/inventory/turns.ts'
import { metricMicros } from '../../src/domain/metric-definition.ts'
import type { MetricId } from '../../src/domain/metric-definition.ts'
import { metricOf } from '../../src/domain/metric.ts'
import { parseMicros } from '../../src/domain/money.ts'
import type { Micros } from '../../src/domain/money.ts'
import { watermarkOf } from '../../src/ledger/store/batch.ts'
import { findAccountIds, placeOf } from '../../src/records/account-identity.ts'
import { openScenarioBook } from './book.ts'

/** Books the rules below were never looked at with; they were chosen on seeds 1 to 12. */
const seeds = Array.from({ length: 20 }, (_, index) => index + 2001)
const size = { accounts: 160, years: 2, until: '2026-10-31' }
const families = ['payments', 'receivables', 'commitments', 'stock', 'service', 'extras'] as const
const minCoverage = 0.95

/** What a controller would say of the figures of a year; a figure that is unknown says nothing. */
const rules: Readonly<Record<string, { readonly says: string; readonly isMeant: (facts: AccountFacts) => boolean }>> = {
  drain: {
    says: 'takes more than 1 000 of net profit away',
    isMeant: (facts) => isBelow(figureOf(facts, 'net-profit'), '-1000'),
  },
  'late-payer': {
    says: 'pays more than 25 days late',
    isMeant: (facts) => (figureOf(facts, 'average-days-late') ?? 0n) > parseMicros('25'),
  },
  'over-stocked': {
    says: 'turns its stock less than 12 times and takes less than 70 % as promised',
    isMeant: (facts) => isBelow(figureOf(facts, 'taken-rate'), '0.7') && (turnsOf(facts) ?? Infinity) < 12,
  },
}

interface Known {
  readonly facts: AccountFacts
  /** What was planted in it; null for nothing. */
  readonly story: string | null
}

interface Found {
  readonly hits: number
  readonly named: number
  readonly planted: number
}

it('On 20 books nobody tuned on the measures find drains, late payers and over-stocked accounts, where a ranking by spend does not', async () => {
  const books: Known[][] = []
  for (const seed of seeds) books.push(await knownOf(seed))
  const rows = Object.entries(rules).map(([story, { says, isMeant }]) => ({
    story,
    says,
    measured: sum(
      books.map((book) =>
        found(
          book,
          story,
          book.filter(({ facts }) => isMeant(facts)),
        ),
      ),
    ),
    largest: sum(books.map((book) => found(book, story, bySpend(book, story, -1)))),
    smallest: sum(books.map((book) => found(book, story, bySpend(book, story, 1)))),
  }))
  console.log(rows.map(sentenceOf).join('\n'))
  for (const { measured, largest, smallest } of rows) {
    // 3 % of the accounts of every book.
    expect(measured.planted).toBe(seeds.length * 5)
    expect(precisionOf(measured)).toBeGreaterThan(0.5)
    expect(recallOf(measured)).toBeGreaterThan(0.5)
    for (const naive of [largest, smallest]) {
      expect(precisionOf(measured)).toBeGreaterThan(4 * precisionOf(naive))
      expect(recallOf(measured)).toBeGreaterThan(4 * recallOf(naive))
    }
  }
})

/** The facts of the last twelve months of every account of a demo book, with what was planted. */
async function knownOf(seed: number): Promise<Known[]> {
  await using book = await openScenarioBook(size.until)
  const { ctx } = book
  await makeDemoBook(ctx, { ...size, seed }, new AbortController().signal)
  const window = { from: '2025-11-01', to: size.until, watermark: await watermarkOf(ctx.ledger) }
  const facts = await readFacts(ctx, window, { kinds: ['goods', 'service', 'discount'], families })
  const storyById = await plantedIn(ctx)
  return [...facts.values()]
    .filter(({ lines }) => lines > 0)
    .map((one) => ({ facts: one, story: storyById.get(one.accountId) ?? null }))
}

async function plantedIn({
  places,
  records,
}: Awaited<ReturnType<typeof openScenarioBook>>['ctx']): Promise<Map<string, string>> {
  const { stories } = JSON.parse(readFileSync(join(places.data, 'truth.json'), 'utf8')) as {
    readonly stories: readonly { readonly story: string; readonly account: string }[]
  }
  const pairs = stories.map(({ account }) => ({ source: 'demo', key: account }))
  const ids = await findAccountIds(records, pairs)
  return new Map(stories.map(({ story, account }) => [ids.get(placeOf({ source: 'demo', key: account })) ?? '', story]))
}

function figureOf(facts: AccountFacts, metric: MetricId): Micros | null {
  const value = metricOf(metric).compute(facts, { minCoverage })
  return value && metricMicros(value)
}

function isBelow(figure: Micros | null, bound: string): boolean {
  return figure !== null && figure < parseMicros(bound)
}

function turnsOf(facts: AccountFacts): number | null {
  const { costedSpend, cost, stockDedicated, stockUntaken, stockShared } = facts
  const stock = stockDedicated + stockUntaken + stockShared
  return stockTurns({ costedSpend, cost, grossProfit: grossProfit(facts, minCoverage), stock }).turns
}

/** The naive rule: as many accounts as are planted, those with the least spend (1) or with the most (-1). */
function bySpend(book: readonly Known[], story: string, direction: 1 | -1): Known[] {
  const planted = book.filter((one) => one.story === story).length
  const ranked = book.toSorted((one, other) => (one.facts.spend < other.facts.spend ? -direction : direction))
  return ranked.slice(0, planted)
}

function found(book: readonly Known[], story: string, named: readonly Known[]): Found {
  const isMeant = (one: Known): boolean => one.story === story
  return { hits: named.filter(isMeant).length, named: named.length, planted: book.filter(isMeant).length }
}

function sum(found: readonly Found[]): Found {
  return found.reduce((total, { hits, named, planted }) => ({
    hits: total.hits + hits,
    named: total.named + named,
    planted: total.planted + planted,
  }))
}

function precisionOf({ hits, named }: Found): number {
  return named === 0 ? 0 : hits / named
}

function recallOf({ hits, planted }: Found): number {
  return hits / planted
}

function sentenceOf({
  story,
  says,
  measured,
  largest,
  smallest,
}: {
  readonly story: string
  readonly says: string
  readonly measured: Found
  readonly largest: Found
  readonly smallest: Found
}): string {
  const both = (one: Found): string => `${precisionOf(one).toFixed(2)} / ${recallOf(one).toFixed(2)}`
  return `${story} (${says}): precision / recall ${both(measured)}; by spend, largest ${both(largest)}, smallest ${both(smallest)}`
}
