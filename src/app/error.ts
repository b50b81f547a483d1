/** The closed set of things that can go wrong in a way a person can mend; each door translates it once. */
export type BookErrorCode =
  | 'usage'
  | 'not-found'
  | 'bad-input'
  | 'conflict'
  | 'in-use'
  | 'interrupted'
  /** It is in the book, or may be, but not all that follows from it is done: the next start does it. */
  | 'unfinished'
  /** Nobody is signed in, or the session has ended. */
  | 'unauthenticated'
  /** Whoever asks has no right to. */
  | 'forbidden'
  /** Somebody else changed it since it was read, or nobody says what was read. */
  | 'stale'
  /** Asked too often; wait. */
  | 'too-many'
  | 'too-large'
  /** It is being worked out by a job; ask again. */
  | 'building'

/** An error whose message is meant for the person: it says the action and quotes the value. */
export class BookError extends Error {
  readonly code: BookErrorCode
  constructor(code: BookErrorCode, message: string) {
    super(message)
    this.name = 'BookError'
    this.code = code
  }
}
