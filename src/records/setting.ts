import type { RecordsTransaction, RecordsView } from './records.ts'

/** The text of a setting of the book; undefined when it was never set. */
export async function findSetting(view: RecordsView, key: string): Promise<string | undefined> {
  const row = await view.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

/** All settings of the book by name. */
export async function listSettings(view: RecordsView): Promise<ReadonlyMap<string, string>> {
  const rows = await view.selectFrom('setting').selectAll().orderBy('key').execute()
  return new Map(rows.map(({ key, value }) => [key, value]))
}

/** Sets a setting, new or not. */
export async function putSetting(trx: RecordsTransaction, key: string, value: string): Promise<void> {
  await trx
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

/** Takes a setting out; does nothing when it was never set. */
export async function deleteSetting(trx: RecordsTransaction, key: string): Promise<void> {
  await trx.deleteFrom('setting').where('key', '=', key).execute()
}
