import { foldNumber } from '../../domain/fold.ts'
import { documentNumbers } from '../../ledger/facts/document-numbers.ts'
import type { DocumentNumber } from '../../ledger/facts/document-numbers.ts'
import {
  aliasesDigest,
  clearDocuments,
  findSearchStamp,
  putSearchStamp,
  replaceDocuments,
} from '../../records/search-document.ts'
import type { DocumentKey, SearchDocument } from '../../records/search-document.ts'
import type { Ctx } from '../context.ts'

/**
 * Brings the numbers that documents are found by up to a watermark: by what came and went since the last time, or all of them
 * anew the first time and when other aliases put them on other accounts.
 */
export async function refreshDocuments(ctx: Ctx, watermark: number, signal?: AbortSignal): Promise<void> {
  const aliases = await aliasesDigest(ctx.records)
  const stamp = await findSearchStamp(ctx.records.view)
  if (stamp?.watermark === watermark && stamp.aliases === aliases) return
  const since = stamp?.aliases === aliases && stamp.watermark <= watermark ? stamp.watermark : 0
  // Without a stamp there may be what a build left that was killed.
  if (since === 0) await clearDocuments(ctx.records)
  let done = 0
  for await (const numbers of documentNumbers(ctx.ledger, { since, watermark })) {
    signal?.throwIfAborted()
    ctx.progress.report('numbers of documents', done, null)
    const gone = since === 0 ? [] : numbers.flatMap(keyOf)
    await replaceDocuments(ctx.records, gone, numbers.flatMap(toDocuments))
    done += numbers.length
  }
  await putSearchStamp(ctx.records, { watermark, aliases })
}

function keyOf({ kind, source, number }: DocumentNumber): DocumentKey[] {
  const folded = foldNumber(number)
  return folded === '' ? [] : [{ folded, kind, source, number }]
}

function toDocuments(document: DocumentNumber): SearchDocument[] {
  const { accountId, day } = document
  if (accountId === null || day === null) return []
  return keyOf(document).map((key) => ({ ...key, accountId, day }))
}
