import type { FactFamily, FamilyFacts } from '../../domain/fact-family.ts'
import { emptyFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import { latenessFacts } from '../../ledger/facts/lateness.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { valueFacts } from '../../ledger/facts/value-facts.ts'
import type { Ctx } from '../context.ts'
import { fitFacts, standingFacts } from './fit-facts.ts'
import { readReceivableFacts } from '../receivable-facts/read-receivable-facts.ts'
import { readExtraFacts } from '../service/read-extras.ts'
import { readCommitmentFacts, readStockFacts } from '../stock/read-stock.ts'
import { readServiceFacts } from '../service/read-service.ts'

/** Where facts are read: the ledger, and the records that hold rates and what people judged. */
export type FactsStores = Pick<Ctx, 'ledger' | 'records'>

export interface FactsQuestion {
  readonly window: FactsWindow
  /** The line kinds whose net is spend. */
  readonly kinds: readonly LineKind[]
  /** The accounts that are asked for; null for all. */
  readonly scope: AccountScope | null
}

/** Reads the facts of one family: by account, those without any left out. */
type FamilyReader = (stores: FactsStores, question: FactsQuestion) => Promise<ReadonlyMap<string, Partial<FamilyFacts>>>

const readers: Partial<Record<FactFamily, FamilyReader>> = {
  payments: ({ ledger }, { window, scope }) => latenessFacts(ledger, window, scope),
  receivables: readReceivableFacts,
  commitments: readCommitmentFacts,
  stock: readStockFacts,
  service: readServiceFacts,
  extras: readExtraFacts,
  standing: standingFacts,
  fit: fitFacts,
}

/** Questions that are asked side by side: while one is turned into facts, the ledger works on the next. */
const lanes = 2

/**
 * What grading takes of every account: money and counts of the lines in the window, and the families that are asked for. An
 * account of which only a family knows something has no lines; of payments alone it is left out.
 */
export async function readFacts(
  stores: FactsStores,
  window: FactsWindow,
  { kinds, families }: { readonly kinds: readonly LineKind[]; readonly families: readonly FactFamily[] },
): Promise<Map<string, AccountFacts>> {
  const question = { window, kinds, scope: null }
  const [facts, read] = await Promise.all([
    valueFacts(stores.ledger, window, kinds),
    readFamilies(stores, question, families),
  ])
  return addAll(facts, read, { isShared: false })
}

/** Adds the facts of these families to what is known of the lines. */
export async function addFamilyFacts(
  stores: FactsStores,
  facts: Map<string, AccountFacts>,
  question: FactsQuestion,
  families: readonly FactFamily[],
): Promise<Map<string, AccountFacts>> {
  return addAll(facts, await readFamilies(stores, question, families), { isShared: true })
}

type FoundFacts = readonly (readonly [FactFamily, ReadonlyMap<string, Partial<FamilyFacts>>])[]

async function readFamilies(
  stores: FactsStores,
  question: FactsQuestion,
  families: readonly FactFamily[],
): Promise<FoundFacts> {
  const found = new Map<FactFamily, ReadonlyMap<string, Partial<FamilyFacts>>>()
  // The longest come first, so that none is left alone at the end.
  const waiting = longestFirst.filter((family) => families.includes(family))
  const work = async (): Promise<void> => {
    for (let family = waiting.shift(); family !== undefined; family = waiting.shift()) {
      found.set(family, (await readers[family]?.(stores, question)) ?? new Map<string, never>())
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return families.map((family) => [family, found.get(family) ?? new Map<string, never>()] as const)
}

const longestFirst: readonly FactFamily[] = [
  'stock',
  'receivables',
  'service',
  'extras',
  'fit',
  'commitments',
  'payments',
  'standing',
]

/** With `isShared` somebody else may hold what is in the map: it stays as it is, and copies take its place. */
function addAll(
  facts: Map<string, AccountFacts>,
  read: FoundFacts,
  { isShared }: { readonly isShared: boolean },
): Map<string, AccountFacts> {
  // One copy of an account at most, whatever families know of it: a book has tens of thousands.
  const own = isShared ? new Map<string, AccountFacts>() : facts
  for (const [family, found] of read) {
    for (const [id, more] of found) {
      const mine = own.get(id)
      if (mine) Object.assign(mine, more)
      else if (facts.has(id) || family !== 'payments') own.set(id, { ...(facts.get(id) ?? emptyFacts(id)), ...more })
    }
  }
  if (isShared) for (const [id, copy] of own) facts.set(id, copy)
  return facts
}
