import { describe, expect, it } from 'vitest'
import type { SourceMapping } from '../../contract/source.ts'
import { fitMapping } from './fit-mapping.ts'

const mapping: SourceMapping = {
  source: 'erp',
  files: [
    { file: 'umsatz-*.csv', kind: 'lines', columns: { invoice: 'Beleg', date: 'Datum', net: 'Netto' } },
    { file: 'umsatz-*.csv', kind: 'accounts', columns: { key: 'Kunde', name: 'Firma' }, distinct: true },
    { file: 'op.csv', kind: 'invoices', columns: { number: 'Beleg', date: 'Datum', net: 'Netto' } },
    { file: 'kunden.csv', kind: 'accounts', columns: { key: 'Kunde', name: 'Firma' } },
  ],
}
const flat = ['Beleg', 'Datum', 'Netto', 'Kunde', 'Firma', 'Notiz']

function file(name: string, header: readonly string[] | null) {
  return { name, header: () => Promise.resolve(header) }
}
const fit = async (trustsNames: boolean, ...files: readonly ReturnType<typeof file>[]) => {
  const fitted = await fitMapping(mapping, files, { trustsNames })
  const added = (fitted.mapping.files ?? []).slice(mapping.files?.length)
  return { known: fitted.known, added: added.map((entry) => [entry.file, entry.kind]) }
}

describe('a mapping fits', () => {
  it('files by the names it gives them', async () => {
    expect(await fit(true, file('Umsatz-2026-03.CSV', null))).toEqual({ known: ['Umsatz-2026-03.CSV'], added: [] })
  })

  it('a file of another name by its columns, as all that the file was read as', async () => {
    expect(
      await fit(
        true,
        file(
          'export.csv',
          flat.map((name) => ` ${name.toUpperCase()} `),
        ),
      ),
    ).toEqual({
      known: ['export.csv'],
      added: [
        ['export.csv', 'lines'],
        ['export.csv', 'accounts'],
      ],
    })
  })

  it('no file whose columns are too few to tell, or not all there', async () => {
    const files = [file('a.csv', ['Kunde', 'Firma']), file('b.csv', ['Beleg', 'Datum']), file('c.csv', null)]
    expect(await fit(true, ...files)).toEqual({ known: [], added: [] })
  })

  it('a file by name only with its columns where names are not trusted', async () => {
    expect(await fit(false, file('op.csv', ['x', 'y']))).toEqual({ known: [], added: [] })
    expect(await fit(false, file('kunden.csv', ['Kunde', 'Firma']))).toEqual({ known: ['kunden.csv'], added: [] })
  })
})
