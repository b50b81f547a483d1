import { concentrationCurve } from '../../domain/concentration.ts'
import type { Curve } from '../../domain/concentration.ts'
import type { Micros } from '../../domain/money.ts'
import { familiesOf } from '../account-view/families.ts'
import type { Selection } from '../account-view/sight.ts'
import { unknownMoney } from '../account-view/view-columns.ts'
import type { ViewColumns } from '../account-view/view-columns.ts'
import { eachPosition } from './take-turns.ts'

/** Points of a drawn curve, and families named beside it. */
const [drawnPoints, namedFamilies] = [100, 10]

/** The money of the accounts of a selection under one ultimate parent. */
interface FamilySpend {
  /** Position of the ultimate parent. */
  readonly root: number
  readonly spend: Micros
}

export interface FoldedConcentration {
  readonly curve: Curve
  /** Families to which something was invoiced. */
  readonly families: number
  readonly largest: readonly FamilySpend[]
}

/** Concentration at the ultimate parent over the accounts of a selection. */
export async function foldConcentration(columns: ViewColumns, selection: Selection): Promise<FoldedConcentration> {
  const bySpend = await columns.order('-spend')
  const spend = await columns.money('spend')
  const families = await familiesOf(columns)
  const isOfFamily = new Uint8Array(columns.count)
  for (const members of families.values()) for (const member of members) isOfFamily[member] = 1
  const spendAt = (position: number): Micros | null => {
    if (selection !== null && selection[position] !== 1) return null
    const amount = spend[position] ?? unknownMoney
    return amount === unknownMoney ? null : amount
  }
  // Accounts that stand alone are sorted already; only the families, which are few, have to be.
  const shared = sumFamilies(families, spendAt)
  const sorted: FamilySpend[] = []
  let next = 0
  await eachPosition(bySpend.length, (place) => {
    const root = bySpend[place] ?? 0
    const own = isOfFamily[root] === 1 ? null : spendAt(root)
    if (own === null) return
    for (let family = shared[next]; family && family.spend >= own; family = shared[next]) {
      sorted.push(family)
      next += 1
    }
    sorted.push({ root, spend: own })
  })
  sorted.push(...shared.slice(next))
  return {
    curve: concentrationCurve(
      sorted.map((family) => family.spend),
      drawnPoints,
    ),
    families: sorted.length,
    largest: sorted.slice(0, namedFamilies),
  }
}

function sumFamilies(
  families: ReadonlyMap<number, readonly number[]>,
  spendAt: (position: number) => Micros | null,
): FamilySpend[] {
  const sums: FamilySpend[] = []
  for (const [root, members] of families) {
    const spends = members.flatMap((member) => spendAt(member) ?? [])
    if (spends.length > 0) sums.push({ root, spend: spends.reduce((sum, one) => sum + one, 0n) })
  }
  return sums.toSorted((left, right) =>
    left.spend === right.spend ? left.root - right.root : left.spend > right.spend ? -1 : 1,
  )
}
