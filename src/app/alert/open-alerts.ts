import { capDays, capOf } from '../../domain/alert/cap.ts'
import type { Answers } from '../../domain/alert/cap.ts'
import type { AlertState } from '../../domain/alert/alert.ts'
import { isUseful } from '../../domain/alert/outcome.ts'
import { bandRank } from '../../domain/band.ts'
import { addDays, dayToNumber } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { readPlaces } from '../../records/account-view.ts'
import { findLook, listAlerts, listAnswers, latestAnswer } from '../../records/alert.ts'
import type { StoredAlert, StoredAnswer, StoredLook } from '../../records/alert.ts'
import type { Records } from '../../records/records.ts'
import type { View } from '../account-view/get-view.ts'
import { none, openColumns } from '../account-view/view-columns.ts'
import type { Entry, ViewColumns } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { keepLatest } from '../keep-latest.ts'
import { dayIn, defaultTimeZone, timeZoneSetting } from '../today.ts'
import { findSetting } from '../../records/setting.ts'
import { readCaps } from './caps.ts'

/** An alert of an account that the view lists, with what became of it. */
export interface OpenedAlert extends StoredAlert {
  /** Of the account in the view. */
  readonly position: number
  /** Who looks after the account in the view. */
  readonly owner: Entry | null
  readonly state: AlertState
  readonly isInWeek: boolean
  /** The answer that holds; null where there is none, or it was taken back. */
  readonly answer: StoredAnswer | null
}

/** How a rep, or nobody, is told of alerts. */
interface RepAlerts extends Answers {
  readonly owner: Entry | null
  readonly cap: number
  readonly open: number
  readonly inWeek: number
  readonly answeredInWeek: number
}

/** All alerts of the accounts of a view. */
export interface OpenedAlerts {
  readonly look: StoredLook | null
  /** Alarms first, those with the most money at stake by its band, then the least likely. */
  readonly alerts: readonly OpenedAlert[]
  readonly reps: readonly RepAlerts[]
}

/** Alerts are the same until somebody looks or answers: kept for the view and the day they were put together for. */
const keptBooks = 4
const keptByRecords = new WeakMap<Records, Map<string, Promise<OpenedAlerts>>>()

/**
 * Every alert, open, answered or over, with those its owner is told of this week. Which those are goes by bands of money and by
 * likelihood, which everybody sees: neither the choice nor the order tells more.
 */
export async function openAlerts(ctx: Ctx, view: View): Promise<OpenedAlerts> {
  const { records } = ctx
  const kept = keptByRecords.get(records) ?? new Map<string, Promise<OpenedAlerts>>()
  keptByRecords.set(records, kept)
  const look = (await findLook(records.view)) ?? null
  const { cap } = await readCaps(records.view)
  const zone = (await findSetting(records.view, timeZoneSetting)) ?? defaultTimeZone
  const today = dayIn(zone, ctx.now())
  const name = JSON.stringify([view.number, look?.id, await latestAnswer(records.view), cap, zone, today])
  return keepLatest(kept, name, keptBooks, () => putTogether(ctx, view, { look, cap, zone, today }))
}

/** What alerts are put together for. */
interface Asked {
  readonly look: StoredLook | null
  readonly cap: number
  readonly zone: string
  readonly today: Day
}

type Placed = Omit<OpenedAlert, 'isInWeek'>

