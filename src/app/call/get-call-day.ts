import type { Output } from '../../contract/operations.ts'
import { addDays, mondayOf } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { accountsInTalk, accountsNotedSince, listCalls, listSkips } from '../../records/call.ts'
import type { CallFilter, StoredCall } from '../../records/call.ts'
import { findSetting } from '../../records/setting.ts'
import { actorText } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { listNearDown, listNearUp } from '../portfolio/near-bounds.ts'
import type { Near } from '../portfolio/near-bounds.ts'
import { openBookPart } from '../portfolio/open-book-part.ts'
import { requireRight } from '../right.ts'
import { defaultTimeZone, startOfDay, timeZoneSetting, todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { nearDownHint, nearUpHint } from './call-hints.ts'
import type { Hint } from './call-hints.ts'
import { readRepNames, showCalls } from './show-call.ts'

type CallDay = Output<'getCallDay'>

/** Calls of a list that somebody goes through in a day. */
const mostCalls = 100
/** Accounts that are suggested to a rep in a week: what can be called beside what is planned. */
const mostSuggested = 5
/** Whoever was called within two weeks needs no reminder. */
const quietDays = 14

/** The calls of today for oneself, or for a rep, and accounts that should be called beside them. */
export const getCallDay: Verb<'getCallDay'> = async (ctx, { rep }) => {
  requireRight(ctx, 'read-account')
  const own = ctx.actor.kind === 'local-operator' ? [] : ctx.actor.reps
  const reps = rep === undefined ? own : [rep]
  const today = await todayOf(ctx)
  // Of one's own book all that one is to make, also for accounts of others; of a rep's what counts for the rep.
  const whose =
    rep === undefined || own.includes(rep) ? { owner: actorText(ctx.actor), reps: null } : { owner: null, reps }
  const list = (filter: Partial<CallFilter>): Promise<StoredCall[]> =>
    listCalls(
      ctx.records.view,
      { ...whose, accountId: null, states: null, from: null, to: null, madeOn: null, ...filter },
      { after: null, limit: mostCalls, isLatestFirst: false },
    )
  const planned = await list({ states: ['planned'], to: today })
  const later = await list({ states: ['planned'], from: addDays(today, 1), to: addDays(mondayOf(today), 6) })
  const done = await list({ states: ['done'], madeOn: today })
  const nameOf = await readRepNames(ctx.records.view, reps)
  return {
    today,
    reps: reps.map((key) => ({ key, name: nameOf(key) })),
    planned: await showCalls(ctx, planned, today),
    later: await showCalls(ctx, later, today),
    done: await showCalls(ctx, done, today),
    ...(await suggestionsOf(ctx, reps, today)),
  }
}

/**
 * Accounts of reps that are near a bound, those about to fall first, but none that somebody called lately, is about to call or
 * wants to hear nothing of. A week has a number of them: each that is called, planned or put aside makes the list shorter, so
 * that it comes to an end.
 */
async function suggestionsOf(
  ctx: Ctx,
  reps: readonly string[],
  today: Day,
): Promise<Pick<CallDay, 'suggested' | 'week'>> {
  const { view } = ctx.records
  const zone = (await findSetting(view, timeZoneSetting)) ?? defaultTimeZone
  const monday = startOfDay(zone, mondayOf(today))
  const skips = await listSkips(view, reps)
  const putAside = skips.filter(({ until, at }) => until !== null && at >= monday)
  const noted = await accountsNotedSince(view, reps, monday)
  const answered = new Set([...noted, ...putAside.map(({ accountId }) => accountId)]).size
  const week = { most: mostSuggested, answered: Math.min(answered, mostSuggested) }
  const left = mostSuggested - answered
  if (left <= 0 || reps.length === 0) return { suggested: [], week }
  const quiet = new Set([
    ...(await accountsInTalk(view, addDays(today, 1 - quietDays))),
    ...skips.filter(({ until }) => until !== null && until > today).map(({ accountId }) => accountId),
  ])
  const part = await openBookPart(ctx, { within: 'book', owner: reps })
  const candidates: readonly (readonly [Near, Hint])[] = [
    ...(await listNearDown(ctx, part)).map((near) => [near, nearDownHint(near, part)] as const),
    ...(await listNearUp(ctx, part)).map((near) => [near, nearUpHint(near, part)] as const),
  ]
  const byAccount = new Map<string, CallDay['suggested'][number]>()
  for (const [{ row }, hint] of candidates) {
    const { account_id: id, name, grade } = row
    if (!quiet.has(id) && !byAccount.has(id)) byAccount.set(id, { account: { id, name }, grade, hint })
  }
  return { suggested: [...byAccount.values()].slice(0, left), week }
}
