import { mergeStage } from '../../src/ledger/import/merge-stage.ts'
import { undoBatchInTable } from '../../src/ledger/import/undo-batch.ts'
import { commitBatch } from '../../src/ledger/store/batch.ts'
import type { Ledger, Session } from '../../src/ledger/store/session.ts'
import { contentColumns, ledgerTable } from '../../src/ledger/store/table.ts'

/** A payment as the tests write it: `main/1` is key 1 of source `main`; what it says is a day of January 2024 and an amount. */
export interface Said {
  readonly day: number
  readonly amount: number
}
export type Rows = ReadonlyMap<string, Said>
export interface Range {
  readonly from: number
  readonly to: number
}
export interface Imported {
  readonly seq: number
  readonly rows: Rows
  readonly replace: Range | null
}

const table = ledgerTable('payments')
const dayOf = (day: number): string => `2024-01-${String(day).padStart(2, '0')}`
const sourceOf = (key: string): string => key.split('/')[0] ?? ''

/** What a book of payments is when these imports happen one after the other: the plain telling of what the ledger must hold. */
export function replay(imports: Iterable<Imported>): Rows {
  const live = new Map<string, Said>()
  for (const { rows, replace } of imports) {
    const sources = new Set([...rows.keys()].map(sourceOf))
    for (const [key, { day }] of live) {
      if (!replace || rows.has(key) || !sources.has(sourceOf(key))) continue
      if (day >= replace.from && day <= replace.to) live.delete(key)
    }
    for (const [key, said] of rows) live.set(key, said)
  }
  return live
}

/** A ledger of payments that imports and undoes what a test says, one committed transaction each. */
export class PaymentLedger {
  readonly #ledger: Ledger
  #seq = 0

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  async clear(): Promise<void> {
    this.#seq = 0
    await this.#ledger.transaction(async (tx) => {
      for (const name of ['batch', 'payment', 'confirmation', 'confirmation_key', 'replacement']) {
        await tx.run(`DELETE FROM ${name}`)
      }
    })
  }

  async import(rows: Rows, replace: Range | null = null): Promise<Imported> {
    const seq = ++this.#seq
    await this.#ledger.transaction(async (tx) => {
      await stageRows(tx, rows)
      const range = replace && { from: dayOf(replace.from), to: dayOf(replace.to) }
      await mergeStage(tx, table, 'stage_payments', seq, range)
      await commit(tx, seq, null)
    })
    return { seq, rows, replace }
  }

  async undo(undone: number): Promise<number> {
    const seq = ++this.#seq
    await this.#ledger.transaction(async (tx) => {
      await undoBatchInTable(tx, table, undone, seq)
      await commit(tx, seq, undone)
    })
    return seq
  }

  /** The rows visible at a watermark, by key; throws when a key has two. */
  async visible(watermark: number): Promise<Rows> {
    const found = await this.#ledger.all(
      `SELECT source || '/' || payment AS name, CAST(date AS VARCHAR) AS day, CAST(amount AS VARCHAR) AS amount FROM payment
       WHERE batch_from <= CAST($1 AS BIGINT) AND batch_to > CAST($1 AS BIGINT)`,
      [String(watermark)],
    )
    const rows = found.map((row): [string, Said] => [
      String(row['name']),
      { day: Number(String(row['day']).slice(-2)), amount: Number(row['amount']) },
    ])
    if (new Set(rows.map(([key]) => key)).size < rows.length) throw new Error('A key has two visible rows')
    return new Map(rows)
  }
}

async function stageRows(tx: Session, rows: Rows): Promise<void> {
  const columns = contentColumns(table)
  await tx.run('DROP TABLE IF EXISTS stage_payments')
  await tx.run(
    `CREATE TEMP TABLE stage_payments (${columns.map(({ name, sqlType }) => `"${name}" ${sqlType}`).join(', ')})`,
  )
  await tx.append(
    'stage_payments',
    columns.map(({ name }) => name),
    [...rows].map(([key, { day, amount }]) => {
      const [source = '', payment = ''] = key.split('/')
      const content = String(day * 1000 + amount)
      const place = source === 'main' ? '1' : '2'
      return [place, payment, content, source, payment, 'I1', dayOf(day), String(amount), 'EUR', null, String(amount)]
    }),
  )
}

async function commit(tx: Session, seq: number, undoes: number | null): Promise<void> {
  const type = undoes === null ? 'import' : 'undo'
  await commitBatch(tx, { seq, id: `b${String(seq)}`, type, undoes, at: '2024-02-01', actor: 'test', detail: '{}' })
}
