import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { storedToNumber } from './decode.ts'
import { liveRows } from './list-live.ts'
import type { Records, RecordsView } from './records.ts'
import { insertValues } from './insert-values.ts'
import { givenCell, givenRows } from './rows-as-json.ts'

/** A number somebody may look for, and the account it stands on. */
export interface SearchDocument {
  /** How it is looked for: without case, accents, hyphens and spaces. */
  readonly folded: string
  readonly kind: 'invoice' | 'order'
  readonly source: string
  readonly number: string
  readonly accountId: string
  readonly day: string
}

export type DocumentKey = Pick<SearchDocument, 'folded' | 'kind' | 'source' | 'number'>

/** What the documents were made from. */
export interface SearchStamp {
  readonly watermark: number
  /** Digest of the aliases: other ones may put every document on another account. */
  readonly aliases: string
}

const stampName = 'documents'
/** Rows written or taken out in one transaction: short enough that nobody waits for it. */
const rowsPerCommit = 1000

/** What the documents were made from; undefined before the first time and while they are made anew. */
export async function findSearchStamp(view: RecordsView): Promise<SearchStamp | undefined> {
  const row = await view.selectFrom('search_stamp').selectAll().where('name', '=', stampName).executeTakeFirst()
  return row && { watermark: storedToNumber(row.watermark), aliases: row.aliases }
}

/** Says what the documents are made from now. */
export async function putSearchStamp(records: Records, { watermark, aliases }: SearchStamp): Promise<void> {
  const stamp = { watermark: BigInt(watermark), aliases }
  await records.write(async (trx) => {
    // PostgreSQL would read the whole table of which it knows nothing.
    if (records.kind === 'postgres') await sql`analyze search_document`.execute(trx)
    await trx
      .insertInto('search_stamp')
      .values({ name: stampName, ...stamp })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(stamp))
      .execute()
  })
}

/** Takes every document out, in short transactions. */
export async function clearDocuments(records: Records): Promise<void> {
  await records.write(async (trx) => {
    await trx.deleteFrom('search_stamp').where('name', '=', stampName).execute()
  })
  for (let isDone = false; !isDone;) {
    isDone = await records.write(async (trx) => {
      const upTo = await trx
        .selectFrom('search_document')
        .select('folded')
        .orderBy('folded')
        .limit(1)
        .offset(rowsPerCommit)
        .executeTakeFirst()
      await trx
        .deleteFrom('search_document')
        .$if(upTo !== undefined, (query) => query.where('folded', '<=', upTo?.folded ?? ''))
        .execute()
      return upTo === undefined
    })
  }
}

/** Puts documents in place of whatever stands under `gone` and under their own keys. */
export async function replaceDocuments(
  records: Records,
  gone: readonly DocumentKey[],
  documents: readonly SearchDocument[],
): Promise<void> {
  for (let at = 0; at < Math.max(gone.length, documents.length); at += rowsPerCommit) {
    const [out, come] = [gone.slice(at, at + rowsPerCommit), documents.slice(at, at + rowsPerCommit)]
    await records.write(async (trx) => {
      if (out.length > 0) {
        const keys = out.map(({ folded, kind, source, number }) => [folded, kind, source, number])
        await sql`delete from search_document where (folded, kind, source, number) in (
          select ${givenCell(0)}, ${givenCell(1)}, ${givenCell(2)}, ${givenCell(3)} from ${givenRows(records.kind, keys)})`.execute(
          trx,
        )
      }
      const rows = come.map(({ accountId, ...rest }) => ({ ...rest, account_id: accountId }))
      await insertValues(records.kind, trx, 'search_document', rows)
    })
  }
}

/** Documents whose folded number begins with `prefix`, in its order. */
export async function findDocuments(view: RecordsView, prefix: string, limit: number): Promise<SearchDocument[]> {
  const rows = await view
    .selectFrom('search_document')
    .selectAll()
    .where('folded', '>=', prefix)
    // No number holds the last character there is.
    .where('folded', '<', `${prefix}\u{10FFFF}`)
    .orderBy('folded')
    .orderBy('kind')
    .orderBy('source')
    .orderBy('number')
    .limit(limit)
    .execute()
  return rows.map(({ account_id, kind, ...rest }) => ({
    ...rest,
    kind: kind === 'order' ? 'order' : 'invoice',
    accountId: account_id,
  }))
}

/** More kinds of numbers than this no book tells apart by letters. */
const mostPrefixes = 20

/** The letters that numbers begin with, such as `inv`: people leave them out. Looked up by leaps, whatever the number of rows. */
export async function letterPrefixes(view: RecordsView): Promise<string[]> {
  const prefixes: string[] = []
  // Digits sort before letters, and the colon between them.
  for (let from = ':'; prefixes.length < mostPrefixes;) {
    const row = await view
      .selectFrom('search_document')
      .select('folded')
      .where('folded', '>=', from)
      .orderBy('folded')
      .limit(1)
      .executeTakeFirst()
    const letters = row && /^\p{L}+/u.exec(row.folded)?.[0]
    if (letters === undefined) break
    prefixes.push(letters)
    from = `${letters}:`
  }
  return prefixes
}

/** A digest of all aliases: equal only for equal aliases. */
export async function aliasesDigest(records: Records): Promise<string> {
  await using snapshot = await records.snapshot()
  const hash = createHash('sha256')
  for await (const rows of liveRows(snapshot.view, 'aliases')) {
    for (const { source, content } of rows) hash.update(`${JSON.stringify([source, content])}\n`)
  }
  return hash.digest('hex')
}
