import { replaceDimensions } from '../../src/ledger/facts/account-keys.ts'
import { commitBatch, watermarkOf } from '../../src/ledger/store/batch.ts'
import { mergeStage } from '../../src/ledger/import/merge-stage.ts'
import type { LedgerKindId } from '../../src/domain/kind.ts'
import type { Ledger, Parameter } from '../../src/ledger/store/session.ts'
import { contentColumns, ledgerTable } from '../../src/ledger/store/table.ts'

/** A row of a ledger kind as a test writes it; columns left out are empty. `source` is `main` unless said otherwise. */
export type SampleRow = Readonly<Record<string, Parameter>>
export type Sample = Partial<Record<LedgerKindId, readonly SampleRow[]>>

const always = ['0001-01-01', '9999-12-31'] as const

/** An account key and what it means from one day up to another. */
export interface SampleKey {
  readonly key: string
  readonly accountId: string
  readonly source?: string
  readonly from?: string
  readonly to?: string
}

/** Puts rows into the ledger as one import, without a reader: a row's key is its place, so each call brings new rows. */
export async function importSample(ledger: Ledger, sample: Sample): Promise<number> {
  return ledger.transaction(async (tx) => {
    const seq = (await watermarkOf(tx)) + 1
    for (const [kind, rows] of Object.entries(sample) as [LedgerKindId, readonly SampleRow[]][]) {
      const table = ledgerTable(kind)
      const columns = contentColumns(table)
      const stage = `stage_${kind}`
      await tx.run(
        `CREATE TEMP TABLE ${stage} (${columns.map(({ name, sqlType }) => `"${name}" ${sqlType}`).join(', ')})`,
      )
      await tx.append(
        stage,
        columns.map(({ name }) => name),
        rows.map((row, index) => {
          const whole: SampleRow = { ...defaultsOf(kind, row), ...row, key_hi: String(seq), key_lo: String(index) }
          return columns.map(({ name }) => whole[name] ?? null)
        }),
      )
      await mergeStage(tx, table, stage, seq, null)
    }
    await commitBatch(tx, {
      seq,
      id: `b${String(seq)}`,
      type: 'import',
      undoes: null,
      at: '2024-02-01',
      actor: 'test',
      detail: '{}',
    })
    return seq
  })
}

function defaultsOf(kind: LedgerKindId, row: SampleRow): SampleRow {
  const common = { source: 'main', content: '1' }
  if (kind === 'invoices') return { ...common, currency: 'EUR', credit: 'false' }
  if (kind === 'payments' || kind === 'freight' || kind === 'accruals')
    return { ...common, currency: 'EUR', base_amount: row['amount'] ?? '0' }
  if (kind !== 'lines') return common
  const net = row['net'] ?? '0'
  return { ...common, kind: 'goods', currency: 'EUR', base_net: net, credit: String(net.startsWith('-')) }
}

/** Fills the ledger's copies of the dimensions. */
export async function setDimensions(
  ledger: Ledger,
  keys: readonly SampleKey[],
  owners: readonly {
    readonly accountId: string
    readonly rep: string
    readonly from?: string
    readonly to?: string
  }[] = [],
  products: readonly { readonly key: string; readonly family: string }[] = [],
): Promise<void> {
  await ledger.transaction(async (tx) =>
    replaceDimensions(
      tx,
      await watermarkOf(tx),
      keys.map(({ source = 'main', key, from = always[0], to = always[1], accountId }) => [
        source,
        key,
        from,
        to,
        accountId,
      ]),
      owners.map(({ accountId, from = always[0], to = always[1], rep }) => [accountId, from, to, rep]),
      products.map(({ key, family }) => ['main', key, family]),
    ),
  )
}
