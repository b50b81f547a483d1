import type { Table } from './table.ts'

/** What is done about drains. */
export const strategyTables = {
  strategy: {
    key: ['id'],
    columns: {
      id: 'text',
      account_id: 'text',
      strategy: 'text',
      begins: 'text',
      note: 'text?',
      reasons: 'json',
      author: 'text',
      at: 'text',
    },
  },
  strategy_withdrawal: { key: ['strategy'], columns: { strategy: 'text', author: 'text', at: 'text' } },
} as const satisfies Record<string, Table>
