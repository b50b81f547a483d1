import { spoolScan, type Reader } from '../../ledger/read/reader.ts'
import type { KindSpool } from '../../ledger/read/read-kind.ts'
import { textOf } from '../../ledger/store/decode.ts'
import { listAccountKeys } from '../../records/list-account-keys.ts'
import { listAccounts } from '../../records/list-accounts.ts'
import type { Ctx } from '../context.ts'

/** The (source, key) pairs a line may name when unknown accounts are rejected: accounts and aliases, in the book or in the import. */
export async function listKnownAccounts(
  ctx: Ctx,
  reader: Reader,
  spools: readonly KindSpool[],
): Promise<[string, string][]> {
  const named = new Set(
    (await listAccounts(ctx.records)).filter((account) => !account.stub).map((account) => account.id),
  )
  const { keys } = await listAccountKeys(ctx.records)
  const known = keys.filter((key) => named.has(key.accountId)).map((key): [string, string] => [key.source, key.key])
  for (const spool of spools) {
    if (spool.kind.id !== 'accounts' && spool.kind.id !== 'aliases') continue
    for (const row of await reader.all(`SELECT source, key FROM ${spoolScan(spool.staged.paths)}`)) {
      known.push([textOf(row, 'source'), textOf(row, 'key')])
    }
  }
  return known
}
