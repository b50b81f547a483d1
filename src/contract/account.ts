import { z } from 'zod'
import { movementClasses } from '../domain/movement.ts'
import {
  basis,
  marginMoneyOrUnknown,
  needs,
  pageOf,
  paging,
  spendMoney,
  spendMoneyOrUnknown,
  sheetFormat,
} from './operation.ts'
import type { Operation } from './operation.ts'
import { band, currencyCode, day, decimal, grade, id, listOf, named, periodName, share } from './value.ts'

/** Which accounts are meant. Filters on exact spend need the right to read it of every account looked at. */
const accountFilter = {
  period: periodName.optional(),
  /** `mine`: only accounts within the scope of one's rights on money; `book`: every account. */
  within: z.enum(['book', 'mine']).default('book'),
  /** Part of a name, key or alias. */
  q: z.string().max(100).optional(),
  /** Labels of grades; `none` for those without. */
  grade: listOf(z.string().max(40)),
  /** Keys of owners; `none` for accounts nobody owns. */
  owner: listOf(z.string().max(200)),
  /** A territory with all below it; `none`. */
  territory: z.string().max(200).optional(),
  segment: listOf(z.string().max(200)),
  movement: listOf(z.enum(movementClasses)),
  /** The grade twelve months before the end of the period; `none`. */
  gradeBefore: listOf(z.string().max(40)),
  /** Grades at earlier ends of a flow of movement, all of which it had: `2026-01-31:A`, `2026-01-31:none`. */
  gradeAt: listOf(z.string().regex(/^\d{4}-\d{2}-\d{2}:.{1,40}$/)),
  /** Lower ends of bands of spend; `below-zero`, `none` for accounts nothing was invoiced to. */
  spendBand: listOf(z.string().max(20)),
  minSpend: decimal.optional(),
  maxSpend: decimal.optional(),
  /** The last invoice is before this day. */
  lastBefore: day.optional(),
  /** The ultimate parent: a family. */
  root: id.optional(),
  /** Only accounts that are one at the end of the period, or only those that left before; both when left out. */
  standing: z.enum(['valid', 'left']).optional(),
}

/** What a list can be sorted by; a minus before it turns it round. Money needs the right to read it of every account. */
export const accountSorts = [
  'name',
  'key',
  'grade',
  'spend',
  'spendChange',
  'spendBand',
  'grossProfit',
  'marginRate',
  'orders',
  'lastInvoice',
  'owner',
  'toNext',
] as const
const sort = z
  .string()
  .regex(new RegExp(`^-?(?:${accountSorts.join('|')})$`))
  .optional()

export const accountRow = z.strictObject({
  id,
  key: z.string(),
  source: z.string(),
  name: z.string(),
  /** The ultimate parent; null when it is its own. */
  root: z.strictObject({ id, name: z.string() }).nullable(),
  owner: named.nullable(),
  territory: named.nullable(),
  segment: named.nullable(),
  grade,
  gradeBefore: grade,
  /** Net spend of zero or less with invoices. */
  flagged: z.boolean(),
  movement: z.enum(movementClasses),
  spendBand: band.nullable(),
  grossProfitBand: band.nullable(),
  spend: spendMoneyOrUnknown(),
  spendBefore: spendMoneyOrUnknown(),
  spendChange: spendMoney(),
  /** What is missing to the next grade, in money or points; null for the best grade and where the grade goes by a score. */
  toNext: spendMoneyOrUnknown(),
  nextGrade: grade,
  /** Spend of the last twelve months that end with the period, the oldest first. */
  months: needs('read-spend', z.array(decimal).length(12).nullable()),
  cost: marginMoneyOrUnknown(),
  grossProfit: marginMoneyOrUnknown(),
  marginRate: needs('read-margin', share.nullable()),
  orders: z.number().int(),
  lastInvoice: day.nullable(),
})

const params = z.object({ id })
const ofPeriod = { period: periodName.optional() }

const person = z.strictObject({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() })

