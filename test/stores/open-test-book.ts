import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openBook } from '../../src/app/open-book.ts'
import type { Book } from '../../src/app/open-book.ts'
import { runImport } from '../../src/app/import/run-import.ts'
import type { ImportOptions } from '../../src/app/import/import-input.ts'
import type { ImportSummary } from '../../src/app/import/import-summary.ts'
import { ledgerKindIds, recordsKindIds } from '../../src/domain/kind.ts'
import { exportRows } from '../../src/ledger/facts/export-rows.ts'
import { listLive } from '../../src/records/list-live.ts'
import type { TestPlace } from './open-test-ledger.ts'

/** Files of one import: name and lines, the header first. */
export type Files = Readonly<Record<string, readonly string[]>>

const plain: Omit<ImportOptions, 'path'> = {
  sourceDirectory: null,
  kind: null,
  sourceName: null,
  strict: false,
  unknownAccounts: 'stub',
  replace: null,
  baseCurrency: 'EUR',
}

/** Opens the book in a place: the ledger there, and records in a SQLite file beside it. */
export async function openTestBook(place: TestPlace): Promise<Book> {
  const data = join(place.folder, 'data')
  return openBook(
    {
      dataDirectory: data,
      ledger: place.config,
      records: { kind: 'sqlite', file: join(data, 'records.sqlite') },
      memoryLimit: '300MB',
      threads: 1,
    },
    {
      actor: { kind: 'local-operator', name: 'tester' },
      now: () => '2024-02-01T00:00:00.000Z',
      progress: { report: () => {} },
      create: true,
    },
  )
}

let folders = 0

/** Writes files into a new folder of the place and returns its path. */
export async function writeFiles(place: TestPlace, files: Files): Promise<string> {
  const folder = join(place.folder, `files-${String(folders++)}`)
  await mkdir(folder)
  for (const [name, lines] of Object.entries(files)) await writeFile(join(folder, name), `${lines.join('\n')}\n`)
  return folder
}

/** Imports files the way the command line does. */
export async function importFiles(
  { ctx }: Book,
  place: TestPlace,
  files: Files,
  options: Partial<ImportOptions> = {},
): Promise<ImportSummary & { readonly id: string }> {
  const summary = await runImport(ctx, { ...plain, ...options, path: await writeFiles(place, files) })
  if (summary.id === null) throw new Error('An import has an id')
  return { ...summary, id: summary.id }
}

/** Every live row of every kind as text, sorted: what a book says, without its history. */
export async function liveRows({ ctx }: Book): Promise<string[]> {
  const found: string[] = []
  for (const kind of ledgerKindIds) {
    for await (const rows of exportRows(ctx.ledger, kind))
      for (const row of rows) found.push(JSON.stringify([kind, row]))
  }
  for (const kind of recordsKindIds) {
    for await (const rows of listLive(ctx.records, kind)) {
      for (const { source, content } of rows) found.push(JSON.stringify([kind, source, content]))
    }
  }
  return found.toSorted()
}
