import type { Output } from '../../../contract/operations.ts'
import { parseMicros } from '../../../domain/money.ts'
import type { Attention } from './attention-sentence.ts'

type Alert = Output<'listAlerts'>['items'][number]

/** An account that deserves a look: because it moved, because it is silent or declines, or both. */
export interface AttentionEntry {
  readonly account: Attention['account']
  readonly move: Attention | null
  readonly alert: Alert | null
  /** What weighs most of the two, where both are there: the money of it is shown. */
  readonly leads: 'move' | 'alert'
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
      const move = moveById.get(alert.account.id) ?? null
      return [
        {
          account: alert.account,
          move,
          alert,
          leads: weightOf({ move, alert: null }) > weightOf({ move: null, alert }) ? 'move' : 'alert',
        },
      ]
    }),
    ...moves
      .filter(({ account }) => !alerted.has(account.id))
      .map((move): AttentionEntry => ({ account: move.account, move, alert: null, leads: 'move' })),
  ]
  const hasAll = entries.every(({ move, alert }) => move?.change !== undefined || alert?.stake !== undefined)
  return hasAll ? entries.toSorted((one, other) => compare(weightOf(other), weightOf(one))) : entries
}

/** What an entry weighs, in millionths. */
function weightOf({ move, alert }: Pick<AttentionEntry, 'move' | 'alert'>): bigint {
  const change = parseMicros(move?.change ?? '0')
  const moved = change < 0n ? -2n * change : change
  const atStake = 2n * parseMicros(alert?.stake ?? '0')
  return moved > atStake ? moved : atStake
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
