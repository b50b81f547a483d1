import type { RecordsReading } from './records.ts'
import { givenCell, givenRows, rowsPerStatement } from './rows-as-json.ts'

/** What sites are called, or the city they are in, by `source/key`; one of which nothing is known is missing. */
export async function siteNames(
  { kind, view }: RecordsReading,
  sites: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (let at = 0; at < sites.length; at += rowsPerStatement) {
    const given = sites.slice(at, at + rowsPerStatement).map((site) => {
      // A source holds no slash: the first one ends it.
      const end = site.indexOf('/')
      return [site.slice(0, end), site.slice(end + 1)]
    })
    const rows = await view
      .selectFrom(givenRows(kind, given))
      .innerJoin('site', (join) => join.on('site.source', '=', givenCell(0)).on('site.key', '=', givenCell(1)))
      .select(['site.source', 'site.key', 'name', 'city'])
      .orderBy('site.source')
      .orderBy('row_key')
      .execute()
    for (const { source, key, name, city } of rows) {
      const called = name ?? city
      if (called !== null) names.set(`${source}/${key}`, called)
    }
  }
  return names
}
