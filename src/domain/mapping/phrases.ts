import type { KindId } from '../kind.ts'
import type { Meaning } from './words.ts'

/** What the words of a header must mean for it to be a column, and how sure that makes it, 0 to 1. */
export interface Phrase {
  readonly means: readonly Meaning[]
  readonly sure: number
}

const phrase = (sure: number, ...texts: readonly string[]): Phrase[] =>
  texts.map((text) => ({ means: text.split(' ') as Meaning[], sure }))

const invoiceNumber = [
  ...phrase(0.95, 'invoice #', 'document #', 'invoice document #'),
  ...phrase(0.8, 'invoice'),
  ...phrase(0.6, 'document', '#'),
]
const accountKey = [
  ...phrase(0.95, 'account #', 'invoice account #'),
  ...phrase(0.75, 'account'),
  ...phrase(0.55, 'account name'),
  ...phrase(0.4, 'name'),
]
const documentDate = [
  ...phrase(0.95, 'invoice date', 'document date', 'invoice document date'),
  ...phrase(0.9, 'date'),
  ...phrase(0.6, 'posting date', 'document posting date'),
]
const currency = phrase(0.95, 'currency', 'currency #')
const documentType = phrase(0.9, 'type', 'document type', 'invoice type')
const salesperson = [
  ...phrase(0.95, 'rep #', 'amount rep #'),
  ...phrase(0.9, 'rep', 'rep name', 'amount rep', 'account rep'),
]
const site = phrase(0.9, 'site', 'site #', 'account site', 'site name')
const orderNumber = [...phrase(0.95, 'order #', 'amount order #'), ...phrase(0.8, 'order', 'amount order')]
const productKey = [
  ...phrase(0.95, 'product #'),
  ...phrase(0.85, 'type #'),
  ...phrase(0.8, 'product'),
  ...phrase(0.5, 'product name', 'product text'),
]
const unitCost = phrase(0.95, 'cost', 'cost price', 'unit cost', 'product cost', 'cost amount', 'cost unit price')
const validFrom = phrase(0.9, 'valid from', 'from', 'valid from date', 'from date')
const validTo = phrase(0.9, 'valid to', 'to', 'valid to date', 'to date')
const segment = [...phrase(0.95, 'segment', 'account segment'), ...phrase(0.5, 'account family')]
const territory = phrase(0.95, 'territory', 'territory #', 'account territory')
const family = [...phrase(0.95, 'family', 'product family', 'product segment'), ...phrase(0.5, 'segment')]

/** What a price of one unit without tax is called. It may be before a discount, so that it is never quite sure. */
export const prices = phrase(0.5, 'price', 'unit price', 'net price', 'product price', 'line price', 'unit amount')

