import { grossProfit, hasActivity } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { fold } from '../../domain/fold.ts'
import { distanceToNext, gradeBounds } from '../../domain/grade.ts'
import type { GradeResult } from '../../domain/grade.ts'
import { averageDaysLate } from '../../domain/metrics/average-days-late.ts'
import { grossMarginRate } from '../../domain/metrics/gross-margin-rate.ts'
import type { MetricValue } from '../../domain/metric-definition.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Movement } from '../../domain/movement.ts'
import { noAccountId, noAccountName } from '../../domain/no-account.ts'
import type { Policy } from '../../domain/policy.ts'
import type { InvoiceSpan } from '../../ledger/facts/invoice-span.ts'
import type { Lateness } from '../../ledger/facts/lateness.ts'
import type { RecentSpend } from '../../ledger/facts/recent-spend.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import type { PeriodMovement } from '../grade/compare-periods.ts'
import type { AccountOnDay } from '../account/read-accounts.ts'
import { ungraded } from '../grade/grade-book.ts'
import type { GradedAccount } from '../grade/grade-book.ts'

/** What the rows of a generation are made from, beside the grades at both ends. Maps are by account id. */
export interface ViewSource {
  readonly policy: Policy
  /** Accounts with a part in the later window; all others were there at the earlier end only. */
  readonly after: ReadonlySet<string>
  readonly spans: ReadonlyMap<string, InvoiceSpan>
  readonly lateness: ReadonlyMap<string, Lateness>
  readonly recent: ReadonlyMap<string, RecentSpend>
  readonly weekGrades: ReadonlyMap<string, string | null>
  /** Names of accounts that are an ultimate parent. */
  readonly rootNames: ReadonlyMap<string, string>
  /** Names of owners, territories and segments, by what it is and `source/key`: `owner main/r1`. */
  readonly names: ReadonlyMap<string, string>
}

/** An account of either end at its place: by folded name, the order that all others fall back to. */
export interface PlacedAccount {
  readonly position: number
  readonly foldedName: string
  readonly foldedKey: string
  readonly account: GradedAccount
  readonly move: Movement
}

/** Puts the accounts of a comparison in their places. */
export function placeAccounts(moves: PeriodMovement['moves']): PlacedAccount[] {
  const placed = moves.map((move) => ({
    account: move.account,
    move,
    foldedName: fold(move.account.name),
    foldedKey: fold(move.account.key),
  }))
  placed.sort(
    (one, other) =>
      compareText(one.foldedName, other.foldedName) ||
      compareText(one.account.source, other.account.source) ||
      compareText(one.account.key, other.account.key),
  )
  return placed.map((one, position) => ({ ...one, position }))
}

/** Accounts of neither window, as they stand on its last day: nobody lists them, but their card and papers are still found. */
export function placeFormer(accounts: readonly AccountOnDay[], from: number): PlacedAccount[] {
  const nothing = { from: null, to: null, spendBefore: null, spendAfter: null, change: 0n, lastInvoice: null }
  const never = { lostValue: null, ownerBefore: null, ownerAfter: null }
  const moves = accounts.map((account) => ({
    id: account.id,
    class: 'ungraded' as const,
    ...nothing,
    ...never,
    account: { ...account, facts: null, graded: ungraded },
  }))
  return placeAccounts(moves).map((placed) => ({ ...placed, position: placed.position + from }))
}

/** By code units: the same on every machine. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** The row of an account in a generation. */
export function accountToRow(generation: number, placed: PlacedAccount, source: ViewSource): StoredAccount {
  const { account, move, position } = placed
  const isAfter = source.after.has(account.id)
  const facts = isAfter ? account.facts : null
  const result = isAfter ? account.graded.result : null
  const rootName = account.rootId === account.id ? undefined : source.rootNames.get(account.rootId)
  const { owner, territory, segment } = placesOf(account)
  return {
    generation: BigInt(generation),
    position: BigInt(position),
    account_id: account.id,
    source: account.source,
    key: account.key,
    name: account.name,
    stub: bit(account.stub),
    valid: bit(isAfter && account.valid),
    root_id: rootName === undefined ? null : account.rootId,
    root_name: rootName ?? null,
    owner_key: owner,
    owner_name: nameOf(source, 'owner', owner),
    territory_key: territory,
    territory_name: nameOf(source, 'territory', territory),
    segment_key: segment,
    segment_name: nameOf(source, 'segment', segment),
    grade: move.to,
    grade_before: move.from,
    grade_week: source.weekGrades.get(account.id) ?? null,
    movement: move.class,
    spend: move.spendAfter,
    spend_before: move.spendBefore,
    spend_change: move.change,
    ...distances(result, source.policy),
    ...figures(account.id, facts, source),
  }
}

