import { factFamilies } from '../../domain/fact-family.ts'
import { packFacts, sumTable } from '../../domain/facts-table.ts'
import type { FactsTable } from '../../domain/facts-table.ts'
import { metricColumn } from '../../domain/grade-table.ts'
import type { MetricColumn } from '../../domain/grade-table.ts'
import type { Day } from '../../domain/day.ts'
import { policyFamilies } from '../../domain/metric.ts'
import type { Policy } from '../../domain/policy.ts'
import { readFacts } from '../grade/read-facts.ts'
import type { FactsStores } from '../grade/read-facts.ts'
import { inTurns } from '../portfolio/take-turns.ts'
import type { BookOnDay } from './book-on-day.ts'
import { keepLatest } from '../keep-latest.ts'

/** Facts of the accounts of a book in one window and of the families they make, and metrics worked out of them. */
export interface BookFacts {
  /** By row of the book. */
  readonly own: FactsTable
  /** By row of the ultimate parent. */
  readonly family: FactsTable
}

/** Windows and line kinds that people try out on a day; a hundred thousand accounts take some fifteen megabytes each. */
const keptFacts = 4
/** Metrics under a coverage that people try out on such facts, a megabyte each. */
const keptMetrics = 12

// By book: a book stands for a day and a watermark, so that nothing old is ever found.
const factsByBook = new WeakMap<BookOnDay, Map<string, Promise<BookFacts>>>()
const metricsByTable = new WeakMap<FactsTable, Map<string, Promise<MetricColumn>>>()

/**
 * The facts of the window from a day up to that of the book, for the line kinds and the factors of a policy. `stamp` is the state
 * of the rates and judgements that they depend on.
 */
export function openBookFacts(
  stores: FactsStores,
  book: BookOnDay,
  { from, policy, stamp }: { readonly from: Day; readonly policy: Policy; readonly stamp: string },
): Promise<BookFacts> {
  const kept = factsByBook.get(book) ?? new Map<string, Promise<BookFacts>>()
  factsByBook.set(book, kept)
  const { kinds } = policy
  // Payments too: whether a factor looks at them is what people try out.
  const families = factFamilies.filter((family) => family === 'payments' || policyFamilies(policy).includes(family))
  return keepLatest(kept, JSON.stringify([from, kinds.toSorted(), families, stamp]), keptFacts, async () => {
    const window = { from, to: book.day, watermark: book.watermark }
    const facts = await readFacts(stores, window, { kinds, families })
    const own = await inTurns(
      packFacts(
        book.ids.map((id) => facts.get(id) ?? null),
        families,
      ),
    )
    return { own, family: await inTurns(sumTable(own, book.roots, book.rows)) }
  })
}

/** The values of the factors of a policy, by metric. */
export async function openMetrics(table: FactsTable, policy: Policy): Promise<ReadonlyMap<string, MetricColumn>> {
  const { minCoverage } = policy
  const kept = metricsByTable.get(table) ?? new Map<string, Promise<MetricColumn>>()
  metricsByTable.set(table, kept)
  const columns = new Map<string, MetricColumn>()
  for (const { metric } of policy.factors) {
    const column = await keepLatest(kept, `${metric} ${String(minCoverage)}`, keptMetrics, () =>
      inTurns(metricColumn(table, metric, minCoverage)),
    )
    columns.set(metric, column)
  }
  return columns
}
