import type { Micros } from '../money.ts'
import { profitComponents } from './components.ts'
import type { ComponentState, ProfitComponent } from './components.ts'

/** The lines of a reconciliation, from the top to the bottom. */
export const reconciledLines = [
  'revenue',
  'other-kinds',
  'uncosted',
  'cost',
  'gross-profit',
  ...profitComponents,
  'net-profit',
] as const
type ReconciledLine = (typeof reconciledLines)[number]

/** One figure of the book and whose it is; the first five sum to the book. In base currency. */
interface Reconciled {
  /** Of accounts that are listed: what they are ranked by sums to it. */
  readonly accounts: Micros
  /** Of accounts that no list has any more. */
  readonly left: Micros
  readonly noAccount: Micros
  /** Of stock that no rule gives to an account. */
  readonly unattributed: Micros
  /** Of capacity that was paid for and that nobody used. */
  readonly unused: Micros
  /** As it comes out where nothing is split. */
  readonly book: Micros
  /** The book less the other five: zero, or something is wrong. */
  readonly difference: Micros
}

/** What is known of a line before it is reconciled; parts that are left out are nothing. */
export interface LineParts {
  readonly accounts: Micros
  readonly left?: Micros
  readonly noAccount: Micros
  readonly unattributed?: Micros
  readonly unused?: Micros
  readonly book: Micros
}

/** A line with what may be said of it: nothing where it was never measured or some of it cannot be told. */
export interface ReconciliationLine {
  readonly line: ReconciledLine
  readonly state: ComponentState
  readonly amounts: Reconciled | null
}

/** From revenue to the gross profit of the costed spend: revenue + other kinds - uncosted - cost. */
interface Earned {
  readonly revenue: LineParts
  /** What the kinds that count as spend differ from those of revenue by. */
  readonly otherKinds: LineParts
  /** Spend whose cost nobody knows. */
  readonly uncosted: LineParts
  readonly cost: LineParts
  /** Whether enough of the spend of the book has a known cost. */
  readonly isKnown: boolean
}

/**
 * Accounts + those that left + "No account" + unattributed stock + unused capacity = the book (measures.md, 8), line by line. The gross
 * profit is that of the costed spend, which adds up over accounts; net profit is it less every component that is measured, and unknown
 * where one of them is, or where too little of the spend of the book has a known cost.
 */
export function reconcile(
  { isKnown, ...parts }: Earned,
  components: ReadonlyMap<ProfitComponent, { readonly state: ComponentState; readonly parts: LineParts | null }>,
): readonly ReconciliationLine[] {
  const lines = profitComponents.map((component): ReconciliationLine => {
    const { state = 'not-measured', parts = null } = components.get(component) ?? {}
    return { line: component, state, amounts: state === 'known' && parts ? toReconciled(parts) : null }
  })
  const [revenue, otherKinds] = [toReconciled(parts.revenue), toReconciled(parts.otherKinds)]
  const [uncosted, cost] = [toReconciled(parts.uncosted), toReconciled(parts.cost)]
  const earned = less(less(revenue, less(uncosted, otherKinds)), cost)
  const isUnknown = !isKnown || lines.some(({ state }) => state === 'unknown')
  const net = lines.reduce((left, { amounts }) => (amounts ? less(left, amounts) : left), earned)
  return [
    { line: 'revenue', state: 'known', amounts: revenue },
    { line: 'other-kinds', state: 'known', amounts: otherKinds },
    { line: 'uncosted', state: 'known', amounts: uncosted },
    { line: 'cost', state: 'known', amounts: cost },
    { line: 'gross-profit', state: isKnown ? 'known' : 'unknown', amounts: earned },
    ...lines,
    { line: 'net-profit', state: isUnknown ? 'unknown' : 'known', amounts: isUnknown ? null : net },
  ]
}

function toReconciled(parts: LineParts): Reconciled {
  const { accounts, left = 0n, noAccount, unattributed = 0n, unused = 0n, book } = parts
  const difference = book - accounts - left - noAccount - unattributed - unused
  return { accounts, left, noAccount, unattributed, unused, book, difference }
}

function less(one: Reconciled, other: Reconciled): Reconciled {
  return {
    accounts: one.accounts - other.accounts,
    left: one.left - other.left,
    noAccount: one.noAccount - other.noAccount,
    unattributed: one.unattributed - other.unattributed,
    unused: one.unused - other.unused,
    book: one.book - other.book,
    difference: one.difference - other.difference,
  }
}
