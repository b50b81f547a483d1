import type { Output } from '../../../contract/operations.ts'
import { queryOf } from '../../queries.ts'

export type League = Output<'listLeague'>
export type LeagueRow = League['items'][number]
export type ScoreboardData = Output<'getScoreboard'>

/** The two ends, as the address has them: the later one is the period that holds from screen to screen. */
export interface ScoreboardEnds {
  readonly period?: string | undefined
  readonly from?: string | undefined
  readonly closed?: 'no' | undefined
}

/** As the server takes them. */
export function askedOf({ period, from, closed }: ScoreboardEnds) {
  return {
    ...(period === undefined ? {} : { to: period }),
    ...(from === undefined ? {} : { from }),
    ...(closed === undefined ? {} : { closed }),
  }
}

export function leagueQuery(ends: ScoreboardEnds) {
  return queryOf('listLeague', { query: askedOf(ends) })
}

export function scoreboardQuery(ends: ScoreboardEnds, rep: string | undefined) {
  return queryOf('getScoreboard', { query: { ...askedOf(ends), ...(rep === undefined ? {} : { rep }) } })
}

/** The tone of a standing: what is within chance is neither good nor bad. */
export function toneOf(standing: LeagueRow['standing']): 'plain' | 'accent' | 'warning' {
  return standing === 'above' ? 'accent' : standing === 'below' ? 'warning' : 'plain'
}
