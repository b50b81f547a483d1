import type { RecordsKindId } from '../domain/kind.ts'
import { selectLive, toLiveRows } from './live-row.ts'
import type { LiveRow } from './live-row.ts'
import type { Records, RecordsView } from './records.ts'

const rowsPerPage = 2000

/**
 * All live rows of a kind as of one moment, in pages, sorted by the bytes of source and key: the same order on both
 * engines.
 */
export async function* listLive(records: Records, kind: RecordsKindId): AsyncGenerator<LiveRow[], void, void> {
  await using snapshot = await records.snapshot()
  yield* liveRows(snapshot.view, kind)
}

/** The pages of `listLive` through a view one has. */
export async function* liveRows(view: RecordsView, kind: RecordsKindId): AsyncGenerator<LiveRow[], void, void> {
  let last: LiveRow | undefined
  do {
    const after = last
    const rows = await selectLive(view, kind)
      .selectAll()
      .$if(after !== undefined, (query) =>
        query.where((eb) => eb(eb.refTuple('source', 'row_key'), '>', eb.tuple(after?.source ?? '', after?.key ?? ''))),
      )
      .orderBy('source')
      .orderBy('row_key')
      .limit(rowsPerPage)
      .execute()
    const page = toLiveRows(kind, rows)
    last = page.length === rowsPerPage ? page.at(-1) : undefined
    if (page.length > 0) yield page
  } while (last)
}
