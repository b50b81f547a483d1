import type { Output } from '../../contract/operations.ts'
import { formatMicros, parseMicros, type Micros } from '../../domain/money.ts'

/** A bridge as the interface tells it, whether of an account or of a part of the book. */
export type Bridge = Pick<
  NonNullable<Output<'getAccountBridge'>['revenue']>,
  'unit' | 'before' | 'after' | 'change' | 'steps'
>
export type BridgeStep = Bridge['steps'][number]

/** A row of the waterfall: an end, which stands on the ground, or a part, which hangs where the one before ended. */
export interface BridgeRow {
  readonly id: string
  /** Null for both ends. */
  readonly step: BridgeStep | null
  readonly end: 'before' | 'after' | null
  /** An exact decimal; null where it is unknown. */
  readonly amount: string | null
  /** The ends of its bar as shares of the width, from the left; null without one. */
  readonly bar: { readonly from: number; readonly to: number } | null
}

interface Waterfall {
  readonly rows: readonly BridgeRow[]
  /** Where the bars begin, when that is not at zero: parts that are small beside both ends could not be seen. */
  readonly begins: string | null
}

/** Beside ends that are this many times what lies between them, bars that begin at zero show nothing of it. */
const smallParts = 3n
/** How much of the width stands before the lowest place where bars do not begin at zero, one in so many. */
const ground = 6n

/** Both ends and the parts between them, placed along one axis. */
export function bridgeRows({ before, after, steps }: Bridge): Waterfall {
  const ends = { before: microsOf(before), after: microsOf(after) }
  let level = ends.before ?? 0n
  const hanging = steps.map((step) => {
    const from = level
    level += parseMicros(step.amount)
    return { step, from, to: level }
  })
  const known = ends.before !== null && ends.after !== null
  const places = [level, ...hanging.flatMap(({ from, to }) => [from, to])]
  const [low, high] = [places.reduce(lesser), places.reduce(larger)]
  const isCut = known && low > 0n && low > (high - low) * smallParts
  const start = isCut ? low - (high - low) / ground : lesser(low, 0n)
  const end = larger(high, 0n)
  const place = (amount: Micros): number => (end === start ? 0 : Number(amount - start) / Number(end - start))
  const bar = (from: Micros, to: Micros) =>
    known ? { from: place(lesser(from, to)), to: place(larger(from, to)) } : null
  const total = (name: 'before' | 'after'): BridgeRow => {
    const amount = ends[name]
    const text = name === 'before' ? before : after
    const foot = isCut ? start : 0n
    return { id: name, step: null, end: name, amount: text, bar: amount === null ? null : bar(foot, amount) }
  }
  return {
    rows: [
      total('before'),
      ...hanging.map(({ step, from, to }): BridgeRow => ({
        id: `${step.part} ${step.metric ?? ''} ${step.how ?? ''}`,
        step,
        end: null,
        amount: step.amount,
        bar: bar(from, to),
      })),
      total('after'),
    ],
    begins: isCut && start > 0n ? formatMicros(start) : null,
  }
}

/** The step that moves it most; null where there is none. */
export function largestStep({ steps }: Pick<Bridge, 'steps'>): BridgeStep | null {
  return steps.reduce<BridgeStep | null>(
    (largest, step) => (largest !== null && sizeOf(largest) >= sizeOf(step) ? largest : step),
    null,
  )
}

function sizeOf({ amount }: BridgeStep): Micros {
  const micros = parseMicros(amount)
  return micros < 0n ? -micros : micros
}

function microsOf(amount: string | null): Micros | null {
  return amount === null ? null : parseMicros(amount)
}

function lesser(one: Micros, other: Micros): Micros {
  return one < other ? one : other
}

function larger(one: Micros, other: Micros): Micros {
  return one > other ? one : other
}
