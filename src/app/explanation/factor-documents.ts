import type { CostlyDocument, FactorDocuments } from '../../domain/explain.ts'
import { metricOf } from '../../domain/metric.ts'
import type { Policy } from '../../domain/policy.ts'
import { documentPart } from '../../domain/receivables/document-part.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import type { Ctx } from '../context.ts'
import { measureDocuments } from '../receivable-facts/measure-account.ts'
import type { MeasuredDocument } from '../receivable-facts/sum-receivables.ts'

/** As many documents as a sentence can name. */
const namedDocuments = 3

type Known = Extract<MeasuredDocument, { readonly receivable: unknown }> & { readonly accountId: string }

/**
 * The invoices that made most of the factors that are made of invoices, over the accounts that are graded together. Nothing is
 * read for a policy that looks at no such factor.
 */
export async function readFactorDocuments(
  ctx: Ctx,
  accountIds: readonly string[],
  { window, policy }: { readonly window: FactsWindow; readonly policy: Policy },
): Promise<readonly FactorDocuments[]> {
  const factors = policy.factors.flatMap(({ metric }) => {
    const { id, madeOf } = metricOf(metric)
    return madeOf === undefined ? [] : [{ metric: id, by: madeOf }]
  })
  if (factors.length === 0) return []
  const known: Known[] = []
  for await (const { accountId, found } of measureDocuments(ctx, accountIds, window)) {
    if ('receivable' in found) known.push({ ...found, accountId })
  }
  return factors.map(({ metric, by }) => ({ metric, by, ...largest(known, by, window) }))
}

function largest(
  known: readonly Known[],
  by: FactorDocuments['by'],
  window: FactsWindow,
): Pick<FactorDocuments, 'documents' | 'of'> {
  const ranked = known
    .map((one) => ({ one, part: documentPart(one.measured, by) }))
    .filter(({ part }) => part > 0n)
    .toSorted((left, right) =>
      left.part === right.part ? byNumber(left.one, right.one) : left.part > right.part ? -1 : 1,
    )
  return { documents: ranked.slice(0, namedDocuments).map(({ one }) => toDocument(one, window)), of: ranked.length }
}

function byNumber({ receivable: one }: Known, { receivable: other }: Known): number {
  return one.number < other.number ? -1 : Number(one.number > other.number)
}

function toDocument({ accountId, receivable, measured }: Known, { to }: FactsWindow): CostlyDocument {
  const { source, number, date, settlements } = receivable
  const { gross, days, lateDays, open, financing } = measured
  const paidOn = open === 0n ? (settlements.findLast((settlement) => settlement.date <= to)?.date ?? null) : null
  return { accountId, source, number, date, amount: gross, days, lateDays, paidOn, cost: financing && financing.total }
}