/** Owner, territory and segment of an account, each as `source/key`; null for none. */
function placesOf({ source, owner, territory, segment }: GradedAccount) {
  return {
    owner: owner && `${owner.source}/${owner.key}`,
    territory: territory === null ? null : `${source}/${territory}`,
    segment: segment === null ? null : `${source}/${segment}`,
  }
}

/** The row of what stands on no account, after the last one; null when nothing does in either window. */
export function noAccountToRow(
  generation: number,
  position: number,
  { before, after }: { readonly before: AccountFacts | null; readonly after: AccountFacts | null },
  source: ViewSource,
): StoredAccount | null {
  if (!before && !after) return null
  const [spend, spendBefore] = [spendOf(after), spendOf(before)]
  const nobody = { owner_key: null, owner_name: null }
  const nowhere = { territory_key: null, territory_name: null, segment_key: null, segment_name: null }
  return {
    generation: BigInt(generation),
    position: BigInt(position),
    account_id: noAccountId,
    source: '',
    key: '',
    name: noAccountName,
    stub: 0n,
    valid: 0n,
    root_id: null,
    root_name: null,
    ...nobody,
    ...nowhere,
    grade: null,
    grade_before: null,
    grade_week: null,
    movement: 'ungraded',
    spend,
    spend_before: spendBefore,
    spend_change: (spend ?? 0n) - (spendBefore ?? 0n),
    ...distances(null, source.policy),
    ...figures(noAccountId, after, source),
  }
}

function nameOf({ names }: ViewSource, what: string, key: string | null): string | null {
  // A key without a row of its own is its own name.
  return key === null ? null : (names.get(`${what} ${key}`) ?? key.slice(key.indexOf('/') + 1))
}

function spendOf(facts: AccountFacts | null): Micros | null {
  return facts && hasActivity(facts) ? facts.spend : null
}

function bit(condition: boolean): bigint {
  return condition ? 1n : 0n
}

/** How far what is graded stands from the bounds around it; unknown where the grade goes by a score. */
function distances(result: GradeResult | null, policy: Policy) {
  const bounds = gradeBounds(policy)
  const rank = result ? bounds.findIndex(({ label }) => label === result.label) : -1
  const own = bounds[rank]?.atLeast ?? null
  const goesBySpend = result !== null && policy.gradeBy === 'spend'
  return {
    flagged: bit(result?.flagged ?? false),
    next_grade: rank > 0 ? (bounds[rank - 1]?.label ?? null) : null,
    to_next: goesBySpend ? (distanceToNext(result.basis, policy)?.missing ?? null) : null,
    above: goesBySpend && own !== null ? result.basis - own : null,
  }
}

function figures(id: string, facts: AccountFacts | null, source: ViewSource) {
  const { minCoverage } = source.policy
  const [span, late, recent] = [source.spans.get(id), source.lateness.get(id), source.recent.get(id)]
  return {
    cost: facts && facts.costedMagnitude !== 0n ? facts.cost : null,
    costed_spend: facts?.costedSpend ?? 0n,
    spend_magnitude: facts?.spendMagnitude ?? 0n,
    costed_magnitude: facts?.costedMagnitude ?? 0n,
    gross_profit: facts && grossProfit(facts, minCoverage),
    margin_rate: facts && numberOf(grossMarginRate.compute(facts, { minCoverage })),
    orders: BigInt(facts?.orders ?? 0),
    lines: BigInt(facts?.lines ?? 0),
    invoices: BigInt(facts?.invoices ?? 0),
    first_invoice: span?.first ?? null,
    last_invoice: span?.last ?? null,
    days_late: facts && late ? numberOf(averageDaysLate.compute({ ...facts, ...late }, { minCoverage })) : null,
    week_spend: recent?.weekSpend ?? 0n,
    week_invoices: BigInt(recent?.weekInvoices ?? 0),
    months: recent ? JSON.stringify(recent.months.map((month) => formatMicros(month))) : null,
  }
}

function numberOf(value: MetricValue | null): number | null {
  return value?.kind === 'number' ? value.value : null
}
