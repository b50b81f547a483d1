import type { Micros } from '../../domain/money.ts'
import { emptySums } from '../../domain/receivables/sums.ts'
import type { ReceivableSums } from '../../domain/receivables/sums.ts'
import { countOf, microsOf, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
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
  for (const row of await session.all(sql, parameters)) {
    const id = textOf(row, 'account_id')
    const state = textOf(row, 'state')
    const before = byAccount.get(id) ?? emptySums()
    if (state === 'odd') hasOdd = true
    else byAccount.set(id, state === 'plain' ? { ...before, ...toSums(row) } : withUnknown(before, state, row))
  }
  return { byAccount, hasOdd }
}

function withUnknown(sums: ReceivableSums, state: string, row: Row): ReceivableSums {
  const reason = state === 'no-amount' ? 'no-amount' : 'no-payments'
  return {
    ...sums,
    unknown: { ...sums.unknown, [reason]: sums.unknown[reason] + countOf(row, 'documents') },
    unmeasured: sums.unmeasured + countOf(row, 'dated'),
  }
}

function toSums(row: Row): Omit<ReceivableSums, 'unknown' | 'unmeasured'> {
  return {
    documents: countOf(row, 'documents'),
    byAge: {
      'not-due': microsOf(row, 'not_due'),
      'no-due-date': microsOf(row, 'no_due_date'),
      'to-30': microsOf(row, 'to_30'),
      'to-60': microsOf(row, 'to_60'),
      'to-90': microsOf(row, 'to_90'),
      'over-90': microsOf(row, 'over_90'),
      credits: microsOf(row, 'credits'),
    },
    overdueInvoices: countOf(row, 'overdue_invoices'),
    disputed: microsOf(row, 'disputed'),
    overdueDisputed: microsOf(row, 'overdue_disputed'),
    disputedInvoices: countOf(row, 'disputed_invoices'),
    openDays: microsOf(row, 'open_days'),
    overdueDays: microsOf(row, 'overdue_days'),
    lateDays: microsOf(row, 'late_amount_days'),
    sales: microsOf(row, 'sales'),
    monthSales: Array.from({ length: 12 }, (_, month) => microsOf(row, `month_${String(month)}`)),
    paid: microsOf(row, 'paid'),
    paidDays: microsOf(row, 'paid_days'),
    partPaidInvoices: countOf(row, 'part_paid_invoices'),
    partPaidOpen: microsOf(row, 'part_paid_open'),
    openNights: microsOf(row, 'open_nights'),
    financingTotal: millionths(row, 'financing_total'),
    financingLate: millionths(row, 'financing_late'),
    costed: countOf(row, 'costed'),
    uncosted: countOf(row, 'uncosted'),
  }
}

/** An amount that the statement gives in millionths already; none where nothing was summed. */
function millionths(row: Row, column: string): Micros {
  return BigInt(textOrNull(row, column) ?? '0')
}
