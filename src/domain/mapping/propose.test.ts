import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsOfMapping } from './check.ts'
import { proposeReadings } from './propose.ts'
import type { FileSample } from './file-sample.ts'
import type { Proposal } from './propose.ts'

/** A file of one delivery: its header and rows with semicolons. */
function sample(name: string, header: string, ...rows: readonly string[]): FileSample {
  return { name, header: header.split(';'), rows: rows.map((row) => row.split(';')), isWhole: true }
}

const readingsOf = (...files: readonly FileSample[]): readonly Proposal[] =>
  proposeReadings(files).get(files[0]?.name ?? '') ?? []
const kindsOf = (...files: readonly FileSample[]): string[] => readingsOf(...files).map(({ entry }) => entry.kind)
const mainOf = (...files: readonly FileSample[]): Proposal['entry'] | undefined => readingsOf(...files)[0]?.entry

describe('lines of invoices', () => {
  it.each<[string, FileSample, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'German',
      sample(
        'export.csv',
        'Rechnungsnr.;Pos;Rechnungsdatum;Kunden-Nr;Kundenname;ArtNr;Artikelbezeichnung;Menge;ME;Einzelpreis;Umsatz netto;MwSt-Satz;Whg',
        'R1;1;01.02.2024;1;Müller;A;Schraube;10;Stk;1,50;15,00;19;EUR',
        'R1;2;01.02.2024;1;Müller;B;Mutter;10;Stk;1,50;15,00;19;EUR',
      ),
      {
        invoice: 'Rechnungsnr.',
        line: 'Pos',
        date: 'Rechnungsdatum',
        account: 'Kunden-Nr',
        product: 'ArtNr',
        quantity: 'Menge',
        unit: 'ME',
        currency: 'Whg',
        net: 'Umsatz netto',
      },
      ['lines', 'accounts', 'products'],
    ],
    [
      'English, shortened',
      sample(
        'export.csv',
        'Invoice;Date;Cust. No;Cust. Name;SKU;Qty;Amount;Curr',
        'S1;2026-01-05;C1;Firm 1;P1;2;100.00;EUR',
        'S2;2026-01-06;C2;Firm 2;P2;3;120.50;EUR',
      ),
      {
        invoice: 'Invoice',
        date: 'Date',
        account: 'Cust. No',
        product: 'SKU',
        quantity: 'Qty',
        currency: 'Curr',
        net: 'Amount',
      },
      ['lines', 'accounts'],
    ],
    [
      'French',
      sample(
        'export.csv',
        'N° facture;Date de facturation;Code client;Raison sociale;Référence article;Désignation;Quantité;Prix unitaire;Montant HT;TVA;Devise',
        'F1;01/02/2024;C1;ACME;A1;Vis;2;5,25;10,50;2,10;EUR',
        'F1;13/02/2024;C1;ACME;A2;Écrou;2;5,25;10,50;2,10;EUR',
      ),
      {
        invoice: 'N° facture',
        date: 'Date de facturation',
        account: 'Code client',
        product: 'Référence article',
        quantity: 'Quantité',
        currency: 'Devise',
        net: 'Montant HT',
      },
      ['lines', 'accounts', 'products'],
    ],
    [
      'Spanish',
      sample(
        'export.csv',
        'Nº factura;Fecha;Código cliente;Nombre cliente;Código artículo;Descripción;Cantidad;Precio;Importe neto;IVA',
        'F1;13/02/2024;C1;ACME;A1;Tornillo;2;5,25;10,50;2,20',
        'F1;13/02/2024;C1;ACME;A2;Tuerca;2;5,25;10,50;2,20',
      ),
      {
        invoice: 'Nº factura',
        date: 'Fecha',
        account: 'Código cliente',
        product: 'Código artículo',
        quantity: 'Cantidad',
        net: 'Importe neto',
      },
      ['lines', 'accounts', 'products'],
    ],
    [
      'English',
      sample(
        'export.csv',
        'InvoiceNumber;Line No.;Invoice Date;Due Date;Customer ID;Customer Name;Item Code;Item Description;Qty;Unit Price;Amount Excl. VAT;VAT Amount;Salesperson',
        'I1;1;2024-02-13;2024-03-13;C1;ACME;A1;Screw;2;5.25;10.50;2.10;Kim',
        'I1;2;2024-02-13;2024-03-13;C1;ACME;A2;Nut;2;5.25;10.50;2.10;Kim',
      ),
      {
        invoice: 'InvoiceNumber',
        line: 'Line No.',
        date: 'Invoice Date',
        account: 'Customer ID',
        salesperson: 'Salesperson',
        product: 'Item Code',
        quantity: 'Qty',
        net: 'Amount Excl. VAT',
      },
      ['lines', 'accounts', 'products'],
    ],
  ])('are found in %s, with the accounts and products they name', (_, file, columns, kinds) => {
    expect(mainOf(file)?.columns).toEqual(columns)
    expect(kindsOf(file)).toEqual(kinds)
    for (const { entry } of readingsOf(file).slice(1)) expect(entry.distinct).toBe(true)
  })

  it('say why: with the words of the header, or with less certainty a part of them', () => {
    const [lines] = readingsOf(sample('x.csv', 'Belegnr;Belegdatum;Debitor;Nettobetrag in EUR', 'R;01.02.2024;1;1,5'))
    expect(lines?.columns.map(({ column, reason }) => [column, reason.by, reason.evidence])).toEqual([
      ['invoice', 'word', 'beleg nr'],
      ['date', 'word', 'beleg datum'],
      ['account', 'word', 'debitor'],
      ['net', 'word', 'nettobetrag'],
    ])
    const sureOf = (header: string): number =>
      readingsOf(sample('x.csv', `Belegnr;Belegdatum;${header}`, 'R;01.02.2024;1,5'))[0]?.columns.at(-1)?.confidence ??
      0
    expect(sureOf('Nettobetrag')).toBeGreaterThan(sureOf('Nettobetrag Hausverbrauch'))
    expect(sureOf('Nettobetrag')).toBeGreaterThan(sureOf('Betrag'))
  })

  it('take an amount for what it is: no price, no tax, no gross amount, no balance', () => {
    for (const header of [
      'Einzelpreis',
      'MwSt',
      'Bruttobetrag',
      'Offener Betrag',
      'Rabatt',
      'Unit price',
      'Montant TTC',
    ]) {
      const [reading] = readingsOf(sample('lines.csv', `Rechnungsnr;Datum;Pos;${header}`, 'R;01.02.2024;2;1,5'))
      expect([header, reading?.entry.kind, reading?.entry.columns['net']]).toEqual([header, 'lines', undefined])
    }
  })

  it('take no column whose values are of another type', () => {
    const [reading] = readingsOf(sample('lines.csv', 'Rechnungsnr;Datum;Netto', 'R;Montag;viel'))
    expect(reading?.columns.map(({ column }) => column)).toEqual(['invoice'])
  })

  it('take the amount of the line, not that of the invoice which stands in all of its lines', () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `R${String(at >> 1)};${String(at % 2)};01.02.2024;${String((at % 2) + 1)},00;3,00`,
    )
    const file = (...some: readonly string[]) =>
      sample('x.csv', 'Rechnungsnr;Pos;Datum;Zeilenbetrag;Nettobetrag', ...some)
    expect(mainOf(file(...rows))?.columns['net']).toBe('Zeilenbetrag')
    // Two invoices may be alike by accident: the header decides.
    expect(mainOf(file(...rows.slice(0, 4)))?.columns['net']).toBe('Nettobetrag')
  })

  it('take price times quantity where no amount of the line stands, and turn the sign of both once', () => {
    const header = 'InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID'
    const entry = mainOf(sample('x.csv', header, '536365;85123A;LANTERN;6;2010-12-01;2.55;17850'))
    expect(entry?.columns['net']).toBe('UnitPrice')
    expect(entry?.transforms?.['net']).toEqual([{ do: 'times', column: 'Quantity' }])
    const typed = (quantity: string) =>
      mainOf(sample('x.csv', `${header};Type`, `1;A;X;${quantity};2010-12-01;2.55;17850;Refund`))?.transforms?.['net']
    expect(typed('6')).toEqual([
      { do: 'times', column: 'Quantity' },
      { do: 'negate', where: { column: 'Type', values: ['Refund'] } },
    ])
    expect(typed('-6')).toEqual([{ do: 'times', column: 'Quantity' }])
  })

  it('know who bought from what was sold where both are only called names', () => {
    const readings = readingsOf(
      sample(
        'x.csv',
        'Fakturanummer;Fakturadatum;Auftraggeber;Name 1;Material;Bezeichnung;Menge;Nettowert',
        'F;01.02.2024;1;Bau AG;M;Schraube;1;2,0',
      ),
    )
    expect(readings.slice(1).map(({ entry }) => [entry.kind, entry.columns])).toEqual([
      ['accounts', { key: 'Auftraggeber', name: 'Name 1' }],
      ['products', { key: 'Material', name: 'Bezeichnung' }],
    ])
  })

  it('go by the name of an account where nothing else tells it', () => {
    const file = sample('x.csv', 'Date;Num;Name;Amount', '2024-02-13;1001;ACME;10.00', '2024-02-13;1001;ACME;5.00')
    expect(mainOf(file)?.columns['account']).toBe('Name')
  })

  it('take no time from others by cells and headers without end', () => {
    const long = `1${' '.repeat(200_000)}x`
    const file = sample('x.csv', `Rechnungsnr;Datum;Netto;${'Nr'.repeat(100_000)}`, `R;01.02.2024;${long};${long}`)
    const started = performance.now()
    expect(mainOf(file)?.columns['invoice']).toBe('Rechnungsnr')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('that stand once for each invoice have the number 1, so that a corrected one replaces itself', () => {
    const once = ['R1;01.02.2024;1;1,5', 'R2;01.02.2024;1;1,5']
    const file = (...rows: readonly string[]) => sample('x.csv', 'Rechnungsnr;Datum;Kundennr;Netto', ...rows)
    expect(mainOf(file(...once))?.constants).toEqual({ line: '1' })
    expect(mainOf(file(...once, 'R2;01.02.2024;1;1,5'))?.constants).toBeUndefined()
    expect(mainOf({ ...file(...once), isWhole: false })?.constants).toBeUndefined()
  })
})

