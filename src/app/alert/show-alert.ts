import type { Output } from '../../contract/operations.ts'
import { bandOf } from '../../domain/band.ts'
import { formatMicros } from '../../domain/money.ts'
import { readPositions } from '../../records/account-view.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import type { StoredAnswer, StoredLook } from '../../records/alert.ts'
import { siteNames } from '../../records/site-names.ts'
import type { View } from '../account-view/get-view.ts'
import { sees } from '../account-view/sight.ts'
import type { Sight } from '../account-view/sight.ts'
import { readActors } from '../actor-name.ts'
import { nameFamilies } from '../card/product-name.ts'
import type { Ctx } from '../context.ts'
import { isWithin, reachOf } from '../right.ts'
import { readCaps } from './caps.ts'
import { documentOf, isSameKinds } from './look-document.ts'
import type { OpenedAlert } from './open-alerts.ts'

type Shown = Output<'listAlerts'>['items'][number]

/** What a name of an actor is read from. */
type ActorOf = Awaited<ReturnType<typeof readActors>>

/** Alerts as the contract has them, in the same order. */
export async function showAlerts(
  ctx: Ctx,
  { view, sight }: { readonly view: View; readonly sight: Sight },
  alerts: readonly OpenedAlert[],
): Promise<Shown[]> {
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    alerts.map(({ position }) => position),
  )
  const rowByPosition = new Map(rows.map((row) => [Number(row.position), row]))
  const actorOf = await readActors(
    ctx.records.view,
    alerts.flatMap(({ answer }) => (answer ? [answer.author] : [])),
  )
  const nameOf = await readPartNames(ctx, alerts)
  return alerts.flatMap((alert): Shown[] => {
    const row = rowByPosition.get(alert.position)
    return row ? [toShown(ctx, alert, { row, sight, actorOf, nameOf })] : []
  })
}

interface Names {
  readonly row: StoredAccount
  readonly sight: Sight
  readonly actorOf: ActorOf
  readonly nameOf: (part: NonNullable<OpenedAlert['part']>) => string
}

function toShown(ctx: Pick<Ctx, 'actor'>, alert: OpenedAlert, { row, sight, actorOf, nameOf }: Names): Shown {
  const { id, kind, part, lastOrder, gapDays, usualDays, orders, fall, probability, asOf, foundAt } = alert
  return {
    id,
    account: { id: row.account_id, key: row.key, name: row.name },
    owner: row.owner_key === null ? null : { key: row.owner_key, name: row.owner_name ?? row.owner_key },
    grade: row.grade,
    kind,
    part: part && { ...part, name: nameOf(part) },
    lastOrder,
    gapDays,
    usualDays,
    orders,
    fall,
    probability,
    asOf,
    foundAt,
    state: alert.state,
    isInWeek: alert.isInWeek,
    stakeBand: bandOf(alert.stake),
    ...(sees(sight.spend, alert.position) && {
      stake: formatMicros(alert.stake),
      before: formatMicros(alert.before),
      after: formatMicros(alert.after),
    }),
    answer: alert.answer && showAnswer(alert.answer, actorOf),
    mayAnswer: mayAnswer(ctx, row),
  }
}

export function showAnswer({ outcome, note, author, at }: StoredAnswer, actorOf: ActorOf) {
  return { outcome, note, by: actorOf(author), at }
}

/** Whether the account is within reach of the right to write actions. */
export function mayAnswer({ actor }: Pick<Ctx, 'actor'>, row: StoredAccount): boolean {
  return isWithin(reachOf(actor, 'write-action'), { owner: row.owner_key, territory: row.territory_key })
}

/** What families of products and sites are called; by their key where the book has no name for them. */
async function readPartNames(ctx: Ctx, alerts: readonly OpenedAlert[]): Promise<Names['nameOf']> {
  const keysByType = Map.groupBy(
    alerts.flatMap(({ part }) => (part ? [part] : [])),
    ({ type }) => type,
  )
  const keysOf = (type: 'family' | 'site'): string[] => [...new Set(keysByType.get(type)?.map(({ key }) => key))]
  const families = await nameFamilies(ctx.records, keysOf('family'))
  const sites = await siteNames(ctx.records, keysOf('site'))
  return ({ type, key }) => (type === 'family' ? families : sites).get(key) ?? key.slice(key.indexOf('/') + 1)
}

/** What was looked at, as every list says it. */
export async function showLook(
  ctx: Pick<Ctx, 'records'>,
  view: View,
  look: StoredLook | null,
): Promise<Output<'listAlerts'>['looked']> {
  if (!look) return null
  const { asOf, madeAt, watermark } = look
  const { q, kinds } = documentOf(look)
  // The view knows the last line day and the state of the ledger: nobody waits for a ledger that is being written.
  const isSame =
    !view.isOld &&
    view.to === asOf &&
    view.watermark === watermark &&
    q === (await readCaps(ctx.records.view)).q &&
    isSameKinds(kinds, view.policy.kinds)
  return { asOf, at: madeAt, watermark, isOld: !isSame }
}
