import type { Table } from './table.ts'

/** Calls with accounts, what came of them, and accounts nobody wants to be told to call for a while. */
export const callTables = {
  call: {
    key: ['id'],
    columns: {
      id: 'text',
      account_id: 'text',
      contact: 'text?',
      goal: 'text',
      day: 'text',
      owner: 'text',
      rep: 'text?',
      follows: 'text?',
      created_by: 'text',
      created_at: 'text',
      version: 'integer',
    },
  },
  call_state: {
    key: ['call', 'number'],
    columns: {
      call: 'text',
      number: 'integer',
      state: 'text',
      at: 'text',
      actor: 'text',
      note: 'text?',
      reached: 'text?',
      made_on: 'text?',
      next_kind: 'text?',
      next_id: 'text?',
    },
  },
  call_skip: {
    key: ['id'],
    columns: { id: 'text', rep: 'text', account_id: 'text', until: 'text?', author: 'text', at: 'text' },
  },
} as const satisfies Record<string, Table>
