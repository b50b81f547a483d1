import { emptyFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { movementList, movementMatrix } from '../../domain/movement.ts'
import type { Movement, MovementCell } from '../../domain/movement.ts'
import type { Policy } from '../../domain/policy.ts'
import { invoiceSpans } from '../../ledger/facts/invoice-span.ts'
import type { InvoiceSpan } from '../../ledger/facts/invoice-span.ts'
import { readAccountHistory } from '../account/read-accounts.ts'
import type { AccountHistory } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireWholeBook } from '../right.ts'
import { assertOver } from './assert-over.ts'
import { gradePeriod } from './grade-book.ts'
import type { GradedAccount, GradedBook } from './grade-book.ts'
import { readPeriod } from './read-period.ts'
import type { GradedPeriod } from './read-period.ts'

export interface PeriodMovement {
  readonly before: GradedBook
  readonly after: GradedBook
  /** The policy both ends are graded by: the one that holds at the later end. */
  readonly policy: Policy
  readonly matrix: readonly MovementCell[]
  readonly moves: readonly (Movement & { readonly account: GradedAccount })[]
  /** First and last invoice of every account that was ever invoiced, up to the later end. */
  readonly spans: ReadonlyMap<string, InvoiceSpan>
}

/** What moved between the ends of two periods: every cell of the matrix and every account's move. */
export async function comparePeriods(
  ctx: Ctx,
  input: { readonly from: string; readonly to: string },
): Promise<PeriodMovement> {
  requireWholeBook(ctx)
  const later = await readPeriod(ctx, input.to)
  const earlier = await readPeriod(ctx, input.from, later.policy)
  if (earlier.period.to >= later.period.to) {
    throw new BookError('usage', `Cannot compare "${input.from}" with "${input.to}": the second period must end later`)
  }
  assertOver(ctx, earlier)
  assertOver(ctx, later)
  return compareGraded(ctx, earlier, later)
}

/** The same for two periods that have been read, graded by one policy, whether they are over or not. */
export async function compareGraded(
  ctx: Ctx,
  earlier: GradedPeriod,
  later: GradedPeriod,
  known: AccountHistory | null = null,
): Promise<PeriodMovement> {
  const history = known ?? (await readAccountHistory(ctx))
  const before = await gradePeriod(ctx, earlier, history)
  const after = await gradePeriod(ctx, later, history)
  const spans = await invoiceSpans(ctx.ledger, { to: later.window.to, watermark: after.watermark })
  const withSpan = (account: GradedAccount | undefined): AccountFacts | null => {
    const span = account && spans.get(account.id)
    if (!account || !span) return account?.facts ?? null
    return { ...(account.facts ?? emptyFacts(account.id)), firstInvoice: span.first, lastInvoice: span.last }
  }
  // An account that left takes part: its money is in the totals of the window it left in.
  const [wereThere, areThere] = [before, after].map((book) => [...book.accounts, ...book.left])
  const beforeById = new Map(wereThere?.map((account) => [account.id, account]))
  const afterById = new Map(areThere?.map((account) => [account.id, account]))
  const everyone = [...afterById.values(), ...[...beforeById.values()].filter((account) => !afterById.has(account.id))]
  const labels = later.policy.grades.map((grade) => grade.label)
  const stateOf = (account: GradedAccount | undefined) => ({
    grade: account?.graded.grade ?? null,
    facts: withSpan(account),
    ownerId: account?.owner?.key ?? null,
  })
  const moves = movementList({
    accounts: everyone.map(({ id }) => ({
      id,
      before: stateOf(beforeById.get(id)),
      after: stateOf(afterById.get(id)),
    })),
    afterFrom: later.window.from,
    labels,
  })
  const gradesOf = (book: GradedBook) =>
    new Map([...book.accounts, ...book.left].map((account) => [account.id, account.graded.grade]))
  return {
    before,
    after,
    policy: later.policy,
    matrix: movementMatrix(gradesOf(before), gradesOf(after), labels),
    moves: moves.flatMap((move) => {
      const account = afterById.get(move.id) ?? beforeById.get(move.id)
      return account ? [{ ...move, account }] : []
    }),
    spans,
  }
}
