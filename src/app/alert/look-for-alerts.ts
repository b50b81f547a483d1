import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Alarm } from '../../domain/alert/alert.ts'
import { isMutedBySeason, isStillAnswered } from '../../domain/alert/outcome.ts'
import type { Day } from '../../domain/day.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { findLook, findLookById, listAlerts, listAnswers, storeLook } from '../../records/alert.ts'
import type { FoundAlert, StoredAlert, StoredAnswer } from '../../records/alert.ts'
import type { Json } from '../../records/decode.ts'
import { readAccounts } from '../account/read-accounts.ts'
import { assertHeld } from '../account-view/largest-amount.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { readPeriod } from '../grade/read-period.ts'
import { requestJob } from '../job/request-job.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { readCaps } from './caps.ts'
import { findAlarms } from './find-alarms.ts'
import type { LookedAt } from './find-alarms.ts'
import { documentOf, isSameKinds } from './look-document.ts'
import type { LookDocument } from './look-document.ts'

const inputShape = z.strictObject({ id: z.string(), isDue: z.boolean() })

/** Puts a look for alerts in the line. */
export const requestAlerts: Verb<'findAlerts'> = async (ctx) => {
  requireRight(ctx, 'policy')
  return putInLine(ctx, { isDue: false })
}

/** The id is given now: a job that is begun again knows whether it was done. */
function putInLine(ctx: Ctx, { isDue }: { readonly isDue: boolean }) {
  return requestJob(ctx, { kind: 'alerts', subject: null, input: { id: uuidv7(), isDue }, isSame: () => true })
}

/** The body of a job that looks. */
export async function alertsRequested(ctx: Ctx, input: Json, signal: AbortSignal): Promise<Json> {
  const { id, isDue } = inputShape.parse(input)
  if (await findLookById(ctx.records.view, id)) return { id }
  // The figures may have been worked out anew meanwhile, and alerts with them.
  if (isDue && !(await isLookOld(ctx))) return null
  return lookForAlerts(ctx, { id, isAsked: !isDue }, signal)
}

/** Looks of its own accord after what changed the book, its kinds of spend, or the share of alarms that may be false. */
export async function followAlerts(ctx: Ctx, signal: AbortSignal): Promise<void> {
  if (!(await isLookOld(ctx))) return
  await lookForAlerts(ctx, { id: uuidv7(), isAsked: false }, signal)
}

/** Puts a look in the line where there was none yet, or the last is of another book or day: lines of a day to come are of it then. */
export async function requestDueAlerts(ctx: Ctx): Promise<void> {
  if ((await ledgerDays(ctx.ledger)) !== null && (await isLookOld(ctx))) await putInLine(ctx, { isDue: true })
}

/** Whether the latest look was of another book than there is now, or there was none. Throws where the book is empty. */
async function isLookOld(ctx: Ctx): Promise<boolean> {
  const [look, now] = [await findLook(ctx.records.view), await lookedAt(ctx)]
  if (!look) return true
  const { q, kinds } = documentOf(look)
  return (
    look.asOf !== now.asOf ||
    look.watermark !== now.watermark ||
    q !== (await readCaps(ctx.records.view)).q ||
    !isSameKinds(kinds, now.kinds)
  )
}

async function lookedAt(ctx: Ctx): Promise<LookedAt> {
  const { period, policy } = await readPeriod(ctx, null)
  return { asOf: period.to, watermark: await watermarkOf(ctx.ledger), kinds: policy.kinds }
}

