import type { Table } from './table.ts'

/** What money, stock and time cost from a day on, as people set it. */
export const rateTables = {
  financing_rate: {
    key: ['id'],
    columns: {
      id: 'text',
      valid_from: 'text',
      rate: 'integer',
      base: 'text',
      note: 'text?',
      author: 'text',
      at: 'text',
    },
  },
  book_rate: {
    key: ['id'],
    columns: {
      id: 'text',
      kind: 'text',
      subject: 'text',
      valid_from: 'text',
      document: 'json?',
      note: 'text?',
      author: 'text',
      at: 'text',
    },
  },
} as const satisfies Record<string, Table>
