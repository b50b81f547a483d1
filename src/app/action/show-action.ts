import type { Output } from '../../contract/operations.ts'
import { isOverdue } from '../../domain/action.ts'
import type { Day } from '../../domain/day.ts'
import type { StoredAction } from '../../records/action.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { todayOf } from '../today.ts'
import { readSubjects } from './subjects.ts'

type Shown = Output<'getAction'>

/** Actions as the contract has them, with the names of today. */
export async function showActions(ctx: Ctx, actions: readonly StoredAction[], today?: Day): Promise<Shown[]> {
  if (actions.length === 0) return []
  const day = today ?? (await todayOf(ctx))
  const texts = actions.flatMap(({ owner, createdBy, states }) => [
    owner,
    createdBy,
    ...states.map(({ actor }) => actor),
  ])
  const actorOf = await readActors(ctx.records.view, [...new Set(texts)])
  const nameOf = await readSubjects(ctx, actions.map(subjectOf))
  return actions.map((action) => {
    const state = action.states[0]?.state ?? 'open'
    return {
      id: action.id,
      title: action.title,
      note: action.note,
      subject: { ...subjectOf(action), name: nameOf(subjectOf(action)) },
      owner: { id: action.owner, name: actorOf(action.owner).name },
      due: action.due,
      doneWhen: action.doneWhen,
      createdBy: actorOf(action.createdBy),
      createdAt: action.createdAt,
      state,
      isOverdue: isOverdue({ due: action.due, state }, day),
      states: action.states.map(({ actor, ...row }) => ({ ...row, by: actorOf(actor).name })),
      version: action.version,
    }
  })
}

/** One action as the contract has it. */
export async function showAction(ctx: Ctx, action: StoredAction): Promise<Shown> {
  const [shown] = await showActions(ctx, [action])
  if (!shown) throw new Error(`Cannot show action "${action.id}"`)
  return shown
}

function subjectOf({ subjectType, subjectId }: StoredAction): { type: Shown['subject']['type']; id: string } {
  return { type: subjectType, id: subjectId }
}

/** Somebody else wrote an action since it was read. */
export function changedMeanwhile(title: string): BookError {
  return new BookError('stale', `Cannot change action "${title}": somebody changed it meanwhile; look at it again`)
}
