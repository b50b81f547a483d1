import { copyFileSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareTotals } from '../../src/app/control/compare-totals.ts'
import { readExpectedTotals } from '../../src/app/control/read-expected-totals.ts'
import { runImport } from '../../src/app/import/run-import.ts'
import type { ImportSummary } from '../../src/app/import/import-summary.ts'
import { proposeMapping } from '../../src/app/mapping/propose-mapping.ts'
import { SourceMapping } from '../../src/contract/source.ts'
import { problemsOfMapping } from '../../src/domain/mapping/check.ts'
import { mappingTemplates } from '../../src/domain/mapping/templates.ts'
import { listLive } from '../../src/records/list-live.ts'
import { openScenarioBook } from './book.ts'
import type { ScenarioBook } from './book.ts'

const systems = join(import.meta.dirname, '..', 'fixtures', 'systems')

/** What each book is kept in, and how many rows of its export are no lines but totals. */
const kept: Readonly<Record<string, { readonly currency: string; readonly totalRows: number }>> = {
  'business-central': { currency: 'EUR', totalRows: 0 },
  erpnext: { currency: 'EUR', totalRows: 1 },
  odoo: { currency: 'EUR', totalRows: 0 },
  quickbooks: { currency: 'USD', totalRows: 0 },
  'sap-business-one': { currency: 'EUR', totalRows: 0 },
  xero: { currency: 'GBP', totalRows: 0 },
}

/** Imports a folder the way the mapping says. */
function importBy(book: ScenarioBook, path: string, mapping: SourceMapping): Promise<ImportSummary> {
  return runImport(book.ctx, {
    path,
    mapping,
    sourceDirectory: null,
    kind: null,
    sourceName: null,
    strict: false,
    unknownAccounts: 'reject',
    replace: null,
    baseCurrency: kept[mapping.source]?.currency ?? null,
  })
}

/** Rates of the days of the export, where it has lines in another currency. */
async function takeRates(book: ScenarioBook, source: string): Promise<void> {
  if (!readdirSync(join(systems, source)).includes('rates.csv')) return
  const rates = await readFile(join(systems, source, 'rates.csv'), 'utf8')
  await book.take({ 'rates.csv': rates }, { sourceName: source })
}

describe.each(mappingTemplates)('an export of $system', (template) => {
  const { source } = template.document

  it('is known by its columns, comes in whole, agrees with its own books to the cent, and changes nothing again', async () => {
    await using book = await openScenarioBook()
    await takeRates(book, source)
    const folder = join(systems, source, 'export')
    const { origin, mapping, files } = await proposeMapping(book.ctx, folder, null)
    expect(origin).toEqual({ by: 'template', name: template.id, version: null })
    expect(mapping).toEqual(template.document)
    const readings = files.flatMap((file) => file.readings)
    expect(
      readings.flatMap(({ kind, problem, missing, rows }) => [
        ...(problem === null ? [] : [`${kind}: ${problem}`]),
        ...missing.map((column) => `${kind} lacks ${column}`),
        ...(rows.length === 0 ? [`${kind} shows no row`] : []),
      ]),
    ).toEqual([])
    const summary = await importBy(book, folder, mapping)
    expect(summary.rejected).toBe(kept[source]?.totalRows)
    const expected = await readExpectedTotals(join(systems, source, 'totals.csv'))
    expect(expected.length).toBeGreaterThan(2)
    const filter = { source, legalEntity: null, month: null, currency: null }
    const { totals, differences } = await compareTotals(book.ctx, { filter, expected })
    expect(differences).toEqual([])
    expect(totals).toHaveLength(expected.length)
    // Lines of accounts that no row names would have been rejected.
    const names: unknown[] = []
    for await (const rows of listLive(book.ctx.records, 'accounts'))
      names.push(...rows.map((row) => row.content['name']))
    expect(names.length).toBeGreaterThan(4)
    expect(names).toContain('Delta, Marine & Offshore BV')
    const again = await importBy(book, folder, mapping)
    expect(again.kinds.filter((kind) => kind.new + kind.changed + kind.retired > 0)).toEqual([])
  })
})

describe('an export under another name', () => {
  const single = mappingTemplates.filter(({ document }) => new Set(document.files?.map(({ file }) => file)).size === 1)

  it.each(single)('of $system is known too', async ({ id, document }) => {
    await using book = await openScenarioBook()
    const folder = await mkdtemp(join(tmpdir(), 'bookvalue-renamed-'))
    try {
      const from = join(systems, document.source, 'export')
      const [name = ''] = readdirSync(from)
      copyFileSync(join(from, name), join(folder, `third quarter${extname(name)}`))
      const { origin, mapping } = await proposeMapping(book.ctx, folder, null)
      expect(origin).toMatchObject({ by: 'template', name: id })
      await takeRates(book, document.source)
      const summary = await importBy(book, folder, mapping)
      expect(summary.rejected).toBe(kept[document.source]?.totalRows)
      expect(summary.kinds.find(({ kind }) => kind === 'lines')?.new).toBeGreaterThan(30)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('the ready mappings', () => {
  it.each(mappingTemplates)('of $system say what can be meant', ({ document, page, how }) => {
    expect(SourceMapping.parse(document)).toEqual(document)
    expect(problemsOfMapping(document)).toEqual([])
    expect(URL.canParse(page)).toBe(true)
    expect(how).not.toBe('')
  })

  it('are as many as the fixtures, each with its own name', () => {
    expect(mappingTemplates.map(({ document }) => document.source).toSorted()).toEqual(
      readdirSync(systems, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .toSorted(),
    )
    expect(new Set(mappingTemplates.map(({ id }) => id)).size).toBe(mappingTemplates.length)
  })
})
