import type { Output } from '../../../contract/operations.ts'
import { parseMicros, type Micros } from '../../../domain/money.ts'

type Statement = NonNullable<Output<'getAccountProfit'>['profit']>
type Component = Statement['components'][number]['component']

/** A bar of the way from revenue to net profit. `total` stands on the ground, `part` hangs where the one before ended. */
export interface ProfitStep {
  readonly id: 'revenue' | 'otherKinds' | 'uncosted' | 'cost' | 'grossProfit' | 'netProfit' | Component
  readonly kind: 'total' | 'part'
  /** What it is, or adds: below zero where it takes off. Null where it cannot be told. */
  readonly amount: Micros | null
  /** The ends of its bar as shares of the width, from the left; null without a bar. */
  readonly bar: { readonly from: number; readonly to: number } | null
}

/**
 * The steps of a statement; each total is what the parts before it come to. Parts of nothing are left out, and so is everything after a
 * gross profit that is unknown. What is unknown has no bar, and what comes after it hangs where it would without it.
 */
export function profitSteps(statement: Statement): readonly ProfitStep[] {
  const { revenue, otherKinds, uncosted, cost, grossProfit, components, netProfit } = statement
  const rows: Omit<ProfitStep, 'bar'>[] = [{ id: 'revenue', kind: 'total', amount: parseMicros(revenue) }]
  const part = (id: ProfitStep['id'], amount: Micros): void => {
    if (amount !== 0n) rows.push({ id, kind: 'part', amount })
  }
  part('otherKinds', parseMicros(otherKinds))
  part('uncosted', -parseMicros(uncosted))
  part('cost', -parseMicros(cost))
  rows.push({ id: 'grossProfit', kind: 'total', amount: grossProfit === null ? null : parseMicros(grossProfit) })
  if (grossProfit !== null) {
    for (const { component, state, amount } of components) {
      if (state === 'not-measured') continue
      if (amount === null) rows.push({ id: component, kind: 'part', amount: null })
      else part(component, -parseMicros(amount))
    }
    rows.push({ id: 'netProfit', kind: 'total', amount: netProfit === null ? null : parseMicros(netProfit) })
  }
  return placed(rows)
}

function placed(rows: readonly Omit<ProfitStep, 'bar'>[]): readonly ProfitStep[] {
  let level = 0n
  const ends = rows.map(({ kind, amount }) => {
    if (amount === null) return null
    const from = kind === 'total' ? 0n : level
    level = from + amount
    return { from, to: level }
  })
  const all = ends.flatMap((end) => (end === null ? [] : [end.from, end.to]))
  const [low, high] = [all.reduce(lesser, 0n), all.reduce(larger, 0n)]
  const place = (amount: Micros): number => (high === low ? 0 : Number(amount - low) / Number(high - low))
  return rows.map((row, index) => {
    const end = ends[index] ?? null
    return { ...row, bar: end && { from: place(lesser(end.from, end.to)), to: place(larger(end.from, end.to)) } }
  })
}

function lesser(one: Micros, other: Micros): Micros {
  return one < other ? one : other
}

function larger(one: Micros, other: Micros): Micros {
  return one > other ? one : other
}
