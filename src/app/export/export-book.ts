import { createWriteStream } from 'node:fs'
import type { WriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { kinds } from '../../domain/kind.ts'
import type { Kind, LedgerKindId, RecordsKindId } from '../../domain/kind.ts'
import { exportRows } from '../../ledger/facts/export-rows.ts'
import { listLive } from '../../records/list-live.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { csvRecord } from '../csv.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'

export interface ExportedFile {
  readonly kind: string
  readonly file: string
  readonly rows: number
}

/**
 * Writes the business data as one CSV per kind, in key order and without history: what the book says now, in the form an import
 * takes. Equal books give equal bytes, whatever their history and engines. Throws unless the folder is new or empty.
 */
export async function exportBook(ctx: Ctx, input: { readonly folder: string }): Promise<ExportedFile[]> {
  requireRight(ctx, 'export')
  await mkdir(input.folder, { recursive: true })
  if ((await readdir(input.folder)).length > 0) {
    throw new BookError('conflict', `Cannot export into "${input.folder}": the folder is not empty`)
  }
  const files: ExportedFile[] = []
  for (const kind of kinds) {
    const file = join(input.folder, `${kind.id}.csv`)
    const rows = await writeKind(ctx, kind, file)
    if (rows > 0) files.push({ kind: kind.id, file, rows })
  }
  await audit(ctx, 'export', 'book', { files: files.map(({ kind, rows }) => ({ kind, rows })) })
  return files
}

async function writeKind(ctx: Ctx, kind: Kind, file: string): Promise<number> {
  let stream: WriteStream | null = null
  let rows = 0
  const source = kind.store === 'ledger' ? exportRows(ctx.ledger, kind.id as LedgerKindId) : recordsCells(ctx, kind)
  for await (const page of source) {
    // A kind nobody imported leaves no file.
    stream ??= startFile(kind, file)
    rows += page.length
    ctx.progress.report(`exporting ${kind.id}`, rows, null)
    if (!stream.write(page.map((cells) => csvRecord(cells)).join(''))) await once(stream, 'drain')
  }
  if (stream) {
    stream.end()
    await finished(stream)
  }
  return rows
}

function startFile(kind: Kind, file: string): WriteStream {
  const stream = createWriteStream(file, { flags: 'wx' })
  stream.write(csvRecord(['source', ...kind.columns.map((column) => column.name)]))
  return stream
}

async function* recordsCells(ctx: Ctx, kind: Kind): AsyncIterable<(string | null)[][]> {
  for await (const page of listLive(ctx.records, kind.id as RecordsKindId)) {
    yield page.map((row) => [row.source, ...kind.columns.map((column) => row.content[column.name] ?? null)])
  }
}
