import type { Input, Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { controlTotals } from '../../ledger/facts/control-totals.ts'
import type { ControlTotal } from '../../ledger/facts/control-totals.ts'
import type { Ledger } from '../../ledger/store/session.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import { aboutFilter, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { matchesTotal } from './compare-totals.ts'
import type { TotalFilter } from './compare-totals.ts'

type Filter = Input<'listControlTotals'>

/** Lines, net, tax and credits per source, legal entity, month and currency. */
export const listControlTotals: Verb<'listControlTotals'> = async (ctx, filter) => {
  requireRight(ctx, 'control')
  const { watermark, totals } = await totalsOf(ctx)
  return {
    items: totals.filter((total) => matchesTotal(toFilter(filter), total)).map(toShown),
    watermark,
    currency: (await baseCurrencyOf(ctx.ledger)) ?? null,
  }
}

/** The same as a file: money as exact decimals, a figure nobody stated as an empty cell. */
export const exportControlTotals: Verb<'exportControlTotals'> = async (ctx, { format, ...filter }) => {
  requireRight(ctx, 'control')
  const { watermark, totals } = await totalsOf(ctx)
  await auditRevealed(ctx, 'export', 'control totals', { ...filter })
  const shown = totals.filter((total) => matchesTotal(toFilter(filter), total)).map(toShown)
  return sheetFile(ctx, {
    name: 'control-totals',
    format,
    columns,
    rows: shown,
    about: [['currency', await baseCurrencyOf(ctx.ledger)], ['watermark', watermark], ...aboutFilter(filter)],
    // It is compared with what other programs write, and read back by this one.
    hasMark: false,
  })
}

interface Totals {
  readonly watermark: number
  readonly totals: readonly ControlTotal[]
}

/** The totals last asked for. They hold until the next import or undo, and a large ledger takes a second to add up. */
const lastByLedger = new WeakMap<Ledger, Totals>()

async function totalsOf({ ledger }: Ctx): Promise<Totals> {
  const watermark = await watermarkOf(ledger)
  const last = lastByLedger.get(ledger)
  if (last?.watermark === watermark) return last
  const found = { watermark, totals: await controlTotals(ledger) }
  // What came in meanwhile is of the next watermark.
  if ((await watermarkOf(ledger)) === watermark) lastByLedger.set(ledger, found)
  return found
}

function toFilter({ source, legalEntity, month, currency }: Filter): TotalFilter {
  return {
    source: source ?? null,
    legalEntity: legalEntity ?? null,
    month: month ?? null,
    currency: currency ?? null,
  }
}

type Shown = Output<'listControlTotals'>['items'][number]

function toShown(total: ControlTotal): Shown {
  return {
    source: total.source,
    legalEntity: total.legalEntity,
    month: total.month,
    currency: total.currency,
    lines: total.lines,
    net: formatMicros(total.net),
    tax: total.tax === null ? null : formatMicros(total.tax),
    credits: formatMicros(total.credits),
    baseNet: formatMicros(total.baseNet),
  }
}

const columns: readonly SheetColumn<Shown>[] = [
  ['source', (row) => row.source],
  ['legal_entity', (row) => row.legalEntity],
  ['month', (row) => row.month],
  ['currency', (row) => row.currency],
  ['lines', (row) => row.lines],
  ['net', (row) => row.net, 'amount'],
  ['tax', (row) => row.tax, 'amount'],
  ['credits', (row) => row.credits, 'amount'],
  ['base_net', (row) => row.baseNet, 'amount'],
]
