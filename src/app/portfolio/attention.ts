import type { Output } from '../../contract/operations.ts'
import { attentionOf, capAttention } from '../../domain/attention.ts'
import type { Attention, FamilyFall } from '../../domain/attention.ts'
import { bandOf, bandRank } from '../../domain/band.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { movementClasses } from '../../domain/movement.ts'
import type { MovementClass } from '../../domain/movement.ts'
import { readPositions } from '../../records/account-view.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import type { View } from '../account-view/get-view.ts'
import { sees, seesAll } from '../account-view/sight.ts'
import type { Selection, Sight } from '../account-view/sight.ts'
import { openTrends } from '../account-view/trends.ts'
import type { Trends } from '../account-view/trends.ts'
import { none, openColumns, unknownMoney } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { eachPosition } from './take-turns.ts'

export type ListedAttention = Output<'getPortfolio'>['attention'][number]
export interface AttentionCaps {
  readonly perOwner: number
  readonly total: number
}

/** An account that may go on the list. Owners are indexes here: `none` has a place of its own. */
interface Candidate {
  readonly position: number
  readonly owner: string
  readonly reason: Attention['reason']
  readonly weight: bigint
}

/**
 * The accounts of a selection that deserve a look, the weightiest first. Who sees the money of all of them has the list ranked
 * by it, with what shrank inside a grade and families of products that were lost. For anybody else it holds who moved, ranked
 * by bands, which they see anyway: neither the order nor the choice tells more.
 */
export async function listAttention(
  ctx: Ctx,
  view: View,
  { selection, sight, caps }: { readonly selection: Selection; readonly sight: Sight; readonly caps: AttentionCaps },
): Promise<ListedAttention[]> {
  const columns = openColumns(ctx, view)
  const trends = await openTrends(ctx, view)
  const [movement, owners] = [await columns.ints('movement'), await columns.ints('owner')]
  const [spend, spendBefore] = [await columns.money('spend'), await columns.money('spendBefore')]
  const weigh = seesAll(sight.spend, selection) ? attentionOf : attentionByBand
  const bestByOwner = new Map<number, Candidate[]>()
  await eachPosition(columns.count, (position) => {
    if (selection !== null && selection[position] !== 1) return
    const found = weigh({
      movement: movementAt(movement[position]),
      spend: known(spend[position]),
      spendBefore: known(spendBefore[position]),
      fall: fallAt(trends, position),
    })
    if (!found) return
    const owner = owners[position] ?? none
    const best = bestByOwner.get(owner) ?? []
    bestByOwner.set(owner, best)
    keepBest(best, { position, owner: String(owner), reason: found.reason, weight: found.weight }, caps.perOwner)
  })
  const ranked = [...bestByOwner.values()].flat().toSorted(byWeight)
  const kept = capAttention(ranked, caps)
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    kept.map(({ position }) => position),
  )
  return kept.flatMap((candidate, index) => {
    const row = rows[index]
    return row ? [toListed(row, candidate, { sight, trends })] : []
  })
}

/** What a reader of bands sees: that it moved, and the higher of the bands it moved between. A loss goes before a gain. */
function attentionByBand(mover: {
  readonly movement: MovementClass
  readonly spend: Micros | null
  readonly spendBefore: Micros | null
}): Attention | null {
  const { movement, spend, spendBefore } = mover
  if (movement === 'kept' || movement === 'ungraded') return null
  const ranks = [spend, spendBefore].flatMap((amount) => (amount === null ? [] : [bandRank(amount)]))
  const weight = BigInt(2 * Math.max(-1, ...ranks) + (movement === 'lost' || movement === 'down' ? 3 : 2))
  return { reason: movement, stake: weight, weight }
}

/** Puts a candidate among the best of its owner, if it is one. */
function keepBest(best: Candidate[], candidate: Candidate, most: number): void {
  const last = best.at(-1)
  if (best.length >= most && last && byWeight(last, candidate) <= 0) return
  best.push(candidate)
  best.sort(byWeight)
  if (best.length > most) best.pop()
}

function byWeight(left: Candidate, right: Candidate): number {
  if (left.weight !== right.weight) return left.weight > right.weight ? -1 : 1
  return left.position - right.position
}

function toListed(
  row: StoredAccount,
  { position, reason }: Candidate,
  { sight, trends }: { readonly sight: Sight; readonly trends: Trends },
): ListedAttention {
  const shown = toAccountRow(row, sight)
  const isSeen = sees(sight.spend, position)
  const fall =
    isSeen && (reason === 'down' || reason === 'shrinking' || reason === 'family-lost')
      ? fallAt(trends, position)
      : null
  const family = fall && trends.families.find(({ key }) => key === fall.family)
  return {
    account: { id: shown.id, key: shown.key, name: shown.name },
    owner: shown.owner,
    movement: shown.movement,
    from: shown.gradeBefore,
    to: shown.grade,
    spendBandBefore: row.spend_before === null ? null : bandOf(row.spend_before),
    spendBand: shown.spendBand,
    lastInvoice: shown.lastInvoice,
    reason,
    family: family ?? null,
    ...(isSeen && {
      change: formatMicros(row.spend_change),
      spend: row.spend === null ? null : formatMicros(row.spend),
      spendBefore: row.spend_before === null ? null : formatMicros(row.spend_before),
      familyChange: fall && formatMicros((fall.after ?? 0n) - fall.before),
    }),
  }
}

function fallAt({ fallFamily, fallBefore, fallAfter, families }: Trends, position: number): FamilyFall | null {
  const family = families[fallFamily[position] ?? none]
  const before = known(fallBefore[position])
  return family && before !== null ? { family: family.key, before, after: known(fallAfter[position]) } : null
}

function movementAt(index: number | undefined): MovementClass {
  return movementClasses[index ?? none] ?? 'ungraded'
}

function known(amount: bigint | undefined): Micros | null {
  return amount === undefined || amount === unknownMoney ? null : amount
}
