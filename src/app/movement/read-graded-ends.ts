import { setImmediate } from 'node:timers/promises'
import type { Day } from '../../domain/day.ts'
import { finish, packMoney, sumTable, tableOf } from '../../domain/facts-table.ts'
import { tableGrader } from '../../domain/grade-table.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import type { Policy } from '../../domain/policy.ts'
import { boughtTwice } from '../../ledger/facts/bought-twice.ts'
import { closedScorecards } from '../../records/closing.ts'
import type { ClosedScorecard, Closing } from '../../records/closing.ts'
import { none } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { openBookOnDay } from '../policy-studio/book-on-day.ts'
import type { BookOnDay } from '../policy-studio/book-on-day.ts'
import { gradeSide } from '../policy-studio/grade-side.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import { closingOf } from './compared-ends.ts'
import type { ComparedEnd, ComparedEnds } from './compared-ends.ts'

/** The accounts of the book at one end, by row of the book. */
interface GradedEnd {
  readonly book: BookOnDay
  /** Whether it is an account at the end, or has money in its window. */
  readonly isThere: (row: number) => boolean
  /** Rank of the grade, the best 0; `none` for no grade. */
  readonly rankOf: (row: number) => number
  /** Null where nothing was invoiced. */
  readonly spendOf: (row: number) => Micros | null
  /** Spend that stands on no account; null where none does, and in a closing, which keeps accounts alone. */
  readonly noAccount: Micros | null
}

/** Both ends, and what is known of accounts whatever the window. */
export interface GradedEnds {
  readonly before: GradedEnd
  readonly after: GradedEnd
  /** First and last invoice up to the later end, by row; null for who was never invoiced. */
  readonly first: readonly (Day | null)[]
  readonly last: readonly (Day | null)[]
}

/** Money of both windows by row of the book. */
interface BothSpends {
  readonly before: (Micros | null)[]
  readonly after: (Micros | null)[]
  readonly first: (Day | null)[]
  readonly last: (Day | null)[]
  noAccountBefore: Micros | null
  noAccountAfter: Micros | null
}

/** Reads and grades both ends, each from its closing where it shows that, else from the ledger as it is now. */
export async function readGradedEnds(
  ctx: Ctx,
  { before, after, policy }: ComparedEnds,
  watermark: number,
): Promise<GradedEnds> {
  const [earlier, later] = [await openBookOnDay(ctx, before.period.to), await openBookOnDay(ctx, after.period.to)]
  // Both list every account there is, in one order: only an import that ends between the two can part them.
  if ([earlier, later].some((book) => book.watermark !== watermark || book.rows !== later.rows)) {
    throw new BookError('building', 'Cannot compare yet: an import is being finished; look again in a moment')
  }
  const spends = await readSpends(ctx, later, { before: before.window, after: after.window, watermark, policy })
  const endOf = (book: BookOnDay, end: ComparedEnd, spend: BothSpends['before'], noAccount: Micros | null) => {
    const closing = closingOf(end)
    return closing ? readClosed(ctx, { book, closing, policy }) : gradeSpends(ctx, { book, policy, spend, noAccount })
  }
  return {
    before: await endOf(earlier, before, spends.before, spends.noAccountBefore),
    after: await endOf(later, after, spends.after, spends.noAccountAfter),
    first: spends.first,
    last: spends.last,
  }
}

/** Accounts after which others get a turn: a few milliseconds. */
const accountsPerTurn = 8192

async function readSpends(
  ctx: Pick<Ctx, 'ledger'>,
  { ids, rows }: BookOnDay,
  { policy, ...windows }: Parameters<typeof boughtTwice>[1] & { readonly policy: Policy },
): Promise<BothSpends> {
  const rowById = new Map(ids.map((id, row) => [id, row]))
  const empty = <T>(): (T | null)[] => Array.from({ length: rows }, () => null)
  const spends: BothSpends = {
    before: empty(),
    after: empty(),
    first: empty(),
    last: empty(),
    noAccountBefore: null,
    noAccountAfter: null,
  }
  for (const [at, account] of (await boughtTwice(ctx.ledger, windows, policy.kinds)).entries()) {
    const { accountId, before, after, first, last } = account
    // A large book has tens of thousands: others get a turn of the event loop.
    if (at % accountsPerTurn === accountsPerTurn - 1) await setImmediate()
    if (accountId === noAccountId) {
      spends.noAccountBefore = before
      spends.noAccountAfter = after
    }
    const row = rowById.get(accountId)
    if (row === undefined) continue
    spends.before[row] = before
    spends.after[row] = after
    spends.first[row] = first
    spends.last[row] = last
  }
  return spends
}

/** Grades an end: by spend on what was just read, by score on the facts of the factors, which the studio keeps too. */
async function gradeSpends(
  ctx: Ctx,
  {
    book,
    policy,
    spend,
    noAccount,
  }: {
    readonly book: BookOnDay
    readonly policy: Policy
    readonly spend: readonly (Micros | null)[]
    readonly noAccount: Micros | null
  },
): Promise<GradedEnd> {
  const ranks = policy.gradeBy === 'spend' ? await rankSpends(book, policy, spend) : await rankScores(ctx, book, policy)
  return {
    book,
    isThere: (row) => book.isValid[row] === 1 || (spend[row] ?? null) !== null,
    // Who is no account at the end has no grade; the money counts in that of the family.
    rankOf: (row) => (book.isValid[row] === 1 ? (ranks[row] ?? none) : none),
    spendOf: (row) => spend[row] ?? null,
    noAccount,
  }
}

async function rankSpends(book: BookOnDay, policy: Policy, spend: readonly (Micros | null)[]): Promise<Int32Array> {
  const own = tableOf(book.rows, [], {
    money: new Map([['spend', packMoney(spend.map((amount) => amount ?? 0n))]]),
    counts: new Map([['lines', Float64Array.from(spend, (amount) => (amount === null ? 0 : 1))]]),
  })
  const isFamily = policy.level !== 'account'
  const grader = tableGrader(policy, isFamily ? finish(sumTable(own, book.roots, book.rows)) : own, new Map())
  const ranks = new Int32Array(book.rows).fill(none)
  await eachPosition(book.rows, (row) => {
    ranks[row] = grader.rankOf(isFamily ? (book.roots[row] ?? row) : row)
  })
  return ranks
}

async function rankScores(ctx: Ctx, book: BookOnDay, policy: Policy): Promise<Int32Array> {
  const side = await gradeSide(ctx, book, policy)
  return Int32Array.from(book.ids.keys(), (row) => side.ranks[side.basisRow(row)] ?? none)
}

/** An end as it was closed: it knows the accounts there were, none that had left by then, and no money without an account. */
async function readClosed(
  ctx: Pick<Ctx, 'records'>,
  { book, closing, policy }: { readonly book: BookOnDay; readonly closing: Closing; readonly policy: Policy },
): Promise<GradedEnd> {
  const cards = new Map<string, ClosedScorecard>()
  for await (const page of closedScorecards(ctx.records.view, closing.id)) {
    for (const card of page) cards.set(card.accountId, card)
  }
  const rankByLabel = new Map(policy.grades.map(({ label }, rank) => [label, rank]))
  const cardAt = (row: number): ClosedScorecard | undefined => cards.get(book.ids[row] ?? '')
  return {
    book,
    isThere: (row) => cardAt(row) !== undefined,
    rankOf: (row) => rankByLabel.get(cardAt(row)?.grade ?? '') ?? none,
    spendOf: (row) => cardAt(row)?.spend ?? null,
    noAccount: null,
  }
}
