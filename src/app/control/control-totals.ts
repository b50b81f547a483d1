import type { Input, Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import type { ControlTotal } from '../../ledger/facts/control-totals.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { csvRecord, plainCell } from '../csv.ts'
import type { Verb } from '../verb.ts'
import { compareTotals } from './compare-totals.ts'

type Filter = Input<'listControlTotals'>

/** Lines, net, tax and credits per source, legal entity, month and currency. */
export const listControlTotals: Verb<'listControlTotals'> = async (ctx, filter) => ({
  items: (await totalsOf(ctx, filter)).map(toShown),
  watermark: await watermarkOf(ctx.ledger),
  currency: (await baseCurrencyOf(ctx.ledger)) ?? null,
})

/** The same as CSV: money as exact decimals, a figure nobody stated as an empty cell. */
export const exportControlTotals: Verb<'exportControlTotals'> = async (ctx, filter) => {
  const totals = (await totalsOf(ctx, filter)).map(toShown)
  await auditRevealed(ctx, 'export', 'control totals', { ...filter })
  return { name: 'control-totals.csv', pieces: toCsv(totals) }
}

async function totalsOf(ctx: Ctx, { source, legalEntity, month, currency }: Filter): Promise<readonly ControlTotal[]> {
  const filter = {
    source: source ?? null,
    legalEntity: legalEntity ?? null,
    month: month ?? null,
    currency: currency ?? null,
  }
  return (await compareTotals(ctx, { filter, expected: [] })).totals
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

const columns = ['source', 'legal_entity', 'month', 'currency', 'lines', 'net', 'tax', 'credits', 'base_net']

async function* toCsv(totals: readonly Shown[]): AsyncGenerator<string> {
  yield csvRecord(columns)
  for (const total of totals) {
    const { source, legalEntity, month, currency, lines, net, tax, credits, baseNet } = total
    yield csvRecord(
      [source, legalEntity, month, currency, String(lines), net, tax, credits, baseNet].map((cell) => plainCell(cell)),
    )
  }
}
