import { amount, choice, currency, day, key, need, text } from './kind-form.ts'
import type { Column, Kind } from './kind-form.ts'

const account = text('account', 'Key of the account; empty means no account.')
const notNegative = (column: Column): Column => ({ ...column, least: '0' })

/** The kinds that say what an account costs, binds and asks for beside its invoices: stock, promises, service, money still to settle, and quotes. */
export const valueKinds: readonly Kind[] = [
  {
    id: 'stock',
    store: 'ledger',
    means: 'Stock on hand: what of a product lay where at the end of a day.',
    key: ['date', 'product', 'warehouse', 'account'],
    emptyIsKey: ['warehouse', 'account'],
    columns: [
      need(
        day('date', 'The day on whose evening it was counted; what the count of a warehouse leaves out is not there.'),
      ),
      key('product', 'Key of the product.'),
      text('warehouse', 'Where it lies; empty means the only place there is.'),
      text('account', 'Key of the account it is dedicated to or consigned with; empty means shared by all.'),
      notNegative(need(amount('quantity', 'Quantity on hand, never below 0.'))),
      text('unit', 'Unit of the quantity.'),
      notNegative(
        amount('unit_cost', 'Cost of one unit in the base currency; empty means the cost of the product on the day.'),
      ),
      notNegative(amount('cover_days', 'Days of sales the stock is to cover; empty means the setting of the book.')),
    ],
  },
  {
    id: 'commitments',
    store: 'ledger',
    means: 'What accounts said they would take, and by when.',
    key: ['number', 'line'],
    emptyIsKey: ['line'],
    columns: [
      key('number', 'The number of the forecast, call-off or blanket order.'),
      text('line', 'Line number within it; empty where it has one line.'),
      choice(
        'type',
        ['', 'forecast', 'call_off', 'blanket_order'],
        'forecast, call_off or blanket_order; empty means unknown.',
      ),
      key('account', 'Key of the account that gave its word.'),
      key('product', 'Key of the product.'),
      day('date', 'The day it was given; empty means unknown.'),
      need(day('due', 'The day by which it is to be taken.')),
      { ...need(amount('quantity', 'Quantity to be taken, above 0.')), above: '0' },
      text('unit', 'Unit of the quantity.'),
    ],
  },
  {
    id: 'deliveries',
    store: 'ledger',
    means: 'What was taken of a commitment, and when.',
    key: ['delivery', 'line'],
    columns: [
      key('delivery', 'The number of the delivery note.'),
      text('line', 'Line number within it; without it a row is known by its content.'),
      key('commitment', 'Number of the commitment it is taken from.'),
      text('commitment_line', 'Line of that commitment; empty where it has one line.'),
      need(day('date', 'The day it was taken.')),
      need(amount('quantity', 'Quantity taken, in the unit of the commitment; negative for what came back.')),
    ],
  },
  {
    id: 'events',
    store: 'ledger',
    means: 'What was done for accounts: calls, quotes, complaints and whatever else takes time.',
    key: ['number'],
    columns: [
      text('number', 'The number of the event; without it a row is known by its content.'),
      account,
      key(
        'activity',
        'What was done, by a key of your own, such as call, visit, quote, order, inquiry, credit_check, complaint or return.',
      ),
      need(day('date', 'The day it was done.')),
      notNegative(amount('quantity', 'How many of them, on one day; empty means 1.')),
      text('order_number', 'The order it was done for; empty means none.'),
      text('person', 'Who did it; empty means unknown.'),
    ],
  },
  {
    id: 'hours',
    store: 'ledger',
    means: 'Hours people logged for accounts; where there are any they stand in the place of the estimate from events.',
    key: ['number'],
    columns: [
      text('number', 'The number of the entry; without it a row is known by its content.'),
      account,
      need(day('date', 'The day of the work.')),
      text('activity', 'The activity it was spent on, by its key; empty means all of them.'),
      text('person', 'Who logged it; empty means unknown.'),
      notNegative(need(amount('hours', 'Hours as a decimal, never below 0.'))),
    ],
  },
  {
    id: 'freight',
    store: 'ledger',
    means: 'Outbound freight that was paid for; what of it was invoiced on is among the invoice lines.',
    key: ['number'],
    columns: [
      text('number', 'The number of the freight bill; without it a row is known by its content.'),
      text('invoice', 'The invoice whose goods were carried; empty means unknown.'),
      { ...account, means: 'Key of the account it was carried to; empty means the one of the invoice.' },
      need(day('date', 'The day of the freight bill.')),
      need(amount('amount', 'Net amount of the freight, negative where the carrier gave money back.')),
      currency,
    ],
  },
  {
    id: 'accruals',
    store: 'ledger',
    means: 'Rebates that are owed to accounts for what they bought, until they are credited.',
    key: ['number'],
    columns: [
      text('number', 'The number of the accrual; without it a row is known by its content.'),
      account,
      need(day('date', 'The day for which it was set aside.')),
      need(amount('amount', 'Net amount set aside, negative where it was released.')),
      currency,
      text('credited_by', 'Number of the credit note that settles it; empty means none yet.'),
      day('credited_on', 'The day it was credited; empty means not yet.'),
    ],
  },
  {
    id: 'disputes',
    store: 'ledger',
    means: 'Invoices that accounts do not agree with.',
    key: ['invoice', 'opened'],
    columns: [
      key('invoice', 'The invoice number.'),
      need(day('opened', 'The day the account objected.')),
      { ...day('closed', 'The first day without the dispute; empty means it is still open.'), notBefore: 'opened' },
      {
        ...amount('amount', 'The part in dispute, in the currency of the invoice; empty means all that is open of it.'),
        above: '0',
      },
      text('reason', 'Why; empty means unknown.'),
    ],
  },
  {
    id: 'quotes',
    store: 'ledger',
    means: 'What accounts asked a price for, and what became of it.',
    key: ['number', 'line'],
    emptyIsKey: ['line'],
    columns: [
      key('number', 'The number of the quote.'),
      text('line', 'Line number within it; empty where it has one line.'),
      key('account', 'Key of the account that asked.'),
      need(day('date', 'The day it was quoted.')),
      text('product', 'Key of the product; empty means several or none of ours.'),
      notNegative(amount('quantity', 'Quantity asked for, never below 0; empty means unknown.')),
      text('unit', 'Unit of the quantity.'),
      {
        ...notNegative(
          amount(
            'amount',
            'Net amount that was quoted last, never below 0; needed of what was won, else empty means unknown.',
          ),
        ),
        neededWhen: { column: 'state', is: 'won' },
      },
      notNegative(
        amount(
          'first_amount',
          'Net amount that was quoted first, before anything was conceded; empty means nothing was.',
        ),
      ),
      currency,
      choice('state', ['open', 'won', 'lost'], 'open, won or lost; empty means open.'),
      { ...day('decided', 'The day it was won or lost; empty means not yet, or unknown.'), notBefore: 'date' },
      text('competitor', 'Who else quoted, or won it; empty means nobody known.'),
      text('reason', 'Why it was won or lost, price where the lowest price decided; empty means unknown.'),
      text('order_number', 'The order that came of it; empty means none or unknown.'),
    ],
  },
]
