import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportSummary } from '../../src/contract/import.ts'
import type { Call, Output } from '../../src/contract/operations.ts'
import { serialOf, workbookOf } from '../files/workbook.ts'
import { ifMatch } from './change-person.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Inspection = Output<'inspectUpload'>
type Mapping = Inspection['mapping']

/** An export of a German program: Windows-1252, semicolons, decimal commas, credit notes without a minus. */
const german = [
  'Rechnungs-Nr.;Pos.;Belegart;Rechnungsdatum;Kundennr.;Kundenname;Artikelnr.;Artikelbezeichnung;Menge;Einzelpreis;Nettobetrag',
  'R100;1;Rechnung;03.02.2025;10001;Müller Söhne GmbH;A-1;Schraube M8;1.000;0,50;500,00',
  'R100;2;Rechnung;03.02.2025;10001;Müller Söhne GmbH;A-2;Größe L;2;12,25;24,50',
  'R101;1;Rechnung;17.02.2025;10002;Käserei Ulm;A-1;Schraube M8;10;0,50;5,00',
  'G102;1;Gutschrift;20.02.2025;10001;Müller Söhne GmbH;A-1;Schraube M8;100;0,50;50,00',
]

const plain: Call<'runImport'>['body'] = {
  source: null,
  kinds: {},
  strict: false,
  unknownAccounts: 'stub',
  replace: null,
  baseCurrency: null,
}

