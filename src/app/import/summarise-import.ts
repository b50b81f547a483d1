import { compareMissing, compareStage, listDifferences, listMissing } from '../../ledger/import/compare-stage.ts'
import type { Difference } from '../../ledger/import/compare-stage.ts'
import { ledgerTable } from '../../ledger/store/table.ts'
import type { Session } from '../../ledger/store/session.ts'
import type { LedgerKindId } from '../../domain/kind.ts'
import type { KindSpool } from '../../ledger/read/read-kind.ts'
import { compareImportRows } from '../../records/compare-import-rows.ts'
import type { Ctx } from '../context.ts'
import type { ImportOptions, ReadImport } from './import-input.ts'
import type { KindCounts } from './import-summary.ts'
import { shownAtMost } from './import-summary.ts'
import { recordsRows } from './records-rows.ts'

export interface KindComparison {
  readonly counts: Omit<KindCounts, 'kind' | 'rows' | 'rejected'>
  readonly differences: readonly Difference[]
  readonly retiring: readonly Readonly<Record<string, string | null>>[]
}

/** How a staged ledger kind stands to the ledger, with the first differences; writes nothing. */
export async function compareLedgerKind(
  session: Session,
  spool: KindSpool,
  stage: string,
  options: Pick<ImportOptions, 'replace'>,
): Promise<KindComparison> {
  const table = ledgerTable(spool.kind.id as LedgerKindId)
  const counts = await compareStage(session, table, stage)
  const differences =
    counts.changed > 0 ? await listDifferences(session, table, stage, spool.kind.key, shownAtMost) : []
  let retired = 0
  let retiring: Readonly<Record<string, string | null>>[] = []
  if (options.replace && isReplaceable(spool)) {
    retired = await compareMissing(session, table, stage, options.replace)
    if (retired > 0) retiring = await listMissing(session, table, spool.kind.key, shownAtMost)
  }
  return { counts: { ...counts, retired }, differences, retiring }
}

/** Replacing goes by day, and dated master data (costs, rates) keeps its history. */
export function isReplaceable({ kind }: KindSpool): boolean {
  return kind.store === 'ledger' && kind.id !== 'costs' && kind.id !== 'rates'
}

/** How the rows of a records kind stand to the live ones; writes nothing. */
export async function compareRecordsKind(ctx: Ctx, read: ReadImport, spool: KindSpool): Promise<KindComparison> {
  const found = await compareImportRows(ctx.records, recordsRows(read.reader, spool), { maxDifferences: shownAtMost })
  return {
    counts: { new: found.new, changed: found.changed, unchanged: found.unchanged, retired: 0 },
    differences: found.differences.map((difference) => ({
      ...difference,
      key: (JSON.parse(difference.key) as (string | null)[]).map((part) => part ?? '').join('/'),
    })),
    retiring: [],
  }
}

/** One line of the summary. */
export function kindCounts(spool: KindSpool, counts: KindComparison['counts']): KindCounts {
  const badLines = spool.files.reduce((sum, file) => sum + file.prepared.badCount, 0)
  return { kind: spool.kind.id, rows: spool.rows, ...counts, rejected: badLines + spool.rejected }
}
