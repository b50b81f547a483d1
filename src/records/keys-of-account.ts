import { placeOf } from './account-identity.ts'
import type { SourceKey } from './account-identity.ts'
import type { RecordsReading } from './records.ts'
import { givenCell, givenRows, rowsPerStatement } from './rows-as-json.ts'
import { always, overlap, spanOf } from './span.ts'
import type { Span } from './span.ts'

/** A key that means an account on some days. */
export interface HeldKey extends SourceKey, Span {
  /** The account it means, by `placeOf` its own key. */
  readonly account: string
}

/** Aliases of aliases are followed this far; longer chains are circles. */
const maxSteps = 8

/** All keys that mean these accounts: their own, and aliases that lead to them directly or through others. */
export async function listKeysOf(reading: RecordsReading, accounts: readonly SourceKey[]): Promise<HeldKey[]> {
  const own = accounts.map(({ source, key }) => ({ source, key, ...always, account: placeOf({ source, key }) }))
  const found: HeldKey[] = []
  const seen = new Set<string>()
  let targets: readonly HeldKey[] = own
  for (let step = 0; step < maxSteps && targets.length > 0; step += 1) {
    for (const target of targets) seen.add(placeOf(target))
    found.push(...targets)
    targets = (await listAliasesTo(reading, targets)).filter((alias) => !seen.has(placeOf(alias)))
  }
  return found
}

async function listAliasesTo({ kind, view }: RecordsReading, targets: readonly HeldKey[]): Promise<HeldKey[]> {
  const targetByPlace = new Map(targets.map((target) => [placeOf(target), target]))
  const keys = [...new Set(targets.map(({ key }) => key))]
  const aliases: HeldKey[] = []
  for (let at = 0; at < keys.length; at += rowsPerStatement) {
    const some = keys.slice(at, at + rowsPerStatement).map((key) => [key])
    const rows = await view
      .selectFrom(givenRows(kind, some))
      .innerJoin('account_alias', (join) => join.on('account_alias.account', '=', givenCell(0)))
      // The table of the given has columns of its own, on SQLite one named key.
      .select(['source', 'account_alias.key', 'account', 'account_source', 'valid_from', 'valid_to'])
      .orderBy('source')
      .orderBy('row_key')
      .execute()
    for (const row of rows) {
      const target = targetByPlace.get(placeOf({ source: row.account_source ?? row.source, key: row.account }))
      const span = target && overlap(target, spanOf(row.valid_from, row.valid_to))
      if (span) aliases.push({ source: row.source, key: row.key, ...span, account: target.account })
    }
  }
  return aliases
}
