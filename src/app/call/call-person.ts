import { findUser } from '../../records/user.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText } from '../actor-name.ts'
import type { Actor } from '../context.ts'
import { BookError } from '../error.ts'

/** Who makes a call, and the rep it counts for. */
interface Caller {
  readonly owner: string
  /** As `source/key`; null where the person is no rep. */
  readonly rep: string | null
}

/**
 * The person who is to make a call with an account: somebody who comes in, by default whoever asks. It counts for the rep who
 * looks after the account where the person is that one, else for the first of the reps the person is: kept with the call, so
 * that it stays theirs when the account moves on.
 */
export async function callerOf(
  view: RecordsView,
  actor: Actor,
  { owner, accountOwner }: { readonly owner: string | null; readonly accountOwner: string | null },
): Promise<Caller> {
  const id = owner ?? (actor.kind === 'person' ? actorText(actor) : '')
  const user = await findUser(view, id)
  if (user?.state !== 'active' && user?.state !== 'invited') {
    throw new BookError(
      'bad-input',
      id === ''
        ? 'Cannot plan a call without a person who makes it'
        : `Cannot give a call to "${id}": it is nobody who can sign in`,
    )
  }
  const isOwner = accountOwner !== null && user.reps.includes(accountOwner)
  return { owner: id, rep: isOwner ? accountOwner : (user.reps.toSorted()[0] ?? null) }
}
