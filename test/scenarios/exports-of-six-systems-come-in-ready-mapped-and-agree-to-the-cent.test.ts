import { readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareTotals } from '../../src/app/control/compare-totals.ts'
import { readExpectedTotals } from '../../src/app/control/read-expected-totals.ts'
import { runImport } from '../../src/app/import/run-import.ts'
import type { ImportSummary } from '../../src/app/import/import-summary.ts'
import { SourceMapping } from '../../src/contract/source.ts'
import { problemsOfMapping } from '../../src/domain/mapping/check.ts'
import type { MappingTemplate } from '../../src/domain/mapping/template.ts'
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

/** Imports the fixture of a system the way its ready mapping says. */
async function importExport(book: ScenarioBook, { document }: MappingTemplate): Promise<ImportSummary> {
  const mapping = await mkdtemp(join(tmpdir(), 'bookvalue-mapping-'))
  try {
    writeFileSync(join(mapping, 'source.json'), JSON.stringify(document))
    return await runImport(book.ctx, {
      path: join(systems, document.source, 'export'),
      sourceDirectory: mapping,
      kind: null,
      sourceName: null,
      strict: false,
      unknownAccounts: 'reject',
      replace: null,
      baseCurrency: kept[document.source]?.currency ?? null,
    })
  } finally {
    await rm(mapping, { recursive: true })
  }
}

/** Rates of the days of the export, where it has lines in another currency. */
async function takeRates(book: ScenarioBook, source: string): Promise<void> {
  if (!readdirSync(join(systems, source)).includes('rates.csv')) return
  const rates = await readFile(join(systems, source, 'rates.csv'), 'utf8')
  await book.take({ 'rates.csv': rates }, { sourceName: source })
}

describe.each(mappingTemplates)('an export of $system', (template) => {
  const { source } = template.document

  it('comes in with its ready mapping, whole, agrees with the books it is from to the cent, and changes nothing again', async () => {
    await using book = await openScenarioBook()
    await takeRates(book, source)
    const summary = await importExport(book, template)
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
    const again = await importExport(book, template)
    expect(again.kinds.filter((kind) => kind.new + kind.changed + kind.retired > 0)).toEqual([])
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
