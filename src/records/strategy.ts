import type { Day } from '../domain/day.ts'
import { strategies } from '../domain/drain/strategy.ts'
import type { Strategy } from '../domain/drain/strategy.ts'
import { jsonToStored, storedToJson } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'

/** A strategy as it was set for an account; it never changes. */
export interface StoredStrategy {
  /** A UUIDv7: of those that stand the latest of an account holds. */
  readonly id: string
  readonly accountId: string
  readonly strategy: Strategy
  /** The first day on which it holds. */
  readonly begins: Day
  readonly note: string | null
  /** What the account was a drain for then. */
  readonly reasons: readonly string[]
  readonly author: string
  /** The instant, as UTC ISO text. */
  readonly at: string
  /** By whom and when it was taken back; null for one that stands. */
  readonly takenBack: { readonly author: string; readonly at: string } | null
}

export async function insertStrategy(
  trx: RecordsTransaction,
  { accountId, reasons, ...row }: Omit<StoredStrategy, 'takenBack'>,
): Promise<void> {
  await trx
    .insertInto('strategy')
    .values({ ...row, account_id: accountId, reasons: jsonToStored([...reasons]) })
    .execute()
}

/** Takes a strategy back; false where somebody did before. */
export async function withdrawStrategy(
  trx: RecordsTransaction,
  row: { readonly strategy: string; readonly author: string; readonly at: string },
): Promise<boolean> {
  const inserted = await trx
    .insertInto('strategy_withdrawal')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

export async function findStrategy(view: RecordsView, id: string): Promise<StoredStrategy | undefined> {
  const row = await withWithdrawals(view).where('strategy.id', '=', id).executeTakeFirst()
  return row && toStrategy(row)
}

/** All strategies of an account, the latest first. */
export async function listStrategies(view: RecordsView, accountId: string): Promise<StoredStrategy[]> {
  const rows = await withWithdrawals(view)
    .where('strategy.account_id', '=', accountId)
    .orderBy('strategy.id', 'desc')
    .execute()
  return rows.map(toStrategy)
}

/** The strategy that holds of every account that has one. */
export async function heldStrategies(view: RecordsView): Promise<ReadonlyMap<string, StoredStrategy>> {
  const rows = await withWithdrawals(view).where('strategy_withdrawal.at', 'is', null).orderBy('strategy.id').execute()
  return new Map(rows.map((row) => [row.account_id, toStrategy(row)]))
}

function withWithdrawals(view: RecordsView) {
  return view
    .selectFrom('strategy')
    .leftJoin('strategy_withdrawal', 'strategy_withdrawal.strategy', 'strategy.id')
    .selectAll('strategy')
    .select(['strategy_withdrawal.author as withdrawn_by', 'strategy_withdrawal.at as withdrawn_at'])
}

type Joined = NonNullable<Awaited<ReturnType<ReturnType<typeof withWithdrawals>['executeTakeFirst']>>>

function toStrategy({ account_id, strategy, reasons, withdrawn_by, withdrawn_at, ...row }: Joined): StoredStrategy {
  const known = strategies.find((one) => one === strategy)
  if (known === undefined) throw new Error(`Cannot read strategy "${strategy}"`)
  return {
    ...row,
    accountId: account_id,
    strategy: known,
    // Written above.
    reasons: storedToJson(reasons) as readonly string[],
    takenBack: withdrawn_by === null || withdrawn_at === null ? null : { author: withdrawn_by, at: withdrawn_at },
  }
}
