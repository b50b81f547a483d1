import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ctx } from '../../src/app/context.ts'
import type { ImportOptions } from '../../src/app/import/import-input.ts'
import type { ImportSummary } from '../../src/app/import/import-summary.ts'
import { runImport } from '../../src/app/import/run-import.ts'
import { openBook } from '../../src/app/open-book.ts'
import { envToConfig } from '../../src/config.ts'

/** A book of its own for one scenario, on the embedded stores; disposed of with its files. */
export interface ScenarioBook extends AsyncDisposable {
  readonly ctx: Ctx
  /** Imports files given as name -> CSV text, or the bytes of any other file. */
  take(files: Readonly<Record<string, string | Buffer>>, options?: Partial<ImportOptions>): Promise<ImportSummary>
}

export async function openScenarioBook(today = '2026-11-22'): Promise<ScenarioBook> {
  const folder = mkdtempSync(join(tmpdir(), 'bookvalue-scenario-'))
  const book = await openBook(envToConfig({}, join(folder, 'book')), {
    actor: { kind: 'local-operator', name: 'finance' },
    now: () => `${today}T12:00:00.000Z`,
    progress: { report: () => undefined },
    create: true,
  })
  let imports = 0
  return {
    ctx: book.ctx,
    async take(files, options = {}) {
      imports += 1
      const path = join(folder, `files-${String(imports)}`)
      mkdirSync(path)
      for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
      return runImport(book.ctx, {
        path,
        sourceDirectory: null,
        kind: null,
        sourceName: null,
        strict: false,
        unknownAccounts: 'stub',
        replace: null,
        baseCurrency: 'EUR',
        ...options,
      })
    },
    async [Symbol.asyncDispose]() {
      await book[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}
