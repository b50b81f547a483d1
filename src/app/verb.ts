import type { Input, Operations, Output } from '../contract/operations.ts'
import type { MediaType } from '../contract/operation.ts'
import type { OperationId } from '../contract/routes.ts'
import type { Ctx } from './context.ts'

/** An answer that is a file: its name for the person who saves it, and its bytes or text in pieces. */
export interface FileAnswer {
  readonly name: string
  /** What it is, where the operation gives more than one form; else that of the operation. */
  readonly media?: MediaType
  readonly pieces: AsyncIterable<string | Uint8Array>
}

/** What a write gets that must say which version it was made from. */
interface Conditional {
  /** The `version` that was read; the verb throws `stale` when it is no longer that. */
  readonly ifMatch: number
}

/** What a verb gets whose body is a file. */
interface Uploaded {
  readonly body: AsyncIterable<Uint8Array>
  /**
   * Once the body is read, an id for what the request makes: the same one when the same request comes again under its
   * Idempotency-Key, also where a server died at it. Left out when the request has no such key.
   */
  readonly madeId?: () => string
}

type Given<O extends OperationId> = Input<O> &
  (Operations[O] extends { readonly etag: 'needs' } ? Conditional : unknown) &
  (Operations[O] extends { readonly upload: string } ? Uploaded : unknown)

type Answer<O extends OperationId> = Operations[O] extends { readonly media: string } ? FileAnswer : Output<O>

/** The verb behind an operation of the contract. Its output has a `version` where the operation gives an ETag. */
export type Verb<O extends OperationId> = (ctx: Ctx, input: Given<O>) => Promise<Answer<O>>

/** The verbs of some operations by their name in the contract. */
export type Verbs<O extends OperationId> = { readonly [Name in O]: Verb<Name> }
