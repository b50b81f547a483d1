import { packMoney, rowReader, type FactsTable, type MoneyColumn, type Steps } from './facts-table.ts'
import { gradeBounds } from './grade.ts'
import { metricMicros } from './metric-definition.ts'
import { metricOf } from './metric.ts'
import type { Micros } from './money.ts'
import type { Policy } from './policy.ts'
import { compiledFactors, weigh } from './scorecard.ts'

/** The rank of a row without a grade; the best grade has rank 0. */
export const noGrade = -1

/** The values of one metric by row, in millionths of its unit; `isKnown` is 0 where it is unknown. */
export interface MetricColumn {
  readonly values: MoneyColumn
  readonly isKnown: Uint8Array
}

/** Grades the rows of a table by one policy, to the same grade as `gradeOf` gives the same facts. */
export interface TableGrader {
  /** The rank among the grades of the policy; `noGrade` for none. `value` is that of the row where it is known already. */
  rankOf(row: number, value?: Micros | null): number
  /**
   * What is compared with the bounds: money, or millionths of a point. Null where nothing is: without a grade, and under a score
   * policy where spend at or below zero gives the lowest one.
   */
  valueOf(row: number): Micros | null
}

/** Rows after which somebody else may have a turn. */
const rowsPerStep = 2000

/** Works out a metric for every row. `minCoverage` is that of the policy. */
export function* metricColumn(table: FactsTable, metric: string, minCoverage: number): Steps<MetricColumn> {
  const { compute, inputs } = metricOf(metric)
  const read = rowReader(table, inputs)
  const isKnown = new Uint8Array(table.rows)
  const values: Micros[] = []
  for (let row = 0; row < table.rows; row += 1) {
    const value = compute(read(row), { minCoverage })
    values.push(value ? metricMicros(value) : 0n)
    if (value) isKnown[row] = 1
    if (row % rowsPerStep === 0) yield
  }
  return { values: packMoney(values), isKnown }
}

/** `columns` are those of the factors of the policy by metric; a policy that grades by spend needs none. */
export function tableGrader(
  policy: Policy,
  table: FactsTable,
  columns: ReadonlyMap<string, MetricColumn>,
): TableGrader {
  const bounds = gradeBounds(policy)
  const { lines } = table.counts
  const { spend } = table.money
  const scoreOf = policy.gradeBy === 'score' ? scorer(policy, columns) : null
  const valueOf = (row: number): Micros | null => {
    if (lines[row] === 0) return null
    const money = spend[row] ?? 0n
    if (scoreOf === null) return money
    return money <= 0n ? null : scoreOf(row)
  }
  return {
    valueOf,
    rankOf(row, value = valueOf(row)) {
      if (lines[row] === 0) return noGrade
      if ((spend[row] ?? 0n) <= 0n) return bounds.length - 1
      return value === null ? noGrade : bounds.findIndex(({ atLeast }) => atLeast === null || value >= atLeast)
    },
  }
}

function scorer(policy: Policy, columns: ReadonlyMap<string, MetricColumn>): (row: number) => Micros | null {
  const factors = compiledFactors(policy).map((factor) => {
    const column = columns.get(factor.metric.id)
    if (!column) throw new RangeError(`Cannot score without the values of "${factor.metric.id}"`)
    return { factor, column }
  })
  return (row) =>
    weigh(
      factors.map(({ factor, column }) => ({
        factor,
        points: column.isKnown[row] === 1 ? factor.points(column.values[row] ?? 0n) : null,
      })),
    ).score
}
