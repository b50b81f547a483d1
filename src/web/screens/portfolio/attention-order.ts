import type { Output } from '../../../contract/operations.ts'
import { parseMicros } from '../../../domain/money.ts'
import type { Attention } from './attention-sentence.ts'

type Alert = Output<'listAlerts'>['items'][number]

/** An account that deserves a look: because it moved, because it is silent or declines, or both. */
export interface AttentionEntry {
  readonly account: Attention['account']
  readonly move: Attention | null
  readonly alert: Alert | null
}

/**
 * Movers and alerts in one list, an account once. What was lost, and what an alert puts at stake, counts twice a gain. Without
 * money in sight alerts come first, each kind in the order the server gave it: an order by money would tell it.
 */
export function rankAttention(moves: readonly Attention[], alerts: readonly Alert[]): readonly AttentionEntry[] {
  const moveById = new Map(moves.map((move) => [move.account.id, move]))
  const alerted = new Set(alerts.map(({ account }) => account.id))
  const seen = new Set<string>()
  const entries = [
    ...alerts.flatMap((alert): AttentionEntry[] => {
      // A silent account that declines too has two alerts: the first weighs more.
      if (seen.has(alert.account.id)) return []
      seen.add(alert.account.id)
      return [{ account: alert.account, move: moveById.get(alert.account.id) ?? null, alert }]
    }),
    ...moves
      .filter(({ account }) => !alerted.has(account.id))
      .map((move): AttentionEntry => ({ account: move.account, move, alert: null })),
  ]
  const weights = new Map(entries.map((entry) => [entry, weightOf(entry)]))
  if ([...weights.values()].some((weight) => weight === null)) return entries
  return entries.toSorted((one, other) => compare(weights.get(other) ?? 0n, weights.get(one) ?? 0n))
}

/** What an entry weighs, in millionths; null where its money is not in sight. */
function weightOf({ move, alert }: AttentionEntry): bigint | null {
  const change = move?.change === undefined ? null : parseMicros(move.change)
  const stake = alert?.stake === undefined ? null : parseMicros(alert.stake)
  if (change === null && stake === null) return null
  const moved = change === null ? 0n : change < 0n ? -2n * change : change
  const atStake = 2n * (stake ?? 0n)
  return moved > atStake ? moved : atStake
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
