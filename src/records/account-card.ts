import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import { placeOf } from './account-identity.ts'
import type { SourceKey } from './account-identity.ts'
import { ifPresent, storedToNumber } from './decode.ts'
import type { HeldKey } from './keys-of-account.ts'
import type { RecordsReading, RecordsView } from './records.ts'
import { givenCell, givenRows, rowsPerStatement } from './rows-as-json.ts'
import { latestStarts, overlap, spanOf } from './span.ts'
import type { Span } from './span.ts'

/** A place of an account. */
export interface Site {
  readonly key: string
  readonly name: string | null
  readonly street: string | null
  readonly postcode: string | null
  readonly city: string | null
  readonly country: string | null
}

/** The sites of an account by the keys that mean it. */
export async function listSites({ kind, view }: RecordsReading, keys: readonly HeldKey[]): Promise<Site[]> {
  const given = keys.slice(0, rowsPerStatement).map(({ source, key }) => [source, key])
  return view
    .selectFrom(givenRows(kind, given))
    .innerJoin('site', (join) => join.on('site.source', '=', givenCell(0)).on('site.account', '=', givenCell(1)))
    .select(['site.key', 'name', 'street', 'postcode', 'city', 'country'])
    .orderBy('source')
    .orderBy('row_key')
    .execute()
}

/** What a row says of an account on some days: the key of its owner or of its parent, in the source of the row. */
export interface DatedLink extends Span {
  /** The account, by `placeOf` its own key. */
  readonly account: string
  readonly source: string
  readonly key: string
}

const linkTables = {
  owner: { table: 'account_owner', other: 'rep' },
  parent: { table: 'account_parent', other: 'parent' },
} as const

/**
 * Who looked after these accounts, or what was above them, by the keys that mean them; of one account the earliest first and
 * disjoint in days. Of two rows that hold on one day the one that started last counts, as everywhere.
 */
export async function listLinksOf(
  { kind, view }: RecordsReading,
  what: keyof typeof linkTables,
  keys: readonly HeldKey[],
): Promise<DatedLink[]> {
  const { table, other } = linkTables[what]
  const keysByPlace = Map.groupBy(keys, placeOf)
  const links: DatedLink[] = []
  for (let at = 0; at < keys.length; at += rowsPerStatement) {
    const given = keys.slice(at, at + rowsPerStatement).map(({ source, key }) => [source, key])
    const rows = await view
      .selectFrom(givenRows(kind, given))
      // Both tables have what is asked of the first.
      .innerJoin(`${table as 'account_owner'} as link`, (join) =>
        join.on('link.source', '=', givenCell(0)).on('link.account', '=', givenCell(1)),
      )
      .select([
        'link.source',
        'link.account',
        sql.ref<string>(`link.${other}`).as('key'),
        'link.valid_from',
        'link.valid_to',
      ])
      .orderBy('link.source')
      .orderBy('link.row_key')
      .execute()
    for (const row of rows) {
      for (const held of keysByPlace.get(placeOf({ source: row.source, key: row.account })) ?? []) {
        const span = overlap(held, spanOf(row.valid_from, row.valid_to))
        if (span) links.push({ account: held.account, source: row.source, key: row.key, ...span })
      }
    }
  }
  return [...Map.groupBy(links, ({ account }) => account).values()].flatMap(latestStarts)
}

/** Days an account is one, as its own row says; undefined for a stub. */
export async function findAccountSpan(
  view: RecordsView,
  { source, key }: { readonly source: string; readonly key: string },
): Promise<{ readonly from: Day | null; readonly to: Day | null } | undefined> {
  const row = await view
    .selectFrom('account')
    .select(['valid_from', 'valid_to'])
    .where('source', '=', source)
    .where('key', '=', key)
    .executeTakeFirst()
  return row && { from: row.valid_from, to: row.valid_to }
}

/** How to reach a rep. */
export interface RepContact {
  /** `source/key`. */
  readonly rep: string
  readonly name: string
  /** `source/key` of the rep above; null is nobody. */
  readonly manager: string | null
  /** Of the person with access who is the rep; null when nobody is, or they said none. */
  readonly phone: string | null
  readonly email: string | null
}

