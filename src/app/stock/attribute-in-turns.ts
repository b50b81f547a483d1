import { setImmediate } from 'node:timers/promises'
import { attributeStock, joinAttributions } from '../../domain/inventory/attribution.ts'
import type { Attribution, Holding, Pool, StockToAttribute } from '../../domain/inventory/attribution.ts'
import type { UntakenItem } from '../../ledger/facts/commitment-facts.ts'
import type { HeldItem } from '../../ledger/facts/stock-holdings.ts'

/** Items after which others get a turn: some ten milliseconds in a book with many promises. */
const itemsPerTurn = 256

/** What is attributed by, for all items alike. */
type Rules = Pick<StockToAttribute, 'days' | 'rates' | 'isCounted' | 'soldOf'>

/** Attributes stock item by item: no item depends on another. */
export async function attributeInTurns(
  held: readonly HeldItem[],
  late: readonly UntakenItem[],
  rules: Rules,
): Promise<Attribution> {
  const heldByItem = Map.groupBy(held, ({ item }) => item)
  const lateByItem = Map.groupBy(late, ({ item }) => item)
  const items = [...new Set([...heldByItem.keys(), ...lateByItem.keys()])]
  const spans = rules.rates.length
  const parts: Attribution[] = []
  for (let at = 0; at < items.length; at += itemsPerTurn) {
    if (at > 0) await setImmediate()
    const some = items.slice(at, at + itemsPerTurn)
    const lain = some.flatMap((item) => heldByItem.get(item) ?? [])
    parts.push(
      attributeStock({
        ...rules,
        dedicated: holdingsOf(lain.filter(isDedicated), spans),
        pools: poolsOf(lain, spans),
        untaken: holdingsOf(
          some.flatMap((item) => lateByItem.get(item) ?? []),
          spans,
        ),
      }),
    )
  }
  return joinAttributions(parts)
}

interface HeldFor {
  readonly accountId: string
  readonly item: string
  readonly span: number
  readonly valueDays: bigint
}

function isDedicated(row: HeldItem): row is HeldItem & HeldFor {
  return row.accountId !== null
}

function holdingsOf(rows: readonly HeldFor[], spans: number): readonly Holding[] {
  // Mostly one rate holds on all days; then each row is an account and an item of its own.
  if (spans === 1) return rows.map(({ accountId, item, valueDays }) => ({ accountId, item, held: [valueDays] }))
  const byKey = Map.groupBy(rows, ({ accountId, item }) => `${accountId} ${item}`)
  return [...byKey.values()].flatMap((own) => {
    const [first] = own
    return first ? [{ accountId: first.accountId, item: first.item, held: valueDaysOf(own, spans) }] : []
  })
}

function poolsOf(rows: readonly HeldItem[], spans: number): readonly Pool[] {
  const byItem = Map.groupBy(
    rows.filter(({ accountId }) => accountId === null),
    ({ item }) => item,
  )
  return [...byItem].map(([item, own]) => ({
    item,
    held: valueDaysOf(own, spans),
    coverDays: own.reduce((sum, one) => sum + one.coverDays, 0n),
  }))
}

function valueDaysOf(
  rows: readonly { readonly span: number; readonly valueDays: bigint }[],
  spans: number,
): readonly bigint[] {
  const held = Array.from({ length: spans }, () => 0n)
  for (const { span, valueDays } of rows) held[span] = (held[span] ?? 0n) + valueDays
  return held
}
