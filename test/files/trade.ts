import type { Table } from './forms.ts'

/** A small book of a distributor, with what files get wrong: umlauts, quotes, line ends in a text, amounts of three decimals. */
export const tradeTables: Readonly<Record<string, Table>> = {
  accounts: {
    header: ['key', 'name', 'segment'],
    rows: [
      ['K1', 'Müller & Söhne "Süd"', null],
      ['K2', 'Café Ñandú;\nFiliale 2', null],
      ['K3', 'Großhandel Öl', null],
    ],
  },
  costs: {
    header: ['product', 'valid_from', 'cost'],
    rows: [
      ['P1', { on: '2025-01-01' }, 4.125],
      ['P2', { on: '2025-01-01' }, 10.5],
    ],
  },
  invoices: {
    header: ['number', 'date', 'due_date', 'account', 'gross'],
    rows: [
      ['R1', { on: '2025-03-05' }, { on: '2025-04-04' }, 'K1', 1468.53],
      ['R2', { on: '2025-03-13' }, null, 'K2', 119],
      ['R3', { on: '2025-12-31' }, { on: '2026-01-30' }, 'K3', -24.4],
    ],
  },
  lines: {
    header: ['invoice', 'line', 'product', 'quantity', 'net'],
    rows: [
      ['R1', '1', 'P1', 100, 1234.056],
      ['R1', '2', 'P2', 2.5, 0.004],
      ['R2', '1', 'P2', 10, 100],
      ['R3', '1', 'P1', -2, -20.504],
    ],
  },
  payments: {
    header: ['payment', 'invoice', 'date', 'amount'],
    rows: [
      ['Z1', 'R1', { on: '2025-04-01' }, 1468.53],
      ['Z2', 'R2', { on: '2025-05-01' }, 119],
    ],
  },
  stock: {
    header: ['date', 'product', 'warehouse', 'account', 'quantity', 'unit_cost'],
    rows: [
      [{ on: '2025-03-31' }, 'P1', 'Süd; "A"', 'K1', 12.5, 4.125],
      [{ on: '2025-03-31' }, 'P1', null, null, 0, null],
    ],
  },
  hours: {
    header: ['number', 'account', 'date', 'hours'],
    rows: [
      ['H1', 'K1', { on: '2025-03-07' }, 0.25],
      [null, 'K2', { on: '2025-12-31' }, 7.75],
    ],
  },
}
