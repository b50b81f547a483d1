import type { Output } from '../../contract/operations.ts'
import type { PolicyChoice } from '../../contract/policy.ts'
import { tellsCosts } from '../../domain/metric.ts'
import type { Policy } from '../../domain/policy.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { readPeriod } from '../grade/read-period.ts'
import { readPolicies } from '../policy/list-policies.ts'
import { readPolicyDocument } from '../policy/save-policy.ts'
import { requireRight } from '../right.ts'
import { openBookOnDay } from './book-on-day.ts'
import type { BookOnDay } from './book-on-day.ts'
import { coverOf } from './cover.ts'
import { gradeSide } from './grade-side.ts'
import type { Side } from './grade-side.ts'

/** Which policies are compared, and over which part of the book. */
export interface ComparisonInput {
  /** Null for the policy that holds at the end of the period. */
  readonly before: PolicyName | null
  readonly after: PolicyChoice
  readonly period?: string | undefined
  readonly owner?: string | undefined
  readonly territory?: string | undefined
}

interface PolicyName {
  readonly name: string
  readonly version: number
}

/** A book graded by two policies on one day. */
export interface Comparison {
  readonly basis: Output<'previewPolicy'>['basis']
  readonly book: BookOnDay
  readonly before: Side
  readonly after: Side
  /** Whether the later policy is adopted. */
  readonly isAdopted: boolean
  /** 1 for the accounts of the part that was asked for, by row; all that are accounts on the day. */
  readonly part: Uint8Array
  /** 1 for those of them whose figures may be counted. */
  readonly covered: Uint8Array
}

/**
 * Grades the book at the end of a period by two policies. A document needs the right to policies; versions that were adopted
 * only that to accounts. Counted is what the reader may see the money of, whatever is asked.
 */
export async function openComparison(ctx: Ctx, input: ComparisonInput): Promise<Comparison> {
  const isDocument = 'grades' in input.after
  requireRight(ctx, isDocument ? 'policy' : 'read-account')
  const currency = await baseCurrencyOf(ctx.ledger)
  if (currency === undefined) {
    throw new BookError('not-found', 'Cannot look at an empty book: import invoice lines first')
  }
  const { period, policy: held } = await readPeriod(ctx, input.period ?? null)
  const before = input.before === null ? held : await getPolicyNamed(ctx, input.before)
  const after = 'grades' in input.after ? readPolicyDocument(input.after) : await getPolicyNamed(ctx, input.after)
  const book = await openBookOnDay(ctx, period.to)
  const sides = { before: await gradeSide(ctx, book, before), after: await gradeSide(ctx, book, after) }
  const part = partOf(book, input)
  const cover = coverOf(ctx.actor, book, {
    sides: [sides.before, sides.after],
    isFamily: [before, after].some(({ level }) => level === 'ultimate-parent'),
    showsMargin: [before, after].some(showsMargin),
  })
  return {
    basis: { period: period.label, asOf: period.to, currency, watermark: book.watermark },
    book,
    ...sides,
    isAdopted: !isDocument,
    part,
    covered: cover === 'all' ? part : part.map((isIn, row) => isIn & (cover[row] ?? 0)),
  }
}

async function getPolicyNamed(ctx: Ctx, { name, version }: PolicyName): Promise<Policy> {
  const listed = await readPolicies(ctx.records.view)
  const found = listed.find(({ policy }) => policy.name === name && policy.version === version)
  if (found) return found.policy
  throw new BookError('not-found', `Cannot find policy "${name}" version ${String(version)}`)
}

/** Whether grades go by what things cost: whoever tries bounds on them learns it. */
function showsMargin({ gradeBy, factors }: Policy): boolean {
  return gradeBy === 'score' && factors.some(({ metric }) => tellsCosts(metric))
}

/** How an address names what has no owner or territory. */
const nobody = 'none'

function partOf(book: BookOnDay, { owner, territory }: Pick<ComparisonInput, 'owner' | 'territory'>): Uint8Array {
  const isOwner = owner === undefined ? null : indexesOf(book.owners, owner, false)
  const isTerritory = territory === undefined ? null : indexesOf(book.territories, territory, true)
  return book.isValid.map((isValid, row) =>
    isValid === 1 &&
    (isOwner === null || isOwner.has(book.owner[row] ?? none)) &&
    (isTerritory === null || isTerritory.has(book.territory[row] ?? none))
      ? 1
      : 0,
  )
}

/** The indexes of a key, `none` for nobody; of a territory with all below it. */
function indexesOf(entries: readonly Entry[], key: string, withBelow: boolean): ReadonlySet<number> {
  if (key === nobody) return new Set([none])
  const isIn = (index: number, steps: number): boolean => {
    const entry = entries[index]
    if (!entry || steps > entries.length) return false
    return entry.key === key || (withBelow && isIn(entry.parent, steps + 1))
  }
  return new Set(Array.from(entries.keys()).filter((index) => isIn(index, 0)))
}
