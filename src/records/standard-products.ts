import type { RecordsView } from './records.ts'

/** The products of which somebody said whether they are standard. */
export async function listStandardProducts(
  view: RecordsView,
): Promise<{ source: string; key: string; isStandard: boolean }[]> {
  const rows = await view
    .selectFrom('product')
    .select(['source', 'key', 'standard'])
    .where('standard', 'is not', null)
    .orderBy('source')
    .orderBy('row_key')
    .execute()
  return rows.map(({ source, key, standard }) => ({ source, key, isStandard: standard === 'yes' }))
}

/** Whether products or their families know this family, `source/key`. */
export async function hasProductFamily(view: RecordsView, family: string): Promise<boolean> {
  const end = family.indexOf('/')
  const [source, key] = [family.slice(0, end), family.slice(end + 1)]
  const [named, used] = await Promise.all([
    view
      .selectFrom('product_family')
      .select('key')
      .where('source', '=', source)
      .where('key', '=', key)
      .limit(1)
      .execute(),
    view.selectFrom('product').select('key').where('source', '=', source).where('family', '=', key).limit(1).execute(),
  ])
  return named.length > 0 || used.length > 0
}
