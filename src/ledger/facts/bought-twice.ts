import { numberToDay } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
import { kindList, liveAt } from './live.ts'
import { hasOtherKeys } from './value-facts.ts'

/** What an account spent in two windows, and when it was first and last invoiced up to the end of the later one. */
export interface AccountTwice {
  readonly accountId: string
  /** Null where nothing was invoiced in the window, of whatever kind. */
  readonly before: Micros | null
  readonly after: Micros | null
  readonly first: Day
  readonly last: Day
}

/**
 * Every account that was ever invoiced, with its spend in both windows: all that a policy by spend needs of both ends, in one pass
 * over the lines. Windows may overlap; the later one ends last.
 */
export async function boughtTwice(
  session: Session,
  { before, after, watermark }: { readonly before: Span; readonly after: Span; readonly watermark: number },
  kinds: readonly LineKind[],
): Promise<AccountTwice[]> {
  const isIn = (from: number): string =>
    `l.date >= CAST($${String(from)} AS DATE) AND l.date <= CAST($${String(from + 1)} AS DATE)`
  const sums = `
    sum(CASE WHEN ${isIn(2)} THEN ${spend(kinds)} END) AS before, sum(CASE WHEN ${isIn(4)} THEN ${spend(kinds)} END) AS after,
    min(l.date) AS first_day, max(l.date) AS last_day`
  const where = `l.date <= CAST($5 AS DATE) AND ${liveAt('l', 1)}`
  // Where a key and an account are the same thing, keys are resolved after grouping, which spares a join over every line.
  const byAccount = (await hasOtherKeys(session))
    ? `SELECT ${accountNumber} AS account, ${sums}
       FROM line l
       LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
         AND l.date >= r.valid_from AND l.date < r.valid_to
       WHERE ${where} GROUP BY 1`
    : `SELECT ${accountNumber} AS account, g.before, g.after, g.first_day, g.last_day
       FROM (SELECT l.source, l.account, ${sums} FROM line l WHERE ${where} GROUP BY l.source, l.account) g
       LEFT JOIN account_ref r ON r.source = g.source AND r.key = g.account`
  const epoch = `CAST('1970-01-01' AS DATE)`
  const answer = await session.read(
    `SELECT account, sum(before) AS before, sum(after) AS after, count(before) AS parts_before, count(after) AS parts_after,
       min(first_day) - ${epoch} AS first_day, max(last_day) - ${epoch} AS last_day
     FROM (${byAccount}) bought GROUP BY account`,
    [String(watermark), before.from, before.to, after.from, after.to],
  )
  const spendOf = (name: 'before' | 'after'): ((at: number) => Micros | null) => {
    const [amounts, parts] = [answer.micros(name), answer.counts(`parts_${name}`)]
    return (at) => (parts[at] === 0 ? null : (amounts[at] ?? 0n))
  }
  const [spentBefore, spentAfter] = [spendOf('before'), spendOf('after')]
  const [first, last] = [dayTexts(answer.counts('first_day')), dayTexts(answer.counts('last_day'))]
  return (await accountIds(session, answer)).map((accountId, at) => ({
    accountId,
    before: spentBefore(at),
    after: spentAfter(at),
    first: first[at] ?? '',
    last: last[at] ?? '',
  }))
}

/** Days by their numbers, each written once: a book has far fewer of them than accounts. */
function dayTexts(numbers: readonly number[]): Day[] {
  const texts = new Map<number, Day>()
  return numbers.map((number) => {
    const known = texts.get(number)
    if (known !== undefined) return known
    const day = numberToDay(number)
    texts.set(number, day)
    return day
  })
}

/** What a line adds to spend: one of another kind adds nothing, and still says that something was invoiced. */
function spend(kinds: readonly LineKind[]): string {
  return `CASE WHEN l.kind IN (${kindList(kinds)}) THEN l.base_net ELSE 0 END`
}
