import { placeOf } from './account-identity.ts'
import { groupAliases, isCircular } from './alias.ts'
import type { Alias, AliasesByPlace } from './alias.ts'
import { liveRows } from './list-live.ts'
import type { RecordsReading } from './records.ts'
import { givenCell, givenRows } from './rows-as-json.ts'
import { spanOf } from './span.ts'

/** The live aliases that lead somewhere, and a sentence for each that does not. */
export interface ReadAliases {
  readonly aliases: AliasesByPlace
  readonly problems: readonly string[]
}

/** Reads the aliases. One whose target is no account, no stub and no alias means nothing and is a problem. */
export async function readAliases(reading: RecordsReading): Promise<ReadAliases> {
  const all: Alias[] = []
  const known = new Set<string>()
  for await (const rows of liveRows(reading.view, 'aliases')) {
    const page = rows.map(({ source, content }) => ({
      ...spanOf(content['valid_from'], content['valid_to']),
      alias: { source, key: content['key'] ?? '' },
      target: { source: content['account_source'] ?? source, key: content['account'] ?? '' },
    }))
    for (const { alias } of page) known.add(placeOf(alias))
    for (const place of await findTargets(reading, page)) known.add(place)
    for (const alias of page) all.push(alias)
  }
  const [leading, lost] = [true, false].map((wanted) =>
    all.filter(({ target }) => known.has(placeOf(target)) === wanted),
  )
  const aliases = groupAliases(leading ?? [])
  const circular = [...aliases.values()].flatMap(([first]) => (first && isCircular(aliases, first.alias) ? first : []))
  return {
    aliases,
    problems: [
      ...(lost ?? []).map(
        (alias) => `${cannotFollow(alias)}: "${alias.target.source}" has no account "${alias.target.key}"`,
      ),
      ...circular.map((alias) => `${cannotFollow(alias)}: it leads back to itself`),
    ],
  }
}

function cannotFollow({ alias }: Alias): string {
  return `Cannot follow alias "${alias.key}" of source "${alias.source}"`
}

/** Which targets are accounts: those with a live row, and stubs. */
async function findTargets({ kind, view }: RecordsReading, aliases: readonly Alias[]): Promise<string[]> {
  const given = givenRows(
    kind,
    aliases.map(({ target }) => [target.source, target.key]),
  )
  const accounts = view
    .selectFrom(given)
    .innerJoin('account', (join) => join.on('account.source', '=', givenCell(0)).on('account.key', '=', givenCell(1)))
    .select(['account.source', 'account.key'])
  const stubs = view
    .selectFrom(given)
    .innerJoin('account_stub', (join) =>
      join.on('account_stub.source', '=', givenCell(0)).on('account_stub.key', '=', givenCell(1)),
    )
    .select(['account_stub.source', 'account_stub.key'])
  const rows = await accounts.union(stubs).execute()
  return rows.map(placeOf)
}
