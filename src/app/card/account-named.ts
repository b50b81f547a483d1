import { getAccountNamed } from '../account/find-account.ts'
import { readAccounts } from '../account/read-accounts.ts'
import { getView } from '../account-view/get-view.ts'
import type { Ctx } from '../context.ts'

/** The id of the account a person means by its key, `source/key`, id or exact name. Throws when there is none, or several. */
export async function accountIdNamed(ctx: Ctx, text: string, period: string | null = null): Promise<string> {
  const { to, watermark } = await getView(ctx, period)
  return getAccountNamed(await readAccounts(ctx, to, watermark), text).id
}
