import type { Table } from './table.ts'

const written = { author: 'text', at: 'text' } as const

/** Reviews of accounts, what departments say in them, and what the book says of reasons and retention plans. */
export const reviewTables = {
  review: {
    key: ['id'],
    columns: {
      id: 'text',
      kind: 'text',
      account_id: 'text',
      reach: 'text',
      before_period: 'text',
      before_from: 'text',
      before_to: 'text',
      after_period: 'text',
      after_from: 'text',
      after_to: 'text',
      family: 'text?',
      occasion: 'text?',
      alert: 'text?',
      asked: 'json',
      opened_by: 'text',
      opened_at: 'text',
      version: 'integer',
    },
  },
  review_state: {
    key: ['review', 'number'],
    columns: {
      review: 'text',
      number: 'integer',
      state: 'text',
      at: 'text',
      actor: 'text',
      note: 'text?',
      main_reason: 'text?',
      owner: 'text?',
      territory: 'text?',
      watermark: 'integer',
      money: 'json',
    },
  },
  review_view: {
    key: ['id'],
    columns: {
      id: 'text',
      review: 'text',
      department: 'text',
      went_right: 'text?',
      went_wrong: 'text?',
      reasons: 'json',
      ...written,
    },
  },
  review_document: {
    key: ['name', 'version'],
    columns: { name: 'text', version: 'integer', document: 'json', note: 'text?', ...written },
  },
  review_plan: {
    key: ['id'],
    columns: { id: 'text', review: 'text', version: 'integer', start_day: 'text', actions: 'json', ...written },
  },
  review_plan_undo: { key: ['plan'], columns: { plan: 'text', ...written } },
} as const satisfies Record<string, Table>
