import { dayToNumber } from '../../domain/day.ts'
import { finish, sumTable } from '../../domain/facts-table.ts'
import { metricColumn, noGrade, tableGrader } from '../../domain/grade-table.ts'
import type { MetricColumn } from '../../domain/grade-table.ts'
import { distanceToNext, gradeBounds } from '../../domain/grade.ts'
import type { Micros } from '../../domain/money.ts'
import { policyFamilies } from '../../domain/metric.ts'
import { movementClasses, movementClassOf } from '../../domain/movement.ts'
import type { Policy } from '../../domain/policy.ts'
import { findCurrent, writeColumn } from '../../records/account-view.ts'
import type { Generation } from '../../records/account-view.ts'
import { factsStamp } from '../../records/facts-stamp.ts'
import { copyColumns, copyRows, regradeRows } from '../../records/regrade-view.ts'
import type { Regraded } from '../../records/regrade-view.ts'
import type { Ctx } from '../context.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import { readPolicies } from '../policy/list-policies.ts'
import { narrowedColumns, readEnds } from './book-ends.ts'
import type { BookEnd, BookEnds } from './book-ends.ts'
import { knownMoney, knownOnly, moneyRanks, orderBy } from './column-orders.ts'
import { assertHeld } from './largest-amount.ts'
import { bytesOf, packBytes } from './pack.ts'
import { columnName, flag, none, openColumns, unknown, unknownMoney } from './view-columns.ts'

const rowsPerChunk = 2000

/** A generation that differs from a wanted one by the policy alone, with all that grading takes. */
export interface Regradable {
  readonly base: Generation
  readonly ends: BookEnds
}

/**
 * The generation that is shown of the period, when nothing was imported since it was made and another policy changes no figure
 * of it: same kinds, windows and coverage. Null where the figures have to be worked out.
 */
export async function findRegradable(
  ctx: Ctx,
  {
    later,
    earlier,
    watermark,
  }: { readonly later: GradedPeriod; readonly earlier: GradedPeriod; readonly watermark: number },
): Promise<Regradable | null> {
  const base = await findCurrent(ctx.records.view, later.period.label)
  if (base?.watermark !== watermark) return null
  const made = (await readPolicies(ctx.records.view)).find(
    ({ policy: { name, version } }) => name === base.policy.name && version === base.policy.version,
  )?.policy
  const windows = [base.from, base.to, base.before.period, base.before.from, base.before.to]
  const wanted = [later.window.from, later.window.to, earlier.period.label, earlier.window.from, earlier.window.to]
  if (!made || JSON.stringify(windows) !== JSON.stringify(wanted)) return null
  // Who asks for what is there already wants it worked out from the ledger.
  if (made === later.policy || figuresOf(made) !== figuresOf(later.policy)) return null
  // What the facts that are held were made from may have changed, whatever the new policy looks at.
  if ((await factsStamp(ctx.records.view, policyFamilies(made))) !== base.factsStamp) return null
  const ends = await readEnds(ctx.records.view, base.number)
  // Facts of a family are read for policies that look at them.
  const isRead = ends && policyFamilies(later.policy).every((family) => ends.after.facts.families.includes(family))
  return isRead === true ? { base, ends } : null
}

/** What the figures of a view depend on, whatever grades they make. */
function figuresOf({ kinds, window, fiscalYearStart, minCoverage }: Policy): string {
  return JSON.stringify([kinds.toSorted(), window, fiscalYearStart, minCoverage])
}

/** Writes what `base` holds as the generation `number`, graded by another policy: to the same rows as a whole build. */
export async function writeRegraded(
  ctx: Ctx,
  { base, ends }: Regradable,
  { number, policy }: { readonly number: number; readonly policy: Policy },
  signal: AbortSignal | undefined,
): Promise<void> {
  const { records } = ctx
  ctx.progress.report('grading by another policy', 0, null)
  const graded = await gradeAgain(ctx, { base, ends }, policy)
  for (let at = 0; at < base.accounts; at += rowsPerChunk) {
    signal?.throwIfAborted()
    ctx.progress.report('writing accounts', at, base.accounts)
    const end = Math.min(at + rowsPerChunk, base.accounts)
    const rows = Array.from({ length: end - at }, (_, index) => graded.rowAt(at + index))
    await regradeRows(records, { from: base.number, to: number }, rows)
  }
  await copyRows(records, { from: base.number, to: number }, base.accounts)
  for (const { name, numbers } of graded.columns()) {
    await writeColumn(records, number, name, packBytes(bytesOf(numbers)))
  }
  for (const { name, pieces } of await narrowedColumns(ends, policyFamilies(policy))) {
    await writeColumn(records, number, name, pieces)
  }
  signal?.throwIfAborted()
  await copyColumns(records, { from: base.number, to: number })
}

