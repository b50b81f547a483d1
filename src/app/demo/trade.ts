import type { Account } from './accounts.ts'
import { scaleHalfEven } from './amounts.ts'
import { shippingDay } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { ofNoOrder } from './documents.ts'
import type { Desk, Draft, DraftLine, Posted, Tally } from './documents.ts'
import type { Files } from './files.ts'
import {
  activity,
  chooseSite,
  discountOn,
  draftCashSale,
  draftDiscount,
  draftGoods,
  draftService,
  goodsNet,
  growthOn,
} from './orders.ts'
import { settle } from './payments.ts'
import type { ProductRange } from './products.ts'
import { randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import type { SideBook } from './side-book.ts'
import { activeDrain } from './stories.ts'

export interface TradeParts {
  readonly seed: number
  readonly accounts: readonly Account[]
  readonly calendar: Calendar
  readonly range: ProductRange
  readonly desk: Desk
  readonly files: Files
  readonly tally: Tally
  /** What is kept beside the invoices. */
  readonly sideBook: SideBook
  /** Called after every day of the book. */
  readonly onDay: (day: number) => void
}

/**
 * Plays the book day by day, so that invoice numbers rise with the days. Every account stands in the queue of just one
 * day, the day of its next order: two whole numbers per account, however many there are.
 */
export async function trade(parts: TradeParts): Promise<void> {
  const { accounts, calendar, files } = parts
  const days = calendar.last - calendar.first + 1
  const firstOfDay = new Int32Array(days).fill(-1)
  const nextInQueue = new Int32Array(accounts.length).fill(-1)
  // The rest of an order, or a credit note: never more than the coming weeks.
  const waitingByDay = new Map<number, Draft[]>()
  const queue = (account: Account, day: number): void => {
    if (day > calendar.last || day >= account.lastOrder || !Number.isFinite(day)) return
    nextInQueue[account.index] = firstOfDay[day - calendar.first] ?? -1
    firstOfDay[day - calendar.first] = account.index
  }
  const later = (draft: Draft): void => {
    if (draft.day > calendar.last) return
    const waiting = waitingByDay.get(draft.day)
    if (waiting) waiting.push(draft)
    else waitingByDay.set(draft.day, [draft])
  }
  const cash = randomStream(parts.seed, 'cash')
  const rebates = randomStream(parts.seed, 'rebate notes')
  let orders = 0
  for (const account of accounts) queue(account, firstOrderDay(account, calendar))
  for (let day = calendar.first; day <= calendar.last; day++) {
    for (let index = firstOfDay[day - calendar.first] ?? -1; index >= 0;) {
      const following = nextInQueue[index] ?? -1
      const account = accounts[index]
      if (account) {
        orders++
        takeOrder(parts, account, day, `AB${String(orders).padStart(8, '0')}`, later)
        queue(account, nextOrderDay(account, day, calendar))
      }
      index = following
    }
    for (const draft of waitingByDay.get(day) ?? []) postForAccount(parts, draft)
    waitingByDay.delete(day)
    if (calendar.isWorking(day)) {
      const perDay = accounts.length * 5
      const sales = Math.floor(perDay / 10000) + (cash.chance(perDay % 10000) ? 1 : 0)
      for (let sale = 0; sale < sales; sale++) {
        const lines = draftCashSale(day, parts.range, cash)
        postAndSettle(parts, { ...ofNoOrder, purpose: 'sale', account: null, day, lines }, cash)
      }
    }
    for (const draft of parts.sideBook.endDay(day)) postAndSettle(parts, draft, rebates)
    await files.flush()
    parts.onDay(day)
  }
}

/** Drafts an order, ships it in one to three deliveries and plans what may come back. */
function takeOrder(
  parts: TradeParts,
  account: Account,
  day: number,
  orderNumber: string,
  later: (draft: Draft) => void,
): void {
  const { calendar, range } = parts
  const { random } = account
  const site = chooseSite(account, day)
  parts.sideBook.noteOrder(account, day, orderNumber)
  const orderDay = Math.max(account.validFrom, day - random.between(0, 5))
  const goods = draftGoods(account, day, calendar, range)
  const deliveries = goods.length >= 3 && random.chance(900) ? (goods.length >= 5 && random.chance(2500) ? 3 : 2) : 1
  for (let delivery = 0; delivery < deliveries; delivery++) {
    const shipped = goods.filter((_, line) => line % deliveries === delivery)
    const lines = [...shipped, ...draftDiscount(goodsNet(shipped), discountOn(account, day))]
    if (delivery === 0) lines.push(...extraLines(account, day, goodsNet(goods), range))
    const shipDay = delivery === 0 ? day : calendar.workingOnOrAfter(day + delivery * random.between(5, 18))
    const draft: Draft = { purpose: 'sale', account, day: shipDay, lines, site, orderNumber, orderDay, credits: '' }
    if (delivery > 0) later(draft)
    else planCredit(account, postForAccount(parts, draft), calendar, later)
  }
}

function postForAccount(parts: TradeParts, draft: Draft): Posted {
  const random = draft.account?.random
  if (!random) throw new RangeError(`Cannot post order "${draft.orderNumber}" without an account`)
  return postAndSettle(parts, draft, random)
}

function postAndSettle({ desk, files, calendar, tally, sideBook }: TradeParts, draft: Draft, random: Random): Posted {
  const posted = desk.post(draft, random)
  sideBook.noteDocument(posted, settle(files, calendar, tally, posted, random))
  return posted
}

/** Freight on a small order and now and then a service. */
function extraLines(account: Account, day: number, goods: number, range: ProductRange): DraftLine[] {
  const { random } = account
  const lines: DraftLine[] = []
  if (random.chance(account.service)) lines.push(draftService(account, day, range))
  if (!account.freightFree && goods < 45000 && random.chance(8000)) {
    const net = random.pick([690, 890, 1290, 1490])
    lines.push({ kind: 'freight', product: null, quantity: null, unit: '', net })
  }
  return lines
}

/** A part of the invoices is followed by a credit note: goods that come back, or a price that was wrong. */
function planCredit(account: Account, posted: Posted, calendar: Calendar, later: (draft: Draft) => void): void {
  const { random } = account
  const { draft, number } = posted
  const returns = activeDrain(account.story, draft.day)?.returns ?? account.returns
  const isReturn = random.chance(returns)
  if (!isReturn && !random.chance(account.priceCredits)) return
  const line = random.pick(draft.lines.filter((candidate) => candidate.kind === 'goods'))
  const lines = isReturn ? returnedLines(account, line, draft.day) : [priceCredit(account, line)]
  if (lines.every((candidate) => candidate.net === 0)) return
  const day = calendar.workingOnOrAfter(draft.day + random.between(5, 30))
  later({ ...draft, purpose: 'correction', day, lines, credits: number })
}

/** Goods come back at the price they were sold at, less the discount they were sold with. */
function returnedLines(account: Account, line: DraftLine, soldOn: number): DraftLine[] {
  const { random } = account
  const sold = line.quantity ?? 0
  const quantity = random.chance(5000) ? sold : Math.max(1, Math.floor((sold * random.between(20, 60)) / 100))
  const net = -scaleHalfEven(line.net, quantity, sold)
  return [{ ...line, quantity: -quantity, net }, ...draftDiscount(net, discountOn(account, soldOn))]
}

function priceCredit(account: Account, line: DraftLine): DraftLine {
  const net = -scaleHalfEven(line.net, account.random.between(300, 1500), 10000)
  return { ...line, quantity: null, unit: '', net }
}

function firstOrderDay(account: Account, calendar: Calendar): number {
  const { rhythm, random, firstOrder, gap } = account
  if (rhythm === 'never') return Infinity
  const start = firstOrder > calendar.first ? firstOrder : calendar.first + Math.floor(random.unit() * gap)
  return shippingDay(calendar, start, random)
}

/** The day of the order after the one on `day`; Infinity when there is none. */
function nextOrderDay(account: Account, day: number, calendar: Calendar): number {
  const { rhythm, random, story } = account
  if (rhythm === 'never') return Infinity
  if (rhythm === 'once') {
    return random.chance(2000) ? shippingDay(calendar, day + random.between(5, 40), random) : Infinity
  }
  const drain = activeDrain(story, day)
  // Accounts that are about to be lost come less often in their last months.
  const fading = day > account.lastOrder - 150 ? 1.5 : 1
  const usual = (account.gap * fading * 2) / (1 + growthOn(account, day, calendar))
  const mean = drain === null ? usual : (usual * drain.gap) / 100
  const swing = rhythm === 'regular' ? Math.max(0.4, 1 + 0.2 * random.normal()) : random.exponential()
  const quiet = random.chance((100 - (activity[calendar.monthOf(day)] ?? 100)) * 100) ? random.between(4, 10) : 0
  let next = day + Math.max(1, Math.round(mean * swing)) + quiet
  if (next >= account.pauseFrom && next < account.pauseTo) next = account.pauseTo
  return shippingDay(calendar, next, random)
}
