import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { serialOf, workbookOf } from '../files/workbook.ts'
import { zipOf } from '../files/zip.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ isFilled: false })
})
afterAll(() => test[Symbol.asyncDispose]())

const day = (on: string): { readonly day: number } => ({ day: serialOf(on) })

/** What a German system exports: titles, a workbook of lines and a list of accounts in Windows-1252. */
const archive = zipOf([
  {
    name: 'Export 2025/Positionen.xlsx',
    content: workbookOf([
      { name: 'Info', rows: [] },
      {
        name: 'Positionen',
        rows: [
          ['Umsatzliste 2025'],
          [],
          ['Rechnungsnummer', 'Position', 'Rechnungsdatum', 'Kundennummer', 'Artikelnummer', 'Menge', 'Nettobetrag'],
          ['R1', 1, day('2025-03-01'), 'K1', 'P1', 3, 1234.567],
          ['R1', 2, day('2025-03-01'), 'K1', 'P2', 0.5, 0.1 + 0.2],
          ['R2', 1, day('2025-12-31'), 'K2', 'P1', 1, -99.9],
        ],
      },
    ]),
  },
  {
    name: 'Export 2025/Kunden.csv',
    content: Buffer.from('sep=;\r\nKundennummer;Kundenname;\r\nK1;M\xfcller;\r\nK2;Gro\xdfhandel;\r\n', 'latin1'),
  },
])

it('an archive with a workbook and a list in Windows-1252 is inspected, proposed and imported as it is', async () => {
  const upload = await test.call('finance', 'createUpload', {})
  const params = { id: upload.id }
  const put = await test.request(
    'finance',
    'putUploadFile',
    { params: { id: upload.id, name: 'export.zip' } },
    { headers: { 'content-type': 'application/octet-stream' }, rawBody: new Uint8Array(archive) },
  )
  expect(((await put.json()) as Output<'getUpload'>).files.map(({ name }) => name)).toEqual([
    'Kunden.csv',
    'Positionen.xlsx',
  ])

  const seen = await test.call('finance', 'inspectUpload', { params, body: { source: 'erp', mapping: null } })
  expect(seen.files.map(({ name, head }) => [name, head])).toEqual([
    [
      'Kunden.csv',
      expect.objectContaining({
        format: 'csv',
        encoding: { name: 'windows-1252', evidence: 'byte FC in "Müller"' },
        lineEnd: 'CRLF',
        delimiter: ';',
      }),
    ],
    [
      'Positionen.xlsx',
      expect.objectContaining({ format: 'xlsx', sheets: ['Info', 'Positionen'], sheet: 'Positionen' }),
    ],
  ])
  expect(seen.files[0]?.columns.map(({ name }) => name)).toEqual(['Kundennummer', 'Kundenname', '(column 3)'])
  const lines = seen.files[1]?.readings.find(({ kind }) => kind === 'lines')
  expect(lines?.rows.map(({ number }) => number)).toEqual([4, 5, 6])
  expect(lines?.rows[1]?.cells.find(({ column }) => column === 'net')).toMatchObject({ raw: '0.3', value: '0.3' })

  const { id } = await test.call('finance', 'runImport', {
    params,
    body: {
      source: 'erp',
      kinds: {},
      strict: true,
      unknownAccounts: 'stub',
      replace: null,
      baseCurrency: 'EUR',
      mapping: seen.mapping,
    },
  })
  await doJobs(test)
  expect(await test.call('finance', 'getJob', { params: { id } })).toMatchObject({
    state: 'done',
    result: {
      rejected: 0,
      kinds: [
        { kind: 'accounts', new: 2 },
        { kind: 'lines', new: 3 },
      ],
    },
  })
})
