import { roles } from '../../domain/right.ts'
import type { Verb } from '../verb.ts'
import { readGrants } from './grants.ts'

/** What each role may do, and how far. Everybody may know. */
export const listRoles: Verb<'listRoles'> = async (ctx) => {
  const grants = await readGrants(ctx.records.view)
  return { items: roles.map((role) => ({ role, rights: grants[role] })) }
}
