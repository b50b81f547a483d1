import type { Records } from '../../records/records.ts'
import type { View } from './get-view.ts'

/** How long a view is taken for the one that is shown without looking again: nobody sees the difference, a hundred requests do. */
const freshMs = 200
/** How long nobody else asks for a view to be worked out anew that somebody has asked for. */
const askedMs = 5000

interface Known {
  readonly viewsByPeriod: Map<string | null, { readonly view: View; readonly until: number }>
  readonly askedByPeriod: Map<string | null, number>
}

const knownByRecords = new WeakMap<Records, Known>()

function knownOf(records: Records): Known {
  const known = knownByRecords.get(records) ?? { viewsByPeriod: new Map(), askedByPeriod: new Map() }
  knownByRecords.set(records, known)
  return known
}

/** The view of a period as it was a moment ago. */
export function viewAMomentAgo(records: Records, period: string | null): View | undefined {
  const known = knownOf(records).viewsByPeriod.get(period)
  return known && performance.now() < known.until ? known.view : undefined
}

export function noteView(records: Records, period: string | null, view: View): void {
  knownOf(records).viewsByPeriod.set(period, { view, until: performance.now() + freshMs })
}

/** Whether a newer view of the period has been asked for just now; notes that it is asked for when not. */
export function isAskedFor(records: Records, period: string | null): boolean {
  const { askedByPeriod } = knownOf(records)
  if (performance.now() < (askedByPeriod.get(period) ?? 0)) return true
  askedByPeriod.set(period, performance.now() + askedMs)
  return false
}

/** Looks again at the next request: another view is shown. */
export function forgetViews(records: Records): void {
  knownByRecords.delete(records)
}
