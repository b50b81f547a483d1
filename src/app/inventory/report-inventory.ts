import { emptyFacts } from '../../domain/facts.ts'
import { noAccountId, noAccountName } from '../../domain/no-account.ts'
import type { Span } from '../../domain/period.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import type { StockTurns } from '../../domain/inventory/turns.ts'
import { getAccountNamed } from '../account/find-account.ts'
import { readAccounts } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { readPeriod } from '../grade/read-period.ts'
import { requireWholeBook } from '../right.ts'
import { noStock } from '../stock/measure-stock.ts'
import type { AccountStock } from '../stock/measure-stock.ts'
import { measureAccountCommitments } from './account-commitments.ts'
import type { AccountCommitments } from './account-commitments.ts'
import { measureAccountStock } from './account-items.ts'
import type { AccountStockItems } from './account-items.ts'
import { knownStock, measureBookInventory, totalOf, turnsOf } from './measure-book.ts'
import type { BookInventory } from './measure-book.ts'

/** What a report is of. */
export interface InventoryBasis {
  readonly window: Span
  readonly currency: string | null
  readonly watermark: number
}

/** An account in a report; `key` is null for what stands on no account. */
export interface InventoryAccount {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly owner: string | null
}

/** An account with its part of the stock and with how it keeps its word. */
export interface AccountInventory extends InventoryAccount {
  readonly stock: AccountStock
  readonly turns: StockTurns
  readonly facts: AccountFacts
}

interface Question {
  readonly period: string | null
}

/** The stock of the book and of every account that has a part of it or promised something, those that cost most to carry first. */
export async function reportBookInventory(
  ctx: Ctx,
  input: Question,
): Promise<
  InventoryBasis & {
    readonly inventory: BookInventory
    readonly turns: StockTurns
    readonly accounts: readonly AccountInventory[]
  }
> {
  requireWholeBook(ctx)
  const { policy, ...basis } = await readBasis(ctx, input)
  const inventory = await measureBookInventory(ctx, { ...basis.window, watermark: basis.watermark }, policy)
  const known = new Map(
    (await readAccounts(ctx, basis.window.to, basis.watermark)).map((account) => [account.id, account]),
  )
  const accounts = [...inventory.factsById].flatMap(([id, facts]): AccountInventory[] => {
    const stock = inventory.book.byAccount.get(id)
    if (!stock && facts.commitments + facts.commitmentsUncosted === 0) return []
    const account = known.get(id)
    const own = stock ?? noStock
    return [
      {
        id,
        key: account?.key ?? null,
        name: account?.name ?? (id === noAccountId ? noAccountName : id),
        owner: account?.owner?.key ?? null,
        stock: own,
        turns: turnsOf(facts, knownStock(totalOf(own.byRule), own).stock, policy.minCoverage),
        facts,
      },
    ]
  })
  const { stock } = knownStock(inventory.book.total, inventory)
  return {
    ...basis,
    inventory,
    turns: turnsOf(inventory.facts, stock, policy.minCoverage),
    accounts: accounts.toSorted(mostFirst),
  }
}

/** The stock of one account, whichever way it is named, item by item. */
export async function reportAccountStock(
  ctx: Ctx,
  input: Question & { readonly account: string },
): Promise<
  InventoryBasis & { readonly account: InventoryAccount; readonly stock: AccountStockItems; readonly turns: StockTurns }
> {
  requireWholeBook(ctx)
  const { policy, ...basis } = await readBasis(ctx, input)
  const account = await getNamed(ctx, basis, input.account)
  const window = { ...basis.window, watermark: basis.watermark }
  const stock = await measureAccountStock(ctx, account.id, window, policy.kinds)
  const { factsById } = await measureBookInventory(ctx, window, policy)
  const known = knownStock(totalOf(stock.sums.byRule), stock.sums)
  const turns = turnsOf(factsById.get(account.id) ?? emptyFacts(account.id), known.stock, policy.minCoverage)
  return { ...basis, account, stock, turns }
}

/** The promises of one account, whichever way it is named. */
export async function reportAccountCommitments(
  ctx: Ctx,
  input: Question & { readonly account: string },
): Promise<InventoryBasis & { readonly account: InventoryAccount; readonly commitments: AccountCommitments }> {
  requireWholeBook(ctx)
  const { window, currency, watermark } = await readBasis(ctx, input)
  const basis = { window, currency, watermark }
  const account = await getNamed(ctx, basis, input.account)
  const commitments = await measureAccountCommitments(ctx, account.id, { ...window, watermark })
  return { ...basis, account, commitments }
}

async function readBasis(ctx: Ctx, { period }: Question) {
  const { window, policy } = await readPeriod(ctx, period)
  const [currency, watermark] = [(await baseCurrencyOf(ctx.ledger)) ?? null, await watermarkOf(ctx.ledger)]
  return { window, policy, currency, watermark }
}

async function getNamed(ctx: Ctx, { window, watermark }: InventoryBasis, named: string): Promise<InventoryAccount> {
  const { id, key, name, owner } = getAccountNamed(await readAccounts(ctx, window.to, watermark), named)
  return { id, key, name, owner: owner?.key ?? null }
}

function mostFirst(one: AccountInventory, other: AccountInventory): number {
  const more = totalOf(other.stock.byRule).cost - totalOf(one.stock.byRule).cost
  return more === 0n ? (one.id < other.id ? -1 : 1) : more > 0n ? 1 : -1
}
