import type { RecordsView } from './records.ts'

/** Names of territories by `source/key`, of those that are there; one without a name is called by its key. */
export async function territoryNames(
  view: RecordsView,
  territories: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (territories.length === 0) return new Map()
  const wanted = new Set(territories)
  const sources = new Set(territories.map((territory) => territory.slice(0, territory.indexOf('/'))))
  const rows = await view
    .selectFrom('territory')
    .select(['source', 'key', 'name'])
    .where('source', 'in', [...sources])
    .execute()
  return new Map(
    rows.flatMap(({ source, key, name }) => {
      const territory = `${source}/${key}`
      return wanted.has(territory) ? [[territory, name ?? key] as const] : []
    }),
  )
}
