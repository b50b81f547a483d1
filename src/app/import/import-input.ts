import type { KindSpool } from '../../ledger/read/read-kind.ts'
import type { Reader } from '../../ledger/read/reader.ts'
import type { ImportSummary } from './import-summary.ts'
import type { ImportPlan, ImportRequest } from './plan-import.ts'

/** How an import treats what it meets. */
export interface ImportOptions extends ImportRequest {
  /** Refuse everything when one line is bad. */
  readonly strict: boolean
  /** What to do with an account no row names: list it as a stub, or reject the line. */
  readonly unknownAccounts: 'stub' | 'reject'
  /** Take out rows of the same source in this range that the files do not hold. */
  readonly replace: { readonly from: string; readonly to: string } | null
  /** Told which rows a replace takes out, before it does. */
  readonly beforeRetiring?: (rows: ImportSummary['retiring'], count: number) => void
  /** Base currency of a book that has none yet; null to go by the files. */
  readonly baseCurrency: string | null
  /** The id the import is to have; a new one when left out. */
  readonly id?: string
}

/** The files of an import, checked and typed, and nothing written yet. Dispose of it to remove what it spooled. */
export interface ReadImport extends AsyncDisposable {
  readonly plan: ImportPlan
  readonly baseCurrency: string
  /** Whether the book had a base currency before. */
  readonly baseCurrencyIsNew: boolean
  readonly reader: Reader
  readonly spools: readonly KindSpool[]
  /** Files that hold a header and nothing else. */
  readonly headerOnly: readonly string[]
  /** Every line left out, by its form or by its content. */
  readonly rejected: number
}