/** The phrases of each column that is found by its header, the surest first. */
export const phrases: Readonly<Partial<Record<KindId, Readonly<Record<string, readonly Phrase[]>>>>> = {
  lines: {
    invoice: invoiceNumber,
    line: [...phrase(0.95, 'line #'), ...phrase(0.9, 'line', 'invoice line', 'invoice line #')],
    type: documentType,
    date: documentDate,
    account: accountKey,
    site,
    salesperson,
    legal_entity: phrase(0.85, 'entity', 'entity #', 'entity name'),
    order_number: orderNumber,
    kind: phrase(0.8, 'line type', 'product type'),
    product: productKey,
    quantity: phrase(0.95, 'quantity', 'invoice quantity', 'line quantity'),
    unit: phrase(0.95, 'unit', 'quantity unit', 'unit #'),
    currency,
    net: [
      ...phrase(0.97, 'net amount', 'net', 'line net amount', 'net line', 'net amount tax', 'net tax'),
      ...phrase(0.85, 'line amount'),
      ...phrase(0.85, 'product amount'),
      ...phrase(0.75, 'amount', 'invoice amount'),
    ],
  },
  invoices: {
    number: invoiceNumber,
    type: documentType,
    date: documentDate,
    due_date: phrase(0.95, 'due date', 'due', 'invoice due date', 'payment due date'),
    account: accountKey,
    payer: phrase(0.8, 'account payment', 'payment account #'),
    site,
    salesperson,
    legal_entity: phrase(0.85, 'entity', 'entity #', 'entity name'),
    order_number: orderNumber,
    order_date: phrase(0.95, 'order date'),
    currency,
    net: [
      ...phrase(0.97, 'net amount', 'net', 'net amount tax', 'net tax'),
      ...phrase(0.5, 'amount', 'invoice amount'),
    ],
    tax: phrase(0.95, 'tax', 'tax amount', 'invoice tax'),
    gross: [
      ...phrase(0.97, 'gross amount', 'gross', 'gross amount tax', 'gross tax'),
      ...phrase(0.55, 'amount', 'invoice amount'),
    ],
    credits: phrase(
      0.9,
      'original',
      'original invoice',
      'original invoice #',
      'original document',
      'original document #',
    ),
  },
  payments: {
    payment: [...phrase(0.95, 'payment #'), ...phrase(0.85, 'payment', 'document #', 'payment document')],
    invoice: [...phrase(0.95, 'invoice #'), ...phrase(0.8, 'invoice')],
    date: [...phrase(0.95, 'payment date'), ...phrase(0.85, 'date'), ...phrase(0.7, 'posting date', 'posting')],
    amount: [...phrase(0.95, 'payment amount'), ...phrase(0.85, 'amount'), ...phrase(0.6, 'payment')],
    currency,
  },
  accounts: {
    key: [...phrase(0.95, 'account #'), ...phrase(0.7, '#'), ...phrase(0.6, 'account')],
    name: [...phrase(0.95, 'account name'), ...phrase(0.9, 'name'), ...phrase(0.6, 'account', 'text')],
    segment,
    territory,
  },
  products: {
    key: [...phrase(0.95, 'product #'), ...phrase(0.7, '#'), ...phrase(0.7, 'product')],
    name: [...phrase(0.95, 'product name', 'product text'), ...phrase(0.9, 'text', 'name'), ...phrase(0.6, 'product')],
    family,
    unit: phrase(0.95, 'unit', 'quantity unit', 'product unit', 'unit #'),
    standard: phrase(0.9, 'standard', 'standard product', 'product standard'),
  },
  sites: {
    key: [...phrase(0.95, 'site #'), ...phrase(0.7, 'site')],
    account: [...phrase(0.95, 'account #'), ...phrase(0.7, 'account')],
    name: [...phrase(0.9, 'site name'), ...phrase(0.7, 'name', 'text')],
    street: phrase(0.95, 'street', 'street #', 'account street'),
    postcode: phrase(0.95, 'postcode', 'postcode #'),
    city: phrase(0.95, 'city', 'city name'),
    region: phrase(0.9, 'region', 'region #'),
    country: phrase(0.95, 'country', 'country #'),
    latitude: phrase(0.95, 'latitude'),
    longitude: phrase(0.95, 'longitude'),
  },
  reps: {
    key: [...phrase(0.95, 'rep #'), ...phrase(0.6, '#'), ...phrase(0.5, 'rep')],
    name: [...phrase(0.95, 'rep name'), ...phrase(0.7, 'name', 'rep')],
    territory,
    manager: phrase(0.9, 'manager', 'manager #'),
    valid_from: validFrom,
    valid_to: validTo,
    latitude: phrase(0.95, 'latitude'),
    longitude: phrase(0.95, 'longitude'),
  },
  owners: {
    account: [...phrase(0.95, 'account #'), ...phrase(0.75, 'account')],
    rep: salesperson,
    valid_from: validFrom,
    valid_to: validTo,
  },
  parents: {
    account: [...phrase(0.95, 'account #'), ...phrase(0.75, 'account')],
    parent: phrase(0.95, 'parent', 'parent #', 'parent account', 'parent account #'),
    valid_from: validFrom,
    valid_to: validTo,
  },
  costs: {
    product: productKey,
    valid_from: [...validFrom, ...phrase(0.7, 'date')],
    valid_to: validTo,
    cost: unitCost,
  },
  stock: {
    date: [...phrase(0.95, 'hand date'), ...phrase(0.9, 'date'), ...phrase(0.7, 'posting date')],
    product: productKey,
    warehouse: phrase(0.95, 'warehouse', 'warehouse #', 'warehouse name'),
    account: [...phrase(0.9, 'account #'), ...phrase(0.75, 'account')],
    quantity: [...phrase(0.95, 'hand', 'quantity hand', 'product hand'), ...phrase(0.85, 'quantity')],
    unit: phrase(0.95, 'unit', 'quantity unit', 'unit #'),
    unit_cost: unitCost,
    cover_days: phrase(0.9, 'cover', 'cover date'),
  },
  commitments: {
    number: [...phrase(0.95, 'commitment #'), ...phrase(0.8, 'commitment'), ...phrase(0.6, 'order #')],
    line: [...phrase(0.95, 'line #'), ...phrase(0.9, 'line', 'commitment line')],
    type: [...phrase(0.95, 'commitment type'), ...phrase(0.8, 'type')],
    account: accountKey,
    product: productKey,
    date: [...phrase(0.95, 'commitment date'), ...phrase(0.8, 'date', 'order date')],
    due: [...phrase(0.95, 'due date', 'due'), ...phrase(0.85, 'site date')],
    quantity: phrase(0.95, 'quantity', 'commitment quantity'),
    unit: phrase(0.95, 'unit', 'quantity unit', 'unit #'),
  },
  deliveries: {
    delivery: [...phrase(0.95, 'shipment #'), ...phrase(0.85, 'shipment'), ...phrase(0.7, 'site #')],
    line: [...phrase(0.95, 'line #', 'shipment line'), ...phrase(0.9, 'line')],
    commitment: [...phrase(0.95, 'commitment #'), ...phrase(0.85, 'commitment')],
    commitment_line: phrase(0.95, 'commitment line', 'commitment line #'),
    date: [...phrase(0.95, 'shipment date', 'site date'), ...phrase(0.85, 'date')],
    quantity: phrase(0.95, 'quantity', 'shipment quantity'),
  },
  events: {
    number: [...phrase(0.9, 'activity #'), ...phrase(0.7, '#')],
    account: accountKey,
    activity: [...phrase(0.95, 'activity', 'activity type'), ...phrase(0.6, 'type')],
    date: [...phrase(0.95, 'activity date'), ...phrase(0.9, 'date')],
    quantity: phrase(0.9, 'quantity'),
    order_number: orderNumber,
    person: [...phrase(0.95, 'employee', 'employee name', 'employee #'), ...phrase(0.7, 'rep', 'rep name')],
  },
  hours: {
    number: phrase(0.7, '#'),
    account: accountKey,
    date: phrase(0.9, 'date'),
    activity: phrase(0.95, 'activity', 'activity type'),
    person: [...phrase(0.95, 'employee', 'employee name', 'employee #'), ...phrase(0.7, 'rep', 'rep name')],
    hours: phrase(0.95, 'hours', 'hours quantity', 'hours amount'),
  },
  freight: {
    number: [...phrase(0.95, 'freight #'), ...phrase(0.7, 'document #', '#')],
    invoice: [...phrase(0.95, 'invoice #'), ...phrase(0.8, 'invoice')],
    account: accountKey,
    date: [...phrase(0.95, 'freight date'), ...phrase(0.85, 'date')],
    amount: [
      ...phrase(0.95, 'freight', 'freight amount', 'freight net'),
      ...phrase(0.8, 'amount', 'net', 'net amount'),
    ],
    currency,
  },
  accruals: {
    number: [...phrase(0.95, 'rebate #'), ...phrase(0.7, 'document #', '#')],
    account: accountKey,
    date: [...phrase(0.95, 'rebate date'), ...phrase(0.85, 'date')],
    amount: [...phrase(0.95, 'rebate', 'rebate amount'), ...phrase(0.8, 'amount', 'net', 'net amount')],
    currency,
  },
  disputes: {
    invoice: invoiceNumber,
    opened: [...phrase(0.95, 'dispute date', 'opened', 'opened date'), ...phrase(0.7, 'date')],
    closed: phrase(0.95, 'closed', 'closed date'),
    amount: [...phrase(0.95, 'dispute amount', 'dispute'), ...phrase(0.8, 'amount')],
    reason: [...phrase(0.95, 'reason', 'dispute reason'), ...phrase(0.6, 'text')],
  },
  quotes: {
    number: [...phrase(0.95, 'quote #'), ...phrase(0.85, 'quote', 'quote document #'), ...phrase(0.6, 'document #')],
    line: [...phrase(0.95, 'line #', 'quote line #'), ...phrase(0.9, 'line', 'quote line')],
    account: accountKey,
    date: [...phrase(0.95, 'quote date'), ...phrase(0.9, 'date', 'document date')],
    product: productKey,
    quantity: phrase(0.95, 'quantity', 'quote quantity'),
    unit: phrase(0.95, 'unit', 'quantity unit', 'unit #'),
    amount: [
      ...phrase(0.97, 'net amount', 'net', 'quote amount', 'quote net amount'),
      ...phrase(0.85, 'amount', 'line amount'),
    ],
    first_amount: phrase(0.9, 'original amount', 'original net amount', 'original quote amount'),
    currency,
    state: phrase(0.95, 'status', 'quote status'),
    decided: [...phrase(0.95, 'decided', 'decided date'), ...phrase(0.85, 'closed', 'closed date')],
    competitor: phrase(0.95, 'competitor', 'competitor name'),
    reason: phrase(0.95, 'reason', 'quote reason', 'status reason', 'decided reason'),
    order_number: orderNumber,
  },
  targets: {
    rep: salesperson,
    territory,
    account: [...phrase(0.95, 'account #'), ...phrase(0.75, 'account')],
    measure: [...phrase(0.9, 'measure', 'target measure', 'target type'), ...phrase(0.7, 'type')],
    from: validFrom,
    to: validTo,
    amount: [...phrase(0.95, 'target', 'target amount'), ...phrase(0.8, 'amount')],
  },
  rates: {
    currency,
    date: phrase(0.95, 'date', 'exchange date'),
    rate: phrase(0.95, 'exchange', 'currency exchange'),
  },
}
