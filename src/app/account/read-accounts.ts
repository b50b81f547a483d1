import { ultimateParents } from '../../domain/account-tree.ts'
import type { Day } from '../../domain/day.ts'
import { invoiceSpans } from '../../ledger/facts/invoice-span.ts'
import { listAccounts } from '../../records/list-accounts.ts'
import type { ListedAccount } from '../../records/list-accounts.ts'
import { listOwners } from '../../records/list-owners.ts'
import type { AccountOwner } from '../../records/list-owners.ts'
import { listParents } from '../../records/list-parents.ts'
import type { AccountParent } from '../../records/list-parents.ts'
import type { Ctx } from '../context.ts'

/** An account as it stands on a day. */
export interface AccountOnDay {
  readonly id: string
  readonly source: string
  /** Its key in the source. */
  readonly key: string
  readonly name: string
  readonly segment: string | null
  readonly territory: string | null
  readonly stub: boolean
  /** Whether it is an account on the day; one that left still has its money and its family. */
  readonly valid: boolean
  /** Its ultimate parent on the day; its own id when it has none. */
  readonly rootId: string
  /** The rep who owns it on the day; null for nobody. */
  readonly owner: { readonly source: string; readonly key: string } | null
}

/** What the records say of all accounts on all days: read once, it gives them as they stand on several. */
export interface AccountHistory {
  readonly listed: readonly ListedAccount[]
  readonly links: readonly AccountParent[]
  readonly owners: readonly AccountOwner[]
}

export async function readAccountHistory(ctx: Ctx): Promise<AccountHistory> {
  return {
    listed: await listAccounts(ctx.records),
    links: await listParents(ctx.records),
    owners: await listOwners(ctx.records),
  }
}

/** Every account, valid on the day or not, sorted by source and key. A stub is valid from its first invoice on, or as a parent. */
export async function readAccounts(
  ctx: Ctx,
  day: Day,
  watermark: number,
  history: AccountHistory | null = null,
): Promise<AccountOnDay[]> {
  const { listed, links, owners: owned } = history ?? (await readAccountHistory(ctx))
  const spans = listed.some((account) => account.stub) ? await invoiceSpans(ctx.ledger, { to: day, watermark }) : null
  const heads = new Set(links.filter((link) => link.from <= day && link.to > day).map((link) => link.parentId))
  const isValid = (account: ListedAccount): boolean =>
    (account.validFrom === null || account.validFrom <= day) &&
    (account.validTo === null || account.validTo > day) &&
    (!account.stub || spans === null || spans.has(account.id) || heads.has(account.id))
  const roots =
    links.length === 0
      ? null
      : ultimateParents(
          listed.map((account) => account.id),
          links,
          day,
        )
  const owners = new Map(
    owned
      .filter((owner) => owner.from <= day && owner.to > day)
      .map((owner) => [owner.accountId, { source: owner.repSource, key: owner.rep }]),
  )
  return listed.map((account) => ({
    id: account.id,
    source: account.source,
    key: account.key,
    name: account.name,
    segment: account.segment,
    territory: account.territory,
    stub: account.stub,
    valid: isValid(account),
    rootId: roots?.get(account.id) ?? account.id,
    owner: owners.get(account.id) ?? null,
  }))
}
