import { v7 as uuidv7 } from 'uuid'
import { dimensionStamp, ledgerAccountKeys, replaceDimensions } from '../../ledger/facts/account-keys.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { ensureAccountIds } from '../../records/account-identity.ts'
import { accountRefsWithoutIdentity } from '../../records/account-reference.ts'
import { setStubs } from '../../records/account-stub.ts'
import { listAccountKeys } from '../../records/list-account-keys.ts'
import { listOwners } from '../../records/list-owners.ts'
import { listProducts } from '../../records/list-products.ts'
import type { Ctx } from '../context.ts'

/**
 * Brings both stores' projections to the ledger's watermark: an id for every account key, the list of stubs, and the ledger's
 * copies of keys, owners and product families. Every step can be repeated; a crash in between is mended at the next start.
 */
export async function refreshDimensions(ctx: Ctx): Promise<void> {
  const watermark = await watermarkOf(ctx.ledger)
  if ((await dimensionStamp(ctx.ledger)) === watermark) return
  ctx.progress.report('accounts and owners', 0, null)
  const keys = await ledgerAccountKeys(ctx.ledger)
  await ensureAccountIds(ctx.records, keys, uuidv7)
  await ensureAccountIds(ctx.records, await accountRefsWithoutIdentity(ctx.records), uuidv7)
  await setStubs(ctx.records, watermark, keys)
  const accounts = (await listAccountKeys(ctx.records)).keys
  const owners = await listOwners(ctx.records)
  const products = await listProducts(ctx.records)
  await ctx.ledger.transaction((tx) =>
    replaceDimensions(
      tx,
      watermark,
      accounts.map((ref) => [ref.source, ref.key, ref.from, ref.to, ref.accountId]),
      owners.map((owner) => [owner.accountId, owner.from, owner.to, `${owner.repSource}/${owner.rep}`]),
      products.flatMap(({ source, key, family }) => (family === null ? [] : [[source, key, `${source}/${family}`]])),
    ),
  )
}
