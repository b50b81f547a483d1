import { listUsers } from '../../records/user.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

/** As many as a person can choose from; a larger organisation is found by typing in the browser. */
const mostPeople = 2000

/** Whom one can give an action to: everybody who comes in, or will when they take their invitation up. */
export const listPeople: Verb<'listPeople'> = async (ctx) => {
  requireRight(ctx, 'write-action')
  const users = await listUsers(ctx.records.view, { limit: mostPeople })
  return { items: users.filter(({ state }) => state !== 'disabled').map(({ id, name, role }) => ({ id, name, role })) }
}
