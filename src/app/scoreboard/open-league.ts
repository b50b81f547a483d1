import type { Input, Output } from '../../contract/operations.ts'
import { countCalls } from '../../domain/call/call.ts'
import type { CallCounts } from '../../domain/call/call.ts'
import { formatMicros } from '../../domain/money.ts'
import { retentionRates } from '../../domain/retention.ts'
import { leaguePlaces } from '../../domain/scoreboard/league.ts'
import type { LeaguePlace } from '../../domain/scoreboard/league.ts'
import { listScoredCalls } from '../../records/call.ts'
import { listReviews } from '../../records/review.ts'
import { findSetting } from '../../records/setting.ts'
import { readRepNames } from '../call/show-call.ts'
import type { Ctx } from '../context.ts'
import { openComparedPart } from '../movement/open-part.ts'
import type { ComparedPart } from '../movement/open-part.ts'
import { dayIn, defaultTimeZone, timeZoneSetting } from '../today.ts'
import { emptyRep, foldReps } from './fold-reps.ts'
import type { FoldedRep } from './fold-reps.ts'

export type Ends = Pick<Input<'listLeague'>, 'from' | 'to' | 'closed'>
export type LeagueRow = Output<'listLeague'>['items'][number]

/** A rep with everything that counts, whoever asks. */
export interface LeagueRep {
  /** Null is the accounts of nobody. */
  readonly rep: { readonly key: string; readonly name: string } | null
  readonly folded: FoldedRep
  readonly place: LeaguePlace
  readonly calls: CallCounts
  readonly reviews: number
}

export interface League {
  readonly part: ComparedPart
  /** Those with a place first, then the others by name, and who belongs to nobody last. */
  readonly reps: readonly LeagueRep[]
}

/** Every rep between two ends: whoever has accounts there, or made a call or had a review in the later window. */
export async function openLeague(ctx: Ctx, ends: Ends): Promise<League> {
  const part = await openComparedPart(ctx, { ...ends, within: 'book' })
  const folded = await foldReps(part.book)
  const { window } = part.ends.after
  const calls = Map.groupBy(await listScoredCalls(ctx.records.view, window), ({ rep }) => rep)
  const reviews = await countReviews(ctx, window)
  const keys = [...new Set([...folded.keys(), ...calls.keys(), ...reviews.keys()])]
  const nameOf = await readRepNames(
    ctx.records.view,
    keys.flatMap((key) => key ?? []),
  )
  const places = leaguePlaces(keys.map((key) => (folded.get(key) ?? emptyRep(0)).expected))
  const reps = keys.map((key, index): LeagueRep => {
    const place = places[index]
    if (!place) throw new Error(`Cannot place "${key ?? 'nobody'}"`)
    return {
      rep: key === null ? null : { key, name: nameOf(key) },
      folded: folded.get(key) ?? emptyRep(part.book.labels.length),
      // Nobody takes part: what nobody looks after is compared with the rest, and has no place among reps.
      place: key === null ? { ...place, rank: null } : place,
      calls: countCalls(calls.get(key) ?? []),
      reviews: reviews.get(key) ?? 0,
    }
  })
  return { part, reps: withoutGaps(reps).toSorted(byPlace) }
}

/** Places counted anew among those that have one. */
function withoutGaps(reps: readonly LeagueRep[]): readonly LeagueRep[] {
  const ranks = reps.flatMap(({ place }) => place.rank ?? [])
  return reps.map((one) => {
    const { rank } = one.place
    return rank === null
      ? one
      : { ...one, place: { ...one.place, rank: 1 + ranks.filter((other) => other < rank).length } }
  })
}

/** Reviews that were closed in a window, by the rep of their account. */
async function countReviews(
  ctx: Pick<Ctx, 'records'>,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReadonlyMap<string | null, number>> {
  const zone = (await findSetting(ctx.records.view, timeZoneSetting)) ?? defaultTimeZone
  const counts = new Map<string | null, number>()
  for (const { states } of await listReviews(ctx.records.view, null)) {
    const [newest] = states
    if (newest?.state !== 'closed') continue
    const day = dayIn(zone, newest.at)
    if (day >= from && day <= to) counts.set(newest.owner, (counts.get(newest.owner) ?? 0) + 1)
  }
  return counts
}

function byPlace(one: LeagueRep, other: LeagueRep): number {
  const [rank, otherRank] = [one.place.rank ?? Infinity, other.place.rank ?? Infinity]
  if (rank !== otherRank) return rank - otherRank
  if ((one.rep === null) !== (other.rep === null)) return one.rep === null ? 1 : -1
  const [name, otherName] = [one.rep?.name ?? '', other.rep?.name ?? '']
  if (name !== otherName) return name < otherName ? -1 : 1
  return (one.rep?.key ?? '') < (other.rep?.key ?? '') ? -1 : 1
}

/** Accounts with a grade at the later end: what a rep manages. */
export function accountsOf({ grades }: Pick<FoldedRep, 'grades'>): number {
  return grades.slice(0, -1).reduce((sum, { count }) => sum + count, 0)
}

/** Whether all money of a rep's accounts may be shown together. */
export function seesRep(
  { seesSpendOf }: Pick<ComparedPart, 'seesSpendOf'>,
  { rows }: Pick<FoldedRep, 'rows'>,
): boolean {
  return rows.every(seesSpendOf)
}

/**
 * A rep as the league shows it. Places and counts are for everybody; money is there where every account is in sight, and what was
 * expected of it where the whole book is: it is made of the money of all.
 */
export function showLeagueRep(part: ComparedPart, { rep, folded, place, calls, reviews }: LeagueRep): LeagueRow {
  const { classes, expected, spendBefore, spendAfter } = folded
  const change = spendAfter - spendBefore
  return {
    rank: place.rank,
    rep,
    accounts: accountsOf(folded),
    start: expected.start,
    up: classes.up.count,
    down: classes.down.count,
    new: classes.new.count,
    returned: classes.returned.count,
    lost: classes.lost.count,
    net: expected.net,
    expectedNet: expected.expectedNet,
    excess: place.excess,
    spread: expected.spread,
    deviation: place.deviation,
    standing: place.standing,
    takenOver: folded.takenOver,
    handedOver: folded.handedOver,
    calls,
    reviews,
    ...(seesRep(part, folded) && {
      spendBefore: formatMicros(spendBefore),
      spendAfter: formatMicros(spendAfter),
      change: formatMicros(change),
      retention: retentionRates(folded.retention),
    }),
    ...(part.seesSpend && {
      expectedChange: formatMicros(expected.expectedChange),
      excessChange: formatMicros(change - expected.expectedChange),
    }),
  }
}
