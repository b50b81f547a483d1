import type { Batch } from '../../ledger/store/batch.ts'
import type { KindCounts } from './import-summary.ts'

/** What the commit record of an import remembers of it. */
export interface BatchDetail {
  readonly source: string
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
  readonly kinds: readonly KindCounts[]
}

/** The detail of an import, which `runImport` wrote. */
export function detailOf(batch: Pick<Batch, 'detail'>): BatchDetail {
  return JSON.parse(batch.detail) as BatchDetail
}
