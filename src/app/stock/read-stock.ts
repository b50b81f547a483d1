import type { CommitmentSums } from '../../domain/commitment/figures.ts'
import type { FamilyFacts } from '../../domain/fact-family.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import { commitmentFacts } from '../../ledger/facts/commitment-facts.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import type { Ctx } from '../context.ts'
import { measureStock } from './measure-stock.ts'

interface Question {
  readonly window: FactsWindow
  readonly kinds: readonly LineKind[]
  readonly scope: AccountScope | null
}

type StockFacts = Pick<
  FamilyFacts,
  'stockDedicated' | 'stockUntaken' | 'stockShared' | 'carrying' | 'stockUncosted' | 'carryingUnrated'
>

/** The facts of the stock that stands with each account. Shared stock goes by what all of them buy, so all are worked out. */
export async function readStockFacts(
  stores: Pick<Ctx, 'ledger' | 'records'>,
  { window, kinds, scope }: Question,
): Promise<ReadonlyMap<string, StockFacts>> {
  const { byAccount } = await measureStock(stores, window, kinds)
  const wanted = scope === null ? [...byAccount] : [...byAccount].filter(([id]) => scope.ids.includes(id))
  return new Map(
    wanted.map(
      ([
        id,
        {
          byRule: { dedicated, untaken, shared },
          uncosted,
          unrated,
        },
      ]) => [
        id,
        {
          stockDedicated: dedicated.stock,
          stockUntaken: untaken.stock,
          stockShared: shared.stock,
          carrying: dedicated.cost + untaken.cost + shared.cost,
          stockUncosted: uncosted,
          carryingUnrated: unrated,
        },
      ],
    ),
  )
}

/** The facts of what accounts said they would take by a day of the window. */
export async function readCommitmentFacts(
  { ledger }: Pick<Ctx, 'ledger'>,
  { window, scope }: Question,
): Promise<ReadonlyMap<string, CommitmentSums>> {
  return commitmentFacts(ledger, window, scope)
}
