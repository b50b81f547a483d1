import type { Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { movementClasses } from '../../domain/movement.ts'
import { fewBelow } from '../../domain/scoreboard/league.ts'
import { hoursByOwner } from '../../ledger/facts/hours-by-owner.ts'
import { repNames } from '../../records/account-card.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { showBasis } from '../movement/open-part.ts'
import { reachOf, requireRight } from '../right.ts'
import type { Right } from '../../domain/right.ts'
import type { Verb } from '../verb.ts'
import { openLeague, seesRep, showLeagueRep } from './open-league.ts'
import type { League, LeagueRep } from './open-league.ts'
import { emptyRep } from './fold-reps.ts'
import { openSold } from './sold.ts'
import { targetsOf } from './targets-of.ts'

type Scoreboard = Output<'getScoreboard'>

/** Everything of one rep between two ends; by default of whoever asks. */
export const getScoreboard: Verb<'getScoreboard'> = async (ctx, { rep: asked, ...ends }) => {
  requireRight(ctx, 'read-account')
  const key = asked ?? ownRep(ctx)
  const league = await openLeague(ctx, ends)
  const found = league.reps.find(({ rep }) => rep?.key === key) ?? (await repWithout(ctx, league, key))
  const { part } = league
  const { folded, rep } = found
  const seesSpend = seesRep(part, folded)
  if (rep === null) throw new BookError('not-found', `Cannot find rep "${key}"`)
  const { window } = part.ends.after
  const { watermark } = part.book
  return {
    basis: showBasis(part),
    ...showLeagueRep(part, found),
    rep,
    of: league.reps.filter(({ place }) => place.rank !== null).length,
    fewBelow,
    grades: [...part.book.labels, null].map((grade, place) => {
      const { count = 0, countBefore = 0, spend = 0n, spendBefore = 0n } = folded.grades[place] ?? {}
      return {
        grade,
        count,
        countBefore,
        ...(seesSpend && { spend: formatMicros(spend), spendBefore: formatMicros(spendBefore) }),
      }
    }),
    classes: movementClasses.map((name) => ({
      class: name,
      count: folded.classes[name].count,
      ...(seesSpend && { change: formatMicros(folded.classes[name].change) }),
    })),
    ...(seesSpend && { retained: retainedOf(folded.retention) }),
    ...(reachesRep(ctx, 'read-spend', key) && {
      ...(await soldOf(ctx, league, key)),
      targets: await targetsOf(ctx, {
        rep: key,
        window,
        watermark,
        policy: part.ends.policy,
        seesMargin: reachesRep(ctx, 'read-margin', key),
      }),
    }),
    ...(reachesRep(ctx, 'read-margin', key) && {
      hours: await hoursOf(ctx, { ...window, watermark }, key),
    }),
  }
}

/** The first of the reps one is. */
function ownRep({ actor }: Ctx): string {
  const own = actor.kind === 'local-operator' ? undefined : actor.reps.toSorted()[0]
  if (own !== undefined) return own
  throw new BookError('bad-input', 'Cannot show a scoreboard of nobody: say which rep')
}

/** A rep that the league does not list: without an account, a call or a review. Throws when there is none of that key. */
async function repWithout(ctx: Ctx, { part }: League, key: string): Promise<LeagueRep> {
  const name = (await repNames(ctx.records.view, [key])).get(key)
  if (name === undefined) throw new BookError('not-found', `Cannot find rep "${key}"`)
  return {
    rep: { key, name },
    folded: emptyRep(part.book.labels.length),
    place: { rank: null, excess: 0, deviation: null, standing: 'few' },
    calls: { planned: 0, done: 0, results: { yes: 0, partly: 0, no: 0, 'not-reached': 0 } },
    reviews: 0,
  }
}

/** Whether what a rep did may be shown in money: to who sees all of it, and to whoever is the rep or leads the rep. */
function reachesRep({ actor }: Pick<Ctx, 'actor'>, right: Right, rep: string): boolean {
  const reach = reachOf(actor, right)
  return reach === 'all' || (reach?.owners.includes(rep) ?? false)
}

async function soldOf(ctx: Ctx, { part }: League, rep: string): Promise<Pick<Scoreboard, 'sold' | 'soldBefore'>> {
  const { before, after, policy } = part.ends
  const { watermark } = part.book
  const sold = await openSold(ctx, { ...after.window, watermark }, policy.kinds)
  const soldBefore = await openSold(ctx, { ...before.window, watermark }, policy.kinds)
  return {
    sold: formatMicros(sold.get(rep)?.spend ?? 0n),
    soldBefore: formatMicros(soldBefore.get(rep)?.spend ?? 0n),
  }
}

/** Hours for a rep's accounts; null where nobody logged any for any account, for then nothing is known of hours. */
async function hoursOf(
  ctx: Pick<Ctx, 'ledger'>,
  window: Parameters<typeof hoursByOwner>[1],
  rep: string,
): Promise<string | null> {
  const hours = await hoursByOwner(ctx.ledger, window)
  return hours.size === 0 ? null : formatMicros(hours.get(rep) ?? 0n)
}

function retainedOf(parts: {
  readonly start: Micros
  readonly expansion: Micros
  readonly contraction: Micros
  readonly lost: Micros
}): NonNullable<Scoreboard['retained']> {
  return {
    start: formatMicros(parts.start),
    expansion: formatMicros(parts.expansion),
    contraction: formatMicros(parts.contraction),
    lost: formatMicros(parts.lost),
  }
}
