import type { Output } from '../../contract/operations.ts'
import { gradeBounds } from '../../domain/grade.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { GradeBasis } from '../../domain/policy.ts'
import { regradeClasses } from '../../domain/regrade.ts'
import { binValues, countNearBounds } from '../../domain/value-bins.ts'
import type { Entry } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { foldComparison } from './fold-comparison.ts'
import type { Counted, FoldedComparison } from './fold-comparison.ts'
import type { Side } from './grade-side.ts'
import { openComparison } from './open-comparison.ts'
import type { Comparison, ComparisonInput } from './open-comparison.ts'

type Shown = Output<'previewPolicy'>

/** What a policy that somebody works on would make of the book. Nothing is stored. */
export const previewPolicy: Verb<'previewPolicy'> = async (ctx, input) => {
  requireRight(ctx, 'policy')
  return showComparison(ctx, input)
}

/** Grades and movers of two policies over the accounts that may be counted. */
export async function showComparison(ctx: Ctx, input: ComparisonInput): Promise<Shown> {
  const comparison = await openComparison(ctx, input)
  const folded = await foldComparison(comparison, input.territory ?? null)
  const { basis, book, before, after, isAdopted, part } = comparison
  const sees = folded.all.accounts > 0
  return {
    basis,
    before: toSide(before, true),
    after: toSide(after, isAdopted),
    accounts: part.reduce((sum, isIn) => sum + isIn, 0),
    covered: folded.all.accounts,
    matrix: folded.cells.map((cell) => ({ ...cell })),
    ...toCounts(comparison, folded.all, sees),
    byOwner: toGroups(comparison, folded.byOwner, book.owners),
    byTerritory: toGroups(comparison, folded.byTerritory, book.territories),
    factors: folded.factors.map((factor) => ({ ...factor })),
    ...(sees && { distribution: distributionOf(after, folded) }),
  }
}

function toSide({ policy, window, labels }: Side, isAdopted: boolean): Shown['before'] {
  const { name, version, effectiveFrom, gradeBy, level } = policy
  return { name, version: isAdopted ? version : null, effectiveFrom, gradeBy, level, ...window, labels: [...labels] }
}

function toCounts({ before, after }: Comparison, counted: Counted, sees: boolean) {
  const countIn = ({ labels }: Side, counts: Uint32Array, grade: string | null): number | null => {
    const place = grade === null ? labels.length : labels.indexOf(grade)
    return place === -1 ? null : (counts[place] ?? 0)
  }
  const grades = [...new Set([...after.labels, ...before.labels]), null]
  const changes = Object.fromEntries(regradeClasses.map((name, index) => [name, counted.changes[index] ?? 0]))
  return {
    // Object.fromEntries forgets which names there are.
    changes: changes as Shown['changes'],
    grades: grades.map((grade) => ({
      grade,
      before: countIn(before, counted.before, grade),
      after: countIn(after, counted.after, grade),
    })),
    ...(sees && { spendBefore: formatMicros(counted.spendBefore), spendAfter: formatMicros(counted.spendAfter) }),
  }
}

/** Groups by how many of their accounts change, the most first. */
function toGroups(
  comparison: Comparison,
  groups: FoldedComparison['byOwner'],
  entries: readonly Entry[],
): Shown['byOwner'] {
  const kept = regradeClasses.indexOf('kept')
  return [...groups]
    .map(([index, counted]) => ({
      entry: entries[index],
      counted,
      moved: counted.accounts - (counted.changes[kept] ?? 0),
    }))
    .toSorted(
      (one, other) =>
        other.moved - one.moved ||
        other.counted.accounts - one.counted.accounts ||
        compareNames(one.entry, other.entry),
    )
    .map(({ entry, counted }) => ({
      group: entry ? { key: entry.key, name: entry.name } : null,
      accounts: counted.accounts,
      ...toCounts(comparison, counted, true),
    }))
}

function compareNames(one: Entry | undefined, other: Entry | undefined): number {
  const [name, otherName] = [one?.key ?? '', other?.key ?? '']
  return name < otherName ? -1 : name > otherName ? 1 : 0
}

function distributionOf({ policy }: Side, { values }: FoldedComparison): Shown['distribution'] {
  const bounds = gradeBounds(policy)
  return {
    of: policy.gradeBy,
    bins: binValues(values, { of: policy.gradeBy, bounds }).map(({ from, below, label, count }) => ({
      from: from === null ? null : valueText(from, policy.gradeBy),
      below: below === null ? null : valueText(below, policy.gradeBy),
      grade: label,
      count,
    })),
    bounds: countNearBounds(values, bounds).map(({ atLeast, ...counts }) => ({
      ...counts,
      atLeast: valueText(atLeast, policy.gradeBy),
    })),
  }
}

/** Money with its two places at least, points with as many as they have. */
export function valueText(value: Micros, of: GradeBasis): string {
  return formatMicros(value, of === 'score' ? 0 : 2)
}
