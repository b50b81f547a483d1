/**
 * How a rep stands against the book that was given: beyond what chance alone would do in nineteen of twenty books, within it, or
 * with too few accounts to tell.
 */
export const standings = ['above', 'as-expected', 'below', 'few'] as const
type Standing = (typeof standings)[number]

/** Start books with fewer accounts are said to be few and have no place: one account more or less would turn the table. */
export const fewBelow = 20

/** Spreads beyond which it is no chance: the two-sided 5 % of the normal distribution. */
const beyondChance = 1.96

/** What a place in the league table goes by. */
export interface LeagueScore {
  /** Accounts of the book that was given. */
  readonly start: number
  readonly net: number
  readonly expectedNet: number
  readonly spread: number
}

/** A place in the league table. */
export interface LeaguePlace {
  /** 1 is first; reps with the same deviation share a place. Null where accounts are few or nothing could differ. */
  readonly rank: number | null
  /** Accounts above what was expected; below zero under it. */
  readonly excess: number
  /** The excess in spreads of chance; null where chance leaves no room, as with one book for all. */
  readonly deviation: number | null
  readonly standing: Standing
}

/**
 * Ranks reps by how far beyond chance their book went, not by how much moved: a book of risers is expected to rise, and a large
 * one by many. Counts alone decide, so that the order tells nobody's money. In the order given.
 */
export function leaguePlaces(scores: readonly LeagueScore[]): readonly LeaguePlace[] {
  const unranked = scores.map(({ start, net, expectedNet, spread }) => {
    const excess = Math.round((net - expectedNet) * 1e6) / 1e6
    const deviation = spread === 0 ? null : Math.round((excess / spread) * 1e6) / 1e6
    return { excess, deviation, standing: standingOf(start, deviation) }
  })
  const ranked = unranked.flatMap(({ deviation, standing }) =>
    deviation === null || standing === 'few' ? [] : [deviation],
  )
  return unranked.map(({ excess, deviation, standing }) => ({
    rank: deviation === null || standing === 'few' ? null : 1 + ranked.filter((other) => other > deviation).length,
    excess,
    deviation,
    standing,
  }))
}

function standingOf(start: number, deviation: number | null): Standing {
  if (start < fewBelow) return 'few'
  if (deviation === null || Math.abs(deviation) < beyondChance) return 'as-expected'
  return deviation > 0 ? 'above' : 'below'
}
