import type { RecordsView } from './records.ts'

/** Ids of the people with access who are a rep, as `source/key`. */
export async function listRepPeople(view: RecordsView, rep: string): Promise<string[]> {
  const rows = await view.selectFrom('user_rep').select('user_id').where('rep', '=', rep).orderBy('user_id').execute()
  return rows.map((row) => row.user_id)
}