/** A rep and the person with access behind it; undefined when there is no such rep. */
export async function findRepContact(view: RecordsView, rep: string): Promise<RepContact | undefined> {
  const end = rep.indexOf('/')
  const [source, key] = [rep.slice(0, end), rep.slice(end + 1)]
  const row = await view
    .selectFrom('rep')
    .leftJoin('user_rep', (join) => join.on('user_rep.rep', '=', rep))
    .leftJoin('app_user', (join) =>
      join.onRef('app_user.id', '=', 'user_rep.user_id').on('app_user.disabled_at', 'is', null),
    )
    .select(['rep.name', 'rep.manager', 'app_user.name as person', 'app_user.phone', 'app_user.email'])
    .where('rep.source', '=', source)
    .where('rep.key', '=', key)
    // A rep who came back has several rows: the last one says who is above. Of several people the first by address answers.
    .orderBy('rep.row_key', 'desc')
    .orderBy('app_user.email')
    .executeTakeFirst()
  if (!row) return undefined
  return {
    rep,
    name: row.person ?? row.name ?? key,
    manager: row.manager === null ? null : `${source}/${row.manager}`,
    phone: row.phone,
    email: row.email,
  }
}

/** Names of reps by `source/key`, of those that are there. */
export async function repNames(view: RecordsView, reps: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (reps.length === 0) return new Map()
  const pairs = [...new Set(reps)].map((rep) => ({
    source: rep.slice(0, rep.indexOf('/')),
    key: rep.slice(rep.indexOf('/') + 1),
  }))
  const rows = await view
    .selectFrom('rep')
    .select(['source', 'key', 'name'])
    .where((eb) => eb.or(pairs.map((pair) => eb.and(pair))))
    .execute()
  return new Map(rows.map(({ source, key, name }) => [`${source}/${key}`, name ?? key]))
}

/** Names of accounts by `placeOf`, of those with a row of their own. */
export async function accountNames(
  view: RecordsView,
  pairs: readonly SourceKey[],
): Promise<ReadonlyMap<string, string>> {
  if (pairs.length === 0) return new Map()
  const rows = await view
    .selectFrom('account')
    .select(['source', 'key', 'name'])
    .where((eb) => eb.or(pairs.map(({ source, key }) => eb.and({ source, key }))))
    .execute()
  return new Map(rows.map(({ source, key, name }) => [placeOf({ source, key }), name ?? key]))
}

/** What a closing said of one account. */
export interface AccountClosing {
  readonly period: string
  readonly revision: number
  readonly asOf: Day
  readonly closedAt: string
  readonly grade: string | null
  /** `source/key`; null for nobody. */
  readonly owner: string | null
  readonly orders: number | null
}

/** The closings an account is in, the newest first. */
export async function listClosingsOf(view: RecordsView, accountId: string): Promise<AccountClosing[]> {
  const rows = await view
    .selectFrom('closed_scorecard')
    .innerJoin('period_closing', 'period_closing.id', 'closed_scorecard.closing_id')
    .select([
      'period_closing.period',
      'period_closing.revision',
      'period_closing.as_of',
      'period_closing.closed_at',
      'closed_scorecard.grade',
      'closed_scorecard.account_source',
      'closed_scorecard.owner',
      'closed_scorecard.orders',
    ])
    .where('closed_scorecard.account_id', '=', accountId)
    .orderBy('period_closing.as_of', 'desc')
    .orderBy('period_closing.revision', 'desc')
    .execute()
  return rows.map((row) => ({
    period: row.period,
    revision: storedToNumber(row.revision),
    asOf: row.as_of,
    closedAt: row.closed_at,
    grade: row.grade,
    // A closing keeps the key alone: it is one of the source of the account.
    owner: row.owner === null ? null : `${row.account_source}/${row.owner}`,
    orders: ifPresent(row.orders, storedToNumber),
  }))
}
