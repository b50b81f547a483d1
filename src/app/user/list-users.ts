import { listUsers as listRows } from '../../records/user.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getUserOrThrow, toUserOutput } from './user-output.ts'

/** Everybody with access, by name. */
export const listUsers: Verb<'listUsers'> = async (ctx, { q, state, cursor, limit }) => {
  requireRight(ctx, 'manage-user')
  const after = fromCursor(cursor, ['name', 'id'])
  const users = await listRows(ctx.records.view, { q, state, after, limit: limit + 1 })
  const last = users.length > limit ? users[limit - 1] : undefined
  return {
    items: users.slice(0, limit).map(toUserOutput),
    next: last === undefined ? null : toCursor({ name: last.name, id: last.id }),
  }
}

export const getUser: Verb<'getUser'> = async (ctx, { id }) => {
  requireRight(ctx, 'manage-user')
  return toUserOutput(await getUserOrThrow(ctx.records.view, id))
}