describe('other kinds', () => {
  it.each<[string, FileSample, readonly string[]]>([
    [
      'a list of accounts with places and owners',
      sample('stamm.csv', 'Kundennr;Firma;Straße;PLZ;Ort;Vertreter', '1;Bau AG;Weg 1;12345;Ulm;Kim'),
      ['accounts', 'sites', 'owners'],
    ],
    ['a list of accounts by the name of its file', sample('Kunden.csv', 'Nr;Name', '1;Bau AG'), ['accounts']],
    [
      'a list of products',
      sample('Artikelstamm.csv', 'Artikelnummer;Bezeichnung;Warengruppe;Einheit', 'A;Schraube;Eisen;Stk'),
      ['products'],
    ],
    ['payments', sample('x.csv', 'Zahlungsnr;Rechnungsnr;Zahlungsdatum;Betrag', 'Z;R;01.02.2024;5,00'), ['payments']],
    ['rates', sample('x.csv', 'Währung;Datum;Kurs', 'USD;01.02.2024;1,08'), ['rates']],
    ['costs', sample('x.csv', 'Artikelnummer;gültig ab;EK-Preis', 'A;01.02.2024;1,08'), ['costs']],
    ['owners', sample('x.csv', 'Code client;Commercial;Depuis', 'C1;Léa;01/02/2024'), ['owners']],
    ['nothing anybody knows', sample('x.csv', 'a;b;c', '1;2;3'), []],
    ['keys and names of anything', sample('x.csv', 'Nr;Name', '1;Bau AG'), []],
  ])('are told from %s', (_, file, kinds) => {
    expect(kindsOf(file)).toEqual(kinds)
  })

  it('read a list of invoices as lines too where no file has any, since lines are what is graded', () => {
    const invoices = sample(
      'rechnungen.csv',
      'Rechnungsnr;Datum;Kundennr;Netto;MwSt;Brutto;Fällig',
      'R1;01.02.2024;1;10,0;1,9;11,9;01.03.2024',
    )
    const lines = sample('pos.csv', 'Rechnungsnr;Pos;Artikelnr;Menge;Netto', 'R1;1;A;1;10,0')
    expect(kindsOf(invoices)).toEqual(['invoices', 'lines'])
    expect(kindsOf(invoices, lines)).toEqual(['invoices'])
    expect(kindsOf(lines, invoices)).toEqual(['lines'])
  })

  it('leave accounts and products to the files that hold them', () => {
    const lines = sample(
      'x.csv',
      'Rechnungsnr;Pos;Datum;Kundennr;Kundenname;Artikelnr;Artikelname;Menge;Netto',
      'R;1;01.02.2024;1;Bau AG;A;Schraube;1;2,0',
    )
    const accounts = sample('kunden.csv', 'Kundennr;Name;Branche', '1;Bau AG;Bau')
    expect(kindsOf(lines, accounts)).toEqual(['lines', 'products'])
  })
})

