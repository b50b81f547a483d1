import { foldNumber } from '../../domain/fold.ts'
import { readListed, readViewAccounts } from '../../records/account-view.ts'
import type { ListedAccount } from '../../records/account-view.ts'
import { findDocuments, letterPrefixes } from '../../records/search-document.ts'
import type { SearchDocument } from '../../records/search-document.ts'
import type { Output } from '../../contract/operations.ts'
import { getView } from '../account-view/get-view.ts'
import { partsOf } from '../account-view/search-index.ts'
import { lineAt, openColumns } from '../account-view/view-columns.ts'
import type { SearchIndex } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { findAccounts } from './find-accounts.ts'
import type { FoundAccount } from './find-accounts.ts'

type Item = Output<'search'>['items'][number]

/**
 * Accounts by name, key, alias or place, and documents by number, as one types. It names accounts and numbers and no money, so
 * that whoever picks up the telephone may use it for every account.
 */
export const search: Verb<'search'> = async (ctx, { q, limit }) => {
  requireRight(ctx, 'read-account')
  const view = await getView(ctx, null)
  const columns = openColumns(ctx, view)
  const index = await columns.search()
  if (!index) return { items: [] }
  const found = findAccounts(index, q, limit)
  const documents = await documentsOf(ctx, q, limit)
  const rows = await readListed(
    ctx.records.view,
    view.number,
    found.map(({ position }) => position),
  )
  const rowsByPosition = new Map(rows.map((row) => [Number(row.position), row]))
  const accounts = found.flatMap((one) => {
    const row = rowsByPosition.get(one.position)
    return row ? [{ isExact: one.isExact, item: toItem(one, row, index) }] : []
  })
  const accountsById = await readViewAccounts(
    ctx.records.view,
    view.number,
    documents.map(({ accountId }) => accountId),
  )
  const typed = foldNumber(q)
  const numbers = documents.flatMap((document) => {
    const row = accountsById.get(document.accountId)
    return row ? [{ isExact: isExactly(document, typed), item: documentItem(document, row, index) }] : []
  })
  return { items: merge(accounts, numbers, limit) }
}

/** Whether what was typed is all of the number, with or without the letters before it. */
function isExactly({ folded }: SearchDocument, typed: string): boolean {
  return folded === typed || folded.replace(/^\p{L}+/u, '') === typed
}

interface Ranked {
  readonly isExact: boolean
  readonly item: Item
}

/** What is exactly what was typed first; then accounts, with room left for the numbers that begin with it. */
function merge(accounts: readonly Ranked[], numbers: readonly Ranked[], limit: number): Item[] {
  const exact = [...accounts, ...numbers].filter(({ isExact }) => isExact)
  const [some, more] = [accounts, numbers].map((list) => list.filter(({ isExact }) => !isExact))
  const left = Math.max(0, limit - exact.length)
  const forNumbers = Math.min(more?.length ?? 0, Math.max(Math.ceil(left / 3), left - (some?.length ?? 0)))
  return [...exact, ...(some ?? []).slice(0, left - forNumbers), ...(more ?? []).slice(0, forNumbers)]
    .slice(0, limit)
    .map(({ item }) => item)
}

/** Numbers are looked up once a digit was typed: no number is told by letters alone. */
async function documentsOf(ctx: Ctx, typed: string, limit: number): Promise<SearchDocument[]> {
  const { view } = ctx.records
  const folded = foldNumber(typed)
  if (!/\p{N}/u.test(folded)) return []
  const found = await findDocuments(view, folded, limit)
  // A clerk reads the digits from the paper and leaves the letters before them.
  if (/^\p{N}/u.test(folded)) {
    for (const letters of await knownPrefixes(ctx)) {
      if (found.length >= limit) break
      found.push(...(await findDocuments(view, letters + folded, limit - found.length)))
    }
  }
  return found
}

/** How long the letters that numbers begin with are taken for known. */
const prefixesMs = 30_000
const prefixesByRecords = new WeakMap<
  Ctx['records'],
  { readonly prefixes: readonly string[]; readonly until: number }
>()

async function knownPrefixes({ records }: Ctx): Promise<readonly string[]> {
  const known = prefixesByRecords.get(records)
  if (known && performance.now() < known.until) return known.prefixes
  const prefixes = await letterPrefixes(records.view)
  prefixesByRecords.set(records, { prefixes, until: performance.now() + prefixesMs })
  return prefixes
}

function accountOf(row: ListedAccount, index: SearchIndex): Item['account'] {
  return {
    id: row.account_id,
    key: row.key,
    name: row.name,
    grade: row.grade,
    city: partsOf(lineAt(index.written, Number(row.position))).city,
    owner: row.owner_name,
  }
}

function toItem(found: FoundAccount, row: ListedAccount, index: SearchIndex): Item {
  const account = accountOf(row, index)
  const rest = { account, source: null, date: null }
  const text = found.written ?? row.key
  switch (found.by) {
    case 'alias':
    case 'aliasPart':
      return { kind: 'alias', text, ...rest }
    case 'site':
      return { kind: 'site', text, ...rest }
    case 'key':
    case 'keyPart':
      return { kind: 'account', text: row.key, ...rest }
    case 'name':
    case 'word':
      return { kind: 'account', text: row.name, ...rest }
  }
}

function documentItem(document: SearchDocument, row: ListedAccount, index: SearchIndex): Item {
  const { kind, number, source, day } = document
  return { kind, text: number, account: accountOf(row, index), source, date: day }
}
