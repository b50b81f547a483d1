import { describe, expect, it } from 'vitest'
import { proposeReadings } from './propose.ts'
import type { FileSample } from './file-sample.ts'
import type { Proposal } from './propose.ts'

/** A file of one delivery: its header and one row, with semicolons. */
function sample(name: string, header: string, row: string): FileSample {
  return { name, header: header.split(';'), rows: [row.split(';')], isWhole: true }
}

const readingsOf = (file: FileSample): readonly Proposal['entry'][] =>
  (proposeReadings([file]).get(file.name) ?? []).map(({ entry }) => entry)

describe('what an account costs and binds', () => {
  it.each<[string, FileSample, string, Readonly<Record<string, string>>]>([
    [
      'stock, German',
      sample('x.csv', 'Stichtag;Artikelnr;Lager;Kundennr;Bestand;ME;EK-Preis', '31.01.2024;A1;Nord;;12;Stk;2,50'),
      'stock',
      {
        date: 'Stichtag',
        product: 'Artikelnr',
        warehouse: 'Lager',
        account: 'Kundennr',
        quantity: 'Bestand',
        unit: 'ME',
        unit_cost: 'EK-Preis',
      },
    ],
    [
      'stock, English',
      sample('x.csv', 'Date;Item No;Warehouse;Qty on hand;Unit cost', '2024-01-31;A1;North;12;2.50'),
      'stock',
      {
        date: 'Date',
        product: 'Item No',
        warehouse: 'Warehouse',
        quantity: 'Qty on hand',
        unit_cost: 'Unit cost',
      },
    ],
    [
      'stock, French',
      sample('stocks.csv', 'Date;Code article;Dépôt;Quantité', '31/01/2024;A1;Nord;12'),
      'stock',
      { date: 'Date', product: 'Code article', quantity: 'Quantité' },
    ],
    [
      'stock, Spanish',
      sample('x.csv', 'Fecha;Código producto;Almacén;Existencias', '31/01/2024;A1;Norte;12'),
      'stock',
      { date: 'Fecha', product: 'Código producto', warehouse: 'Almacén', quantity: 'Existencias' },
    ],
    [
      'commitments, German',
      sample(
        'x.csv',
        'Abruf-Nr;Pos;Abrufart;Kundennr;Artikelnr;Fällig;Menge',
        'F1;1;Rahmenauftrag;K1;A1;31.01.2024;40',
      ),
      'commitments',
      {
        number: 'Abruf-Nr',
        line: 'Pos',
        type: 'Abrufart',
        account: 'Kundennr',
        product: 'Artikelnr',
        due: 'Fällig',
        quantity: 'Menge',
      },
    ],
    [
      'commitments, English',
      sample('x.csv', 'Forecast No;Customer No;SKU;Due date;Qty', 'F1;K1;A1;2024-01-31;40'),
      'commitments',
      { number: 'Forecast No', account: 'Customer No', product: 'SKU', due: 'Due date', quantity: 'Qty' },
    ],
    [
      'commitments, French',
      sample('x.csv', 'N° prévision;Code client;Article;Échéance;Quantité', 'F1;K1;A1;31/01/2024;40'),
      'commitments',
      { number: 'N° prévision', account: 'Code client', product: 'Article', due: 'Échéance', quantity: 'Quantité' },
    ],
    [
      'commitments, Spanish',
      sample('x.csv', 'Nº compromiso;Código cliente;Producto;Vencimiento;Cantidad', 'F1;K1;A1;31/01/2024;40'),
      'commitments',
      {
        number: 'Nº compromiso',
        account: 'Código cliente',
        product: 'Producto',
        due: 'Vencimiento',
        quantity: 'Cantidad',
      },
    ],
    [
      'deliveries, German',
      sample('x.csv', 'Lieferscheinnr;Pos;Abrufnr;Datum;Menge', 'D1;1;F1;30.01.2024;30'),
      'deliveries',
      { delivery: 'Lieferscheinnr', line: 'Pos', commitment: 'Abrufnr', date: 'Datum', quantity: 'Menge' },
    ],
    [
      'deliveries, English',
      sample('x.csv', 'Shipment No;Commitment;Shipment date;Qty', 'D1;F1;2024-01-30;30'),
      'deliveries',
      { delivery: 'Shipment No', commitment: 'Commitment', date: 'Shipment date', quantity: 'Qty' },
    ],
    [
      'events, German',
      sample('x.csv', 'Datum;Kundennr;Tätigkeit;Anzahl;Mitarbeiter', '05.01.2024;K1;Besuch;1;Ida'),
      'events',
      { date: 'Datum', account: 'Kundennr', activity: 'Tätigkeit', quantity: 'Anzahl', person: 'Mitarbeiter' },
    ],
    [
      'events, French',
      sample('x.csv', 'Date;Code client;Activité;Employé', '05/01/2024;K1;visite;Ida'),
      'events',
      { date: 'Date', account: 'Code client', activity: 'Activité', person: 'Employé' },
    ],
    [
      'hours, German',
      sample('x.csv', 'Datum;Mitarbeiter;Kundennr;Stunden', '05.01.2024;Ida;K1;1,5'),
      'hours',
      { date: 'Datum', person: 'Mitarbeiter', account: 'Kundennr', hours: 'Stunden' },
    ],
    [
      'hours, English',
      sample('timesheet.csv', 'Date;Employee;Customer No;Hours', '2024-01-05;Ida;K1;1.5'),
      'hours',
      { date: 'Date', person: 'Employee', account: 'Customer No', hours: 'Hours' },
    ],
    [
      'freight, English',
      sample('x.csv', 'Date;Invoice No;Freight;Currency', '2024-01-05;I1;80.00;EUR'),
      'freight',
      { date: 'Date', invoice: 'Invoice No', amount: 'Freight', currency: 'Currency' },
    ],
    [
      'freight, German',
      sample('Frachten.csv', 'Datum;Rechnungsnr;Betrag', '05.01.2024;I1;80,00'),
      'freight',
      { date: 'Datum', invoice: 'Rechnungsnr', amount: 'Betrag' },
    ],
    [
      'accruals, German',
      sample('x.csv', 'Kundennr;Datum;Rückvergütung', 'K1;31.01.2024;100,00'),
      'accruals',
      { account: 'Kundennr', date: 'Datum', amount: 'Rückvergütung' },
    ],
    [
      'accruals, Spanish',
      sample('x.csv', 'Código cliente;Fecha;Rappel', 'K1;31/01/2024;100,00'),
      'accruals',
      { account: 'Código cliente', date: 'Fecha', amount: 'Rappel' },
    ],
    [
      'disputes, German',
      sample('Reklamationen.csv', 'Rechnungsnr;Datum;Betrag;Grund', 'I1;10.01.2024;50,00;zu kurz'),
      'disputes',
      { invoice: 'Rechnungsnr', opened: 'Datum', amount: 'Betrag', reason: 'Grund' },
    ],
    [
      'disputes, French',
      sample('x.csv', 'N° facture;Date litige;Montant litige;Motif', 'I1;10/01/2024;50,00;casse'),
      'disputes',
      { invoice: 'N° facture', opened: 'Date litige', amount: 'Montant litige', reason: 'Motif' },
    ],
    [
      'quotes, English',
      sample('x.csv', 'Quote No;Date;Customer No;Net Amount;Status;Competitor', 'Q1;2024-01-10;K1;50.00;Won;Rival'),
      'quotes',
      { number: 'Quote No', date: 'Date', account: 'Customer No', amount: 'Net Amount', state: 'Status' },
    ],
    [
      'quotes, German',
      sample(
        'Angebote.csv',
        'Angebotsnr;Datum;Kundennr;Betrag;Status;Wettbewerber',
        'Q1;10.01.2024;K1;50,00;verloren;X',
      ),
      'quotes',
      { number: 'Angebotsnr', account: 'Kundennr', amount: 'Betrag', competitor: 'Wettbewerber' },
    ],
    [
      'quotes, French',
      sample('x.csv', 'N° devis;Date;Code client;Montant HT;Statut;Motif', 'Q1;10/01/2024;K1;50,00;gagné;prix'),
      'quotes',
      { number: 'N° devis', account: 'Code client', amount: 'Montant HT', state: 'Statut', reason: 'Motif' },
    ],
    [
      'quotes, Spanish',
      sample('x.csv', 'Nº presupuesto;Fecha;Código cliente;Importe;Estado', 'Q1;10/01/2024;K1;50,00;aceptado'),
      'quotes',
      { number: 'Nº presupuesto', account: 'Código cliente', amount: 'Importe', state: 'Estado' },
    ],
    [
      'targets, German',
      sample('Ziele.csv', 'Vertreter;Kennzahl;Von;Bis;Umsatzziel', 'R1;Umsatz;01.01.2024;31.12.2024;50000,00'),
      'targets',
      { rep: 'Vertreter', measure: 'Kennzahl', from: 'Von', to: 'Bis', amount: 'Umsatzziel' },
    ],
    [
      'targets, Spanish',
      sample('x.csv', 'Vendedor;Desde;Hasta;Objetivo', 'R1;01/01/2024;31/12/2024;50000,00'),
      'targets',
      { rep: 'Vendedor', from: 'Desde', to: 'Hasta', amount: 'Objetivo' },
    ],
  ])('is told from its words: %s', (_, file, kind, columns) => {
    const [first] = readingsOf(file)
    expect(first?.kind).toBe(kind)
    expect(first?.columns).toMatchObject(columns)
  })

  it('turns words for the kinds of a promise into ours', () => {
    const file = sample(
      'x.csv',
      'Abruf-Nr;Abrufart;Kundennr;Artikelnr;Fällig;Menge',
      'F1;Rahmenauftrag;K1;A1;31.01.2024;4',
    )
    expect(readingsOf(file)[0]?.transforms).toEqual({
      type: [{ do: 'look-up', values: { Rahmenauftrag: 'blanket_order' } }],
    })
  })

  it('turns what became of a quote into ours, in four languages', () => {
    const states = ['gewonnen', 'Refusé', 'pendiente', 'closed won']
    const rows = states.map((state, at) => [`Q${String(at)}`, '10.01.2024', 'K1', '50,00', state])
    const header = ['Angebotsnr', 'Datum', 'Kundennr', 'Betrag', 'Status']
    expect(readingsOf({ name: 'Angebote.csv', header, rows, isWhole: true })[0]?.transforms).toEqual({
      state: [{ do: 'look-up', values: { gewonnen: 'won', Refusé: 'lost', pendiente: 'open', 'closed won': 'won' } }],
    })
  })

  it.each([
    ['an account, a day and an amount', sample('x.csv', 'Kundennr;Datum;Betrag', 'K1;31.01.2024;5,00')],
    ['a product, a day and a quantity', sample('x.csv', 'Artikelnr;Datum;Menge', 'A1;31.01.2024;5')],
  ])('is not told from what any file has: %s', (_, file) => {
    expect(['stock', 'freight', 'accruals', 'events', 'disputes', 'quotes', 'targets']).not.toContain(
      readingsOf(file)[0]?.kind,
    )
  })
})
