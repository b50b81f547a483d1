import type { Commitment } from '../../domain/commitment/commitment.ts'
import { commitmentTypes } from '../../domain/commitment/shown.ts'
import type { CommitmentType } from '../../domain/commitment/shown.ts'
import type { Day } from '../../domain/day.ts'
import { microsOf, microsOrNull, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { isEmptyScope, placesOf, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { costSpans, liveAt } from './live.ts'

/** A commitment with its names. */
export interface ListedCommitment extends Commitment {
  readonly source: string
  readonly number: string
  readonly line: string | null
  readonly type: CommitmentType | null
  readonly product: string
  readonly unit: string | null
  /** The day it was given; null where it is unknown. */
  readonly date: Day | null
}

/**
 * The commitments of the accounts in scope that were due by the end of a window, with what was taken of them by then, the earliest
 * due first. A delivery that names no line is of the only one its commitment has.
 */
export async function listCommitments(
  session: Session,
  { to, watermark }: { readonly to: Day; readonly watermark: number },
  scope: AccountScope,
): Promise<ListedCommitment[]> {
  if (isEmptyScope(scope)) return []
  const { keys, ids } = scope
  const rows = await session.all(
    `WITH cost_span AS (${costSpans(2)}),
     lines_of AS (
       SELECT m.source, m.number, count(*) AS lines FROM commitment m WHERE ${liveAt('m', 2)} GROUP BY m.source, m.number)
     SELECT m.source, m.number, m.line, m.type, m.product, m.unit, CAST(m.date AS VARCHAR) AS date, CAST(m.due AS VARCHAR) AS due,
       m.quantity, c.cost, CAST(d.date AS VARCHAR) AS taken_on, d.quantity AS taken
     FROM commitment m
     JOIN account_ref r ON r.source = m.source AND r.key = m.account AND m.due >= r.valid_from AND m.due < r.valid_to
     JOIN lines_of n ON n.source = m.source AND n.number = m.number
     LEFT JOIN cost_span c ON c.source = m.source AND c.product = m.product AND m.due >= c.valid_from AND m.due < c.valid_until
     LEFT JOIN delivery d ON d.source = m.source AND d.commitment = m.number AND d.date <= CAST($1 AS DATE) AND ${liveAt('d', 2)}
       AND (coalesce(d.commitment_line, '') = coalesce(m.line, '') OR (d.commitment_line IS NULL AND n.lines = 1))
     WHERE m.due <= CAST($1 AS DATE) AND ${liveAt('m', 2)}
       AND m.account IN (${placesOf(keys, 3)}) AND r.account_id IN (${placesOf(ids, 3 + keys.length)})
     ORDER BY m.due, m.source COLLATE "C", m.number COLLATE "C", m.line COLLATE "C" NULLS FIRST, d.date NULLS FIRST, d.key_hi, d.key_lo`,
    [to, String(watermark), ...scopeParameters(scope)],
  )
  const found: (ListedCommitment & { readonly deliveries: { date: Day; quantity: bigint }[] })[] = []
  for (const row of rows) {
    const last = found.at(-1)
    const own = last && isOf(last, row) ? last : toCommitment(row)
    if (own !== last) found.push(own)
    if (row['taken_on'] !== null)
      own.deliveries.push({ date: textOf(row, 'taken_on'), quantity: microsOf(row, 'taken') })
  }
  return found
}

function isOf({ source, number, line }: ListedCommitment, row: Row): boolean {
  return source === row['source'] && number === row['number'] && line === row['line']
}

function toCommitment(row: Row) {
  const type = textOrNull(row, 'type')
  return {
    source: textOf(row, 'source'),
    number: textOf(row, 'number'),
    line: textOrNull(row, 'line'),
    type: commitmentTypes.find((known) => known === type) ?? null,
    product: textOf(row, 'product'),
    unit: textOrNull(row, 'unit'),
    date: textOrNull(row, 'date'),
    due: textOf(row, 'due'),
    quantity: microsOf(row, 'quantity'),
    unitCost: microsOrNull(row, 'cost'),
    deliveries: [] as { date: Day; quantity: bigint }[],
  }
}
