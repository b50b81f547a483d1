import { alertKinds, alertPartTypes } from '../domain/alert/alert.ts'
import type { Alarm, AlertMoney, AlertReason } from '../domain/alert/alert.ts'
import { alertOutcomes } from '../domain/alert/outcome.ts'
import type { AlertOutcome } from '../domain/alert/outcome.ts'
import type { Day } from '../domain/day.ts'
import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { Records, RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** What was looked at, and when. */
export interface StoredLook {
  /** A UUIDv7: the latest is what is shown. */
  readonly id: string
  readonly asOf: Day
  readonly watermark: number
  /** The instant, as UTC ISO text. */
  readonly madeAt: string
  readonly document: Json
}

/** An alarm with what it is known by. */
export interface StoredAlert extends AlertReason, AlertMoney {
  readonly id: string
  readonly accountId: string
  readonly foundAt: string
  /** Id of the last look that found it, and the last day of the book then. */
  readonly look: string
  readonly asOf: Day
}

/** What somebody said of an alert; it never changes. */
export interface StoredAnswer {
  /** A UUIDv7: the latest of an alert holds. */
  readonly id: string
  readonly alert: string
  /** Null takes back what was said before. */
  readonly outcome: AlertOutcome | null
  readonly note: string | null
  /** Who looked after the account then, as `source/rep`; null was nobody. */
  readonly owner: string | null
  /** The last day of the book that the alert was of. */
  readonly asOf: Day
  readonly author: string
  /** The instant, as UTC ISO text. */
  readonly at: string
}

/** Alerts written in one transaction: short enough that nobody waits for it. */
const alertsPerCommit = 500

/** An alarm that was found, and the row it is; a new one where `isNew`. */
export interface FoundAlert {
  readonly id: string
  readonly isNew: boolean
  readonly alarm: Alarm
}

/** Stores a look: its alarms first, which nobody sees, then the look itself, with what `alongside` writes. */
export async function storeLook(
  records: Records,
  look: StoredLook,
  found: readonly FoundAlert[],
  alongside: (trx: RecordsTransaction) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < found.length; at += alertsPerCommit) {
    await records.write(async (trx) => {
      for (const one of found.slice(at, at + alertsPerCommit)) await putAlert(trx, look, one)
    })
  }
  await records.write(async (trx) => {
    await trx
      .insertInto('alert_look')
      .values({
        id: look.id,
        as_of: look.asOf,
        watermark: BigInt(look.watermark),
        made_at: look.madeAt,
        document: jsonToStored(look.document),
      })
      .execute()
    await alongside(trx)
  })
}

async function putAlert(trx: RecordsTransaction, look: StoredLook, { id, isNew, alarm }: FoundAlert): Promise<void> {
  const { kind, part, gapDays, usualDays, orders, fall, probability } = alarm
  const latest = {
    look: look.id,
    as_of: look.asOf,
    last_order: alarm.lastOrder,
    figures: jsonToStored({ gapDays, usualDays, orders, fall: fall && { ...fall }, probability }),
    spend_before: alarm.before,
    spend_after: alarm.after,
    stake: alarm.stake,
  }
  if (isNew) {
    const identity = { part_type: part?.type ?? null, part_key: part?.key ?? null, found_at: look.madeAt }
    await trx
      .insertInto('alert')
      .values({ id, account_id: alarm.accountId, kind, ...identity, ...latest })
      .execute()
  } else {
    await trx.updateTable('alert').set(latest).where('id', '=', id).execute()
  }
}

/** The latest look; undefined before the first. */
export async function findLook(view: RecordsView): Promise<StoredLook | undefined> {
  const row = await view.selectFrom('alert_look').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row && toLook(row)
}

/** The look of this id; undefined when there is none. */
export async function findLookById(view: RecordsView, id: string): Promise<StoredLook | undefined> {
  const row = await view.selectFrom('alert_look').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toLook(row)
}

/** Every alert there ever was, the latest found first. */
export async function listAlerts(view: RecordsView): Promise<StoredAlert[]> {
  const rows = await view.selectFrom('alert').selectAll().orderBy('id', 'desc').execute()
  return rows.map(toAlert)
}

/** Every answer that was ever given, of one alert or of all (null), the newest first. */
export async function listAnswers(view: RecordsView, alert: string | null): Promise<StoredAnswer[]> {
  let query = view.selectFrom('alert_answer').selectAll()
  if (alert !== null) query = query.where('alert', '=', alert)
  const rows = await query.orderBy('id', 'desc').execute()
  return rows.map(toAnswer)
}

/** The id of the newest answer of all; null before the first. */
export async function latestAnswer(view: RecordsView): Promise<string | null> {
  const row = await view.selectFrom('alert_answer').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? null
}

export async function insertAnswer(trx: RecordsTransaction, answer: StoredAnswer): Promise<void> {
  const { asOf, ...row } = answer
  await trx
    .insertInto('alert_answer')
    .values({ ...row, as_of: asOf })
    .execute()
}

function toLook(row: Tables['alert_look']): StoredLook {
  return {
    id: row.id,
    asOf: row.as_of,
    watermark: storedToNumber(row.watermark),
    madeAt: row.made_at,
    document: storedToJson(row.document),
  }
}

function toAlert(row: Tables['alert']): StoredAlert {
  // Written by `putAlert` alone.
  const figures = storedToJson(row.figures) as unknown as Pick<
    AlertReason,
    'gapDays' | 'usualDays' | 'orders' | 'fall' | 'probability'
  >
  const { part_type: type, part_key: key } = row
  return {
    id: row.id,
    accountId: row.account_id,
    kind: oneOf(alertKinds, row.kind),
    part: type === null || key === null ? null : { type: oneOf(alertPartTypes, type), key },
    lastOrder: row.last_order,
    foundAt: row.found_at,
    look: row.look,
    asOf: row.as_of,
    ...figures,
    before: row.spend_before,
    after: row.spend_after,
    stake: row.stake,
  }
}

function toAnswer({ as_of, outcome, ...row }: Tables['alert_answer']): StoredAnswer {
  return { ...row, asOf: as_of, outcome: outcome === null ? null : oneOf(alertOutcomes, outcome) }
}

function oneOf<const T extends readonly string[]>(known: T, text: string): T[number] {
  const found = known.find((one) => one === text)
  if (found === undefined) throw new Error(`Cannot read "${text}" of an alert`)
  return found
}
