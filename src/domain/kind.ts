import { amount, choice, currency, day, key, need, text } from './kind-form.ts'
import type { Kind } from './kind-form.ts'
import { valueKinds } from './value-kinds.ts'

export { ledgerKindIds, recordsKindIds } from './kind-form.ts'
export type { Column, Kind, KindId, LedgerKindId, RecordsKindId } from './kind-form.ts'

/** The line kinds an invoice line may have; a policy names the ones that count as spend. */
export const lineKinds = ['goods', 'service', 'freight', 'discount', 'rebate', 'adjustment', 'bad_debt'] as const
export type LineKind = (typeof lineKinds)[number]

const validFrom = day('valid_from', 'First day on which the row holds; empty means from the beginning.')
const validTo = day('valid_to', 'First day on which the row no longer holds; empty means without end.')
const invoiceType = choice(
  'type',
  ['', 'invoice', 'credit_note'],
  'invoice or credit_note; empty means a credit note where the amount is negative.',
)

/** Every import kind, in the order in which an import takes them (what others refer to comes first). */
export const kinds: readonly Kind[] = [
  {
    id: 'territories',
    store: 'records',
    means: 'The sales territories, a tree.',
    key: ['key'],
    columns: [
      key('key', 'The key of the territory in the source.'),
      need(text('name', 'Its name.')),
      text('parent', 'Key of the territory above it; empty means the top.'),
    ],
  },
  {
    id: 'segments',
    store: 'records',
    means: 'The segments accounts are sorted into.',
    key: ['key'],
    columns: [key('key', 'The key of the segment in the source.'), need(text('name', 'Its name.'))],
  },
  {
    id: 'reps',
    store: 'records',
    means: 'The people who own accounts and sell.',
    key: ['key'],
    columns: [
      key('key', 'The key of the rep in the source.'),
      need(text('name', 'The name of the rep.')),
      text('territory', 'Key of the territory the rep works in; empty means none.'),
      text('manager', 'Key of the rep this one reports to; empty means nobody.'),
      validFrom,
      { ...validTo, means: 'First day on which the rep no longer works here; empty means still here.' },
      amount('latitude', 'Degrees north of where the rep sets out from; empty means unknown.'),
      amount('longitude', 'Degrees east of where the rep sets out from; empty means unknown.'),
    ],
  },
  {
    id: 'families',
    store: 'records',
    means: 'The product families.',
    key: ['key'],
    columns: [
      key('key', 'The key of the family in the source.'),
      need(text('name', 'Its name.')),
      text('parent', 'Key of the family above it; empty means the top.'),
    ],
  },
  {
    id: 'products',
    store: 'records',
    means: 'What is sold.',
    key: ['key'],
    columns: [
      key('key', 'The key of the product in the source.'),
      need(text('name', 'Its name.')),
      text('family', 'Key of its family; empty means unknown.'),
      text('unit', 'Unit of measure it is sold in.'),
      choice(
        'standard',
        ['', 'yes', 'no'],
        'yes or no: whether it is standard, sold from the shelf with nothing made for one account; empty means unknown.',
      ),
    ],
  },
  {
    id: 'accounts',
    store: 'records',
    means: 'The business customers.',
    key: ['key'],
    columns: [
      key('key', 'The key of the account in the source (its customer number).'),
      need(text('name', 'Its name.')),
      text('segment', 'Key of its segment; empty means unknown.'),
      text('territory', 'Key of its territory; empty means unknown.'),
      { ...validFrom, means: 'First day on which it is an account; empty means from the beginning.' },
      { ...validTo, means: 'First day on which it is no longer an account; empty means without end.' },
    ],
  },
  {
    id: 'parents',
    store: 'records',
    means: 'Which account belongs to which parent account, with dates.',
    key: ['account', 'valid_from'],
    columns: [
      key('account', 'Key of the child account.'),
      key('parent', 'Key of the parent account.'),
      validFrom,
      validTo,
    ],
  },
  {
    id: 'sites',
    store: 'records',
    means: 'The places of an account: where it is delivered to and visited.',
    key: ['key'],
    columns: [
      key('key', 'The key of the site in the source.'),
      key('account', 'Key of the account the site belongs to.'),
      text('name', 'Its name.'),
      text('street', 'Street and number.'),
      text('postcode', 'Postal code.'),
      text('city', 'Town.'),
      text('region', 'State or province.'),
      text('country', 'ISO 3166 country code.'),
      amount('latitude', 'Degrees north; empty means unknown.'),
      amount('longitude', 'Degrees east; empty means unknown.'),
    ],
  },
  {
    id: 'aliases',
    store: 'records',
    means: 'Other keys that mean the same account, with dates.',
    key: ['key', 'valid_from'],
    columns: [
      key('key', 'The other key, as it stands in the rows of this source.'),
      key('account', 'Key of the account it means.'),
      text('account_source', 'Source in which that account is known; empty means this source.'),
      validFrom,
      validTo,
    ],
  },
  {
    id: 'owners',
    store: 'records',
    means: 'Who looks after which account, with dates.',
    key: ['account', 'valid_from'],
    columns: [
      key('account', 'Key of the account.'),
      key('rep', 'Key of the rep who owns it.'),
      validFrom,
      { ...validTo, means: 'First day on which the rep no longer owns it; empty means until the next owner.' },
    ],
  },
  {
    id: 'targets',
    store: 'records',
    means:
      'What is to be sold or earned in a stretch of days, by a rep, in a territory, with an account, or by all together.',
    key: ['rep', 'territory', 'account', 'measure', 'from', 'to'],
    columns: [
      text(
        'rep',
        'Key of the rep whose target it is; with territory and account empty too it is the target of the book.',
      ),
      { ...text('territory', 'Key of the territory whose target it is; empty means another.'), without: ['rep'] },
      {
        ...text('account', 'Key of the account whose target it is; empty means another.'),
        without: ['rep', 'territory'],
      },
      choice('measure', ['revenue', 'gross_profit'], 'revenue or gross_profit; empty means revenue.'),
      need(day('from', 'The first day that counts.')),
      { ...need(day('to', 'The last day that counts.')), notBefore: 'from' },
      {
        ...need(amount('amount', 'What is to be reached, in the base currency of the book, never below 0.')),
        least: '0',
      },
    ],
  },
  {
    id: 'rates',
    store: 'ledger',
    means: 'Exchange rates: units of the currency for one unit of the base currency.',
    key: ['currency', 'date'],
    columns: [
      { ...currency, required: true, means: 'ISO 4217 code of the quoted currency.' },
      need(day('date', 'The day of the rate; it holds for 7 days at most.')),
      // Below it an amount in the base currency would have more digits than are kept.
      {
        ...need(amount('rate', 'Units of the currency for one unit of the base currency, above 0.00001.')),
        above: '0.00001',
      },
    ],
  },
  {
    id: 'costs',
    store: 'ledger',
    means: 'What one unit of a product costs us, with dates.',
    key: ['product', 'valid_from'],
    columns: [
      key('product', 'Key of the product.'),
      need({ ...validFrom, means: 'First day on which the cost holds.' }),
      { ...validTo, means: 'First day on which it no longer holds; empty means until the next cost of the product.' },
      need(amount('cost', 'Cost of one unit in the base currency.')),
    ],
  },
  {
    id: 'invoices',
    store: 'ledger',
    means: 'Invoice and credit note headers.',
    key: ['number'],
    columns: [
      key('number', 'The invoice number.'),
      invoiceType,
      need(day('date', 'Invoice date.')),
      day('due_date', 'The day it is to be paid by; empty means unknown.'),
      text('account', 'Key of the account it was sold to; empty means no account.'),
      text('payer', 'Key of the account that pays; empty means the account itself.'),
      text('site', 'Key of the site it was delivered to.'),
      text('salesperson', 'Key of the rep who sold it; empty means the owner of the account.'),
      text('legal_entity', 'Which of our companies sold it.'),
      text('order_number', 'The order it settles; empty means the invoice is its own order.'),
      day('order_date', 'The day of the order.'),
      currency,
      amount('net', 'Net amount as the source states it.'),
      amount('tax', 'Tax amount.'),
      amount('gross', 'Gross amount, the one to be paid.'),
      text('credits', 'Number of the invoice a credit note corrects, where known.'),
    ],
  },
  {
    id: 'lines',
    store: 'ledger',
    means: 'Invoice lines. Columns of the invoice left out are taken from the invoices file of the same import.',
    key: ['invoice', 'line'],
    columns: [
      key('invoice', 'The invoice number.'),
      text('line', 'Line number within the invoice; without it a line is known by its content.'),
      invoiceType,
      need(day('date', 'Invoice date.')),
      text('account', 'Key of the account it was sold to; empty means no account.'),
      text('site', 'Key of the site it was delivered to.'),
      text('salesperson', 'Key of the rep who sold it; empty means the owner of the account.'),
      text('legal_entity', 'Which of our companies sold it.'),
      text('order_number', 'The order it settles; empty means the invoice is its own order.'),
      choice(
        'kind',
        lineKinds,
        'goods, service, freight, discount, rebate, adjustment or bad_debt; empty means goods.',
      ),
      text('product', 'Key of the product.'),
      amount(
        'quantity',
        'Quantity sold, negative for returned goods. Empty on a credit means a price credit: money moves, goods do not; on a sale it means unknown, and so is the cost.',
      ),
      text('unit', 'Unit of the quantity.'),
      currency,
      need(amount('net', 'Net amount of the line as the source states it.')),
    ],
  },
  {
    id: 'payments',
    store: 'ledger',
    means: 'Payments as allocations: how much of which payment settles which invoice.',
    key: ['payment', 'invoice'],
    columns: [
      text('payment', 'The number of the payment; without it an allocation is known by its content.'),
      key('invoice', 'The invoice it settles.'),
      need(day('date', 'The day the money came.')),
      need(amount('amount', 'The part of the payment that settles this invoice, in its currency.')),
      currency,
    ],
  },
  ...valueKinds,
]

/** The kind with this id; throws on an id that is none. */
export function kindOf(id: string): Kind {
  const kind = kinds.find((candidate) => candidate.id === id)
  if (!kind) throw new RangeError(`Cannot find kind "${id}"`)
  return kind
}
