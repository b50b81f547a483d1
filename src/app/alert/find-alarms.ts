import { setImmediate } from 'node:timers/promises'
import type { Alarm } from '../../domain/alert/alert.ts'
import { bookClock } from '../../domain/alert/book-clock.ts'
import { declineOf, fallInMoney } from '../../domain/alert/decline.ts'
import type { Decline, PartCounts } from '../../domain/alert/decline.ts'
import { alarmBound } from '../../domain/alert/discoveries.ts'
import { isTested, silenceOf } from '../../domain/alert/silence.ts'
import type { Silence } from '../../domain/alert/silence.ts'
import { addDays, daysBetween } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { fallenParts } from '../../ledger/facts/decline-facts.ts'
import type { FallenPart, FallenParts, PartType } from '../../ledger/facts/decline-facts.ts'
import { partSpend } from '../../ledger/facts/decline-spend.ts'
import { orderRhythms } from '../../ledger/facts/order-rhythm-facts.ts'
import type { OrderRhythms } from '../../ledger/facts/order-rhythm-facts.ts'
import type { Ctx } from '../context.ts'

/** What is looked at: the book up to a day, at a state of the ledger, by the kinds of lines that are spend. */
export interface LookedAt {
  readonly asOf: Day
  readonly watermark: number
  readonly kinds: readonly LineKind[]
}

/** What is to be found, and in which accounts. */
interface Wanted {
  readonly q: number
  /** Whether it is an account on the day: who left the book is silent for a reason. */
  readonly isAccount: (accountId: string) => boolean
}

/** What all tests of a book came to. */
export interface FoundAlarms {
  readonly alarms: readonly Alarm[]
  readonly silenceTests: number
  readonly declineTests: number
}

interface SilentAccount extends Silence {
  readonly accountId: string
  readonly yearSpend: Micros
}

interface DecliningPart extends Decline {
  readonly type: PartType
  readonly fallen: FallenPart
}

/** Accounts between two breaths for others: a few milliseconds of work. */
const accountsPerPiece = 1000
/** Accounts whose parts are summed in one statement. */
const accountsPerStatement = 500

/**
 * Accounts that are silent, and parts that decline, beyond what their own past makes likely. Both kinds are tests of one book: of
 * all alarms together at most a share `q` is false (Benjamini and Hochberg). A decline of an account that is silent is part of
 * that; one that cost no money is none.
 */
