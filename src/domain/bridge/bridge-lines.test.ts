import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMicros, parseMicros, roundMicros } from '../money.ts'
import type { Micros } from '../money.ts'
import { atQuantity, bridgeLines } from './bridge-lines.ts'
import type { BridgedCosts, BridgedLines } from './bridge-sums.ts'
import { addMoney } from './bridge-sums.ts'

const nothing: BridgedLines = {
  isBefore: true,
  isAfter: true,
  bookedBefore: 0n,
  bookedAfter: 0n,
  before: 0n,
  after: 0n,
  unit: 'PCE',
  sameBefore: 0n,
  sameAfter: 0n,
  quantityBefore: 0n,
  quantityAfter: 0n,
  sameAtOldPrices: 0n,
  newProducts: 0n,
  lostProducts: 0n,
  unbridged: 0n,
  costs: null,
}

interface Bought {
  readonly quantity: readonly [string, string]
  readonly price: readonly [string, string]
  readonly cost?: readonly [string, string]
}

/** The lines of some products that are bought in both windows, as the ledger sums them up. */
function linesOf(products: readonly Bought[], unit: string | null = 'PCE'): BridgedLines {
  const sum = (pick: (product: Bought) => Micros): Micros => products.reduce((all, product) => all + pick(product), 0n)
  const times = (quantity: string, price: string): Micros => (parseMicros(quantity) * parseMicros(price)) / 1_000_000n
  const atOld = ({ quantity }: Bought, old: Micros): Micros =>
    atQuantity(old, { before: parseMicros(quantity[0]), now: parseMicros(quantity[1]) })
  const before = sum(({ quantity, price }) => times(quantity[0], price[0]))
  const after = sum(({ quantity, price }) => times(quantity[1], price[1]))
  const costBefore = sum(({ quantity, cost }) => times(quantity[0], cost?.[0] ?? '0'))
  const costAfter = sum(({ quantity, cost }) => times(quantity[1], cost?.[1] ?? '0'))
  const costs: BridgedCosts = {
    before: costBefore,
    after: costAfter,
    sameBefore: costBefore,
    sameAfter: costAfter,
    sameAtOldCosts: sum((product) => atOld(product, times(product.quantity[0], product.cost?.[0] ?? '0'))),
    newProducts: 0n,
    lostProducts: 0n,
    unbridged: 0n,
    magnitudeBefore: before,
    magnitudeAfter: after,
    costedBefore: before,
    costedAfter: after,
  }
  return {
    ...nothing,
    bookedBefore: before,
    bookedAfter: after,
    before,
    after,
    unit,
    sameBefore: before,
    sameAfter: after,
    quantityBefore: sum(({ quantity }) => parseMicros(quantity[0])),
    quantityAfter: sum(({ quantity }) => parseMicros(quantity[1])),
    sameAtOldPrices: sum((product) => atOld(product, times(product.quantity[0], product.price[0]))),
    costs: products.some(({ cost }) => cost) ? costs : null,
  }
}

const golden: readonly Bought[] = [
  { quantity: ['1000', '1000'], price: ['10', '11'] },
  { quantity: ['800', '700'], price: ['15', '15'] },
  { quantity: ['500', '800'], price: ['20', '23'] },
]

function shown(groups: readonly BridgedLines[]): Record<string, string> {
  const { bookedBefore, bookedAfter, parts } = bridgeLines(groups)
  const amounts = { before: bookedBefore, after: bookedAfter, ...parts }
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, formatMicros(roundMicros(amount, 2))]),
  )
}

