import type { Output } from '../../contract/operations.ts'
import { aboutFilter } from '../sheet-file.ts'
import type { AboutLine } from '../sheet-file.ts'

type Basis = Output<'getMovement'>['basis']

/** What is said of a comparison in a file: both ends and where they are from, the policy, the state of the book and the filter. */
export function aboutComparison(
  { before, after, policy, currency, watermark }: Basis,
  filter: Readonly<Record<string, unknown>>,
): readonly AboutLine[] {
  return [
    ['earlier period', before.period],
    ['earlier window', `${before.from} to ${before.to}`],
    ['earlier figures', sourceOf(before)],
    ['later period', after.period],
    ['later window', `${after.from} to ${after.to}`],
    ['later figures', sourceOf(after)],
    ['currency', currency],
    ['policy', `${policy.name}, version ${String(policy.version)}`],
    ['watermark', watermark],
    ...aboutFilter({ ...filter, from: undefined, to: undefined }),
  ]
}

function sourceOf({ source, closing }: Basis['before']): string {
  if (source === 'ledger' || closing === null) return 'the book as it is now'
  return `closing ${String(closing.revision)} of ${closing.closedAt.slice(0, 10)}`
}