export const accountOperations = {
  listAccounts: {
    summary: 'The accounts of the book at the end of a period, filtered and sorted, a page at a time.',
    tag: 'accounts',
    right: 'read-account',
    query: z.object({ ...accountFilter, sort, ...paging }),
    output: pageOf(accountRow).extend({ basis: z.strictObject(basis) }),
  },
  countAccounts: {
    summary: 'How many accounts a filter lets through, and their money together.',
    tag: 'accounts',
    right: 'read-account',
    query: z.object(accountFilter),
    output: z.strictObject({
      count: z.number().int(),
      spend: spendMoney(),
      spendBefore: spendMoney(),
      spendChange: spendMoney(),
    }),
  },
  exportAccounts: {
    summary: 'The filtered and sorted list as a file, with the columns asked for.',
    tag: 'accounts',
    right: 'export',
    query: z.object({ ...accountFilter, sort, columns: listOf(z.string().max(40)), ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  getAccount: {
    summary: 'The card of an account that everybody may see, with money where one may.',
    tag: 'accounts',
    right: 'read-account',
    params,
    query: z.object(ofPeriod),
    output: accountRow.extend({
      basis: z.strictObject(basis),
      /** The grade in plain words, and what we promise accounts that have it. */
      words: z.string(),
      promise: z.string(),
      /** The owner, else their manager, else the desk; the first is the one to ring. */
      call: z.array(person.extend({ as: z.enum(['owner', 'manager', 'desk']) })),
      isStub: z.boolean(),
      validFrom: day.nullable(),
      validTo: day.nullable(),
      firstInvoice: day.nullable(),
      aliases: z.array(
        z.strictObject({ source: z.string(), key: z.string(), from: day.nullable(), to: day.nullable() }),
      ),
      sites: z.array(
        z.strictObject({
          key: z.string(),
          name: z.string().nullable(),
          street: z.string().nullable(),
          postcode: z.string().nullable(),
          city: z.string().nullable(),
          country: z.string().nullable(),
        }),
      ),
      /** From the ultimate parent down to the account, without it. */
      parents: z.array(z.strictObject({ id, key: z.string(), name: z.string(), grade })),
      children: z.array(
        z.strictObject({
          id,
          key: z.string(),
          name: z.string(),
          grade,
          spendBand: band.nullable(),
          spend: spendMoneyOrUnknown(),
        }),
      ),
    }),
    etag: 'hashes',
  },
  listMonths: {
    summary: 'Spend of an account by month, with the same month of the year before.',
    tag: 'accounts',
    right: 'read-account',
    params,
    query: z.object({ ...ofPeriod, family: z.enum(['yes', 'no']).default('no') }),
    output: z.strictObject({
      basis: z.strictObject(basis),
      months: z.array(
        z.strictObject({
          month: z.string(),
          orders: z.number().int(),
          spend: spendMoney(),
          spendBefore: spendMoney(),
          grossProfit: marginMoneyOrUnknown(),
        }),
      ),
    }),
  },
  listFamilies: {
    summary: 'What an account buys, by family of products, with the window before.',
    tag: 'accounts',
    right: 'read-account',
    params,
    query: z.object(ofPeriod),
    output: z.strictObject({
      basis: z.strictObject(basis),
      items: z.array(
        z.strictObject({
          /** Null for lines whose product has no family, or that have no product. */
          family: named.nullable(),
          lines: z.number().int(),
          lastInvoice: day.nullable(),
          spend: spendMoney(),
          spendBefore: spendMoney(),
          share: needs('read-spend', share.nullable()),
          cost: marginMoneyOrUnknown(),
          grossProfit: marginMoneyOrUnknown(),
          marginRate: needs('read-margin', share.nullable()),
        }),
      ),
    }),
  },
  listInvoices: {
    summary: 'The invoices and credit notes of an account, the newest first.',
    tag: 'accounts',
    right: 'read-account',
    params,
    query: z.object({ from: day.optional(), to: day.optional(), family: listOf(z.string().max(200)), ...paging }),
    output: pageOf(
      z.strictObject({
        source: z.string(),
        number: z.string(),
        date: day,
        isCredit: z.boolean(),
        orderNumber: z.string().nullable(),
        salesperson: z.string().nullable(),
        lines: z.number().int(),
        currency: currencyCode,
        /** In the currency of the invoice. */
        net: spendMoney(),
        baseNet: spendMoney(),
      }),
    ),
  },
  getInvoice: {
    summary: 'One invoice of an account with its lines, payments and disputes.',
    tag: 'accounts',
    right: 'read-account',
    params,
    query: z.object({ source: z.string().max(60), number: z.string().max(200) }),
    output: z.strictObject({
      source: z.string(),
      number: z.string(),
      date: day,
      dueDate: day.nullable(),
      isCredit: z.boolean(),
      orderNumber: z.string().nullable(),
      salesperson: z.string().nullable(),
      legalEntity: z.string().nullable(),
      currency: currencyCode,
      rate: z.string().nullable(),
      net: spendMoney(),
      tax: spendMoneyOrUnknown(),
      gross: spendMoneyOrUnknown(),
      baseNet: spendMoney(),
      lines: z.array(
        z.strictObject({
          line: z.string().nullable(),
          kind: z.string(),
          product: named.nullable(),
          quantity: needs('read-spend', decimal.nullable()),
          unit: z.string().nullable(),
          net: spendMoney(),
          baseNet: spendMoney(),
          unitCost: marginMoneyOrUnknown(),
          cost: marginMoneyOrUnknown(),
        }),
      ),
      payments: needs(
        'read-spend',
        z.array(z.strictObject({ payment: z.string().nullable(), date: day, amount: decimal, currency: currencyCode })),
      ),
      disputes: z.array(
        z.strictObject({
          opened: day,
          closed: day.nullable().describe('The first day without it; null while it stands.'),
          reason: z.string().nullable(),
          /** In the currency of the invoice; null for all that is open of it. */
          amount: spendMoneyOrUnknown(),
        }),
      ),
    }),
    etag: 'hashes',
  },
  listLines: {
    summary: 'The invoice lines of an account in a period, the newest first: what its figures are made of.',
    tag: 'accounts',
    right: 'read-spend',
    params,
    query: z.object({
      ...ofPeriod,
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .optional(),
      /** The window that is shown, or the one before that it is compared with. */
      window: z.enum(['shown', 'before']).default('shown'),
      family: listOf(z.string().max(200)),
      ofFamily: z.enum(['yes', 'no']).default('no'),
      ...paging,
    }),
    output: pageOf(
      z.strictObject({
        account: z.string().nullable(),
        date: day,
        source: z.string(),
        invoice: z.string(),
        line: z.string().nullable(),
        kind: z.string(),
        product: named.nullable(),
        quantity: decimal.nullable(),
        currency: currencyCode,
        net: decimal,
        baseNet: decimal,
        unitCost: marginMoneyOrUnknown(),
      }),
    ).extend({ basis: z.strictObject(basis) }),
  },
  listHistory: {
    summary: 'What happened to an account, the newest first: closed grades, owners, parents, aliases, actions.',
    tag: 'accounts',
    right: 'read-account',
    params,
    query: z.object(paging),
    output: pageOf(
      z.strictObject({
        at: z.string(),
        type: z.enum(['closing', 'owner', 'parent', 'alias', 'first-invoice', 'action']),
        /** The words are made in the browser from the type and these. */
        detail: z.record(z.string(), z.string().nullable()),
      }),
    ),
  },
} satisfies Record<string, Operation>
