import type { Day } from '../domain/day.ts'
import type { Micros } from '../domain/money.ts'
import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import { insertValues } from './insert-values.ts'
import type { Records, RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** What was learnt of the rhythm of the book, from what and by whom. */
export interface StoredLifetime {
  /** A UUIDv7: the latest is what is shown. */
  readonly id: string
  readonly asOf: Day
  readonly watermark: number
  readonly madeBy: string
  /** The instant, as UTC ISO text. */
  readonly madeAt: string
  readonly document: Json
}

/** When an account ordered, as far as a forecast looks. */
export interface LifetimeHistory {
  readonly accountId: string
  readonly orders: number
  readonly firstOrder: Day
  readonly lastOrder: Day
  readonly spend: Micros
}

/** Written or taken out in one transaction: short enough that nobody waits for it. */
const rowsPerCommit = 1000

/** Stores what was learnt: histories first, in pieces nobody sees, then the fit, with what `alongside` writes. */
export async function storeLifetime(
  records: Records,
  fit: StoredLifetime,
  histories: readonly LifetimeHistory[],
  alongside: (trx: RecordsTransaction) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < histories.length; at += rowsPerCommit) {
    const rows = histories.slice(at, at + rowsPerCommit).map((history) => toStored(fit.id, history))
    await records.write((trx) => insertValues(records.kind, trx, 'lifetime_history', rows))
  }
  await records.write(async (trx) => {
    await trx
      .insertInto('lifetime_fit')
      .values({
        id: fit.id,
        as_of: fit.asOf,
        watermark: BigInt(fit.watermark),
        made_by: fit.madeBy,
        made_at: fit.madeAt,
        document: jsonToStored(fit.document),
      })
      .execute()
    await alongside(trx)
  })
}

/** The latest that was learnt; undefined before the first. */
export async function findLifetime(view: RecordsView): Promise<StoredLifetime | undefined> {
  const row = await view.selectFrom('lifetime_fit').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row && toLifetime(row)
}

/** The one of this id; undefined where it is none, or a later one has taken its place. */
export async function findLifetimeById(view: RecordsView, id: string): Promise<StoredLifetime | undefined> {
  const row = await view.selectFrom('lifetime_fit').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toLifetime(row)
}

/** The history of one account; undefined when it never ordered. */
export async function findLifetimeHistory(
  view: RecordsView,
  fit: string,
  accountId: string,
): Promise<LifetimeHistory | undefined> {
  const row = await view
    .selectFrom('lifetime_history')
    .selectAll()
    .where('fit', '=', fit)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row && toHistory(row)
}

/** The histories of all accounts that ever ordered, by account id. */
export async function listLifetimeHistories(view: RecordsView, fit: string): Promise<LifetimeHistory[]> {
  const rows = await view
    .selectFrom('lifetime_history')
    .selectAll()
    .where('fit', '=', fit)
    .orderBy('account_id')
    .execute()
  return rows.map(toHistory)
}

/** Takes out what came before a fit, also what a job left that was killed at it. */
export async function dropEarlierLifetimes(records: Records, fit: string): Promise<void> {
  await records.write(async (trx) => {
    await trx.deleteFrom('lifetime_fit').where('id', '<', fit).execute()
  })
  for (let isDone = false; !isDone;) {
    isDone = await records.write(async (trx) => {
      const some = await trx
        .selectFrom('lifetime_history')
        .select(['fit', 'account_id'])
        .where('fit', '<', fit)
        .orderBy('fit')
        .orderBy('account_id')
        .limit(rowsPerCommit)
        .execute()
      const last = some.at(-1)
      if (last) {
        await trx
          .deleteFrom('lifetime_history')
          .where('fit', '<=', last.fit)
          .where((on) => on.or([on('fit', '<', last.fit), on('account_id', '<=', last.account_id)]))
          .execute()
      }
      return some.length < rowsPerCommit
    })
  }
}

function toStored(fit: string, history: LifetimeHistory): Tables['lifetime_history'] {
  return {
    fit,
    account_id: history.accountId,
    orders: BigInt(history.orders),
    first_order: history.firstOrder,
    last_order: history.lastOrder,
    spend: history.spend,
  }
}

function toHistory(row: Tables['lifetime_history']): LifetimeHistory {
  return {
    accountId: row.account_id,
    orders: storedToNumber(row.orders),
    firstOrder: row.first_order,
    lastOrder: row.last_order,
    spend: row.spend,
  }
}

function toLifetime(row: Tables['lifetime_fit']): StoredLifetime {
  return {
    id: row.id,
    asOf: row.as_of,
    watermark: storedToNumber(row.watermark),
    madeBy: row.made_by,
    madeAt: row.made_at,
    document: storedToJson(row.document),
  }
}
