import type { RecordsKindId } from '../domain/kind.ts'
import { placeOf } from './account-identity.ts'
import type { ImportRow, ImportRows } from './import-row.ts'
import { selectLive, toLiveRows } from './live-row.ts'
import type { Records, RecordsReading } from './records.ts'
import { givenCell, givenRows, rowsPerStatement } from './rows-as-json.ts'

/** A column that an import would change. */
interface Difference {
  readonly kind: RecordsKindId
  readonly source: string
  readonly key: string
  readonly column: string
  readonly before: string | null
  readonly after: string | null
}

/** What an import would do to the live rows. */
export interface Comparison {
  readonly new: number
  readonly changed: number
  readonly retired: number
  readonly unchanged: number
  /** The first differences of the changed rows, at most `maxDifferences`. */
  readonly differences: readonly Difference[]
}

/** Compares rows with what is live, as `stageImportRows` and `applyBatch` would leave it, and writes nothing. */
export async function compareImportRows(
  records: Records,
  rows: ImportRows,
  { maxDifferences = 1000 }: { readonly maxDifferences?: number } = {},
): Promise<Comparison> {
  const comparison = { new: 0, changed: 0, retired: 0, unchanged: 0, differences: [] as Difference[] }
  await using snapshot = await records.snapshot()
  for await (const chunk of rows) {
    for (const [kind, ofKind] of Map.groupBy(chunk, (row) => row.kind)) {
      for (let at = 0; at < ofKind.length; at += rowsPerStatement) {
        const some = ofKind.slice(at, at + rowsPerStatement)
        const before = await liveContents(snapshot, kind, some)
        for (const row of some) {
          const differences = differencesOf(row, before.get(placeOf(row)))
          comparison[differences.outcome]++
          const room = maxDifferences - comparison.differences.length
          comparison.differences.push(...differences.columns.slice(0, room))
        }
      }
    }
  }
  return comparison
}

type Content = NonNullable<ImportRow['content']>

async function liveContents(
  reading: RecordsReading,
  kind: RecordsKindId,
  rows: readonly ImportRow[],
): Promise<Map<string, Content>> {
  const given = givenRows(
    reading.kind,
    rows.map(({ source, key }) => [source, key]),
  )
  const live = await selectLive(reading.view, kind)
    .where((eb) =>
      eb(
        eb.refTuple('source', 'row_key'),
        'in',
        eb
          .selectFrom(given)
          .select([givenCell(0).as('source'), givenCell(1).as('key')])
          .$asTuple('source', 'key'),
      ),
    )
    .selectAll()
    .execute()
  return new Map(toLiveRows(kind, live).map((row) => [placeOf(row), row.content]))
}

function differencesOf(
  row: ImportRow,
  before: Content | undefined,
): { outcome: 'new' | 'changed' | 'retired' | 'unchanged'; columns: Difference[] } {
  const { kind, source, key, content: after } = row
  if (!after) return { outcome: before ? 'retired' : 'unchanged', columns: [] }
  if (!before) return { outcome: 'new', columns: [] }
  const columns = Object.keys(before)
    .filter((column) => before[column] !== (after[column] ?? null))
    .map((column) => ({ kind, source, key, column, before: before[column] ?? null, after: after[column] ?? null }))
  return { outcome: columns.length > 0 ? 'changed' : 'unchanged', columns }
}
