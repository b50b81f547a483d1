import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { kinds } from '../../domain/kind.ts'
import type { Kind, LedgerKindId, RecordsKindId } from '../../domain/kind.ts'
import { exportRows } from '../../ledger/facts/export-rows.ts'
import { listLive } from '../../records/list-live.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { csvRecord } from '../csv.ts'
import { BookError } from '../error.ts'
import { requireWholeBook } from '../right.ts'

export interface ExportedFile {
  readonly kind: string
  readonly file: string
  readonly rows: number
}

/**
 * Writes the business data as one CSV per kind, in key order and without history: what the book says now, in the form an import
 * takes. Equal books give equal bytes, whatever their history and engines. Throws unless the folder is new or empty; what it
 * cannot finish it removes.
 */
export async function exportBook(
  ctx: Ctx,
  input: { readonly folder: string },
  signal?: AbortSignal,
): Promise<ExportedFile[]> {
  requireWholeBook(ctx)
  const made = await mkdir(input.folder, { recursive: true })
  if ((await readdir(input.folder)).length > 0) {
    throw new BookError('conflict', `Cannot export into "${input.folder}": the folder is not empty`)
  }
  const files: ExportedFile[] = []
  try {
    for (const kind of kinds) {
      const file = join(input.folder, `${kind.id}.csv`)
      const rows = await writeKind(ctx, kind, file, signal)
      if (rows > 0) files.push({ kind: kind.id, file, rows })
    }
  } catch (error) {
    for (const kind of kinds) await rm(join(input.folder, `${kind.id}.csv`), { force: true })
    if (made !== undefined) await rmdir(input.folder).catch(() => undefined)
    throw error
  }
  await audit(ctx, 'export', 'book', { files: files.map(({ kind, rows }) => ({ kind, rows })) })
  return files
}

async function writeKind(ctx: Ctx, kind: Kind, file: string, signal: AbortSignal | undefined): Promise<number> {
  let rows = 0
  const source = kind.store === 'ledger' ? exportRows(ctx.ledger, kind.id as LedgerKindId) : recordsCells(ctx, kind)
  const pages = source[Symbol.asyncIterator]()
  const first = await pages.next()
  // A kind nobody imported leaves no file.
  if (first.done) return 0
  const text = async function* (): AsyncGenerator<string> {
    yield csvRecord(['source', ...kind.columns.map((column) => column.name)])
    let page: IteratorResult<(string | null)[][], unknown> = first
    while (!page.done) {
      signal?.throwIfAborted()
      rows += page.value.length
      ctx.progress.report(`exporting ${kind.id}`, rows, null)
      yield page.value.map((cells) => csvRecord(cells)).join('')
      page = await pages.next()
    }
  }
  await pipeline(text(), createWriteStream(file, { flags: 'wx' }))
  return rows
}

async function* recordsCells(ctx: Ctx, kind: Kind): AsyncIterable<(string | null)[][]> {
  for await (const page of listLive(ctx.records, kind.id as RecordsKindId)) {
    yield page.map((row) => [row.source, ...kind.columns.map((column) => row.content[column.name] ?? null)])
  }
}
