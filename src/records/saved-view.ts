import { storedToNumber } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** A way of looking at the account list that somebody keeps. */
export interface SavedView {
  readonly id: string
  /** Id of a person with access, or the name of whoever works on the machine. */
  readonly owner: string
  /** Once only among those of an owner. */
  readonly name: string
  /** The search part of the address of the list. */
  readonly search: string
  /** Whether everybody sees it; only the owner changes it. */
  readonly isShared: boolean
  readonly createdAt: string
  readonly updatedAt: string
  /** One more with every change. */
  readonly version: number
}

/** The views of an owner and all that are shared, by name. */
export async function listSavedViews(view: RecordsView, owner: string): Promise<SavedView[]> {
  const rows = await view
    .selectFrom('saved_view')
    .selectAll()
    .where((eb) => eb.or([eb('owner', '=', owner), eb('is_shared', '=', 1n)]))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(toSavedView)
}

/** How many views an owner has. */
export async function countSavedViews(view: RecordsView, owner: string): Promise<number> {
  const row = await view
    .selectFrom('saved_view')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow()
  return storedToNumber(row.count)
}

/** A view by id; undefined when there is none. */
export async function findSavedView(view: RecordsView, id: string): Promise<SavedView | undefined> {
  const row = await view.selectFrom('saved_view').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toSavedView(row)
}

/** The view of an owner that has this name; undefined when there is none. */
export async function findSavedViewNamed(
  view: RecordsView,
  owner: string,
  name: string,
): Promise<SavedView | undefined> {
  const row = await view
    .selectFrom('saved_view')
    .selectAll()
    .where('owner', '=', owner)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && toSavedView(row)
}

/** Adds a view. */
export async function insertSavedView(trx: RecordsTransaction, saved: SavedView): Promise<void> {
  const { isShared, createdAt, updatedAt, version, ...rest } = saved
  await trx
    .insertInto('saved_view')
    .values({
      ...rest,
      is_shared: isShared ? 1n : 0n,
      created_at: createdAt,
      updated_at: updatedAt,
      version: BigInt(version),
    })
    .execute()
}

/** Changes a view when it still is the version that was read; says whether it was. */
export async function changeSavedView(trx: RecordsTransaction, saved: SavedView, read: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('saved_view')
    .set({
      name: saved.name,
      search: saved.search,
      is_shared: saved.isShared ? 1n : 0n,
      updated_at: saved.updatedAt,
      version: BigInt(saved.version),
    })
    .where('id', '=', saved.id)
    .where('version', '=', BigInt(read))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes a view out when it still is the version that was read; says whether it was. */
export async function deleteSavedView(trx: RecordsTransaction, id: string, read: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('saved_view')
    .where('id', '=', id)
    .where('version', '=', BigInt(read))
    .executeTakeFirst()
  return numDeletedRows === 1n
}

function toSavedView(row: Tables['saved_view']): SavedView {
  return {
    id: row.id,
    owner: row.owner,
    name: row.name,
    search: row.search,
    isShared: row.is_shared === 1n,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: storedToNumber(row.version),
  }
}
