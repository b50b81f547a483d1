import type { Output } from '../../contract/operations.ts'
import { farFuture, farPast } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import {
  findInvoiceHeader,
  listInvoiceAccounts,
  listInvoiceDisputes,
  listInvoicePayments,
} from '../../ledger/facts/invoice-document.ts'
import type { InvoiceHeader, InvoicePayment } from '../../ledger/facts/invoice-document.ts'
import { listLineRows } from '../../ledger/facts/line-list.ts'
import type { ListedLine } from '../../ledger/facts/line-list.ts'
import { repNames } from '../../records/account-card.ts'
import { readViewAccounts } from '../../records/account-view.ts'
import { sees } from '../account-view/sight.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import type { AccountSight } from './account-sight.ts'
import { auditLook } from './audit-look.ts'
import { getAccountInView } from './open-account.ts'
import type { OpenAccount } from './open-account.ts'
import { productNamer } from './product-name.ts'
import type { NameProduct } from './product-name.ts'

/** An invoice of more lines is no document for a screen; `listLines` pages through it. */
const maxLines = 2000

/** One invoice of an account with its lines, what was paid on it and what is not agreed with. Lines of other accounts on it are not the account's. */
export const getInvoice: Verb<'getInvoice'> = async (ctx, { id, source, number }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id })
  const { seen, view } = account
  const name = { source, number, watermark: view.watermark }
  const scope = await accountScope(ctx.ledger, [id])
  const header = await findInvoiceHeader(ctx.ledger, scope, name)
  const filter = { from: farPast, to: farFuture, watermark: view.watermark, invoice: { source, number } }
  const lines = await listLineRows(ctx.ledger, scope, filter, { after: null, limit: maxLines })
  const [first] = lines
  if (!header && !first) throw new BookError('not-found', `Cannot find invoice "${number}" of source "${source}"`)
  const seesWhole = seen.spend && (await seesAllOn(ctx, account, name))
  const payments = seesWhole ? await listInvoicePayments(ctx.ledger, name) : []
  const disputes = await listInvoiceDisputes(ctx.ledger, name)
  if (seen.spend) await auditLook(ctx, account, 'invoice')
  const salesperson = header?.salesperson ?? first?.salesperson ?? null
  const names = await repNames(ctx.records.view, salesperson === null ? [] : [`${source}/${salesperson}`])
  const nameProduct = await productNamer(ctx.records, lines)
  return {
    source,
    number,
    date: header?.date ?? first?.date ?? view.to,
    dueDate: header?.dueDate ?? null,
    isCredit: header?.isCredit ?? lines.every((line) => line.isCredit),
    orderNumber: header?.orderNumber ?? first?.orderNumber ?? null,
    salesperson: salesperson && (names.get(`${source}/${salesperson}`) ?? salesperson),
    legalEntity: header?.legalEntity ?? first?.legalEntity ?? null,
    currency: header?.currency ?? first?.currency ?? view.currency,
    rate: first?.rate ? formatMicros(first.rate, 0) : null,
    ...(seen.spend && moneyOf(lines)),
    ...(seesWhole && wholeOf(header, payments)),
    disputes: disputes.map(({ amount, ...dispute }) => ({ ...dispute, ...(seesWhole && { amount: decimal(amount) }) })),
    lines: lines.toSorted(byLine).map((line) => toLine(line, seen, nameProduct)),
  }
}

type Invoice = Output<'getInvoice'>

/**
 * Whether everybody's money on an invoice is in sight. Tax, gross amount, payments and disputes are of all of it: beside the account's own
 * lines they would tell what the others on it spent.
 */
async function seesAllOn(
  ctx: Ctx,
  { view, sight, row }: OpenAccount,
  name: Parameters<typeof listInvoiceAccounts>[1],
): Promise<boolean> {
  if (sight.spend === 'all') return true
  const others = (await listInvoiceAccounts(ctx.ledger, name)).filter((id) => id !== row.account_id)
  const ids = others.flatMap((id) => id ?? [])
  const rows = await readViewAccounts(ctx.records.view, view.number, ids)
  return others.every((id) => {
    const other = id === null ? undefined : rows.get(id)
    return other !== undefined && sees(sight.spend, Number(other.position))
  })
}

function moneyOf(lines: readonly ListedLine[]): Pick<Invoice, 'net' | 'baseNet'> {
  return {
    net: formatMicros(lines.reduce((sum, { net }) => sum + net, 0n)),
    baseNet: formatMicros(lines.reduce((sum, { baseNet }) => sum + baseNet, 0n)),
  }
}

function wholeOf(
  header: InvoiceHeader | undefined,
  payments: readonly InvoicePayment[],
): Pick<Invoice, 'tax' | 'gross' | 'payments'> {
  return {
    tax: decimal(header?.tax ?? null),
    gross: decimal(header?.gross ?? null),
    payments: payments.map(({ payment, date, amount, currency }) => ({
      payment,
      date,
      amount: formatMicros(amount),
      currency,
    })),
  }
}

function toLine(line: ListedLine, seen: AccountSight, nameProduct: NameProduct): Invoice['lines'][number] {
  return {
    line: line.line,
    kind: line.kind,
    product: nameProduct(line),
    unit: line.unit,
    ...(seen.spend && {
      quantity: line.quantity === null ? null : formatMicros(line.quantity, 0),
      net: formatMicros(line.net),
      baseNet: formatMicros(line.baseNet),
    }),
    ...(seen.margin && { unitCost: decimal(line.unitCost), cost: decimal(line.cost) }),
  }
}

const lineOrder = new Intl.Collator('en', { numeric: true })

/** 2 before 10, as they stand on paper; lines without a number last. */
function byLine(left: ListedLine, right: ListedLine): number {
  if (left.line === null || right.line === null) return Number(left.line === null) - Number(right.line === null)
  return lineOrder.compare(left.line, right.line)
}

function decimal(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}
