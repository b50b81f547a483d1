import type { LineKind } from '../../domain/kind.ts'
import type { Account } from './accounts.ts'
import { migrationAfter } from './account-rows.ts'
import { decimalText, scaleHalfEven } from './amounts.ts'
import type { Calendar } from './calendar.ts'
import type { Files } from './files.ts'
import { countries, getCountry } from './geography.ts'
import type { Product } from './products.ts'
import type { Random } from './prng.ts'
import type { Rates } from './rates.ts'
import { chooseRep, ownerOn } from './reps.ts'
import type { Field } from './reps.ts'

/** A line before it has its number; net in cents of the invoice currency. */
export interface DraftLine {
  readonly kind: LineKind
  readonly product: Product | null
  /** Null for a line without goods: freight, discount, price credit. */
  readonly quantity: number | null
  readonly unit: string
  readonly net: number
}

/** An invoice or credit note before it has its number. */
export interface Draft {
  /** A correction and a rebate are credit notes. */
  readonly purpose: 'sale' | 'correction' | 'rebate'
  /** Null for a cash sale. */
  readonly account: Account | null
  readonly day: number
  readonly lines: readonly DraftLine[]
  /** Index of the site, -1 for none. */
  readonly site: number
  readonly orderNumber: string
  /** -Infinity for a sale without an order. */
  readonly orderDay: number
  /** For a correction the number of the invoice it corrects, otherwise empty. */
  readonly credits: string
}

/** A document with its number and its amounts in cents of its currency. */
export interface Posted {
  readonly draft: Draft
  readonly number: string
  readonly currency: string
  /** -Infinity for a credit note, which has no due date. */
  readonly due: number
  readonly net: number
  readonly gross: number
}

/** What has been written so far, and the spend of the last twelve months that the policy bounds are made from. */
export interface Tally {
  invoices: number
  creditNotes: number
  lines: number
  payments: number
  /** Per account, base cents of goods, service and discount lines in the last twelve months. */
  readonly spend: Float64Array
  /** Per account, 1 when it has a document in the last twelve months. */
  readonly invoiced: Uint8Array
}

/** Gives documents their numbers and writes them. */
export interface Desk {
  post(draft: Draft, random: Random): Posted
}

/** A document that belongs to no order and no site. */
export const ofNoOrder = { site: -1, orderNumber: '', orderDay: -Infinity, credits: '' } as const

const spendKinds: ReadonlySet<LineKind> = new Set(['goods', 'service', 'discount'])
const cashCountry = 0
/** What the numbers begin with, at home and in the other entity. */
const numberPrefixes = { sale: ['RE', 'SI'], correction: ['GS', 'CN'], rebate: ['BG', 'RB'] } as const

export function emptyTally(accounts: number): Tally {
  const [spend, invoiced] = [new Float64Array(accounts), new Uint8Array(accounts)]
  return { invoices: 0, creditNotes: 0, lines: 0, payments: 0, spend, invoiced }
}

export function makeDesk(
  files: Files,
  accounts: readonly Account[],
  field: Field,
  rates: Rates,
  calendar: Calendar,
  tally: Tally,
): Desk {
  const sequences = new Map<string, number>()
  const nextNumber = (prefix: string): string => {
    const next = (sequences.get(prefix) ?? 0) + 1
    sequences.set(prefix, next)
    return prefix + String(next).padStart(7, '0')
  }
  const count = ({ account, day, lines }: Draft, currency: string): void => {
    if (account === null || day < calendar.lastYear || lines.every(({ kind }) => !spendKinds.has(kind))) return
    let spend = 0
    for (const line of lines) if (spendKinds.has(line.kind)) spend += line.net
    const base = currency === 'EUR' ? spend : scaleHalfEven(spend, 100000, rates.on(day))
    tally.spend[account.index] = (tally.spend[account.index] ?? 0) + base
    tally.invoiced[account.index] = 1
  }
  return {
    post(draft, random) {
      const { account, day, lines } = draft
      const country = getCountry(account?.country ?? cashCountry)
      const isCredit = draft.purpose !== 'sale'
      const number = nextNumber(numberPrefix(country.currency, draft.purpose))
      const net = lines.reduce((sum, line) => sum + line.net, 0)
      const tax = scaleHalfEven(net, country.tax, 10000)
      const due = isCredit ? -Infinity : day + (account?.terms ?? 0)
      const posted = { draft, number, currency: country.currency, due, net, gross: net + tax }
      files.append('invoices', [
        number,
        isCredit ? 'credit_note' : 'invoice',
        calendar.label(day),
        dayText(calendar, due),
        account === null ? '' : keyOn(account, day, calendar),
        account?.group?.paysCentrally === true ? (accounts[account.group.head]?.key ?? '') : '',
        account === null || draft.site < 0 ? '' : `${account.key}-${draft.site + 1}`,
        account === null ? '' : salesperson(field, account, day, random),
        country.legalEntity,
        draft.orderNumber,
        dayText(calendar, draft.orderDay),
        country.currency,
        decimalText(net, 2),
        decimalText(tax, 2),
        decimalText(net + tax, 2),
        draft.credits,
      ])
      writeLines(files, number, calendar.label(day), lines)
      tally.lines += lines.length
      if (isCredit) tally.creditNotes++
      else tally.invoices++
      count(draft, country.currency)
      return posted
    },
  }
}

function writeLines(files: Files, invoice: string, date: string, lines: readonly DraftLine[]): void {
  for (const [index, { kind, product, quantity, unit, net }] of lines.entries()) {
    const amount = quantity === null ? '' : String(quantity)
    files.append('lines', [
      invoice,
      String(index + 1),
      date,
      kind,
      product?.key ?? '',
      amount,
      unit,
      decimalText(net, 2),
    ])
  }
}

/** The owner sells nearly always, now and then a colleague stands in. */
function salesperson(field: Field, account: Account, day: number, random: Random): string {
  const owner = ownerOn(account.owners, day)
  return (random.chance(300) ? chooseRep(field, account.region, day, owner, random) : owner).key
}

function keyOn(account: Account, day: number, calendar: Calendar): string {
  return account.oldKey !== '' && day < calendar.first + migrationAfter ? account.oldKey : account.key
}

function numberPrefix(currency: string, purpose: Draft['purpose']): string {
  return numberPrefixes[purpose][currency === countries[cashCountry]?.currency ? 0 : 1]
}

function dayText(calendar: Calendar, day: number): string {
  return Number.isFinite(day) ? calendar.label(day) : ''
}