describe('The bridge of the lines of an account', () => {
  it('splits the published example into price, volume and mix', () => {
    expect(shown([linesOf(golden)])).toEqual({
      before: '32000.00',
      after: '39900.00',
      price: '3400.00',
      volume: '2782.61',
      mix: '1717.39',
    })
  })

  it('has no mix where no unit says that quantities can be added', () => {
    expect(shown([linesOf(golden, null)])).toEqual({
      before: '32000.00',
      after: '39900.00',
      price: '3400.00',
      volume: '4500.00',
    })
    expect(bridgeLines([linesOf(golden, null)]).withoutUnit).toBe(parseMicros('32000'))
  })

  it('bridges each unit of measure by itself', () => {
    const metres: readonly Bought[] = [{ quantity: ['10', '30'], price: ['100', '90'] }]
    expect(shown([linesOf(golden), linesOf(metres, 'MTR')])).toEqual({
      before: '33000.00',
      after: '42600.00',
      price: '3100.00',
      volume: '4782.61',
      mix: '1717.39',
    })
  })

  it('earns the whole of a price, and the margin of volume and mix, beside what a unit costs', () => {
    const costed = golden.map((product, index) => ({
      ...product,
      cost: [
        ['6', '6.5'],
        ['9', '9'],
        ['15', '16'],
      ][index] as [string, string],
    }))
    // 4 000 + 4 800 + 2 500 = 11 300 before, 4 500 + 4 200 + 5 600 = 14 300 after.
    expect(shown([linesOf(costed)])).toEqual({
      before: '11300.00',
      after: '14300.00',
      price: '3400.00',
      volume: '982.61',
      mix: '-82.61',
      cost: '-1300.00',
    })
  })

  it('calls all of it new or lost where nothing was bought in one of the windows', () => {
    const credited = { ...linesOf(golden), newProducts: parseMicros('39950') }
    expect(shown([{ ...credited, isBefore: false, before: 0n, bookedBefore: 0n }])).toEqual({
      before: '0.00',
      after: '39900.00',
      'new-products': '39900.00',
    })
    expect(shown([{ ...linesOf(golden), isAfter: false, after: 0n, bookedAfter: 0n }])).toEqual({
      before: '32000.00',
      after: '0.00',
      'lost-products': '-32000.00',
    })
  })

  it('takes money that is given back without goods for price', () => {
    const lines = linesOf(golden)
    const credit = parseMicros('500')
    const credited = { ...lines, after: lines.after - credit, bookedAfter: lines.bookedAfter - credit }
    expect(shown([credited])).toMatchObject({ after: '39400.00', price: '2900.00', volume: '2782.61', mix: '1717.39' })
  })

  it('tells currency apart, and nothing of it at held rates', () => {
    const lines = { ...linesOf(golden), bookedAfter: parseMicros('40900') }
    const sums = bridgeLines([lines])
    expect(sums.parts.currency).toBe(parseMicros('1000'))
    expect(sums.fixedAfter).toBe(parseMicros('39900'))
  })

  const amount = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n })
  const quantity = fc.bigInt({ min: 1n, max: 10n ** 12n })
  const cut = {
    before: amount,
    after: amount,
    sameBefore: amount,
    sameAfter: amount,
    newProducts: amount,
    lostProducts: amount,
    unbridged: amount,
  }
  const group: fc.Arbitrary<BridgedLines> = fc.record({
    isBefore: fc.boolean(),
    isAfter: fc.boolean(),
    bookedBefore: amount,
    bookedAfter: amount,
    unit: fc.constantFrom('PCE', null),
    quantityBefore: quantity,
    quantityAfter: quantity,
    sameAtOldPrices: amount,
    ...cut,
    costs: fc.option(
      fc.record({
        ...cut,
        sameAtOldCosts: amount,
        magnitudeBefore: amount,
        magnitudeAfter: amount,
        costedBefore: amount,
        costedAfter: amount,
      }),
    ),
  })
  /** A window without a line has no money in it. */
  const there = group.map(({ isBefore, isAfter, ...lines }): BridgedLines => {
    const costs = lines.costs && {
      ...lines.costs,
      ...(!isBefore && { before: 0n }),
      ...(!isAfter && { after: 0n }),
    }
    return {
      ...lines,
      isBefore,
      isAfter,
      costs,
      ...(!isBefore && { before: 0n, bookedBefore: 0n }),
      ...(!isAfter && { after: 0n, bookedAfter: 0n }),
    }
  })
  const sumOf = (parts: object): Micros => (Object.values(parts) as Micros[]).reduce((sum, one) => sum + one, 0n)

  it('law: the parts sum to after less before, whatever the lines', () => {
    fc.assert(
      fc.property(fc.array(there, { maxLength: 4 }), (groups) => {
        const { bookedBefore, bookedAfter, fixedBefore, fixedAfter, parts } = bridgeLines(groups)
        expect(sumOf(parts)).toBe(bookedAfter - bookedBefore)
        expect(sumOf(parts) - (parts.currency ?? 0n)).toBe(fixedAfter - fixedBefore)
      }),
    )
  })

  it('law: the parts of a group sum to the change of its accounts', () => {
    fc.assert(
      fc.property(fc.array(fc.array(there, { maxLength: 3 }), { minLength: 1, maxLength: 4 }), (accounts) => {
        const bridges = accounts.map(bridgeLines)
        const whole = bridges.reduce(addMoney)
        expect(sumOf(whole.parts)).toBe(whole.bookedAfter - whole.bookedBefore)
        expect(whole.bookedAfter).toBe(bridges.reduce((sum, one) => sum + one.bookedAfter, 0n))
      }),
    )
  })

  it('law: what did not change has no parts', () => {
    fc.assert(
      fc.property(there, quantity, (lines, same) => {
        const still: BridgedLines = {
          ...lines,
          isBefore: true,
          isAfter: true,
          bookedAfter: lines.bookedBefore,
          after: lines.before,
          sameAfter: lines.sameBefore,
          sameAtOldPrices: lines.sameBefore,
          quantityBefore: same,
          quantityAfter: same,
          newProducts: 0n,
          lostProducts: 0n,
          unbridged: 0n,
          costs: null,
        }
        expect(bridgeLines([still]).parts).toEqual({})
      }),
    )
  })
})
