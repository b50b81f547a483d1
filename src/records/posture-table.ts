import type { Table } from './table.ts'

/** What owners mean to do with their accounts. */
export const postureTable = {
  posture_decision: {
    key: ['id'],
    columns: {
      id: 'text',
      account_id: 'text',
      posture: 'text',
      proposed: 'text?',
      reason: 'text?',
      as_of: 'text',
      author: 'text',
      at: 'text',
    },
  },
} as const satisfies Record<string, Table>
