import { factFamilies } from '../../src/domain/fact-family.ts'
import { emptyFacts } from '../../src/domain/facts.ts'
import type { AccountFacts } from '../../src/domain/facts.ts'
import { finish, packFacts, sumTable } from '../../src/domain/facts-table.ts'
import { metricColumn, tableGrader } from '../../src/domain/grade-table.ts'
import type { Policy } from '../../src/domain/policy.ts'

/** Twelve figures out of all families of facts. */
export const twelveMetrics = [
  'spend',
  'gross-margin-rate',
  'orders',
  'average-days-late',
  'financing-rate',
  'days-to-pay',
  'taken-rate',
  'inventory-carrying',
  'service-cost',
  'net-profit',
  'standing',
  'operating-fit',
] as const

/**
 * Seconds that the grades of so many accounts take by a policy that has none of its figures worked out yet: every figure of every
 * account, the families added up, and the scores.
 */
export function rescoreSeconds(accounts: number, policy: Policy): number {
  const own = finish(
    packFacts(
      Array.from({ length: accounts }, (_, index) => factsOf(index)),
      factFamilies,
    ),
  )
  const roots = Int32Array.from({ length: accounts }, (_, index) => index - (index % 5))
  const started = performance.now()
  const table = finish(sumTable(own, roots, accounts))
  const columns = new Map(
    policy.factors.map(({ metric }) => [metric, finish(metricColumn(table, metric, policy.minCoverage))] as const),
  )
  const grader = tableGrader(policy, table, columns)
  let graded = 0
  for (let row = 0; row < accounts; row += 1) if (grader.rankOf(row) >= 0) graded += 1
  const seconds = (performance.now() - started) / 1000
  if (graded !== accounts / 5)
    throw new Error(`Cannot measure grades: ${String(graded)} of ${String(accounts)} accounts`)
  return seconds
}

/** An account of which every figure is known, each a little different. */
function factsOf(index: number): AccountFacts {
  const money = (share: number): bigint => BigInt((index % 977) + 1) * BigInt(share) * 1_000_000n + BigInt(index)
  return {
    ...emptyFacts(String(index)),
    lines: 12,
    orders: (index % 30) + 1,
    revenue: money(100),
    spend: money(100),
    costedSpend: money(100),
    spendMagnitude: money(100),
    costedMagnitude: money(100),
    cost: money(70),
    paidAmount: money(110),
    lateAmountDays: money(110) * BigInt(index % 40),
    financing: money(1),
    financingLate: money(1) / 2n,
    receivableDays: money(3000),
    paidGross: money(110),
    paidGrossDays: money(110) * BigInt((index % 60) + 10),
    financed: 12,
    committed: money(50),
    taken: money(45),
    takenOnTime: money(40),
    commitments: 6,
    stockDedicated: money(10),
    stockShared: money(5),
    carrying: money(3),
    serviceMinutes: 300,
    serviceEvents: 20,
    serviceCost: money(4),
    standingFirst: 2,
    standingAlso: 1,
    standardSpend: money(60),
    standardKnownSpend: money(90),
    plainOrders: 10,
    handledOrders: 2,
  }
}
