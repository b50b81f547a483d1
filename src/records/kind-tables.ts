import type { Table } from './table.ts'

const imported = { source: 'text', row_key: 'text', batch: 'integer' } as const
const importedKey = ['source', 'row_key'] as const
const valid = { valid_from: 'text?', valid_to: 'text?' } as const

/** What imports brought of each kind: the rows that are live, under the views that show them. */
export const kindTables = {
  territory: { key: importedKey, columns: { ...imported, key: 'text', name: 'text?', parent: 'text?' } },
  segment: { key: importedKey, columns: { ...imported, key: 'text', name: 'text?' } },
  rep: {
    key: importedKey,
    columns: {
      ...imported,
      key: 'text',
      name: 'text?',
      territory: 'text?',
      manager: 'text?',
      ...valid,
      latitude: 'text?',
      longitude: 'text?',
    },
  },
  product_family: { key: importedKey, columns: { ...imported, key: 'text', name: 'text?', parent: 'text?' } },
  product: {
    key: importedKey,
    columns: { ...imported, key: 'text', name: 'text?', family: 'text?', unit: 'text?', standard: 'text?' },
  },
  account: {
    key: importedKey,
    columns: { ...imported, key: 'text', name: 'text?', segment: 'text?', territory: 'text?', ...valid },
  },
  account_parent: { key: importedKey, columns: { ...imported, account: 'text', parent: 'text', ...valid } },
  site: {
    key: importedKey,
    columns: {
      ...imported,
      key: 'text',
      account: 'text',
      name: 'text?',
      street: 'text?',
      postcode: 'text?',
      city: 'text?',
      region: 'text?',
      country: 'text?',
      latitude: 'text?',
      longitude: 'text?',
    },
  },
  account_alias: {
    key: importedKey,
    columns: { ...imported, key: 'text', account: 'text', account_source: 'text?', ...valid },
  },
  account_owner: { key: importedKey, columns: { ...imported, account: 'text', rep: 'text', ...valid } },
  target: {
    key: importedKey,
    columns: {
      ...imported,
      rep: 'text?',
      territory: 'text?',
      account: 'text?',
      measure: 'text?',
      from: 'text',
      to: 'text',
      amount: 'text',
    },
  },
} as const satisfies Record<string, Table>
