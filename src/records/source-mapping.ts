import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** A version of how the files of a source are read; it never changes. */
export interface StoredMapping {
  readonly source: string
  readonly version: number
  /** Null where the mapping was taken out. */
  readonly document: Json | null
  readonly author: string
  /** The instant it was saved, as UTC ISO text. */
  readonly at: string
}

/** The last version of every source, by source; those taken out too. */
export async function listLastMappings(view: RecordsView): Promise<StoredMapping[]> {
  const rows = await view
    .selectFrom('source_mapping as m')
    .selectAll('m')
    .where((where) =>
      where(
        'm.version',
        '=',
        where
          .selectFrom('source_mapping as other')
          .select(({ fn }) => fn.max('other.version').as('version'))
          .whereRef('other.source', '=', 'm.source'),
      ),
    )
    .orderBy('m.source')
    .execute()
  return rows.map(toStoredMapping)
}

/** Every version of a source, the newest first. */
export async function listMappingVersions(view: RecordsView, source: string): Promise<StoredMapping[]> {
  const rows = await view
    .selectFrom('source_mapping')
    .selectAll()
    .where('source', '=', source)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(toStoredMapping)
}

/** The last version of a source; undefined when there never was one. */
export async function findLastMapping(view: RecordsView, source: string): Promise<StoredMapping | undefined> {
  const row = await view
    .selectFrom('source_mapping')
    .selectAll()
    .where('source', '=', source)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toStoredMapping(row)
}

/** Adds a version; says whether it was free. */
export async function insertMapping(trx: RecordsTransaction, mapping: StoredMapping): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('source_mapping')
    .values({
      source: mapping.source,
      version: BigInt(mapping.version),
      document: mapping.document === null ? null : jsonToStored(mapping.document),
      author: mapping.author,
      at: mapping.at,
    })
    .onConflict((conflict) => conflict.columns(['source', 'version']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

function toStoredMapping(row: Tables['source_mapping']): StoredMapping {
  return {
    source: row.source,
    version: storedToNumber(row.version),
    document: row.document === null ? null : storedToJson(row.document),
    author: row.author,
    at: row.at,
  }
}
