import { placeOf } from './account-identity.ts'
import type { SourceKey } from './account-identity.ts'
import type { RecordsView } from './records.ts'

const rowsPerPage = 5000

/** The id of every account there ever was by `placeOf`; for lists of all accounts, where looking up each takes longer. */
export async function readIdentities(view: RecordsView): Promise<ReadonlyMap<string, string>> {
  const idsByPlace = new Map<string, string>()
  let last: SourceKey | undefined
  do {
    const after = last
    const page = await view
      .selectFrom('account_identity')
      .selectAll()
      .$if(after !== undefined, (query) =>
        query.where((eb) => eb(eb.refTuple('source', 'key'), '>', eb.tuple(after?.source ?? '', after?.key ?? ''))),
      )
      .orderBy('source')
      .orderBy('key')
      .limit(rowsPerPage)
      .execute()
    for (const row of page) idsByPlace.set(placeOf(row), row.id)
    last = page.length === rowsPerPage ? page.at(-1) : undefined
  } while (last)
  return idsByPlace
}
