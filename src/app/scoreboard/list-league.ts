import type { Output } from '../../contract/operations.ts'
import { callResults } from '../../domain/call/call.ts'
import type { CallCounts } from '../../domain/call/call.ts'
import { formatMicros } from '../../domain/money.ts'
import { fewBelow } from '../../domain/scoreboard/league.ts'
import { auditRevealed } from '../audit.ts'
import { aboutComparison } from '../movement/about-comparison.ts'
import { coverOf, showBasis } from '../movement/open-part.ts'
import { requireRight } from '../right.ts'
import { sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { accountsOf, openLeague, showLeagueRep } from './open-league.ts'
import type { League, LeagueRow } from './open-league.ts'

/** Reps against the book each was given, between two ends. */
export const listLeague: Verb<'listLeague'> = async (ctx, ends) => {
  requireRight(ctx, 'read-account')
  const league = await openLeague(ctx, ends)
  return {
    basis: showBasis(league.part),
    fewBelow,
    items: league.reps.map((rep) => showLeagueRep(league.part, rep)),
    total: totalOf(league),
  }
}

/** What all reps and who belongs to nobody come to: the whole comparison. */
function totalOf({ part, reps }: League): Output<'listLeague'>['total'] {
  const sum = (of: (rep: League['reps'][number]) => number): number => reps.reduce((all, rep) => all + of(rep), 0)
  const money = (of: (rep: League['reps'][number]) => bigint): bigint => reps.reduce((all, rep) => all + of(rep), 0n)
  const [before, after] = [money(({ folded }) => folded.spendBefore), money(({ folded }) => folded.spendAfter)]
  return {
    accounts: sum(({ folded }) => accountsOf(folded)),
    start: sum(({ folded }) => folded.expected.start),
    up: sum(({ folded }) => folded.classes.up.count),
    down: sum(({ folded }) => folded.classes.down.count),
    new: sum(({ folded }) => folded.classes.new.count),
    returned: sum(({ folded }) => folded.classes.returned.count),
    lost: sum(({ folded }) => folded.classes.lost.count),
    net: sum(({ folded }) => folded.expected.net),
    calls: addCalls(reps.map(({ calls }) => calls)),
    reviews: sum(({ reviews }) => reviews),
    ...(part.seesSpend && {
      spendBefore: formatMicros(before),
      spendAfter: formatMicros(after),
      change: formatMicros(after - before),
    }),
  }
}

function addCalls(all: readonly CallCounts[]): CallCounts {
  const results = { yes: 0, partly: 0, no: 0, 'not-reached': 0 }
  for (const counts of all) for (const result of callResults) results[result] += counts.results[result]
  return {
    planned: all.reduce((sum, { planned }) => sum + planned, 0),
    done: all.reduce((sum, { done }) => sum + done, 0),
    results,
  }
}

/** The league table as a file: the reps whose accounts one may export, with the money one sees of them. */
export const exportLeague: Verb<'exportLeague'> = async (ctx, { format, ...ends }) => {
  requireRight(ctx, 'export')
  const { part, reps } = await openLeague(ctx, ends)
  const cover = coverOf(ctx.actor, part.book, 'export')
  const own = reps.filter(
    ({ folded }) => cover === 'all' || (folded.rows.length > 0 && folded.rows.every((row) => cover[row] === 1)),
  )
  await auditRevealed(ctx, 'export', 'league', { ...ends, format, count: own.length })
  return sheetFile(ctx, {
    name: 'league table',
    format,
    columns: columnsOf(part.seesSpend),
    rows: own.map((rep) => showLeagueRep(part, rep)),
    about: [
      ...aboutComparison(showBasis(part), {}),
      ['few accounts', `start books below ${String(fewBelow)} have no place`],
      ['expected', 'what accounts of the same earlier grade and segment did on average in the whole book'],
    ],
  })
}

function columnsOf(seesAll: boolean): readonly SheetColumn<LeagueRow>[] {
  const counts: readonly SheetColumn<LeagueRow>[] = [
    ['rank', ({ rank }) => rank],
    ['rep', ({ rep }) => rep?.name],
    ['rep key', ({ rep }) => rep?.key],
    ['standing', ({ standing }) => standing],
    ['accounts', ({ accounts }) => accounts],
    ['start book', ({ start }) => start],
    ['up', ({ up }) => up],
    ['down', ({ down }) => down],
    ['new', (row) => row.new],
    ['returned', ({ returned }) => returned],
    ['lost', ({ lost }) => lost],
    ['net', ({ net }) => net],
    ['expected net', ({ expectedNet }) => expectedNet],
    ['above expected', ({ excess }) => excess],
    ['spread of chance', ({ spread }) => spread],
    ['spreads above', ({ deviation }) => deviation],
    ['taken over', ({ takenOver }) => takenOver],
    ['handed over', ({ handedOver }) => handedOver],
    ['calls planned', ({ calls }) => calls.planned],
    ['calls done', ({ calls }) => calls.done],
    ['goals reached', ({ calls }) => calls.results.yes],
    ['reviews closed', ({ reviews }) => reviews],
    ['spend before', ({ spendBefore }) => spendBefore, 'amount'],
    ['spend after', ({ spendAfter }) => spendAfter, 'amount'],
    ['change', ({ change }) => change, 'amount'],
    ['GRR', ({ retention }) => retention?.grr, 'share'],
    ['NRR', ({ retention }) => retention?.nrr, 'share'],
  ]
  if (!seesAll) return counts
  return [
    ...counts,
    ['expected change', ({ expectedChange }) => expectedChange, 'amount'],
    ['change above expected', ({ excessChange }) => excessChange, 'amount'],
  ]
}