/** The grades of the three days by position, and what follows from them. */
async function gradeAgain(ctx: Ctx, { base, ends }: Regradable, policy: Policy) {
  const old = openColumns(ctx, base)
  const [firstInvoice, flags] = [await old.ints('firstInvoice'), await old.ints('flags')]
  const [after, before, week] = [
    gradeEnd(ends.after, policy),
    gradeEnd(ends.before, policy),
    gradeEnd(ends.week, policy),
  ]
  const bounds = gradeBounds(policy)
  const rankByLabel = new Map(bounds.map(({ label }, rank) => [label, rank]))
  const labelOf = (rank: number): string | null => bounds[rank]?.label ?? null
  const afterFrom = dayToNumber(base.from)
  const { accounts } = base
  const ints = () => new Int32Array(accounts).fill(none)
  const [grade, gradeBefore, gradeWeek, movement] = [ints(), ints(), ints(), ints()]
  const newFlags = Int32Array.from(flags)
  const [toNext, above] = [moneyOf(accounts), moneyOf(accounts)]
  for (let position = 0; position < accounts; position += 1) {
    const rank = after.rankOf(position)
    grade[position] = rank
    gradeBefore[position] = before.rankOf(position)
    gradeWeek[position] = week.rankOf(position)
    const first = firstInvoice[position] ?? unknown
    const moved = movementClassOf(
      { grade: labelOf(gradeBefore[position] ?? none), isActive: isActive(ends.before, position) },
      {
        grade: labelOf(rank),
        isActive: isActive(ends.after, position),
        isReturn: first !== unknown && first < afterFrom,
      },
      rankByLabel,
    )
    movement[position] = movementClasses.indexOf(moved)
    const isFlagged = rank !== noGrade && after.spendOf(position) <= 0n
    newFlags[position] = ((flags[position] ?? 0) & ~flag.flagged) | (isFlagged ? flag.flagged : 0)
    if (rank === noGrade || policy.gradeBy !== 'spend') continue
    const spend = after.spendOf(position)
    put(toNext, position, distanceToNext(spend, policy)?.missing ?? null)
    const own = bounds[rank]?.atLeast ?? null
    put(above, position, own === null ? null : spend - own)
  }
  return {
    rowAt: (position: number): Regraded => ({
      position,
      grade: labelOf(grade[position] ?? none),
      gradeBefore: labelOf(gradeBefore[position] ?? none),
      gradeWeek: labelOf(gradeWeek[position] ?? none),
      isFlagged: ((newFlags[position] ?? 0) & flag.flagged) !== 0,
      movement: movementClasses[movement[position] ?? 0] ?? 'ungraded',
      nextGrade: (grade[position] ?? none) > 0 ? labelOf((grade[position] ?? 0) - 1) : null,
      toNext: knownMoney(toNext[position]),
      above: knownMoney(above[position]),
    }),
    *columns() {
      yield { name: columnName.ints('grade'), numbers: grade }
      yield { name: columnName.ints('gradeBefore'), numbers: gradeBefore }
      yield { name: columnName.ints('gradeWeek'), numbers: gradeWeek }
      yield { name: columnName.ints('movement'), numbers: movement }
      yield { name: columnName.ints('flags'), numbers: newFlags }
      yield { name: columnName.money('toNext'), numbers: toNext }
      yield { name: columnName.money('above'), numbers: above }
      const orders = { grade: knownOnly(grade, none), toNext: moneyRanks(Array.from(toNext, knownMoney)) }
      for (const [sort, values] of Object.entries(orders)) {
        yield { name: columnName.order(sort), numbers: orderBy(values, 1) }
        yield { name: columnName.order(`-${sort}`), numbers: orderBy(values, -1) }
      }
    },
  }
}

function moneyOf(count: number): BigInt64Array {
  return new BigInt64Array(count).fill(unknownMoney)
}

function put(column: BigInt64Array, position: number, amount: Micros | null): void {
  if (amount === null) return
  assertHeld(amount)
  column[position] = amount
}

function isActive({ facts }: BookEnd, row: number): boolean {
  return facts.counts.lines[row] !== 0
}

/** The grades of a day: `rankOf` is `none` for an account that has none, or was none on the day. */
function gradeEnd({ facts, roots, isValid }: BookEnd, policy: Policy) {
  const isByAccount = policy.level === 'account'
  const table = isByAccount ? facts : finish(sumTable(facts, roots, facts.rows))
  const columns = new Map<string, MetricColumn>()
  if (policy.gradeBy === 'score') {
    for (const { metric } of policy.factors)
      columns.set(metric, finish(metricColumn(table, metric, policy.minCoverage)))
  }
  const grader = tableGrader(policy, table, columns)
  const basisRow = (row: number): number => (isByAccount ? row : (roots[row] ?? row))
  return {
    rankOf: (row: number): number => (isValid[row] === 1 ? grader.rankOf(basisRow(row)) : noGrade),
    spendOf: (row: number): Micros => table.money.spend[basisRow(row)] ?? 0n,
  }
}
