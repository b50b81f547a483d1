import type { RecordsKindId } from '../domain/kind.ts'
import { accessTables } from './access-tables.ts'
import { alertTables } from './alert-tables.ts'
import { callTables } from './call-tables.ts'
import { judgementTables } from './judgement-tables.ts'
import { kindTables } from './kind-tables.ts'
import { postureTable } from './posture-table.ts'
import { rateTables } from './rate-tables.ts'
import { reviewTables } from './review-tables.ts'
import { strategyTables } from './strategy-tables.ts'
import type { Table } from './table.ts'

/** Every table of the records, each after the ones it refers to: a dump is written and loaded in this order. */
export const tables = {
  setting: { key: ['key'], columns: { key: 'text', value: 'text' } },
  policy: {
    key: ['name', 'version'],
    columns: {
      name: 'text',
      version: 'integer',
      effective_from: 'text',
      document: 'json',
      author: 'text',
      at: 'text',
      note: 'text?',
    },
  },
  policy_draft: {
    key: ['id'],
    columns: {
      id: 'text',
      document: 'json',
      note: 'text?',
      author: 'text',
      created_at: 'text',
      updated_at: 'text',
      version: 'integer',
    },
  },
  policy_request: {
    key: ['id'],
    columns: { id: 'text', document: 'json', note: 'text?', requested_by: 'text', requested_at: 'text' },
  },
  policy_decision: {
    key: ['request'],
    columns: {
      request: 'text',
      decision: 'text',
      decided_by: 'text',
      decided_at: 'text',
      note: 'text?',
      policy_name: 'text?',
      policy_version: 'integer?',
    },
  },
  import_batch: {
    key: ['number'],
    columns: { number: 'integer', batch: 'text', seq: 'integer?', undone_seq: 'integer?' },
  },
  import_row: {
    key: ['kind', 'source', 'key', 'batch'],
    columns: { kind: 'text', source: 'text', key: 'text', batch: 'integer', content: 'json?' },
  },
  ...kindTables,
  account_identity: { key: ['source', 'key'], columns: { source: 'text', key: 'text', id: 'text' } },
  account_stub: { key: ['source', 'key'], columns: { source: 'text', key: 'text' } },
  projection: { key: ['name'], columns: { name: 'text', seq: 'integer' } },
  closed_scorecard: {
    key: ['closing_id', 'account_id'],
    columns: {
      closing_id: 'text',
      account_id: 'text',
      account_source: 'text',
      account_key: 'text',
      account_name: 'text',
      owner: 'text?',
      grade: 'text?',
      spend: 'integer?',
      gross_profit: 'integer?',
      orders: 'integer?',
      score: 'real?',
      facts: 'json',
    },
  },
  period_closing: {
    key: ['id'],
    columns: {
      id: 'text',
      period: 'text',
      revision: 'integer',
      policy_name: 'text',
      policy_version: 'integer',
      watermark: 'integer',
      as_of: 'text',
      closed_by: 'text',
      closed_at: 'text',
      reason: 'text?',
    },
  },
  action: {
    key: ['id'],
    columns: {
      id: 'text',
      title: 'text',
      note: 'text?',
      subject_type: 'text',
      subject_id: 'text',
      owner: 'text',
      due: 'text?',
      done_when: 'text?',
      created_by: 'text',
      created_at: 'text',
      version: 'integer',
    },
  },
  action_state: {
    key: ['action', 'number'],
    columns: {
      action: 'text',
      number: 'integer',
      state: 'text',
      at: 'text',
      actor: 'text',
      note: 'text?',
    },
  },
  view_generation: {
    key: ['number'],
    isTransient: true,
    columns: {
      number: 'integer',
      state: 'text',
      is_default: 'integer',
      period: 'text',
      window_from: 'text',
      window_to: 'text',
      before_period: 'text',
      before_from: 'text',
      before_to: 'text',
      before_whole: 'integer',
      watermark: 'integer',
      policy_name: 'text',
      policy_version: 'integer',
      currency: 'text',
      accounts: 'integer',
      built_at: 'text',
      facts_stamp: 'text?',
    },
  },
  account_view: {
    key: ['generation', 'position'],
    isTransient: true,
    columns: {
      generation: 'integer',
      position: 'integer',
      account_id: 'text',
      source: 'text',
      key: 'text',
      name: 'text',
      stub: 'integer',
      valid: 'integer',
      root_id: 'text?',
      root_name: 'text?',
      owner_key: 'text?',
      owner_name: 'text?',
      territory_key: 'text?',
      territory_name: 'text?',
      segment_key: 'text?',
      segment_name: 'text?',
      grade: 'text?',
      grade_before: 'text?',
      grade_week: 'text?',
      flagged: 'integer',
      movement: 'text',
      spend: 'integer?',
      spend_before: 'integer?',
      spend_change: 'integer',
      next_grade: 'text?',
      to_next: 'integer?',
      above: 'integer?',
      cost: 'integer?',
      costed_spend: 'integer',
      spend_magnitude: 'integer',
      costed_magnitude: 'integer',
      gross_profit: 'integer?',
      margin_rate: 'real?',
      orders: 'integer',
      lines: 'integer',
      invoices: 'integer',
      first_invoice: 'text?',
      last_invoice: 'text?',
      days_late: 'real?',
      week_spend: 'integer',
      week_invoices: 'integer',
      months: 'json?',
    },
  },
  view_column: {
    key: ['generation', 'name', 'piece'],
    isTransient: true,
    columns: { generation: 'integer', name: 'text', piece: 'integer', data: 'text' },
  },
  search_document: {
    key: ['folded', 'kind', 'source', 'number'],
    isTransient: true,
    columns: { folded: 'text', kind: 'text', source: 'text', number: 'text', account_id: 'text', day: 'text' },
  },
  search_stamp: {
    key: ['name'],
    isTransient: true,
    columns: { name: 'text', watermark: 'integer', aliases: 'text' },
  },
  saved_view: {
    key: ['id'],
    columns: {
      id: 'text',
      owner: 'text',
      name: 'text',
      search: 'text',
      is_shared: 'integer',
      created_at: 'text',
      updated_at: 'text',
      version: 'integer',
    },
  },
  source_mapping: {
    key: ['source', 'version'],
    columns: { source: 'text', version: 'integer', document: 'json?', author: 'text', at: 'text' },
  },
  lifetime_fit: {
    key: ['id'],
    isTransient: true,
    columns: {
      id: 'text',
      as_of: 'text',
      watermark: 'integer',
      made_by: 'text',
      made_at: 'text',
      document: 'json',
    },
  },
  lifetime_history: {
    key: ['fit', 'account_id'],
    isTransient: true,
    columns: {
      fit: 'text',
      account_id: 'text',
      orders: 'integer',
      first_order: 'text',
      last_order: 'text',
      spend: 'integer',
    },
  },
  ...rateTables,
  ...judgementTables,
  ...alertTables,
  ...reviewTables,
  ...postureTable,
  ...callTables,
  ...strategyTables,
  audit: {
    key: ['id'],
    columns: { id: 'text', at: 'text', actor: 'text', verb: 'text', subject: 'text', detail: 'json' },
  },
  ...accessTables,
  job: {
    key: ['id'],
    columns: {
      id: 'text',
      kind: 'text',
      subject: 'text?',
      input: 'json',
      state: 'text',
      requested_by: 'text?',
      requested_name: 'text',
      requested_at: 'text',
      started_at: 'text?',
      finished_at: 'text?',
      attempt: 'integer',
      lost: 'integer',
      progress: 'json?',
      cancel_requested_at: 'text?',
      result: 'json?',
      error: 'text?',
      holder: 'text?',
      lease_until: 'text?',
    },
    isTransient: true,
  },
} as const satisfies Record<string, Table>

