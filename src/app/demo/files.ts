import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { KindId } from '../../domain/kind.ts'

/** The columns the demo book fills, kind by kind; lines take what their invoice says from the invoices file. */
export const demoColumns: Readonly<Record<KindId, readonly string[]>> = {
  territories: ['key', 'name', 'parent'],
  segments: ['key', 'name'],
  reps: ['key', 'name', 'territory', 'manager', 'valid_from', 'valid_to', 'latitude', 'longitude'],
  families: ['key', 'name', 'parent'],
  products: ['key', 'name', 'family', 'unit', 'standard'],
  accounts: ['key', 'name', 'segment', 'territory', 'valid_from', 'valid_to'],
  parents: ['account', 'parent', 'valid_from', 'valid_to'],
  sites: ['key', 'account', 'name', 'street', 'postcode', 'city', 'region', 'country', 'latitude', 'longitude'],
  aliases: ['key', 'account', 'valid_from', 'valid_to'],
  owners: ['account', 'rep', 'valid_from', 'valid_to'],
  targets: ['rep', 'measure', 'from', 'to', 'amount'],
  rates: ['currency', 'date', 'rate'],
  costs: ['product', 'valid_from', 'valid_to', 'cost'],
  invoices: [
    'number',
    'type',
    'date',
    'due_date',
    'account',
    'payer',
    'site',
    'salesperson',
    'legal_entity',
    'order_number',
    'order_date',
    'currency',
    'net',
    'tax',
    'gross',
    'credits',
  ],
  lines: ['invoice', 'line', 'date', 'kind', 'product', 'quantity', 'unit', 'net'],
  payments: ['payment', 'invoice', 'date', 'amount', 'currency'],
  stock: ['date', 'product', 'warehouse', 'account', 'quantity', 'unit'],
  commitments: ['number', 'line', 'type', 'account', 'product', 'date', 'due', 'quantity', 'unit'],
  deliveries: ['delivery', 'line', 'commitment', 'commitment_line', 'date', 'quantity'],
  events: ['number', 'account', 'activity', 'date', 'quantity', 'order_number', 'person'],
  hours: ['number', 'account', 'date', 'activity', 'person', 'hours'],
  freight: ['number', 'invoice', 'account', 'date', 'amount', 'currency'],
  accruals: ['number', 'account', 'date', 'amount', 'currency', 'credited_by', 'credited_on'],
  disputes: ['invoice', 'opened', 'closed', 'amount', 'reason'],
  quotes: [
    'number',
    'account',
    'date',
    'product',
    'quantity',
    'unit',
    'amount',
    'first_amount',
    'currency',
    'state',
    'decided',
    'competitor',
    'reason',
    'order_number',
  ],
}

/** The kinds with words in them, which may hold a comma; the others hold keys, days and numbers, and need no quotes. */
const worded: ReadonlySet<KindId> = new Set([
  'territories',
  'segments',
  'reps',
  'families',
  'products',
  'accounts',
  'sites',
  'disputes',
  'quotes',
])

/** One growing CSV file per kind: RFC 4180 quoting, line feeds, UTF-8. */
export interface Files {
  append(kind: KindId, cells: readonly string[]): void
  /** Hands what has gathered to the disk; call it often enough that little gathers. */
  flush(): Promise<void>
  close(): Promise<void>
}

interface Growing {
  readonly handle: FileHandle
  text: string
}

/** Characters that gather for one file before they go to the disk. */
const gatherable = 1 << 18

/** Opens the file of every kind in the folder, emptying files that are there, and writes the headers. */
export async function openFiles(folder: string): Promise<Files> {
  const filesByKind = new Map<string, Growing>()
  for (const [kind, columns] of Object.entries(demoColumns)) {
    const handle = await open(join(folder, `${kind}.csv`), 'w')
    filesByKind.set(kind, { handle, text: `${columns.join(',')}\n` })
  }
  const drain = async (least: number): Promise<void> => {
    for (const file of filesByKind.values()) {
      if (file.text.length <= least) continue
      const text = file.text
      file.text = ''
      await file.handle.writeFile(text)
    }
  }
  return {
    append(kind, cells) {
      const file = filesByKind.get(kind)
      if (!file) throw new RangeError(`Cannot find the file of kind "${kind}"`)
      const row = worded.has(kind) ? cells.map(quoted).join(',') : cells.join(',')
      file.text += `${row}\n`
    },
    flush: () => drain(gatherable),
    async close() {
      try {
        await drain(0)
      } finally {
        for (const file of filesByKind.values()) await file.handle.close()
      }
    },
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
