import { setImmediate } from 'node:timers/promises'
import { bridgeLines } from '../../domain/bridge/bridge-lines.ts'
import type { MoneySums } from '../../domain/bridge/bridge-sums.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Span } from '../../domain/period.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { bridgedLines } from '../../ledger/facts/bridge-lines.ts'
import type { AccountLinesOfUnit } from '../../ledger/facts/bridge-lines.ts'
import type { Ledger } from '../../ledger/store/session.ts'
import { keepLatest } from '../keep-latest.ts'
import { readBasis } from './held-rates.ts'
import type { BridgeBasis } from './held-rates.ts'

/** Two windows over the same lines; the second neither begins nor ends before the first. */
export interface BridgedWindows {
  readonly before: Span
  readonly after: Span
  readonly watermark: number
  readonly kinds: readonly LineKind[]
}

/** Comparisons that are kept: of those that people look at now, with costs and without. */
const [keptBooks, keptBases] = [6, 24]
const booksByLedger = new WeakMap<Ledger, Map<string, Promise<ReadonlyMap<string, MoneySums>>>>()
const basesByLedger = new WeakMap<Ledger, Map<string, Promise<BridgeBasis>>>()

/** The rates that both windows are told at, and who counts in units, read once for as long as the ledger does not change. */
export function bridgeBasis(ledger: Ledger, windows: BridgedWindows): Promise<BridgeBasis> {
  return keepLatest(keptOf(basesByLedger, ledger), nameOf(windows), keptBases, () => readBasis(ledger, windows))
}

/**
 * What the lines of accounts in two windows come to, by account. The whole book is read in one statement, once for as long as the
 * ledger does not change; a few accounts by their keys where nobody has asked for all.
 */
export async function readLines(
  ledger: Ledger,
  windows: BridgedWindows,
  { withCosts, accounts }: { readonly withCosts: boolean; readonly accounts: 'all' | readonly string[] },
): Promise<ReadonlyMap<string, MoneySums>> {
  const kept = keptOf(booksByLedger, ledger)
  const name = `${nameOf(windows)} ${String(withCosts)}`
  const read = async (ids: readonly string[] | null) => {
    const basis = await bridgeBasis(ledger, windows)
    const scope = ids === null ? null : await accountScope(ledger, ids)
    return bridgeEach(await bridgedLines(ledger, { ...windows, ...basis, withCosts, scope }))
  }
  if (accounts !== 'all' && !kept.has(name)) return read(accounts)
  return keepLatest(kept, name, keptBooks, () => read(null))
}

function keptOf<T>(byLedger: WeakMap<Ledger, Map<string, Promise<T>>>, ledger: Ledger): Map<string, Promise<T>> {
  const kept = byLedger.get(ledger) ?? new Map<string, Promise<T>>()
  byLedger.set(ledger, kept)
  return kept
}

function nameOf({ before, after, watermark, kinds }: BridgedWindows): string {
  return JSON.stringify([before.from, before.to, after.from, after.to, watermark, kinds.toSorted()])
}

/** Accounts after which others get a turn: a few milliseconds. */
const accountsPerTurn = 1024

async function bridgeEach(lines: readonly AccountLinesOfUnit[]): Promise<ReadonlyMap<string, MoneySums>> {
  const groups = new Map<string, AccountLinesOfUnit[]>()
  for (const one of lines) {
    const group = groups.get(one.accountId)
    if (group) group.push(one)
    else groups.set(one.accountId, [one])
  }
  const sums = new Map<string, MoneySums>()
  for (const [id, group] of groups) {
    if (sums.size % accountsPerTurn === accountsPerTurn - 1) await setImmediate()
    sums.set(id, bridgeLines(group))
  }
  return sums
}