describe('treatment', () => {
  const header = 'Belegnr;Pos;Belegart;Datum;Netto;Menge;Währung'

  it('turns words of documents into ours, and the sign of credit notes that have none', () => {
    const entry = mainOf(
      sample(
        'x.csv',
        header,
        'R;1;Rechnung;01.02.2024;10,00;1;€',
        'G;1;Gutschrift;01.02.2024;5,00;-1;€',
        'S;1;Muster;01.02.2024;0,00;;€',
      ),
    )
    expect(entry?.transforms).toEqual({
      type: [{ do: 'look-up', values: { Rechnung: 'invoice', Gutschrift: 'credit_note' }, otherwise: '' }],
      net: [{ do: 'negate', where: { column: 'Belegart', values: ['Gutschrift'] } }],
      currency: [{ do: 'look-up', values: { '€': 'EUR' } }],
    })
  })

  it('leaves out a column of types that nobody knows', () => {
    const entry = mainOf(sample('x.csv', header, 'R;1;XY;01.02.2024;10,00;1;EUR'))
    expect(entry?.columns['type']).toBeUndefined()
    expect(entry?.transforms).toBeUndefined()
  })

  it('takes the currency out of amounts, and reads days with names of months', () => {
    const entry = mainOf(
      sample(
        'x.csv',
        'Invoice no;Line;Invoice date;Customer no;Net amount',
        'I;1;5 Mar 2024;C;1.234,50 €',
        'I;2;13 May 2024;C;-2,00 €',
      ),
    )
    expect(entry?.constants).toEqual({ currency: 'EUR' })
    expect(entry?.transforms?.['date']).toEqual([{ do: 'date', form: 'D MMM YYYY' }])
    expect(entry?.transforms?.['net']).toMatchObject([{ do: 'extract' }])
  })
})

