import type { Output } from '../../contract/operations.ts'
import type { Day } from '../../domain/day.ts'
import { repNames } from '../../records/account-card.ts'
import { findAccountNames } from '../../records/account-name.ts'
import { findAction } from '../../records/action.ts'
import { findCall } from '../../records/call.ts'
import type { CallStateRow, StoredCall } from '../../records/call.ts'
import type { RecordsView } from '../../records/records.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { todayOf } from '../today.ts'

export type ShownCall = Output<'getCall'>

/** Calls as the contract has them, with the names of today. */
export async function showCalls(ctx: Ctx, calls: readonly StoredCall[], today?: Day): Promise<ShownCall[]> {
  if (calls.length === 0) return []
  const day = today ?? (await todayOf(ctx))
  const { view } = ctx.records
  const texts = calls.flatMap(({ owner, createdBy, states }) => [owner, createdBy, ...states.map(({ actor }) => actor)])
  const actorOf = await readActors(view, [...new Set(texts)])
  const names = await findAccountNames(view, [...new Set(calls.map(({ accountId }) => accountId))])
  const repName = await readRepNames(
    view,
    calls.flatMap(({ rep }) => rep ?? []),
  )
  return Promise.all(
    calls.map(async (call) => {
      const newest = call.states[0]
      const state = newest?.state ?? 'planned'
      return {
        id: call.id,
        account: { id: call.accountId, name: names.get(call.accountId) ?? call.accountId },
        contact: call.contact,
        goal: call.goal,
        day: call.day,
        owner: { id: call.owner, name: actorOf(call.owner).name },
        rep: call.rep === null ? null : { key: call.rep, name: repName(call.rep) },
        createdBy: actorOf(call.createdBy),
        createdAt: call.createdAt,
        state,
        isOverdue: state === 'planned' && call.day < day,
        outcome: newest ? await outcomeOf(view, newest, (text) => actorOf(text).name) : null,
        follows: call.follows,
        states: call.states.map(({ state: was, at, actor, note }) => ({
          state: was,
          at,
          by: actorOf(actor).name,
          note,
        })),
        version: call.version,
      }
    }),
  )
}

/** One call as the contract has it. */
export async function showCall(ctx: Ctx, call: StoredCall): Promise<ShownCall> {
  const [shown] = await showCalls(ctx, [call])
  if (!shown) throw new Error(`Cannot show call "${call.id}"`)
  return shown
}

/** What reps are called by `source/key`; the key of one that nobody named. */
export async function readRepNames(view: RecordsView, reps: readonly string[]): Promise<(rep: string) => string> {
  const names = await repNames(view, [...new Set(reps)])
  return (rep) => names.get(rep) ?? rep.slice(rep.indexOf('/') + 1)
}

/** Somebody else wrote a call since it was read. */
export function callChangedMeanwhile(goal: string): BookError {
  return new BookError('stale', `Cannot change call "${goal}": somebody changed it meanwhile; look at it again`)
}

async function outcomeOf(
  view: RecordsView,
  { reached, madeOn, note, at, actor, next }: CallStateRow,
  nameOf: (actor: string) => string,
): Promise<ShownCall['outcome']> {
  if (reached === null || madeOn === null) return null
  return { reached, result: note, day: madeOn, at, by: nameOf(actor), next: next && (await nextOf(view, next)) }
}

/** A next step as it stands now: it may have been put off since. */
async function nextOf(view: RecordsView, { kind, id }: NonNullable<CallStateRow['next']>) {
  if (kind === 'call') {
    const call = await findCall(view, id)
    return call ? { kind, id, title: call.goal, day: call.day } : null
  }
  const action = await findAction(view, id)
  return action ? { kind, id, title: action.title, day: action.due } : null
}