async function putTogether(ctx: Ctx, view: View, { look, cap, zone, today }: Asked): Promise<OpenedAlerts> {
  const answers = await listAnswers(ctx.records.view, null)
  // The newest comes first, and only the newest of an alert holds.
  const held = new Map(answers.toReversed().map((answer) => [answer.alert, answer]))
  const inForce = [...held.values()].filter(({ outcome }) => outcome !== null)
  const answerByAlert = new Map(inForce.map((answer) => [answer.alert, answer]))
  const placed = await placeAlerts(ctx, view, { look, answerByAlert })
  const ranked = placed.toSorted(byWeight)
  const monday = addDays(today, -((dayToNumber(today) + 3) % 7))
  const answersByOwner = Map.groupBy(inForce, ({ owner }) => owner)
  const inWeek = new Set<string>()
  const reps: RepAlerts[] = []
  const openByOwner = Map.groupBy(
    ranked.filter(({ state }) => state === 'open'),
    ({ owner }) => owner?.key ?? null,
  )
  const entries = new Map(placed.flatMap(({ owner }) => (owner ? [[owner.key, owner] as const] : [])))
  for (const key of new Set([...openByOwner.keys(), ...answersByOwner.keys()])) {
    const own = answersByOwner.get(key) ?? []
    const open = openByOwner.get(key) ?? []
    const dayOf = ({ at }: StoredAnswer): Day => dayIn(zone, at)
    const late = own.filter((answer) => dayOf(answer) > addDays(today, -capDays))
    const told = { useful: countOf(late, true), useless: countOf(late, false) }
    const answeredInWeek = own.filter((answer) => dayOf(answer) >= monday).length
    const ownCap = capOf(told, cap)
    const shown = open.slice(0, Math.max(0, ownCap - answeredInWeek))
    for (const { id } of shown) inWeek.add(id)
    const owner = key === null ? null : (entries.get(key) ?? null)
    // Who looks after none of these accounts any more has nothing to be told of.
    if (key !== null && owner === null) continue
    reps.push({ owner, cap: ownCap, ...told, open: open.length, inWeek: shown.length, answeredInWeek })
  }
  return {
    look,
    alerts: ranked.map((alert) => ({ ...alert, isInWeek: inWeek.has(alert.id) })),
    reps: reps.toSorted((one, other) => other.open - one.open || byKey(one, other)),
  }
}

async function placeAlerts(
  ctx: Ctx,
  view: View,
  { look, answerByAlert }: Pick<OpenedAlerts, 'look'> & { readonly answerByAlert: ReadonlyMap<string, StoredAnswer> },
): Promise<Placed[]> {
  const columns = openColumns(ctx, view)
  const places = await placesOf(ctx, view, columns)
  const [owners, entries] = [await columns.ints('owner'), await columns.dictionary('owner')]
  return (await listAlerts(ctx.records.view)).flatMap((alert): Placed[] => {
    const position = places.get(alert.accountId)
    if (position === undefined) return []
    const answer = answerByAlert.get(alert.id) ?? null
    // A look that is being written has alarms of its own already, with a later id.
    const isFound = look !== null && alert.look >= look.id
    const state = answer ? 'answered' : isFound ? 'open' : 'over'
    return [{ ...alert, position, owner: entries[owners[position] ?? none] ?? null, state, answer }]
  })
}

const placesByColumns = new WeakMap<ViewColumns, Promise<ReadonlyMap<string, number>>>()

/** The position of every account of a view, read once: an answer leaves them as they are. */
function placesOf(ctx: Ctx, view: View, columns: ViewColumns): Promise<ReadonlyMap<string, number>> {
  const places = placesByColumns.get(columns) ?? readPlaces(ctx.records.view, view.number, view.accounts)
  placesByColumns.set(columns, places)
  places.catch(() => placesByColumns.delete(columns))
  return places
}

function byWeight(one: StoredAlert, other: StoredAlert): number {
  const bands = bandRank(other.stake) - bandRank(one.stake)
  return bands || one.probability - other.probability || (one.id < other.id ? -1 : 1)
}

function byKey(one: RepAlerts, other: RepAlerts): number {
  return (one.owner?.key ?? '') < (other.owner?.key ?? '') ? -1 : 1
}

function countOf(answers: readonly StoredAnswer[], useful: boolean): number {
  return answers.filter(({ outcome }) => outcome !== null && isUseful(outcome) === useful).length
}
