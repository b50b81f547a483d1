import { bandAt, bandKey, bandRankOfKey, type Band } from '../../../domain/band.ts'

/** The bands one can choose from, the smallest first: from below zero to a hundred millions, which holds all but a few accounts. */
export const bandChoices: readonly (Band & { readonly key: string })[] = Array.from({ length: 20 }, (_, place) => {
  const band = bandAt(place - 1)
  return { ...band, key: bandKey(band) }
})

/** The band of a key in an address; null for a text that is none. */
export function bandOfKey(key: string): Band | null {
  const rank = bandRankOfKey(key)
  return rank === null ? null : bandAt(rank)
}
