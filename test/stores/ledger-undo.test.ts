import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PaymentLedger, replay } from './ledger-model.ts'
import type { Imported, Range, Rows, Said } from './ledger-model.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const rows = (said: Readonly<Record<string, readonly [day: number, amount: number]>>): Rows =>
  new Map(Object.entries(said).map(([key, [day, amount]]) => [`main/${key}`, { day, amount }]))

describe.each(ledgerEngines)('undoing imports on %s', (engine) => {
  let store: TestLedger
  let book: PaymentLedger
  let seq = 0
  beforeAll(async () => {
    store = await openTestLedger(engine)
    book = new PaymentLedger(store.ledger)
  })
  afterAll(() => store[Symbol.asyncDispose]())
  beforeEach(async () => {
    seq = 0
    await book.clear()
  })

  async function add(said: Rows, replace: Range | null = null): Promise<number> {
    seq = (await book.import(said, replace)).seq
    return seq
  }
  async function undo(batch: number): Promise<void> {
    seq = await book.undo(batch)
  }
  const now = (): Promise<Rows> => book.visible(seq)

  const file = rows({ 1: [1, 10], 2: [2, 20], 3: [3, 30], 4: [4, 40] })

  it('keeps rows that a later import brought again: the whole file, and a small part of it', async () => {
    const first = await add(file)
    await add(file)
    await undo(first)
    expect(await now()).toEqual(file)
    await book.clear()
    const other = await add(file)
    await add(rows({ 2: [2, 20] }))
    await undo(other)
    expect(await now()).toEqual(rows({ 2: [2, 20] }))
  })

  it('keeps all but the changed rows of a full file that came again with changes', async () => {
    const first = await add(file)
    const again = await add(rows({ 1: [1, 10], 2: [2, 21], 3: [3, 30] }))
    await undo(first)
    expect(await now()).toEqual(rows({ 1: [1, 10], 2: [2, 21], 3: [3, 30] }))
    await undo(again)
    expect(await now()).toEqual(rows({}))
  })

  it('goes back three deep, from the top, the bottom and the middle', async () => {
    for (const [order, left] of [
      [
        [3, 2],
        [1, 10],
      ],
      [
        [1, 3],
        [1, 20],
      ],
      [
        [2, 1],
        [1, 30],
      ],
    ] as const) {
      await book.clear()
      for (const amount of [10, 20, 30]) await add(rows({ 1: [1, amount] }))
      for (const batch of order) await undo(batch)
      expect(await now()).toEqual(rows({ 1: left }))
    }
  })

  it('brings back what a replace took out when the replace is undone', async () => {
    await add(file)
    const replace = await add(rows({ 1: [1, 11] }), { from: 1, to: 3 })
    expect(await now()).toEqual(rows({ 1: [1, 11], 4: [4, 40] }))
    await undo(replace)
    expect(await now()).toEqual(file)
  })

  it('keeps out what two replaces leave out until both are undone', async () => {
    await add(file)
    const one = await add(rows({ 1: [1, 10] }), { from: 1, to: 4 })
    const two = await add(rows({ 1: [1, 10], 2: [2, 22] }), { from: 1, to: 4 })
    await undo(one)
    expect(await now()).toEqual(rows({ 1: [1, 10], 2: [2, 22] }))
    await undo(two)
    expect(await now()).toEqual(file)
  })

  it('takes out an older saying whose day lies in a range replaced since', async () => {
    await add(rows({ 1: [1, 10] }))
    const moved = await add(rows({ 1: [9, 10] }))
    await add(rows({ 2: [2, 20] }), { from: 1, to: 5 })
    expect(await now()).toEqual(rows({ 1: [9, 10], 2: [2, 20] }))
    await undo(moved)
    expect(await now()).toEqual(rows({ 2: [2, 20] }))
  })

  it('shows an older saying again when the one that a range took out is undone', async () => {
    await add(rows({ 1: [1, 10] }))
    const moved = await add(rows({ 1: [9, 10] }))
    await add(rows({ 2: [2, 20] }), { from: 8, to: 9 })
    expect(await now()).toEqual(rows({ 2: [2, 20] }))
    await undo(moved)
    expect(await now()).toEqual(rows({ 1: [1, 10], 2: [2, 20] }))
  })

  it('brings a row back under its own content after import, undo and import again', async () => {
    const first = await add(file)
    await undo(first)
    expect(await now()).toEqual(rows({}))
    await add(rows({ 1: [1, 10], 2: [5, 50] }))
    expect(await now()).toEqual(rows({ 1: [1, 10], 2: [5, 50] }))
  })

  it('holds, at every moment and of every moment before, what the standing imports make', async () => {
    const keys = ['main/1', 'main/2', 'main/3', 'main/4', 'main/5', 'other/1', 'other/2', 'other/3']
    const said = fc.record<Said>({ day: fc.integer({ min: 1, max: 4 }), amount: fc.integer({ min: 1, max: 2 }) })
    const range = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 }))
      .map(([from, days]): Range => ({ from, to: from + days }))
    const replace = fc.option(range, { freq: 2 })
    const fresh = fc.record({
      op: fc.constant('fresh' as const),
      rows: fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), said), {
        minLength: 1,
        maxLength: 6,
        selector: ([key]) => key,
      }),
      replace,
    })
    // Everything that is visible again, but for some rows left out or changed: the nightly full export.
    const full = fc.record({
      op: fc.constant('full' as const),
      drop: fc.subarray(keys, { maxLength: 3 }),
      change: fc.array(fc.tuple(fc.constantFrom(...keys), said), { maxLength: 2 }),
      replace,
    })
    const again = fc.record({ op: fc.constant('again' as const), which: fc.nat(20), replace })
    const undone = fc.record({ op: fc.constant('undo' as const), which: fc.nat(20) })
    const steps = fc.array(fc.oneof(fresh, full, again, undone, undone), { minLength: 3, maxLength: 14 })

    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        await book.clear()
        const history: Imported[] = []
        const seen: Rows[] = [new Map()]
        let imports: Imported[] = []
        for (const step of list) {
          const live = seen.at(-1) ?? new Map<string, Said>()
          if (step.op === 'undo') {
            const target = imports[step.which % Math.max(1, imports.length)]
            if (!target) continue
            await book.undo(target.seq)
            imports = imports.filter((one) => one !== target)
          } else {
            const brought = broughtBy(step, live, history)
            if (brought.size === 0) continue
            const imported = await book.import(brought, step.replace)
            history.push(imported)
            imports.push(imported)
          }
          expect(await book.visible(seen.length)).toEqual(replay(imports))
          seen.push(replay(imports))
        }
        for (const [watermark, then] of seen.entries()) expect(await book.visible(watermark)).toEqual(then)
      }),
      { numRuns: 40 },
    )
  })
})

type Step =
  | { readonly op: 'fresh'; readonly rows: [string, Said][] }
  | { readonly op: 'full'; readonly drop: string[]; readonly change: [string, Said][] }
  | { readonly op: 'again'; readonly which: number }

function broughtBy(step: Step, live: Rows, history: readonly Imported[]): Rows {
  if (step.op === 'fresh') return new Map(step.rows)
  if (step.op === 'again') return history[step.which % Math.max(1, history.length)]?.rows ?? new Map<string, Said>()
  return new Map([...[...live].filter(([key]) => !step.drop.includes(key)), ...step.change])
}
