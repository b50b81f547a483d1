import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { SourceKey } from './account-identity.ts'
import { placeOf } from './account-identity.ts'
import type { Records, RecordsView } from './records.ts'
import { spanOf } from './span.ts'
import type { Span } from './span.ts'
import type { TableName } from './tables.ts'

/** A key that a live row uses for an account, and the days for which it does. */
export interface AccountReference extends Span {
  readonly pair: SourceKey
}

interface Column {
  readonly table: TableName
  readonly column: string
  readonly isDated: boolean
}

const accountKey: Column = { table: 'account', column: 'key', isDated: false }
const references: readonly Column[] = [
  { table: 'account_parent', column: 'account', isDated: true },
  { table: 'account_parent', column: 'parent', isDated: true },
  { table: 'account_owner', column: 'account', isDated: true },
  { table: 'site', column: 'account', isDated: false },
  { table: 'target', column: 'account', isDated: false },
]

const rowsPerPage = 5000

/** The accounts and the keys used for accounts that have no identity yet, each once: `ensureAccountIds` of them is next. */
export async function accountRefsWithoutIdentity(records: Records): Promise<SourceKey[]> {
  await using snapshot = await records.snapshot()
  const pairsByPlace = new Map<string, SourceKey>()
  for (const column of [accountKey, ...references]) {
    for await (const page of referencesMissingFrom(snapshot.view, 'account_identity', column)) {
      for (const { pair } of page) pairsByPlace.set(placeOf(pair), pair)
    }
  }
  return [...pairsByPlace.values()]
}

/** What live rows use for an account that has no live row of its own. */
export async function* referencesWithoutAccount(view: RecordsView): AsyncGenerator<AccountReference[], void, void> {
  for (const column of references) yield* referencesMissingFrom(view, 'account', column)
}

async function* referencesMissingFrom(
  view: RecordsView,
  known: 'account' | 'account_identity',
  column: Column,
): AsyncGenerator<AccountReference[], void, void> {
  let after: Row | undefined
  do {
    const upTo: Row | undefined = await lastOfPage(view, column, after)
    const rows = await view
      .selectFrom(pageOf(column, after, upTo).as('page'))
      // Both tables have a source and a key, which is all that is asked of them.
      .leftJoin(`${known as 'account'} as known`, (join) =>
        join.onRef('known.source', '=', 'page.source').onRef('known.key', '=', 'page.account_key'),
      )
      .where('known.key', 'is', null)
      .select(['page.source', 'page.account_key', 'page.valid_from', 'page.valid_to'])
      .execute()
    yield rows.map(({ source, account_key, valid_from, valid_to }) => ({
      ...spanOf(valid_from, valid_to),
      pair: { source, key: account_key },
    }))
    after = upTo
  } while (after)
}

interface Row {
  readonly source: string
  readonly row_key: string
}

async function lastOfPage(view: RecordsView, { table }: Column, after: Row | undefined): Promise<Row | undefined> {
  // Every table of references has the columns of the smallest.
  return view
    .selectFrom(table as 'segment')
    .select(['source', 'row_key'])
    .where(between(after, undefined))
    .orderBy('source')
    .orderBy('row_key')
    .limit(1)
    .offset(rowsPerPage - 1)
    .executeTakeFirst()
}

function pageOf({ table, column, isDated }: Column, after: Row | undefined, upTo: Row | undefined) {
  const days = isDated
    ? sql`valid_from, valid_to`
    : sql`cast(null as text) as valid_from, cast(null as text) as valid_to`
  return sql<{ source: string; account_key: string; valid_from: string | null; valid_to: string | null }>`(
    select source, ${sql.ref(column)} as account_key, ${days} from ${sql.table(table)}
    where ${between(after, upTo)} and ${sql.ref(column)} is not null)`
}

function between(after: Row | undefined, upTo: Row | undefined): RawBuilder<boolean> {
  const parts = [sql`true`]
  if (after) parts.push(sql`(source, row_key) > (${after.source}, ${after.row_key})`)
  if (upTo) parts.push(sql`(source, row_key) <= (${upTo.source}, ${upTo.row_key})`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}
