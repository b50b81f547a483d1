import { coverage, grossProfit } from '../facts.ts'
import type { AccountFacts } from '../facts.ts'
import { ratio } from '../money.ts'
import type { Micros } from '../money.ts'
import { profitComponents } from './components.ts'
import type { ComponentState, ProfitComponent } from './components.ts'

/** What a component takes off the gross profit of an account. */
interface ComponentAmount {
  readonly component: ProfitComponent
  readonly state: ComponentState
  /** Null unless it is known. Below zero where it gives, such as a rebate that was set aside earlier and is credited now. */
  readonly amount: Micros | null
  /** What of it can be told. */
  readonly knownPart: Micros
  /** How many events, documents or items have no cost that could be told. */
  readonly unknown: number
}

/**
 * From revenue to net profit: revenue + otherKinds - uncosted - cost = grossProfit, and that less the components is netProfit, to
 * the last decimal. Money in base currency.
 */
export interface ProfitStatement {
  readonly revenue: Micros
  /** What the kinds that count as spend differ from those of revenue by. */
  readonly otherKinds: Micros
  readonly spend: Micros
  /** Spend whose cost nobody knows. */
  readonly uncosted: Micros
  readonly cost: Micros
  /** Null below the minimum coverage. Who bought nothing has earned us nothing. */
  readonly grossProfit: Micros | null
  /** A fraction; null without a spend line. */
  readonly coverage: number | null
  readonly components: readonly ComponentAmount[]
  /** Null where the gross profit or a component is unknown. */
  readonly netProfit: Micros | null
  /** Of spend, as a fraction with six decimals; null where that is not above zero. */
  readonly netProfitRate: number | null
}

/** What a statement is made with. */
export interface ProfitBasis {
  /** The share of spend, 0..1, whose cost must be known before a gross profit is given. */
  readonly minCoverage: number
  /** The components of which the book was ever told anything. */
  readonly measured: ReadonlySet<ProfitComponent>
}

/** What of each component a ledger tells, and how much it cannot tell. */
const readComponent: Readonly<
  Record<ProfitComponent, (facts: AccountFacts) => { readonly knownPart: Micros; readonly unknown: number }>
> = {
  service: (facts) => ({ knownPart: facts.serviceCost, unknown: facts.serviceUnrated }),
  financing: (facts) => ({ knownPart: facts.financing, unknown: facts.unfinanced }),
  carrying: (facts) => ({ knownPart: facts.carrying, unknown: facts.stockUncosted + facts.carryingUnrated }),
  freight: (facts) => ({ knownPart: facts.freightUninvoiced, unknown: 0 }),
  rebates: (facts) => ({ knownPart: facts.rebatesUncredited, unknown: 0 }),
  returns: (facts) => ({ knownPart: facts.returnsCost, unknown: facts.extrasUnrated }),
}

/** Every fact that a net profit is made of beside those of the gross profit. */
export const netProfitInputs = [
  'serviceCost',
  'serviceUnrated',
  'financing',
  'unfinanced',
  'carrying',
  'stockUncosted',
  'carryingUnrated',
  'freightUninvoiced',
  'rebatesUncredited',
  'returnsCost',
  'extrasUnrated',
] as const satisfies readonly (keyof AccountFacts)[]

/** What accounts have earned, from revenue to net profit (measures.md, 8). */
export function profitStatement(facts: AccountFacts, { minCoverage, measured }: ProfitBasis): ProfitStatement {
  const { revenue, spend, costedSpend, cost } = facts
  const components = profitComponents.map((component): ComponentAmount => {
    const { knownPart, unknown } = readComponent[component](facts)
    const state = !measured.has(component) ? 'not-measured' : unknown > 0 ? 'unknown' : 'known'
    return { component, state, amount: state === 'known' ? knownPart : null, knownPart, unknown }
  })
  const net = netProfit(facts, minCoverage)
  return {
    revenue,
    otherKinds: spend - revenue,
    spend,
    uncosted: spend - costedSpend,
    cost,
    grossProfit: earned(facts, minCoverage),
    coverage: coverage(facts),
    components,
    netProfit: net,
    netProfitRate: net === null || spend <= 0n ? null : ratio(net, spend),
  }
}

/**
 * Gross profit less the components. Null below the minimum coverage, and where something of a component cannot be told: a net
 * profit without a cost that is there would be too good. What was never brought into the book is left out.
 */
export function netProfit(facts: AccountFacts, minCoverage: number): Micros | null {
  const gross = earned(facts, minCoverage)
  if (gross === null) return null
  let net = gross
  for (const component of profitComponents) {
    const { knownPart, unknown } = readComponent[component](facts)
    if (unknown > 0) return null
    net -= knownPart
  }
  return net
}

function earned(facts: AccountFacts, minCoverage: number): Micros | null {
  return facts.spendMagnitude === 0n ? 0n : grossProfit(facts, minCoverage)
}
