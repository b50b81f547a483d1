import type { Table } from './table.ts'

const written = { author: 'text', at: 'text' } as const

/** What people judge of accounts, and how they choose the strategic ones. */
export const judgementTables = {
  judgement: {
    key: ['id'],
    columns: {
      id: 'text',
      account_id: 'text',
      aspect: 'text',
      line: 'text',
      value: 'json?',
      evidence: 'text',
      valid_from: 'text',
      ...written,
    },
  },
  selection_criteria: {
    key: ['version'],
    columns: { version: 'integer', document: 'json', note: 'text?', ...written },
  },
  selection_score: {
    key: ['id'],
    columns: { id: 'text', account_id: 'text', version: 'integer', marks: 'json', review_on: 'text', ...written },
  },
  selection_override: {
    key: ['id'],
    columns: { id: 'text', account_id: 'text', decision: 'text', reason: 'text', review_on: 'text?', ...written },
  },
} as const satisfies Record<string, Table>
