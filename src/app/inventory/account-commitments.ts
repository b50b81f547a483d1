import { measureCommitment } from '../../domain/commitment/commitment.ts'
import type { MeasuredCommitment } from '../../domain/commitment/commitment.ts'
import { addCommitments, noCommitments } from '../../domain/commitment/figures.ts'
import type { CommitmentSums } from '../../domain/commitment/figures.ts'
import { commitmentTypes } from '../../domain/commitment/shown.ts'
import type { CommitmentShow, CommitmentType } from '../../domain/commitment/shown.ts'
import { daysBetween } from '../../domain/day.ts'
import { ratio } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { listCommitments } from '../../ledger/facts/commitment-list.ts'
import type { ListedCommitment } from '../../ledger/facts/commitment-list.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import type { Ctx } from '../context.ts'

/** A commitment with how it stands at the end of the window. */
export interface AccountCommitment extends ListedCommitment {
  readonly measured: MeasuredCommitment
}

/** The commitments of an account that were due by the end of a window. */
export interface AccountCommitments {
  /** Of those that were due in the window. */
  readonly sums: CommitmentSums
  readonly byType: readonly { readonly type: CommitmentType | null; readonly sums: CommitmentSums }[]
  readonly open: OpenCommitments
  /** The earliest due first. */
  readonly all: readonly AccountCommitment[]
}

/** Commitments that are not wholly taken at the end of the window, however long ago they were due. */
interface OpenCommitments {
  readonly promises: number
  /** Those of them without a known cost, which are in no amount. */
  readonly uncosted: number
  /** At the cost of the promised day. */
  readonly untaken: Micros
  /** Days after the promised day so far, by value; null where nothing with a known cost is open. */
  readonly daysLate: number | null
}

/** Measures how an account keeps its word, promise by promise. */
export async function measureAccountCommitments(
  { ledger }: Pick<Ctx, 'ledger'>,
  id: string,
  window: FactsWindow,
): Promise<AccountCommitments> {
  const listed = await listCommitments(ledger, window, await accountScope(ledger, [id]))
  const all = listed.map((one) => ({ ...one, measured: measureCommitment(one, window) }))
  const due = all.filter((one) => isBehind(one, 'due', window))
  const byType = [...commitmentTypes, null].flatMap((type) => {
    const own = due.filter((one) => one.type === type)
    return own.length === 0 ? [] : [{ type, sums: sumOf(own) }]
  })
  return { sums: sumOf(due), byType, open: openOf(all, window), all }
}

/** Whether a commitment is behind a figure. */
export function isBehind({ due, measured }: AccountCommitment, show: CommitmentShow, { from }: Span): boolean {
  switch (show) {
    case 'due':
      return due >= from
    case 'open':
      return measured.untaken > 0n
    case 'late':
      return due >= from && measured.lateDays > 0
  }
}

function sumOf(list: readonly AccountCommitment[]): CommitmentSums {
  return list.map(({ measured: { value } }) => sumsOf(value)).reduce(addCommitments, noCommitments)
}

function sumsOf(value: MeasuredCommitment['value']): CommitmentSums {
  if (value === null) return { ...noCommitments, commitmentsUncosted: 1 }
  const { committed, taken, takenOnTime, takenLateDays } = value
  return { committed, taken, takenOnTime, takenLateDays, commitments: 1, commitmentsUncosted: 0 }
}

function openOf(all: readonly AccountCommitment[], { to }: Span): OpenCommitments {
  const open = all.filter(({ measured }) => measured.untaken > 0n)
  const values = open.flatMap(({ due, measured: { value } }) => (value ? [{ value, days: daysBetween(due, to) }] : []))
  const untaken = values.reduce((sum, { value }) => sum + value.untaken, 0n)
  const lateDays = values.reduce((sum, { value, days }) => sum + value.untaken * BigInt(days), 0n)
  return {
    promises: open.length,
    uncosted: open.length - values.length,
    untaken,
    daysLate: untaken > 0n ? ratio(lateDays, untaken) : null,
  }
}
