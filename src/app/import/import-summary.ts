import type { Difference } from '../../ledger/import/compare-stage.ts'
import type { Problem } from '../../ledger/read/problem.ts'

/** What an import does, or did, to one kind. `rows` is every row that could be taken. */
export interface KindCounts {
  readonly kind: string
  readonly rows: number
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  /** Rows a replace takes out because the files do not hold them. */
  readonly retired: number
  readonly rejected: number
}

/** The outcome of an import; a dry run gives the same shape and writes nothing. */
export interface ImportSummary {
  /** The id to undo it by; null for a dry run. */
  readonly id: string | null
  /** Its number in the history, which undo takes as well; null for a dry run. */
  readonly number: number | null
  readonly source: string
  readonly baseCurrency: string
  readonly kinds: readonly KindCounts[]
  /** The first cells that change, with before and after. */
  readonly differences: readonly Difference[]
  /** The first rows that a replace takes out. */
  readonly retiring: readonly { readonly kind: string; readonly row: Readonly<Record<string, string | null>> }[]
  /** The first problems; `rejected` counts every line left out. */
  readonly problems: readonly Problem[]
  readonly rejected: number
  /** Where the lines left out stand, ready to be corrected and imported again; null when there are none or nothing was written. */
  readonly rejectedFolder: string | null
  readonly headerOnly: readonly string[]
  readonly ignored: readonly string[]
}

/** How many differences, problems and retired rows a summary holds; the error file holds every problem. */
export const shownAtMost = 1000
