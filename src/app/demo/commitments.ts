import { addMonths, dayToNumber } from '../../domain/day.ts'
import { activeOverStock } from './agreements.ts'
import type { Agreement } from './agreements.ts'
import { isQuarterEnd, quarterStart } from './calendar.ts'
import { makeDemand } from './demand.ts'
import type { Demand } from './demand.ts'
import { randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import type { Product } from './products.ts'
import type { SideBookParts, SidePart } from './side-book.ts'

/** Goods of one invoice line that a promise may be settled with. */
interface Shipment {
  readonly delivery: string
  readonly line: number
  readonly day: number
  left: number
  /** How many promises it went to: a delivery line belongs to one. */
  parts: number
}

/** A promised quantity that is not taken yet. */
interface Promised {
  readonly number: string
  readonly line: number
  left: number
}

/** One product of an agreement. */
interface Item {
  readonly product: Product
  readonly demand: Demand
  /** Of the running quarter. */
  shipments: Shipment[]
  open: Promised | null
}

interface Book {
  readonly agreement: Agreement
  readonly random: Random
  readonly items: readonly Item[]
}

const prefixes = { forecast: 'FC', call_off: 'AR', blanket_order: 'RV' } as const

/**
 * The promises of a quarter and what was taken of them, written when the quarter is over: most promises are taken whole, a part falls
 * short and is made good in the next quarter, a fifth comes late. Deliveries are the lines of invoices. Where stock went out of hand, what
 * falls short stays so. The running quarter is promised at its demand so far, and is not due yet.
 */
export function noteCommitments(
  { seed, calendar, files }: SideBookParts,
  agreements: ReadonlyMap<number, Agreement>,
): SidePart {
  const books = new Map<number, Book>()
  for (const [index, agreement] of agreements) {
    const items = agreement.products.map((product) => {
      return { product, demand: makeDemand(calendar), shipments: [], open: null }
    })
    books.set(index, { agreement, random: randomStream(seed, 'commitments', index), items })
  }
  const numberOf = ({ agreement: { type, account } }: Book, start: number): string => {
    const label = calendar.label(start)
    return `${prefixes[type]}-${account.key}-${label.slice(2, 4)}Q${Math.floor(calendar.monthOf(start) / 3) + 1}`
  }
  const deliver = (promised: Promised, shipments: readonly Shipment[]): void => {
    for (const shipment of shipments) {
      const quantity = Math.min(promised.left, shipment.left)
      if (quantity === 0) continue
      const { delivery, line, day, parts } = shipment
      shipment.parts++
      const row = [
        `LS-${delivery}`,
        parts === 0 ? String(line) : `${line}.${parts}`,
        promised.number,
        String(promised.line),
      ]
      files.append('deliveries', [...row, calendar.label(day), String(quantity)])
      promised.left -= quantity
      shipment.left -= quantity
    }
  }
  const endQuarter = (book: Book, day: number): void => {
    const { agreement, random, items } = book
    const { account, type } = agreement
    const story = activeOverStock(agreement, day)
    const start = quarterStart(calendar, day)
    const isOver = isQuarterEnd(calendar, day)
    const end = isOver ? day : dayToNumber(addMonths(calendar.label(start), 3)) - 1
    const given = calendar.label(start - random.between(15, 40))
    const number = numberOf(book, start)
    for (const [index, item] of items.entries()) {
      const { shipments, open, product } = item
      item.shipments = []
      if (open !== null && story === null) deliver(open, shipments)
      item.open = null
      const taken = shipments.reduce((sum, { left }) => sum + left, 0)
      const usual = item.demand.daily(day) * 91
      const quantity = promisedQuantity(
        {
          taken: isOver ? taken : Math.round(usual),
          usual,
          takenShare: story?.taken ?? null,
          excess: agreement.excess,
        },
        random,
      )
      if (quantity === 0) continue
      const lastDay = shipments.at(-1)?.day ?? end
      const due =
        story === null && isOver && random.chance(2000) ? Math.max(start, lastDay - random.between(3, 18)) : end
      const row = [number, String(index + 1), type, account.key, product.key, given]
      files.append('commitments', [...row, calendar.label(due), String(quantity), product.unit])
      const promised = { number, line: index + 1, left: quantity }
      deliver(promised, shipments)
      item.open = promised.left === 0 ? null : promised
    }
  }
  return {
    noteDocument({ draft: { account, purpose, day, lines }, number }) {
      const book = account === null || purpose !== 'sale' ? undefined : books.get(account.index)
      if (book === undefined) return
      for (const [index, { product, quantity, kind }] of lines.entries()) {
        const item = kind === 'goods' ? book.items.find((candidate) => candidate.product === product) : undefined
        if (item === undefined || quantity === null) continue
        item.demand.add(day, quantity)
        item.shipments.push({ delivery: number, line: index + 1, day, left: quantity, parts: 0 })
      }
    },
    endDay(day) {
      if (isQuarterEnd(calendar, day) || day === calendar.last) for (const book of books.values()) endQuarter(book, day)
      return []
    },
  }
}

/** What is promised for a quarter in which so much is taken; `takenShare` is that of a stock out of hand, in per cent. */
function promisedQuantity({ taken, usual, takenShare, excess }: Quarter, random: Random): number {
  if (takenShare !== null) return Math.round((Math.max(taken, usual) * 100) / takenShare)
  if (taken === 0) return random.chance(1500) ? Math.round(usual * 0.5) : 0
  return random.chance(6000) ? taken : Math.ceil((taken * (100 + random.between(3, excess))) / 100)
}

interface Quarter {
  readonly taken: number
  readonly usual: number
  readonly takenShare: number | null
  readonly excess: number
}
