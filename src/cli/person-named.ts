import { listPeople } from '../app/action/list-people.ts'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'

/** The id of a person with access, by name or id. Throws where nobody, or more than one, is called so. */
export async function personNamed(ctx: Ctx, text: string): Promise<string> {
  const { items } = await listPeople(ctx, {})
  const found = items.filter(({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase())
  const [only] = found
  if (only && found.length === 1) return only.id
  if (only) throw new BookError('usage', `Cannot tell which person "${text}" means: write the id`)
  throw new BookError('not-found', `Cannot find person "${text}": write the name or id of somebody with access`)
}
