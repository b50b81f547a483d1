import type { Day } from '../domain/day.ts'
import type { Micros } from '../domain/money.ts'
import { ifPresent, jsonToStored, microsToStored, storedToJson, storedToMicros, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { Records, RecordsTransaction, RecordsView } from './records.ts'
import { insertRows } from './rows-as-json.ts'
import type { Tables } from './tables.ts'

/** A closed period: what its scorecards were computed from, by whom, when and why. */
export interface Closing {
  readonly id: string
  /** As it is written: `2026`, `2026-Q1`, `2026-03`. */
  readonly period: string
  /** 1 for the first closing of the period, one more for each time it was closed again. */
  readonly revision: number
  readonly policyName: string
  readonly policyVersion: number
  /** Watermark of the ledger. */
  readonly watermark: number
  readonly asOf: Day
  readonly closedBy: string
  /** The instant, as UTC ISO text. */
  readonly closedAt: string
  /** Null only for a first closing. */
  readonly reason: string | null
}

/** What a closing keeps of one account, in the base currency. Null is unknown, never zero. */
export interface ClosedScorecard {
  readonly accountId: string
  readonly accountSource: string
  readonly accountKey: string
  readonly accountName: string
  /** Key of the rep at the end of the period. */
  readonly owner: string | null
  readonly grade: string | null
  /** Kept to ten-thousandths, half to even: what is read back has four decimals. */
  readonly spend: Micros | null
  readonly grossProfit: Micros | null
  readonly orders: number | null
  readonly score: number | null
  readonly facts: Json
}

/** Scorecards committed together. */
const scorecardsPerCommit = 1000
const scorecardsPerPage = 2000

/**
 * Stores a closing for good: scorecards first, in pieces nobody sees, then the closing, together with what `alongside`
 * writes. Throws when the period is closed already and there is no reason to close it again.
 */
export async function storeClosing(
  records: Records,
  closing: Omit<Closing, 'revision'>,
  scorecards: AsyncIterable<readonly ClosedScorecard[]> | Iterable<readonly ClosedScorecard[]>,
  alongside: (trx: RecordsTransaction, closing: Closing) => Promise<void> = async () => {},
): Promise<Closing> {
  await nextRevision(records.view, closing)
  let waiting: Tables['closed_scorecard'][] = []
  const flush = async () => {
    const rows = waiting
    waiting = []
    await records.write((trx) => insertRows(records.kind, trx, 'closed_scorecard', rows))
  }
  for await (const chunk of scorecards) {
    for (const scorecard of chunk) waiting.push(toStored(closing.id, scorecard))
    if (waiting.length >= scorecardsPerCommit) await flush()
  }
  await flush()
  return records.write(async (trx) => {
    const stored = { ...closing, revision: await nextRevision(trx, closing) }
    await trx
      .insertInto('period_closing')
      .values({
        id: stored.id,
        period: stored.period,
        revision: BigInt(stored.revision),
        policy_name: stored.policyName,
        policy_version: BigInt(stored.policyVersion),
        watermark: BigInt(stored.watermark),
        as_of: stored.asOf,
        closed_by: stored.closedBy,
        closed_at: stored.closedAt,
        reason: stored.reason,
      })
      .execute()
    await alongside(trx, stored)
    return stored
  })
}

/** The latest closing of a period; undefined when it is open. */
export async function findClosing(view: RecordsView, period: string): Promise<Closing | undefined> {
  const row = await view
    .selectFrom('period_closing')
    .selectAll()
    .where('period', '=', period)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toClosing(row)
}

/** Every closing, by period and revision. */
export async function listClosings(view: RecordsView): Promise<Closing[]> {
  const rows = await view.selectFrom('period_closing').selectAll().orderBy('period').orderBy('revision').execute()
  return rows.map(toClosing)
}

/** A closing by its id; undefined when there is none. */
export async function findClosingById(view: RecordsView, id: string): Promise<Closing | undefined> {
  const row = await view.selectFrom('period_closing').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toClosing(row)
}

/** Closings before one of an id, the newest first, each with whether none of its period came after it. */
export async function pageOfClosings(
  view: RecordsView,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly closing: Closing; readonly isLatest: boolean }[]> {
  const rows = await view
    .selectFrom('period_closing')
    .selectAll()
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  if (rows.length === 0) return []
  const latest = await view
    .selectFrom('period_closing')
    .select(({ fn }) => ['period', fn.max('revision').as('revision')])
    .where('period', 'in', [...new Set(rows.map((row) => row.period))])
    .groupBy('period')
    .execute()
  const latestByPeriod = new Map(latest.map(({ period, revision }) => [period, revision]))
  return rows.map((row) => ({ closing: toClosing(row), isLatest: latestByPeriod.get(row.period) === row.revision }))
}

/** The scorecards of a closing in pages, by account id; none when there is no such closing. */
export async function* closedScorecards(
  view: RecordsView,
  closingId: string,
): AsyncGenerator<ClosedScorecard[], void, void> {
  let after: string | undefined = ''
  while (after !== undefined) {
    const rows = await view
      .selectFrom('closed_scorecard')
      .innerJoin('period_closing', 'period_closing.id', 'closed_scorecard.closing_id')
      .selectAll('closed_scorecard')
      .where('closed_scorecard.closing_id', '=', closingId)
      .where('closed_scorecard.account_id', '>', after)
      .orderBy('closed_scorecard.account_id')
      .limit(scorecardsPerPage)
      .execute()
    if (rows.length > 0) yield rows.map(toScorecard)
    after = rows.length === scorecardsPerPage ? rows.at(-1)?.account_id : undefined
  }
}

/** Removes the scorecards that an interrupted `storeClosing` left. For start-up, when no closing is under way. */
export async function dropUnfinishedClosings(records: Records): Promise<void> {
  const unfinished = await records.view
    .selectFrom('closed_scorecard')
    .leftJoin('period_closing', 'period_closing.id', 'closed_scorecard.closing_id')
    .where('period_closing.id', 'is', null)
    .select('closed_scorecard.closing_id')
    .distinct()
    .execute()
  for (const { closing_id } of unfinished) {
    let isDone = false
    while (!isDone) {
      isDone = await records.write(async (trx) => {
        const some = trx
          .selectFrom('closed_scorecard')
          .select('account_id')
          .where('closing_id', '=', closing_id)
          .limit(scorecardsPerCommit)
        const { numDeletedRows } = await trx
          .deleteFrom('closed_scorecard')
          .where('closing_id', '=', closing_id)
          .where('account_id', 'in', some)
          .executeTakeFirst()
        return numDeletedRows === 0n
      })
    }
  }
}

async function nextRevision(view: RecordsView, closing: Omit<Closing, 'revision'>): Promise<number> {
  const last = await findClosing(view, closing.period)
  if (last && (closing.reason === null || closing.reason.trim() === '')) {
    throw new Error(`Cannot close period "${closing.period}" again without a reason`)
  }
  return (last?.revision ?? 0) + 1
}

function toStored(closingId: string, scorecard: ClosedScorecard): Tables['closed_scorecard'] {
  return {
    closing_id: closingId,
    account_id: scorecard.accountId,
    account_source: scorecard.accountSource,
    account_key: scorecard.accountKey,
    account_name: scorecard.accountName,
    owner: scorecard.owner,
    grade: scorecard.grade,
    spend: ifPresent(scorecard.spend, microsToStored),
    gross_profit: ifPresent(scorecard.grossProfit, microsToStored),
    orders: ifPresent(scorecard.orders, BigInt),
    score: scorecard.score,
    facts: jsonToStored(scorecard.facts),
  }
}

function toScorecard(row: Tables['closed_scorecard']): ClosedScorecard {
  return {
    accountId: row.account_id,
    accountSource: row.account_source,
    accountKey: row.account_key,
    accountName: row.account_name,
    owner: row.owner,
    grade: row.grade,
    spend: ifPresent(row.spend, storedToMicros),
    grossProfit: ifPresent(row.gross_profit, storedToMicros),
    orders: ifPresent(row.orders, storedToNumber),
    score: row.score,
    facts: storedToJson(row.facts),
  }
}

function toClosing(row: Tables['period_closing']): Closing {
  return {
    id: row.id,
    period: row.period,
    revision: storedToNumber(row.revision),
    policyName: row.policy_name,
    policyVersion: storedToNumber(row.policy_version),
    watermark: storedToNumber(row.watermark),
    asOf: row.as_of,
    closedBy: row.closed_by,
    closedAt: row.closed_at,
    reason: row.reason,
  }
}