export type TableName = keyof typeof tables

/** The tables in the order of a dump, those left out that no backup holds. */
export const tableNames = (Object.keys(tables) as readonly TableName[]).filter(
  (name) => (tables[name] as Table).isTransient !== true,
)

/** The table that shows the live rows of each kind. */
export const tableOfKind = {
  territories: 'territory',
  segments: 'segment',
  reps: 'rep',
  families: 'product_family',
  products: 'product',
  accounts: 'account',
  parents: 'account_parent',
  sites: 'site',
  aliases: 'account_alias',
  owners: 'account_owner',
  targets: 'target',
} as const satisfies Record<RecordsKindId, TableName>

/** The table behind the one that shows the live rows of a kind: rows that are on their way in or out stand there too. */
export function versionsOf(kind: RecordsKindId): string {
  return `${tableOfKind[kind]}_version`
}

/** Where rows of a table are written to: those of a kind go behind what shows them. */
export function writtenTable(table: TableName): string {
  const kind = (Object.keys(tableOfKind) as RecordsKindId[]).find((id) => tableOfKind[id] === table)
  return kind === undefined ? table : versionsOf(kind)
}

interface Held {
  text: string
  'text?': string | null
  integer: bigint
  'integer?': bigint | null
  'real?': number | null
  json: string
  'json?': string | null
}

/** The row types of all tables, as both drivers give them. */
export type Tables = {
  [T in TableName]: {
    [C in keyof (typeof tables)[T]['columns']]: (typeof tables)[T]['columns'][C] extends infer H extends keyof Held
      ? Held[H]
      : never
  }
}
