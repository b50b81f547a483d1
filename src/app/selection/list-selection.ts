import type { Output } from '../../contract/operations.ts'
import { isDueForReview, rankSelection, turnsScore } from '../../domain/selection/selection.ts'
import type { Candidate, Ranked } from '../../domain/selection/selection.ts'
import { readViewAccounts } from '../../records/account-view.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { readActors } from '../actor-name.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import { getView } from '../account-view/get-view.ts'
import { openSight, sees } from '../account-view/sight.ts'
import type { Sight } from '../account-view/sight.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { countIn } from '../card/cursor-value.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { readSelection } from './open-selection.ts'
import { showOverride, showStanding } from './show-selection.ts'

type Answer = Output<'listSelection'>

interface Entry {
  readonly ranked: Ranked
  readonly row: StoredAccount
  /** Whether its score, and so its place, is in sight. */
  readonly isSeen: boolean
}

/**
 * The accounts that somebody scored or decided on and that the book has today: those whose score is in sight ranked among
 * themselves, the others after them by what everybody sees, for an order tells.
 */
export const listSelection: Verb<'listSelection'> = async (ctx, { show, cursor, limit }) => {
  requireRight(ctx, 'read-account')
  const { criteria, candidates } = await readSelection(ctx.records.view)
  const view = await getView(ctx, null)
  const ids = candidates.map(({ accountId }) => accountId)
  const rows = await readViewAccounts(ctx.records.view, view.number, ids)
  const sight = await openSight(ctx, view)
  const isSeen = ({ accountId }: Candidate): boolean => {
    const row = rows.get(accountId)
    return row !== undefined && sees(sight.spend, Number(row.position))
  }
  const entriesOf = (list: readonly Candidate[]): Entry[] =>
    rankSelection(criteria, list).flatMap((ranked) => {
      const row = rows.get(ranked.accountId)
      return row ? [{ ranked, row, isSeen: isSeen(ranked) }] : []
    })
  const seen = entriesOf(candidates.filter(isSeen))
  const all = [...seen, ...entriesOf(candidates.filter((one) => !isSeen(one))).toSorted(byName)]
  const today = await todayOf(ctx)
  const isDue = ({ ranked }: Entry): boolean => isDueForReview(ranked, today)
  const shown = all.filter((entry) => passes(entry, show, isDue))
  const start = countIn(fromCursor(cursor, ['skip'])?.skip ?? '0')
  const page = shown.slice(start, start + limit)
  const actorOf = await readActors(ctx.records.view, authorsOf(page))
  return {
    items: page.map((entry) => showCandidate(entry, { sight, actorOf, criteria, today })),
    next: start + limit < shown.length ? toCursor({ skip: String(start + limit) }) : null,
    ranked: seen.length,
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

function authorsOf(page: readonly Entry[]): string[] {
  return [
    ...new Set(
      page.flatMap(({ ranked: { scoring, override } }) => [scoring, override].flatMap((one) => one?.author ?? [])),
    ),
  ]
}

/** Those that hold as strategic first, then by name. */
function byName(one: Entry, other: Entry): number {
  const [left, right] = [one, other].map(({ ranked }) => (ranked.holds === 'strategic' ? 0 : 1))
  if (left !== right) return (left ?? 0) - (right ?? 0)
  return one.row.name === other.row.name ? 0 : one.row.name < other.row.name ? -1 : 1
}
