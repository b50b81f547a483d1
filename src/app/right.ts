import type { Actor, Ctx } from './context.ts'
import { BookError } from './error.ts'

/** What an actor may be allowed to do. */
export type Right = 'read' | 'import' | 'grade' | 'close' | 'policy' | 'export' | 'backup'

const rightsByActor: Readonly<Record<Actor['kind'], readonly Right[]>> = {
  // Whoever can open the data directory holds the files themselves.
  'local-operator': ['read', 'import', 'grade', 'close', 'policy', 'export', 'backup'],
}

/** Throws unless the actor has the right. Every verb asks first. */
export function requireRight(ctx: Pick<Ctx, 'actor'>, right: Right): void {
  if (rightsByActor[ctx.actor.kind].includes(right)) return
  throw new BookError('usage', `Cannot ${right}: "${ctx.actor.name}" has no right to`)
}