/** Looks for alerts in the ledger as it is now, and keeps what it finds. Whoever reads meanwhile sees the look before. */
export async function lookForAlerts(
  ctx: Ctx,
  { id: given = uuidv7(), isAsked }: { readonly id?: string; readonly isAsked: boolean },
  signal?: AbortSignal,
): Promise<{ readonly id: string; readonly silences: number; readonly declines: number }> {
  if (isAsked) requireRight(ctx, 'policy')
  const looked = await lookedAt(ctx)
  const { asOf, watermark, kinds } = looked
  const { q } = await readCaps(ctx.records.view)
  const accounts = new Set(
    (await readAccounts(ctx, asOf, watermark)).flatMap((account) => (account.valid ? [account.id] : [])),
  )
  const found = await findAlarms(ctx, looked, { q, isAccount: (accountId) => accounts.has(accountId) }, signal)
  signal?.throwIfAborted()
  ctx.progress.report('writing alerts', 0, null)
  // The greatest id is the latest look: one that was asked for before another was made is later than that.
  const latest = await findLook(ctx.records.view)
  const id = latest && latest.id > given ? uuidv7() : given
  const known = knownAlerts(await listAlerts(ctx.records.view), await listAnswers(ctx.records.view, null))
  const kept = found.alarms.filter((alarm) => !known.isMuted(alarm, asOf))
  const counts = { silences: countOf(kept, 'silence'), declines: countOf(kept, 'decline') }
  const document: LookDocument = {
    q,
    kinds: [...kinds],
    silence: { tested: found.silenceTests, alarms: counts.silences, seasonal: found.alarms.length - kept.length },
    decline: { tested: found.declineTests, alarms: counts.declines },
  }
  const rows = kept.map((alarm): FoundAlert => {
    for (const amount of [alarm.before, alarm.after, alarm.stake]) assertHeld(amount)
    const same = known.find(alarm, asOf)
    return { id: same ?? uuidv7(), isNew: same === null, alarm }
  })
  await storeLook(ctx.records, { id, asOf, watermark, madeAt: ctx.now(), document }, rows, async (trx) => {
    // What follows an import by itself is no deed of anybody.
    if (isAsked) await audit(ctx, 'look for alerts', id, { asOf, watermark, ...counts }, trx)
  })
  return { id, ...counts }
}

function countOf(alarms: readonly Alarm[], kind: Alarm['kind']): number {
  return alarms.filter((alarm) => alarm.kind === kind).length
}

interface KnownAlerts {
  /** The alert that an alarm was found as before; null where it is a new one. */
  find(alarm: Alarm, asOf: Day): string | null
  /** Whether somebody called the same seasonal a year before. */
  isMuted(alarm: Alarm, asOf: Day): boolean
}

/**
 * What was found before. A silence is the same as long as the last order is. A decline is the same until half a year after it
 * was found last, or was answered: then it has a new window, and is told of again.
 */
function knownAlerts(alerts: readonly StoredAlert[], answers: readonly StoredAnswer[]): KnownAlerts {
  // The newest comes first, and only the newest of an alert holds.
  const answerByAlert = new Map(answers.toReversed().map((answer) => [answer.alert, answer]))
  const byMatter = Map.groupBy(alerts, matterOf)
  const isSame = (alert: StoredAlert, alarm: Alarm, asOf: Day): boolean => {
    if (alarm.kind === 'silence') return alert.lastOrder === alarm.lastOrder
    const answer = answerByAlert.get(alert.id)
    return isStillAnswered(answer?.outcome ? answer : alert, asOf)
  }
  return {
    find: (alarm, asOf) => byMatter.get(matterOf(alarm))?.find((alert) => isSame(alert, alarm, asOf))?.id ?? null,
    isMuted: (alarm, asOf) =>
      (byMatter.get(matterOf(alarm)) ?? []).some((alert) => {
        const answer = answerByAlert.get(alert.id)
        if (!answer?.outcome) return false
        return isMutedBySeason({ outcome: answer.outcome, lastOrder: alert.lastOrder, asOf: answer.asOf }, asOf)
      }),
  }
}

/** What an alert is about, whenever it is found. */
function matterOf({ accountId, kind, part }: Pick<Alarm, 'accountId' | 'kind' | 'part'>): string {
  return JSON.stringify([accountId, kind, part?.type ?? null, part?.key ?? null])
}