describe('mappings', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp({ isFilled: false })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  async function bring(files: Readonly<Record<string, readonly string[]>>, encoding: BufferEncoding = 'latin1') {
    const { id } = await test.call('finance', 'createUpload', {})
    for (const [name, text] of Object.entries(files)) {
      const rawBody = new Uint8Array(Buffer.from(`${text.join('\r\n')}\r\n`, encoding))
      const sent = { headers: { 'content-type': 'application/octet-stream' }, rawBody }
      const response = await test.request('finance', 'putUploadFile', { params: { id, name } }, sent)
      expect(response.status).toBe(200)
    }
    return id
  }
  const inspect = (id: string, body: Partial<Call<'inspectUpload'>['body']> = {}) =>
    test.call('finance', 'inspectUpload', { params: { id }, body: { mapping: null, ...body } })
  async function imported(id: string, body: Partial<Call<'runImport'>['body']>): Promise<ImportSummary> {
    const { id: job } = await test.call('finance', 'runImport', { params: { id }, body: { ...plain, ...body } })
    await doJobs(test)
    const done = await test.call('finance', 'getJob', { params: { id: job } })
    expect(done.error).toBeNull()
    return done.result as ImportSummary
  }
  const counts = ({ kinds }: ImportSummary) => kinds.map((kind) => [kind.kind, kind.new, kind.rejected])
  const totals = async () => {
    const { items } = await test.call('finance', 'listControlTotals', { query: {} })
    return items.map(({ source, month, lines, net }) => [source, month, lines, net])
  }

  it('are proposed for an export that nobody prepared, and read it to the cent', async () => {
    const id = await bring({ 'Umsätze Februar.csv': german })
    const found = await inspect(id)
    expect(found.origin).toEqual({ by: 'proposed', name: null, version: null })
    const [file] = found.files
    expect(file).toMatchObject({
      name: 'Umsätze Februar.csv',
      head: { format: 'csv', encoding: { name: 'windows-1252' }, lineEnd: 'CRLF', delimiter: ';' },
    })
    expect(file?.columns[5]).toEqual({ name: 'Kundenname', samples: ['Müller Söhne GmbH', 'Käserei Ulm'] })
    expect(file?.readings.map(({ kind }) => kind)).toEqual(['lines', 'accounts', 'products'])
    const [lines] = file?.readings ?? []
    expect(lines).toMatchObject({
      missing: [],
      problem: null,
      unread: ['Kundenname', 'Artikelbezeichnung', 'Einzelpreis'],
    })
    expect(lines?.decimal).toEqual({ form: ',', by: 'values', evidence: ['24,50'], problem: null })
    expect(lines?.dayOrder).toMatchObject({ form: 'DMY', by: 'values' })
    expect(lines?.columns.find(({ column }) => column === 'net')).toMatchObject({
      from: 'Nettobetrag',
      reason: { by: 'word', evidence: 'nettobetrag' },
    })
    const last = lines?.rows.at(-1)
    expect(last?.number).toBe(5)
    expect(Object.fromEntries((last?.cells ?? []).map(({ column, raw, value }) => [column, [raw, value]]))).toEqual({
      invoice: ['G102', 'G102'],
      line: ['1', '1'],
      type: ['Gutschrift', 'credit_note'],
      date: ['20.02.2025', '2025-02-20'],
      account: ['10001', '10001'],
      product: ['A-1', 'A-1'],
      quantity: ['100', '-100'],
      net: ['50,00', '-50'],
    })

    const summary = await imported(id, { mapping: found.mapping, baseCurrency: 'EUR' })
    expect(counts(summary)).toEqual([
      ['products', 2, 0],
      ['accounts', 2, 0],
      ['lines', 4, 0],
    ])
    expect(await totals()).toEqual([['main', '2025-02', 4, '479.50']])
  })

  it('that are saved read the next file of their source, whatever it is called', async () => {
    const first = await inspect(await bring({ 'Umsätze Februar.csv': german }))
    const document: Mapping = { ...first.mapping, source: 'wawi' }
    const saved = await test.call(
      'finance',
      'saveMapping',
      { params: { source: 'wawi' }, body: { document } },
      ifMatch(0),
    )
    expect(saved).toMatchObject({ source: 'wawi', version: 1, document, history: [] })
    const march = german.map((line) => line.replaceAll('.02.2025', '.03.2025').replaceAll(/^([RG])1/g, '$12'))
    const id = await bring({ 'export (3).csv': march })
    expect((await inspect(id)).origin).toEqual({ by: 'saved', name: 'wawi', version: 1 })
    const summary = await imported(id, { source: 'wawi' })
    expect(summary.source).toBe('wawi')
    expect(counts(summary)).toEqual([
      ['products', 2, 0],
      ['accounts', 2, 0],
      ['lines', 4, 0],
    ])
    expect(await totals()).toContainEqual(['wawi', '2025-03', 4, '479.50'])
    const audit = await test.call('administrator', 'listAudit', { query: { verb: 'import' } })
    expect(audit.items[0]?.detail).toMatchObject({ source: 'wawi', mapping: { by: 'saved', version: 1 } })
  })

  it('are kept by version, and changed and taken out only by who has seen the last one', async () => {
    const params = { source: 'Lager/Süd' }
    const document = (currency: string): Mapping => ({
      source: 'other',
      currency,
      files: [{ file: 'a.csv', kind: 'costs' }],
    })
    const save = (version: number, currency: string) =>
      test.request('finance', 'saveMapping', { params, body: { document: document(currency) } }, ifMatch(version))
    expect((await save(1, 'EUR')).status).toBe(412)
    expect((await save(0, 'EUR')).status).toBe(200)
    expect((await save(0, 'USD')).status).toBe(412)
    expect((await save(1, 'USD')).status).toBe(200)
    const { items } = await test.call('finance', 'listMappings', {})
    expect(items.find(({ source }) => source === params.source)).toMatchObject({
      version: 2,
      files: [{ file: 'a.csv', kind: 'costs' }],
    })
    const got = await test.call('finance', 'getMapping', { params })
    expect(got).toMatchObject({ version: 2, document: { source: params.source, currency: 'USD' } })
    expect(got.history.map(({ version }) => version)).toEqual([1])
    expect((await test.request('finance', 'deleteMapping', { params }, ifMatch(1))).status).toBe(412)
    expect((await test.request('finance', 'deleteMapping', { params }, ifMatch(2))).status).toBe(204)
    expect((await test.request('finance', 'getMapping', { params })).status).toBe(404)
    expect((await test.request('finance', 'deleteMapping', { params }, ifMatch(3))).status).toBe(404)
    // Forgotten is as good as never saved, but its versions stay.
    expect((await save(0, 'CHF')).status).toBe(200)
    expect(await test.call('finance', 'getMapping', { params })).toMatchObject({ version: 4 })
    const audit = await test.call('administrator', 'listAudit', { query: {} })
    const verbs = audit.items.filter(({ subject }) => subject === params.source).map(({ verb }) => verb)
    expect(verbs).toEqual(['save mapping', 'delete mapping', 'save mapping', 'save mapping'])
  })

  it('that cannot be meant are refused with everything that is wrong', async () => {
    const params = { source: 'wrong' }
    const file = {
      file: 'a.csv',
      kind: 'lines' as const,
      columns: { nett: 'N' },
      transforms: {
        date: [{ do: 'date' as const, form: 'DD.MM' }],
        product: [{ do: 'negate' as const }, { do: 'extract' as const, pattern: '(?=a)' }],
      },
    }
    const document = { source: 'wrong', files: [file] }
    const response = await test.request('finance', 'saveMapping', { params, body: { document } }, ifMatch(0))
    expect(response.status).toBe(400)
    const { detail } = (await response.json()) as { detail: string }
    expect(detail.split('\n')).toEqual([
      'Cannot map column "nett" for "a.csv": lines has no such column',
      'Cannot transform column "date" of "a.csv": "DD.MM" is no date form; write DMY, MDY, YMD or one such as D MMM YYYY',
      'Cannot transform column "product" of "a.csv": only an amount has a sign to turn',
      'Cannot transform column "product" of "a.csv": "(?=a)" is no regular expression that can be used here',
    ])
  })

  it('that read a file as several kinds leave each bad line out once, to be corrected in one file', async () => {
    const bad = [
      ...german,
      'R103;1;Rechnung;30.02.2025;10003;Neu AG;A-1;Schraube M8;1;0,50;0,50',
      'R104;1;Rechnung;03.02.2025;10004;zu;viele;Spalten;in;dieser;Zeile;1',
      'R105;1;Rechnung;03.02.2025;;Laufkunde;A-3;;1;0,50;0,50',
    ]
    const id = await bring({ 'umsatz.csv': bad })
    const { mapping } = await inspect(id, { source: 'flat' })
    const summary = await imported(id, { mapping: { ...mapping, source: 'flat' } })
    expect(counts(summary)).toEqual([
      ['products', 2, 0],
      ['accounts', 3, 0],
      ['lines', 5, 2],
    ])
    expect(summary.rejected).toBe(2)
    const { files, problems } = await test.call('finance', 'listRejectedFiles', { params: { id: summary.id ?? '' } })
    expect(files.map(({ name }) => name)).toEqual(['problems.csv', 'umsatz.csv'])
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [7, null],
      [6, 'date'],
    ])
    const response = await test.request('finance', 'getRejectedFile', {
      params: { id: summary.id ?? '', name: 'umsatz.csv' },
    })
    expect((await response.text()).split('\n').filter((line) => line !== '')).toHaveLength(3)
    const { items } = await test.call('finance', 'listImports', { query: {} })
    expect(items[0]?.files).toHaveLength(1)
  })

  it('take nothing from accounts that a file of something else only names', async () => {
    const accounts = {
      'accounts.csv': ['key,name,segment,valid_from', '10001,Müller,Bau,2020-01-01', '10002,Käserei,Food,'],
    }
    await imported(await bring(accounts), { source: 'both' })
    const id = await bring({ 'umsatz.csv': german })
    const { mapping } = await inspect(id, { source: 'both' })
    const { id: asked } = await test.call('finance', 'previewImport', { params: { id }, body: { ...plain, mapping } })
    await doJobs(test)
    const { result } = await test.call('finance', 'getJob', { params: { id: asked } })
    const { differences, kinds } = result as ImportSummary
    expect(kinds.find(({ kind }) => kind === 'accounts')).toMatchObject({ new: 0, changed: 2 })
    expect(differences.map(({ key, column, after }) => [key, column, after])).toEqual([
      ['10001', 'name', 'Müller Söhne GmbH'],
      ['10002', 'name', 'Käserei Ulm'],
    ])
  })

  it('that are changed show at once what becomes of the rows', async () => {
    const id = await bring({ 'Umsätze Februar.csv': german })
    const { mapping } = await inspect(id)
    const files = (mapping.files ?? []).slice(0, 1).map((file) => ({
      ...file,
      columns: { ...file.columns, net: 'Kundenname', order_number: 'Auftrag' },
    }))
    const wrong = await inspect(id, { mapping: { ...mapping, files } })
    expect(wrong.origin.by).toBe('given')
    expect(wrong.files[0]?.readings[0]).toMatchObject({
      problem: expect.stringContaining('Cannot find column "Auftrag", mapped to "order_number"') as string,
      rows: [],
    })
    const [first] = mapping.files ?? []
    if (!first) throw new Error('Nothing was proposed')
    const read = { ...first, columns: { ...first.columns, net: 'Kundenname' }, transforms: {}, decimal: ',' as const }
    const bad = await inspect(id, { mapping: { ...mapping, files: [read] } })
    const cells = bad.files[0]?.readings[0]?.rows[0]?.cells ?? []
    expect(cells.filter(({ problem }) => problem !== null).map(({ column, problem }) => [column, problem])).toEqual([
      ['type', 'Cannot read type "Rechnung": use invoice, credit_note'],
      ['net', 'Cannot read net "Müller Söhne GmbH": it is no amount with at most 6 decimals'],
    ])
  })

  it('read each sheet of a workbook as what it is', async () => {
    const { id } = await test.call('finance', 'createUpload', {})
    const book = workbookOf([
      {
        name: 'Kunden',
        rows: [
          ['Nr', 'Name'],
          ['1', 'Bau AG'],
          ['2', 'Käserei'],
        ],
      },
      {
        name: 'Umsatz',
        rows: [
          ['Beleg', 'Datum', 'Kunde', 'Netto'],
          ['R1', { day: serialOf('2025-02-03') }, '1', 12.5],
        ],
      },
    ])
    const sent = { headers: { 'content-type': 'application/octet-stream' }, rawBody: new Uint8Array(book) }
    await test.request('finance', 'putUploadFile', { params: { id, name: 'mappe.xlsx' } }, sent)
    const file = 'mappe.xlsx'
    const lines = { invoice: 'Beleg', date: 'Datum', account: 'Kunde', net: 'Netto' }
    const mapping: Mapping = {
      source: 'sheets',
      files: [
        { file, kind: 'accounts', columns: { key: 'Nr', name: 'Name' } },
        { file, kind: 'lines', sheet: 'Umsatz', columns: lines, constants: { line: '1' } },
        { file, kind: 'payments', sheet: 'Zahlungen', columns: { invoice: 'Beleg' } },
      ],
    }
    const [found] = (await inspect(id, { mapping })).files
    expect(found?.head).toMatchObject({ format: 'xlsx', sheets: ['Kunden', 'Umsatz'], sheet: 'Kunden' })
    expect(found?.readings.map(({ kind, rows, problem }) => [kind, rows.length, problem === null])).toEqual([
      ['accounts', 2, true],
      ['lines', 1, true],
      ['payments', 0, false],
    ])
    const both = { ...mapping, files: (mapping.files ?? []).slice(0, 2) }
    expect(counts(await imported(id, { mapping: both }))).toEqual([
      ['accounts', 2, 0],
      ['lines', 1, 0],
    ])
    expect(await totals()).toContainEqual(['sheets', '2025-02', 1, '12.50'])
  })

  it('look behind the cover of a workbook, and know the next one by it', async () => {
    const bringBook = async (name: string, number: string) => {
      const { id } = await test.call('finance', 'createUpload', {})
      const book = workbookOf([
        { name: 'Deckblatt', rows: [['Bericht der Filiale'], ['erstellt von Ben']] },
        {
          name: 'Umsatz',
          rows: [
            ['Beleg-Nr', 'Belegdatum', 'Kundennr', 'Nettobetrag'],
            [number, { day: serialOf('2025-02-03') }, '1', 12.5],
          ],
        },
      ])
      const sent = { headers: { 'content-type': 'application/octet-stream' }, rawBody: new Uint8Array(book) }
      await test.request('finance', 'putUploadFile', { params: { id, name } }, sent)
      return id
    }
    const first = await inspect(await bringBook('filiale-02.xlsx', 'F1'), { source: 'filiale' })
    expect(first.origin.by).toBe('proposed')
    expect(first.mapping.files).toMatchObject([{ file: 'filiale-02.xlsx', kind: 'lines', sheet: 'Umsatz' }])
    expect(first.files[0]?.head).toMatchObject({ sheets: ['Deckblatt', 'Umsatz'], sheet: 'Umsatz' })
    expect(first.files[0]?.readings.map(({ kind, rows }) => [kind, rows.length])).toEqual([['lines', 1]])

    const kept = { params: { source: 'filiale' }, body: { document: first.mapping } }
    await test.request('finance', 'saveMapping', kept, ifMatch(0))
    const id = await bringBook('anders-03.xlsx', 'F2')
    const second = await inspect(id)
    expect(second.origin).toMatchObject({ by: 'saved', name: 'filiale' })
    expect(counts(await imported(id, { mapping: second.mapping }))).toEqual([['lines', 1, 0]])
  })

  it('leave files alone that need none, and say why one cannot be read', async () => {
    const id = await bring(
      {
        'segments.csv': ['key,name', 'X,Ten'],
        'photo.csv': ['\u0000\u0001\u0002\u0003\u0000\u0001\u0002\u0003\u0000\u0001'],
      },
      'utf8',
    )
    const { files, mapping } = await inspect(id)
    expect(mapping).toEqual({ source: 'main', files: [{ file: 'segments.csv', kind: 'segments' }] })
    expect(files.map(({ name, problem, readings }) => [name, problem === null, readings.length])).toEqual([
      ['photo.csv', false, 0],
      ['segments.csv', true, 1],
    ])
    expect(files[1]?.readings[0]).toMatchObject({ kind: 'segments', reason: { by: 'file-name' }, missing: [] })
  })
})

describe('a mapping that nobody has named', () => {
  it('brings no second copy of the rows into a book that knows its sources by name', async () => {
    await using test = await openTestApp({ isFilled: false })
    const bring = async (name: string, text: readonly string[]): Promise<string> => {
      const { id } = await test.call('finance', 'createUpload', {})
      const rawBody = `${text.join('\n')}\n`
      const sent = { headers: { 'content-type': 'application/octet-stream' }, rawBody }
      await test.request('finance', 'putUploadFile', { params: { id, name } }, sent)
      return id
    }
    const id = await bring('umsatz.csv', german)
    const { mapping } = await test.call('finance', 'inspectUpload', { params: { id }, body: { mapping: null } })
    const run = async (source: string | null) => {
      const asked = await test.call('finance', 'runImport', { params: { id }, body: { ...plain, source, mapping } })
      await doJobs(test)
      return test.call('finance', 'getJob', { params: { id: asked.id } })
    }
    expect(await run('erp')).toMatchObject({ state: 'done' })
    const again = await run(null)
    expect(again.state).toBe('failed')
    expect(again.error).toContain('the book knows "erp"')
  })
})
