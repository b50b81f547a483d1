import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listIn, Place } from './book.ts'

const header = 'Rechnungs-Nr.;Rechnungsdatum;Kundennr.;Kundenname;Nettobetrag'
const rows = ['R1;03.02.2025;K1;Müller GmbH;1.500,25', 'R2;17.02.2025;K2;Käserei;20,00']
const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

describe('Mappings on the command line', () => {
  let place: Place
  beforeAll(async () => {
    place = await Place.make()
    await writeFile(place.path('export.csv'), latin(`${header}\r\n${rows.join('\r\n')}\r\n`))
  })
  afterAll(() => place?.[Symbol.asyncDispose]())

  it('are proposed as a document that an import takes, then saved, and read the next file by the name of the source alone', async () => {
    const proposed = await place.run('mapping', 'propose', place.path('export.csv'), '--as', 'wawi')
    expect(proposed).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('net from "Nettobetrag", 97 %') as string,
    })
    expect(proposed.stderr).toContain('windows-1252')
    // What the values showed is kept: the next file may hold whole amounts only.
    expect(JSON.parse(proposed.stdout)).toMatchObject({ files: [{ decimal: ',', date: 'DMY' }, {}] })
    await writeFile(place.path('wawi.json'), proposed.stdout)
    const [first] = await place.json('import', place.path('export.csv'), '--mapping', place.path('wawi.json'))
    expect(first).toMatchObject({ source: 'wawi', rejected: 0 })
    await place.ok('mapping', 'save', place.path('wawi.json'))
    expect(await place.json('mapping', 'list')).toMatchObject([{ source: 'wawi', version: 1 }])
    const exported = await place.ok('mapping', 'export', 'wawi')
    expect(JSON.parse(exported)).toEqual(JSON.parse(await readFile(place.path('wawi.json'), 'utf8')))

    await writeFile(place.path('later.csv'), latin(`${header}\n${rows[0]}\nR3;20.03.2025;K1;Müller GmbH;-7,50\n`))
    const [later] = await place.json('import', place.path('later.csv'), '--as', 'wawi')
    expect(listIn(later, 'kinds').map((kind) => [kind['kind'], kind['new'], kind['unchanged']])).toEqual([
      ['accounts', 0, 1],
      ['lines', 1, 1],
    ])
    const totals = await place.json('control')
    expect(totals.map(({ month, net }) => [month, net])).toEqual([
      ['2025-02', '1520.25'],
      ['2025-03', '-7.50'],
    ])
    await place.ok('mapping', 'delete', 'wawi')
    expect(await place.run('mapping', 'show', 'wawi')).toMatchObject({ code: 4 })
  })

  it('that nobody knows are refused by name, with the ready ones', async () => {
    const outcome = await place.run('import', place.path('export.csv'), '--mapping', 'nothing', '--dry-run')
    expect(outcome.code).toBe(4)
    expect(outcome.stderr).toContain('Cannot find mapping "nothing"')
  })
})