export async function findAlarms(
  ctx: Ctx,
  looked: LookedAt,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<FoundAlarms> {
  const { asOf, watermark, kinds } = looked
  ctx.progress.report('reading the rhythm of orders', 0, null)
  const rhythms = await orderRhythms(ctx.ledger, { to: asOf, watermark }, kinds)
  signal?.throwIfAborted()
  const silences = await silencesOf(rhythms, looked, wanted, signal)
  ctx.progress.report('reading parts of accounts', 0, null)
  const parts: { readonly type: PartType; readonly read: FallenParts }[] = []
  for (const type of ['family', 'site'] as const) {
    parts.push({ type, read: await fallenParts(ctx.ledger, { to: asOf, watermark, type }, kinds) })
    signal?.throwIfAborted()
  }
  const declines: DecliningPart[] = []
  for (const { type, read } of parts) declines.push(...(await declinesOf(type, read, wanted, signal)))
  const declineTests = parts.reduce((sum, { read }) => sum + read.tested, 0)
  const bound = alarmBound(
    [...silences.listed, ...declines].map(({ p }) => p),
    { tests: silences.tested + declineTests, q: wanted.q },
  )
  const isAlarm = ({ p }: { readonly p: number }): boolean => bound !== null && p <= bound
  const silent = silences.listed.filter(isAlarm)
  const silentIds = new Set(silent.map(({ accountId }) => accountId))
  const declining = declines.filter((one) => isAlarm(one) && !silentIds.has(one.fallen.accountId))
  const alarms = [
    ...silent.map((one) => silenceAlarm(one, rhythms)),
    ...(await declineAlarms(ctx, looked, declining)),
  ].filter(({ stake }) => stake > 0n)
  return { alarms, silenceTests: silences.tested, declineTests }
}

async function silencesOf(
  { from, accounts, orders }: OrderRhythms,
  { asOf }: LookedAt,
  { isAccount }: Wanted,
  signal: AbortSignal | undefined,
): Promise<{ readonly listed: readonly SilentAccount[]; readonly tested: number }> {
  const to = daysBetween(from, asOf)
  const clock = bookClock({
    from: 0,
    to,
    orders,
    accounts: accounts.map(({ first, orders: count }) => ({ first, repeats: count - 1 })),
  })
  const listed: SilentAccount[] = []
  let tested = 0
  for (const [index, { accountId, orders: count, last, silence }] of accounts.entries()) {
    if (index % accountsPerPiece === 0) {
      await setImmediate()
      signal?.throwIfAborted()
    }
    if (!isTested({ orders: count, gapDays: to - last }) || !isAccount(accountId)) continue
    tested++
    if (!silence) continue
    const found = silenceOf(silence.days, to, clock)
    if (found.p < 1) listed.push({ accountId, yearSpend: silence.yearSpend, ...found })
  }
  return { listed, tested }
}

function silenceAlarm({ accountId, yearSpend, ...silence }: SilentAccount, { from }: OrderRhythms): Alarm {
  return {
    accountId,
    kind: 'silence',
    part: null,
    lastOrder: addDays(from, silence.lastOrder),
    gapDays: silence.gapDays,
    usualDays: Math.max(1, Math.round(silence.usualDays)),
    orders: silence.orders,
    fall: null,
    probability: silence.p,
    before: yearSpend,
    after: 0n,
    stake: yearSpend,
  }
}

async function declinesOf(
  type: PartType,
  { fallen, bookByPart, book }: FallenParts,
  { isAccount }: Wanted,
  signal: AbortSignal | undefined,
): Promise<DecliningPart[]> {
  const found: DecliningPart[] = []
  for (const [index, one] of fallen.entries()) {
    if (index % accountsPerPiece === 0) {
      await setImmediate()
      signal?.throwIfAborted()
    }
    if (!isAccount(one.accountId)) continue
    const bookPart = bookByPart.get(one.part)
    const others =
      type === 'family' && bookPart
        ? { part: less(bookPart, one.orders), account: less(book, one.accountOrders) }
        : null
    const decline = declineOf({ part: one.orders, account: one.accountOrders, others })
    if (decline) found.push({ ...decline, type, fallen: one })
  }
  return found
}

function less(all: PartCounts, own: PartCounts): PartCounts {
  return all.map((count, piece) => count - (own[piece] ?? 0))
}

/** Declines with the money they are about. */
async function declineAlarms(
  ctx: Ctx,
  { asOf, watermark, kinds }: LookedAt,
  declining: readonly DecliningPart[],
): Promise<Alarm[]> {
  const alarms: Alarm[] = []
  for (const [type, some] of Map.groupBy(declining, (one) => one.type)) {
    const ids = [...new Set(some.map(({ fallen }) => fallen.accountId))]
    const spendByPart = new Map<string, readonly Micros[]>()
    for (let at = 0; at < ids.length; at += accountsPerStatement) {
      const scope = await accountScope(ctx.ledger, ids.slice(at, at + accountsPerStatement))
      for (const { accountId, part, spend } of await partSpend(
        ctx.ledger,
        { to: asOf, watermark, type },
        kinds,
        scope,
      )) {
        spendByPart.set(`${accountId} ${part}`, spend)
      }
    }
    for (const { fallen, days, after, before, p } of some) {
      const { accountId, part, orders, first, last } = fallen
      const count = orders.reduce((sum, one) => sum + one, 0)
      alarms.push({
        accountId,
        kind: 'decline',
        part: { type, key: part },
        lastOrder: last,
        gapDays: daysBetween(last, asOf),
        usualDays: Math.max(1, Math.round(daysBetween(first, last) / (count - 1))),
        orders: count,
        fall: { days, after, before },
        probability: p,
        ...fallInMoney(spendByPart.get(`${accountId} ${part}`) ?? [], days),
      })
    }
  }
  return alarms
}
