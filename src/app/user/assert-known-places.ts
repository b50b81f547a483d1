import { listRepPlaces, listTerritoryParents } from '../../records/reach.ts'
import type { RecordsView } from '../../records/records.ts'
import { BookError } from '../error.ts'

/** Throws unless the book knows these reps and this territory: a right that reaches nothing by a slip helps nobody. */
export async function assertKnownPlaces(
  view: RecordsView,
  { reps, territory }: { readonly reps: readonly string[]; readonly territory: string | null },
): Promise<void> {
  if (reps.length > 0) {
    const known = new Set((await listRepPlaces(view)).map(({ rep }) => rep))
    const unknown = reps.find((rep) => !known.has(rep))
    if (unknown !== undefined) throw new BookError('bad-input', `Cannot link the rep "${unknown}": the book has none`)
  }
  if (territory === null) return
  const known = await listTerritoryParents(view)
  if (known.some((place) => place.territory === territory)) return
  throw new BookError('bad-input', `Cannot limit to the territory "${territory}": the book has none of that key`)
}
