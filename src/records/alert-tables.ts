import type { Table } from './table.ts'

/** What was found of accounts that are silent or decline in part, and what people said of it. */
export const alertTables = {
  alert_look: {
    key: ['id'],
    columns: { id: 'text', as_of: 'text', watermark: 'integer', made_at: 'text', document: 'json' },
  },
  alert: {
    key: ['id'],
    columns: {
      id: 'text',
      account_id: 'text',
      kind: 'text',
      part_type: 'text?',
      part_key: 'text?',
      last_order: 'text',
      found_at: 'text',
      look: 'text',
      as_of: 'text',
      figures: 'json',
      spend_before: 'integer',
      spend_after: 'integer',
      stake: 'integer',
    },
  },
  alert_answer: {
    key: ['id'],
    columns: {
      id: 'text',
      alert: 'text',
      outcome: 'text?',
      note: 'text?',
      owner: 'text?',
      as_of: 'text',
      author: 'text',
      at: 'text',
    },
  },
} as const satisfies Record<string, Table>
