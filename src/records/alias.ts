import { placeOf } from './account-identity.ts'
import type { SourceKey } from './account-identity.ts'
import { always, gaps, latestStarts, overlap } from './span.ts'
import type { Span } from './span.ts'

/** For some days a key means the account of another key. */
export interface Alias extends Span {
  readonly alias: SourceKey
  readonly target: SourceKey
}

/** The aliases of each key that has some, disjoint and sorted by day. */
export type AliasesByPlace = ReadonlyMap<string, readonly Alias[]>

/** The key whose own account is meant on some days. */
export interface Meaning extends Span {
  readonly pair: SourceKey
}

/** Sorts aliases by their key; where two hold on one day the one that started last counts. */
export function groupAliases(aliases: readonly Alias[]): AliasesByPlace {
  const grouped = Map.groupBy(aliases, ({ alias }) => placeOf(alias))
  return new Map([...grouped].map(([place, ofKey]) => [place, latestStarts(ofKey)]))
}

/**
 * What a key means in the days of `span`: disjoint pieces that cover it, by day. An alias goes before the account of the key
 * itself and leads on through the aliases of its target; where they go round in a circle, each key on it means itself.
 */
export function meaningsOf(
  aliases: AliasesByPlace,
  pair: SourceKey,
  span: Span,
  way: readonly string[] = [],
): Meaning[] {
  const place = placeOf(pair)
  const ofKey = aliases.get(place)
  if (!ofKey || way.includes(place)) return [{ ...span, pair }]
  const meanings: Meaning[] = gaps(span, ofKey).map((gap) => ({ ...gap, pair }))
  for (const alias of ofKey) {
    const common = overlap(span, alias)
    if (common) meanings.push(...meaningsOf(aliases, alias.target, common, [...way, place]))
  }
  return meanings.toSorted((one, other) => (one.from < other.from ? -1 : 1))
}

/** Whether the aliases of a key lead back to it on some day. */
export function isCircular(aliases: AliasesByPlace, start: SourceKey): boolean {
  const startPlace = placeOf(start)
  const leadsBack = (pair: SourceKey, span: Span, way: readonly string[]): boolean =>
    (aliases.get(placeOf(pair)) ?? []).some((alias) => {
      const common = overlap(span, alias)
      const place = placeOf(alias.target)
      if (!common || way.includes(place)) return false
      return place === startPlace || leadsBack(alias.target, common, [...way, place])
    })
  return leadsBack(start, always, [])
}
