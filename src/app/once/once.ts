import { v7 as uuidv7 } from 'uuid'
import type { Json } from '../../records/decode.ts'
import {
  answerRequest,
  deleteRequest,
  deleteRequestsBefore,
  findRequest,
  holdRequest,
  insertRequest,
  releaseRequest,
} from '../../records/idempotent-request.ts'
import type { RequestName } from '../../records/idempotent-request.ts'
import { actorText } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'

type Needed = Pick<Ctx, 'actor' | 'records' | 'now'>

/** Milliseconds for which a request stays with a server that says nothing more of it. */
const heldMs = 60_000
/** Milliseconds after which the holder says that it is still at it. */
export const renewMs = 20_000
/** How long a name means its request, in milliseconds. */
const keptMs = 24 * 60 * 60 * 1000

/** A request as it comes, under the name its sender gives it. */
export interface NamedRequest {
  /** The Idempotency-Key. Names of two actors have nothing to do with each other. */
  readonly name: string
  readonly operation: string
}

/** A request that is now ours to carry out. */
export interface HeldRequest {
  /** A UUIDv7, the same when the request has to be begun again because a server died. */
  readonly id: string
  /** Says that it is still being carried out. */
  renew(): Promise<void>
  /** Keeps what was asked for and what was answered, which is sent as JSON. */
  answer(fingerprint: string, output: unknown): Promise<void>
  /** Gives the name free: nothing was done. */
  release(): Promise<void>
}

export type Begun =
  | { readonly state: 'held'; readonly request: HeldRequest }
  | { readonly state: 'answered'; readonly fingerprint: string; readonly answer: Json }
  /** The name is that of another operation. */
  | { readonly state: 'other' }

/**
 * Takes a request in hand, or says what it was answered when it came before. Throws `conflict` while that one is still being
 * carried out, by whichever server.
 */
export async function beginOnce(ctx: Needed, { name, operation }: NamedRequest): Promise<Begun> {
  const named: RequestName = { actor: actorText(ctx.actor), name }
  const begun = await ctx.records.write(async (trx) => {
    const now = ctx.now()
    await deleteStale(trx, named, now)
    const [id, until] = [uuidv7(), laterThan(now, heldMs)]
    if (await insertRequest(trx, named, { id, operation, startedAt: now, heldUntil: until })) return { id, until }
    const known = await findRequest(trx, named)
    if (known && known.operation !== operation) return 'other'
    if (known?.answered) return known.answered
    const isFree = known?.heldUntil !== null && known !== undefined && known.heldUntil <= now
    // Who had it died at it. Whoever else sees that too is held up by the row.
    if (isFree && (await holdRequest(trx, named, [known.heldUntil ?? ''], until))) return { id: known.id, until }
    throw new BookError(
      'conflict',
      `Cannot do this twice at once: the request with the Idempotency-Key "${name}" is still being carried out`,
    )
  })
  if (begun === 'other') return { state: 'other' }
  if ('answer' in begun) return { state: 'answered', ...begun }
  return { state: 'held', request: toHeld(ctx, named, begun) }
}

function toHeld(
  { records, now }: Needed,
  named: RequestName,
  { id, until }: { readonly id: string; readonly until: string },
): HeldRequest {
  // One that was not heard of for too long is another server's by now: what becomes of it here no longer counts. A renewal and
  // the answer may be on their way at once, so that either instant may stand in the row.
  let held = [until]
  return {
    id,
    async renew() {
      const next = laterThan(now(), heldMs)
      const before = held
      held = [...before, next]
      if (await records.write((trx) => holdRequest(trx, named, before, next))) held = [next]
    },
    // What is sent as JSON can be stored as JSON.
    answer: (fingerprint, output) =>
      records.write((trx) => answerRequest(trx, named, held, { fingerprint, answer: (output ?? null) as Json })),
    release: () => records.write((trx) => releaseRequest(trx, named, held)),
  }
}

/** Forgets requests that came so long ago that nobody sends them again. */
export function forgetOldRequests({ records, now }: Pick<Needed, 'records' | 'now'>): Promise<void> {
  return records.write((trx) => deleteRequestsBefore(trx, laterThan(now(), -keptMs)))
}

type Transaction = Parameters<Parameters<Needed['records']['write']>[0]>[0]

async function deleteStale(trx: Transaction, named: RequestName, now: string): Promise<void> {
  const known = await findRequest(trx, named)
  if (known && known.startedAt <= laterThan(now, -keptMs)) await deleteRequest(trx, named)
}

function laterThan(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString()
}
