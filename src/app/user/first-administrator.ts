import { countActive } from '../../records/user.ts'
import type { Ctx } from '../context.ts'
import { makeLink } from './invitation-link.ts'
import type { Link } from './invitation-link.ts'

/** Whether nobody can give anybody access. */
export async function needsAdministrator({ records }: Pick<Ctx, 'records'>): Promise<boolean> {
  return (await countActive(records.view, 'administrator')) === 0
}

/**
 * A fresh link, below the address of the book, by which the first administrator comes in; null when there is one already. Only
 * for whoever sees the terminal of the server.
 */
export async function makeFirstAdministratorLink(ctx: Pick<Ctx, 'records' | 'now'>): Promise<Link | null> {
  if (!(await needsAdministrator(ctx))) return null
  return ctx.records.write((trx) => makeLink(trx, 'first-administrator', null, ctx.now()))
}
