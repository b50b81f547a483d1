import type { Micros } from '../../domain/money.ts'
import { emptySums } from '../../domain/receivables/sums.ts'
import type { ReceivableSums } from '../../domain/receivables/sums.ts'
import type { Answer } from '../store/answer.ts'
import type { Session } from '../store/session.ts'
import { accountIds } from './account-number.ts'
import { hasForeignDocuments } from './receivable-tables.ts'
import { sumsStatement } from './receivable-sums-sql.ts'
import type { SumsQuestion } from './receivable-sums-sql.ts'

/** What the ledger can add up by itself, and the documents it leaves to be measured one by one. */
interface LedgerSums {
  readonly byAccount: Map<string, ReceivableSums>
  /** Whether there are any: those that `receivableDocuments` gives as odd. */
  readonly hasOdd: boolean
}

/**
 * The sums of the receivables of all accounts in one statement, for documents in the base currency that were settled in parts of
 * what they ask for: there balances only go down, so that what was waited for is the gross up to the end less each payment from
 * its day to the end, sums of products that need no order. Each document is rounded once, as `measure` rounds it.
 */
export async function receivableSums(session: Session, question: SumsQuestion): Promise<LedgerSums> {
  const { sql, parameters } = sumsStatement(question)
  const byAccount = new Map<string, ReceivableSums>()
  let hasOdd = await hasForeignDocuments(session, question.documents)
  const answer = await session.read(sql, parameters)
  const ids = await accountIds(session, answer)
  const [states, documents, dated] = [answer.texts('state'), answer.counts('documents'), answer.counts('dated')]
  const sumsAt = plainSums(answer, question.withOpen)
  for (const [at, id] of ids.entries()) {
    const before = byAccount.get(id)
    const state = states[at]
    if (state === 'odd') hasOdd = true
    else if (state === 'plain') byAccount.set(id, sumsAt(at, before ?? none))
    else byAccount.set(id, withUnknown(before ?? none, state, { documents: documents[at] ?? 0, dated: dated[at] ?? 0 }))
  }
  return { byAccount, hasOdd }
}

/** The sums of no document. */
const none = emptySums()

function withUnknown(
  sums: ReceivableSums,
  state: string | undefined,
  { documents, dated }: { readonly documents: number; readonly dated: number },
): ReceivableSums {
  const reason = state === 'no-amount' ? 'no-amount' : 'no-payments'
  return {
    ...sums,
    unknown: { ...sums.unknown, [reason]: sums.unknown[reason] + documents },
    unmeasured: sums.unmeasured + dated,
  }
}

/** The sums in each row of an answer, beside what is known of the account already. */
function plainSums(answer: Answer, withOpen: boolean): (at: number, before: ReceivableSums) => ReceivableSums {
  const inWindow = windowSums(answer)
  if (!withOpen) return (at, before) => ({ ...before, ...inWindow(at) })
  const atEnd = openSums(answer)
  return (at, before) => ({ ...before, ...inWindow(at), ...atEnd(at) })
}

function windowSums(answer: Answer) {
  const [documents, costed, uncosted] = [answer.counts('documents'), answer.counts('costed'), answer.counts('uncosted')]
  const [paid, paidDays, nights] = [answer.micros('paid'), answer.micros('paid_days'), answer.micros('open_nights')]
  // The statement gives costs in millionths already.
  const [total, late] = [answer.digits('financing_total', 0), answer.digits('financing_late', 0)]
  return (at: number) => ({
    documents: documents[at] ?? 0,
    paid: paid[at] ?? 0n,
    paidDays: paidDays[at] ?? 0n,
    openNights: nights[at] ?? 0n,
    financingTotal: total[at] ?? 0n,
    financingLate: late[at] ?? 0n,
    costed: costed[at] ?? 0,
    uncosted: uncosted[at] ?? 0,
  })
}

function openSums(answer: Answer) {
  const micros = Object.fromEntries(openAmounts.map((name) => [name, answer.micros(name)]))
  const counts = Object.fromEntries(openCounts.map((name) => [name, answer.counts(name)]))
  const months = Array.from({ length: 12 }, (_, month) => answer.micros(`month_${String(month)}`))
  return (at: number) => {
    const amount = (name: (typeof openAmounts)[number]): Micros => micros[name]?.[at] ?? 0n
    const count = (name: (typeof openCounts)[number]): number => counts[name]?.[at] ?? 0
    return {
      byAge: {
        'not-due': amount('not_due'),
        'no-due-date': amount('no_due_date'),
        'to-30': amount('to_30'),
        'to-60': amount('to_60'),
        'to-90': amount('to_90'),
        'over-90': amount('over_90'),
        credits: amount('credits'),
      },
      overdueInvoices: count('overdue_invoices'),
      disputed: amount('disputed'),
      overdueDisputed: amount('overdue_disputed'),
      disputedInvoices: count('disputed_invoices'),
      openDays: amount('open_days'),
      overdueDays: amount('overdue_days'),
      lateDays: amount('late_amount_days'),
      sales: amount('sales'),
      monthSales: months.map((sales) => sales[at] ?? 0n),
      partPaidInvoices: count('part_paid_invoices'),
      partPaidOpen: amount('part_paid_open'),
    }
  }
}

const openCounts = ['overdue_invoices', 'disputed_invoices', 'part_paid_invoices'] as const
const openAmounts = [
  'not_due',
  'no_due_date',
  'to_30',
  'to_60',
  'to_90',
  'over_90',
  'credits',
  'disputed',
  'overdue_disputed',
  'open_days',
  'overdue_days',
  'late_amount_days',
  'sales',
  'part_paid_open',
] as const
