import { hasActivity, sumFacts, type AccountFacts } from './facts.ts'
import { numberToMicros, parseMicros, type Micros } from './money.ts'
import type { GradeBasis, Policy } from './policy.ts'
import { scoreFactors, type Scorecard } from './scorecard.ts'

/** A grade and what made it. */
export interface GradeResult {
  readonly label: string
  /** What was compared with the bounds, unrounded: money under `basedOn` spend, millionths of a point under score. */
  readonly basis: Micros
  readonly basedOn: GradeBasis
  /** Net spend is zero or negative although there are invoices: the lowest grade whatever the policy grades by. */
  readonly flagged: boolean
}

/** One bound of a policy as an exact amount (money, or millionths of a point); null is the last grade, for everything below. */
export interface ExactBound {
  readonly label: string
  readonly atLeast: Micros | null
}

/** What is missing to the next better grade, in the unit the policy grades by. */
export interface Distance {
  readonly label: string
  readonly missing: Micros
}

/** One account of a book as the grading sees it. */
export interface BookAccount {
  readonly id: string
  /** Its ultimate parent; its own id when it has none. */
  readonly rootId: string
  /** Null when the ledger has no row for it in the window. */
  readonly facts: AccountFacts | null
  /** False for an account that is never graded, such as "No account"; its money still counts where it belongs. */
  readonly graded: boolean
}

/** The grade of one account of a book. */
export interface BookGrade {
  /** Null when nothing was invoiced at the level of the policy, when no factor is known, or when it is never graded. */
  readonly grade: string | null
  readonly result: GradeResult | null
  /** Spend of the account itself; null when nothing was invoiced to it. */
  readonly ownSpend: Micros | null
  /**
   * The facts the grade goes by: of the whole family when the policy grades ultimate parents, else its own. `scoreFactors` of
   * them is the score beside the grade; only who shows it pays for it.
   */
  readonly basisFacts: AccountFacts | null
}

/**
 * The grade of these facts. Bounds are inclusive at the bottom and compared unrounded. Net spend at or below zero with
 * invoices gets the lowest grade, flagged. Null when nothing was invoiced, and under a score policy when no factor is known.
 */
export function gradeOf(
  facts: AccountFacts | null,
  policy: Policy,
  scorecard: Scorecard | null = policy.gradeBy === 'score' ? scoreFactors(facts, policy) : null,
): GradeResult | null {
  if (!facts || !hasActivity(facts)) return null
  const bounds = gradeBounds(policy)
  if (facts.spend <= 0n) {
    return { label: bounds.at(-1)?.label ?? '', basis: facts.spend, basedOn: 'spend', flagged: true }
  }
  const score = scorecard?.score ?? null
  if (policy.gradeBy === 'score' && score === null) return null
  const basis = policy.gradeBy === 'score' ? numberToMicros(score ?? 0) : facts.spend
  return { label: labelFor(basis, bounds), basis, basedOn: policy.gradeBy, flagged: false }
}

/** What `basis` misses to the next better grade, in money or millionths of a point. Null for the best grade. */
export function distanceToNext(basis: Micros, policy: Policy): Distance | null {
  const next = gradeBounds(policy).findLast(({ atLeast }) => atLeast !== null && basis < atLeast)
  return next && next.atLeast !== null ? { label: next.label, missing: next.atLeast - basis } : null
}

/**
 * Grades every account of a book. When the policy grades ultimate parents, the facts of a family are added and every account
 * of it shows the grade of the family beside its own spend, one to which nothing was invoiced as well.
 */
export function gradeBook({
  accounts,
  policy,
}: {
  readonly accounts: readonly BookAccount[]
  readonly policy: Policy
}): Map<string, BookGrade> {
  const familyOf = (account: BookAccount): string => (policy.level === 'account' ? account.id : account.rootId)
  const factsByFamily = new Map<string, AccountFacts[]>()
  for (const account of accounts) {
    if (!account.facts) continue
    const family = factsByFamily.get(familyOf(account))
    if (family) family.push(account.facts)
    else factsByFamily.set(familyOf(account), [account.facts])
  }
  const gradesByFamily = new Map<string, { basisFacts: AccountFacts; result: GradeResult | null }>()
  for (const [id, list] of factsByFamily) {
    const basisFacts = sumFamily(id, list)
    gradesByFamily.set(id, { basisFacts, result: gradeOf(basisFacts, policy) })
  }

  const gradesById = new Map<string, BookGrade>()
  for (const account of accounts) {
    const ownSpend = account.facts && hasActivity(account.facts) ? account.facts.spend : null
    const family = gradesByFamily.get(familyOf(account))
    const result = account.graded ? (family?.result ?? null) : null
    gradesById.set(account.id, {
      grade: result?.label ?? null,
      result,
      ownSpend,
      basisFacts: family?.basisFacts ?? null,
    })
  }
  return gradesById
}

/** How many of the grades there are of each label and of null, zeros included, in the order of the policy with null last. */
export function gradeCounts(grades: Iterable<string | null>, policy: Policy): Map<string | null, number> {
  const counts = new Map<string | null, number>(policy.grades.map(({ label }) => [label, 0]))
  counts.set(null, 0)
  for (const grade of grades) {
    const count = counts.get(grade)
    if (count === undefined) throw new RangeError(`Cannot count grade "${grade}" under policy "${policy.name}"`)
    counts.set(grade, count + 1)
  }
  return counts
}

function sumFamily(id: string, list: readonly AccountFacts[]): AccountFacts {
  const [only] = list
  return list.length === 1 && only?.accountId === id ? only : sumFacts(id, list)
}

function labelFor(basis: Micros, bounds: readonly ExactBound[]): string {
  return bounds.find(({ atLeast }) => atLeast === null || basis >= atLeast)?.label ?? ''
}

const boundsByPolicy = new WeakMap<Policy, readonly ExactBound[]>()

/** The bounds of a policy as exact amounts, best first. */
export function gradeBounds(policy: Policy): readonly ExactBound[] {
  const bounds =
    boundsByPolicy.get(policy) ??
    policy.grades.map(({ label, atLeast }) => ({ label, atLeast: atLeast === null ? null : parseMicros(atLeast) }))
  boundsByPolicy.set(policy, bounds)
  return bounds
}
