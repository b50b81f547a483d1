import type { Account } from './accounts.ts'
import { decimalText, scaleHalfEven } from './amounts.ts'
import type { Draft, Posted } from './documents.ts'
import { exponentOf, randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import type { SideBookParts, SidePart } from './side-book.ts'
import { activeShopper } from './stories.ts'
import { competitors } from './words.ts'

const otherReasons = ['delivery time', 'quality', 'technical service', 'everything from one source', 'availability']

/** How an account asks for prices: chances in basis points, quotes lost for each one won in per cent. */
interface Habit {
  readonly asks: number
  readonly known: number
  readonly byPrice: number
  readonly concedes: number
  readonly loses: number
}

const usual: Habit = { asks: 1200, known: 6000, byPrice: 2600, concedes: 1800, loses: 60 }

/**
 * Quotes: an eighth of the orders was quoted before, for each of them little more than a half is lost or never answered. An account that
 * plays our price against others asks for a third to a half of its orders, gets the price down, and orders less than a third.
 */
export function noteQuotes({ seed, calendar, files }: SideBookParts): SidePart {
  const randoms = new Map<number, Random>()
  const lastOrders = new Map<number, string>()
  let quotes = 0
  const append = (cells: readonly string[]): void => {
    quotes++
    files.append('quotes', [`AN${String(quotes).padStart(7, '0')}`, ...cells])
  }
  const noteWon = (posted: Posted, habit: Habit, random: Random): void => {
    const { draft, currency, net } = posted
    const { account, orderNumber, orderDay, day } = draft
    if (account === null) return
    const decided = Math.max(orderDay, calendar.first)
    const asked = Math.max(calendar.first, account.validFrom, decided - random.between(3, 25))
    const isConceded = random.chance(habit.concedes)
    const first = isConceded ? scaleHalfEven(net, 10000 + random.between(300, 1200), 10000) : null
    append([
      account.key,
      calendar.label(Math.min(asked, decided)),
      ...oneProduct(draft),
      decimalText(net, 2),
      first === null ? '' : decimalText(first, 2),
      currency,
      'won',
      calendar.label(Math.min(decided, day)),
      random.chance(3000) ? random.pick(competitors) : '',
      reasonOf(habit, random),
      orderNumber,
    ])
  }
  const noteLost = (posted: Posted, habit: Habit, random: Random): void => {
    const { draft, currency, net } = posted
    const { account } = draft
    if (account === null) return
    const asked = calendar.workingOnOrAfter(draft.day + random.between(-40, 25))
    const decided = asked + random.between(10, 60)
    const amount = Math.max(100, Math.round(net * exponentOf(0.4 * random.normal())))
    const isLost = random.chance(7500) && decided <= calendar.last
    const [reason, competitor] = [reasonOf(habit, random), random.chance(5500) ? random.pick(competitors) : '']
    if (asked > calendar.last || asked < Math.max(calendar.first, account.validFrom) || asked >= account.validTo) return
    append([
      account.key,
      calendar.label(asked),
      '',
      '',
      '',
      decimalText(amount, 2),
      '',
      currency,
      isLost ? 'lost' : 'open',
      isLost ? calendar.label(decided) : '',
      isLost ? competitor : '',
      isLost ? reason : '',
      '',
    ])
  }
  return {
    noteDocument(posted) {
      const { account, purpose, orderNumber, day } = posted.draft
      if (account === null || purpose !== 'sale' || orderNumber === '' || posted.net <= 0) return
      // The first delivery of an order stands for it; order numbers rise, so that a later one is of an earlier order.
      if (orderNumber <= (lastOrders.get(account.index) ?? '')) return
      lastOrders.set(account.index, orderNumber)
      const known = randoms.get(account.index)
      const random = known ?? randomStream(seed, 'quotes', account.index)
      if (!known) randoms.set(account.index, random)
      const habit = habitOn(account, day)
      if (!random.chance(habit.asks)) return
      noteWon(posted, habit, random)
      for (let more = random.times(habit.loses / 100); more > 0; more--) noteLost(posted, habit, random)
    },
  }
}

function habitOn({ late }: Account, day: number): Habit {
  const shopper = activeShopper(late, day)
  if (shopper === null) return usual
  return { asks: shopper.asks, known: 8500, byPrice: shopper.byPrice, concedes: 7000, loses: shopper.loses }
}

function reasonOf({ known, byPrice }: Habit, random: Random): string {
  if (!random.chance(known)) return ''
  return random.chance(byPrice) ? random.pick(['price', 'price', 'lowest price']) : random.pick(otherReasons)
}

/** Product, quantity and unit of a document with one line of goods; empty where there are several. */
function oneProduct({ lines }: Draft): readonly [string, string, string] {
  const [line, second] = lines.filter(({ kind }) => kind === 'goods')
  if (!line || second) return ['', '', '']
  return [line.product?.key ?? '', String(line.quantity ?? ''), line.unit]
}