describe('whatever the headers and values', () => {
  const words = [
    'Rechnung',
    'Nr',
    'Datum',
    'Kunde',
    'Name',
    'Netto',
    'Betrag',
    'Menge',
    'Artikel',
    'Art',
    'invoice',
    'date',
    'client',
    'Total',
    '§',
    '',
  ]
  const values = ['', '1', '1,5', '-2.000,00 €', '01.02.2024', '5 Mar 2024', 'EUR', 'Gutschrift', 'Rechnung', 'x', '€']
  const header = fc.uniqueArray(
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')),
    {
      minLength: 1,
      maxLength: 9,
    },
  )

  it('a proposal can be meant, reads each column of the file once for a kind, and is the same each time', () => {
    fc.assert(
      fc.property(
        header,
        fc.array(fc.array(fc.constantFrom(...values), { maxLength: 9 }), { maxLength: 6 }),
        (names, rows) => {
          const file = { name: 'x.csv', header: names, rows, isWhole: true }
          const readings = readingsOf(file)
          const files = readings.map(({ entry }) => entry)
          expect(problemsOfMapping({ source: 'main', files })).toEqual([])
          for (const { entry, columns, confidence } of readings) {
            expect(Object.values(entry.columns).every((name) => names.includes(name))).toBe(true)
            const isOnceEach = new Set(Object.values(entry.columns)).size === columns.length
            expect(isOnceEach || entry.distinct).toBe(true)
            expect(confidence).toBeGreaterThanOrEqual(0)
            expect(confidence).toBeLessThanOrEqual(1)
          }
          expect(readingsOf(file)).toEqual(readings)
        },
      ),
      { numRuns: 300 },
    )
  })
})
