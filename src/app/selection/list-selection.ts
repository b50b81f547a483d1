import type { Output } from '../../contract/operations.ts'
import { isDueForReview, turnsScore } from '../../domain/selection/selection.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import type { Sight } from '../account-view/sight.ts'
import type { readActors } from '../actor-name.ts'
import { countIn } from '../card/cursor-value.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { actorsOf, openEntries } from './selection-entries.ts'
import type { Entry } from './selection-entries.ts'
import { showOverride, showStanding } from './show-selection.ts'

type Answer = Output<'listSelection'>

/** The accounts that somebody scored or decided on, in both rankings. */
export const listSelection: Verb<'listSelection'> = async (ctx, { show, cursor, limit }) => {
  requireRight(ctx, 'read-account')
  const { criteria, today, all, sight } = await openEntries(ctx)
  const isDue = ({ ranked }: Entry): boolean => isDueForReview(ranked, today)
  const shown = all.filter((entry) => passes(entry, show, isDue))
  const start = countIn(fromCursor(cursor, ['skip'])?.skip ?? '0')
  const page = shown.slice(start, start + limit)
  const actorOf = await actorsOf(ctx, page)
  return {
    items: sight === null ? [] : page.map((entry) => showCandidate(entry, { sight, actorOf, criteria, today })),
    next: start + limit < shown.length ? toCursor({ skip: String(start + limit) }) : null,
    ranked: all.filter(({ isSeen }) => isSeen).length,
    version: criteria.version,
    atLeast: criteria.version === 0 ? null : criteria.atLeast,
    counts: countsOf(all, isDue),
  }
}

function passes(entry: Entry, show: string, isDue: (entry: Entry) => boolean): boolean {
  const { holds, override } = entry.ranked
  switch (show) {
    case 'strategic':
      return holds === 'strategic'
    case 'open':
      return holds === 'open'
    case 'overrides':
      return override !== null
    case 'due':
      return isDue(entry)
    default:
      return true
  }
}

function countsOf(all: readonly Entry[], isDue: (entry: Entry) => boolean): Answer['counts'] {
  const count = (passed: (entry: Entry) => boolean): number => all.filter((entry) => passed(entry)).length
  return {
    all: all.length,
    strategic: count(({ ranked }) => ranked.holds === 'strategic'),
    strategicByScore: count(({ ranked }) => ranked.outcome === 'strategic'),
    open: count(({ ranked }) => ranked.holds === 'open'),
    overrides: count(({ ranked }) => ranked.override !== null),
    due: count(isDue),
  }
}

type Shown = Pick<Parameters<typeof showStanding>[1], 'criteria' | 'today'> & {
  readonly sight: Sight
  readonly actorOf: Awaited<ReturnType<typeof readActors>>
}

function showCandidate(
  { ranked, row, isSeen }: Entry,
  { sight, actorOf, criteria, today }: Shown,
): Answer['items'][number] {
  const { id, key, name, owner, grade } = toAccountRow(row, sight)
  const { scoring, override } = ranked
  return {
    id,
    key,
    name,
    owner,
    grade,
    ...showStanding(ranked, { criteria, today, seesSpend: isSeen }),
    ...(isSeen && { rank: ranked.rank, rankByScore: ranked.rankByScore }),
    override: override && showOverride(override, actorOf),
    isTurned: turnsScore(ranked),
    scoredBy: scoring && actorOf(scoring.author),
    scoredAt: scoring && scoring.at,
  }
}
