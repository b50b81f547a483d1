import { setImmediate } from 'node:timers/promises'
import type { Day } from '../../domain/day.ts'
import { packMoney } from '../../domain/facts-table.ts'
import type { MoneyColumn } from '../../domain/facts-table.ts'
import type { LineKind } from '../../domain/kind.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { cohortSpend } from '../../ledger/facts/cohort-spend.ts'
import type { Ctx } from '../context.ts'
import { keepLatest } from '../keep-latest.ts'
import type { BookOnDay } from '../policy-studio/book-on-day.ts'

/** What every account of a book ordered and spent in some quarters, by row of the book. */
export interface CohortBook {
  /** The ends of the quarters, the oldest first. */
  readonly ends: readonly Day[]
  /** Index of the quarter of the first order: `before` for an earlier one, `never` for an account that has not ordered. */
  readonly first: Int32Array
  /** By quarter. */
  readonly spend: readonly MoneyColumn[]
  readonly isActive: readonly Uint8Array[]
}

export const cohortBefore = -1
export const cohortNever = -2

/** Ends of quarters that people look at now; fifty thousand accounts take some ten megabytes each. */
const keptCohorts = 2
// By book: it stands for a day and a watermark, so that nothing old is ever found.
const cohortsByBook = new WeakMap<BookOnDay, Map<string, Promise<CohortBook>>>()

/** Reads when the accounts of a book first ordered, and what they did since; kept as long as the book is. */
export function openCohorts(
  ctx: Pick<Ctx, 'ledger'>,
  book: BookOnDay,
  { ends, kinds }: { readonly ends: readonly Day[]; readonly kinds: readonly LineKind[] },
): Promise<CohortBook> {
  const kept = cohortsByBook.get(book) ?? new Map<string, Promise<CohortBook>>()
  cohortsByBook.set(book, kept)
  return keepLatest(kept, JSON.stringify([ends, kinds.toSorted()]), keptCohorts, () => read(ctx, book, ends, kinds))
}

async function read(
  ctx: Pick<Ctx, 'ledger'>,
  book: BookOnDay,
  ends: readonly Day[],
  kinds: readonly LineKind[],
): Promise<CohortBook> {
  const rowById = new Map(book.ids.map((id, row) => [id, row]))
  const first = new Int32Array(book.rows).fill(cohortNever)
  const spend = ends.map(() => Array.from({ length: book.rows }, () => 0n))
  const isActive = ends.map(() => new Uint8Array(book.rows))
  for await (const accounts of cohortSpend(ctx.ledger, { ends, watermark: book.watermark }, kinds)) {
    for (const account of accounts) {
      const row = rowById.get(account.accountId)
      if (row === undefined || account.accountId === noAccountId) continue
      first[row] = quarterOf(ends, account.firstOrder)
      for (const [quarter, amount] of account.spend.entries()) put(spend[quarter], row, amount)
      for (const [quarter, sales] of account.sales.entries()) put(isActive[quarter], row, sales > 0 ? 1 : 0)
    }
  }
  const packed: MoneyColumn[] = []
  for (const column of spend) {
    packed.push(packMoney(column))
    // A column is a few milliseconds: others get a turn between two.
    await setImmediate()
  }
  return { ends, first, spend: packed, isActive }
}

/** The quarter that a day is in, by its index among the ends; `cohortBefore` for a day before the first of them begins. */
function quarterOf(ends: readonly Day[], day: Day): number {
  const month = (Math.ceil(Number(day.slice(5, 7)) / 3) * 3).toString().padStart(2, '0')
  return ends.findIndex((end) => end.startsWith(`${day.slice(0, 4)}-${month}`))
}

function put<T>(column: { [row: number]: T } | undefined, row: number, value: T): void {
  if (column) column[row] = value
}
