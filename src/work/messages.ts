import type { BookConfig } from '../app/open-book.ts'
import type { HeldJob } from '../app/job/queue.ts'

type Json = HeldJob['input']

/** From the server to the process that does a job. */
export type ToJobProcess =
  | { readonly do: 'start'; readonly config: BookConfig; readonly job: HeldJob }
  /** Stop where it is; what is written is written. */
  | { readonly do: 'stop' }

/** How a job ended, as the process that did it sees it. */
export type Ending =
  | { readonly state: 'done'; readonly result: Json }
  /** `trace` is for the log where nobody foresaw the error. */
  | { readonly state: 'failed'; readonly error: string; readonly trace: string | null }
  /** It was stopped. */
  | { readonly state: 'cancelled' }
  /**
   * It is half done between the two stores, or its process died without a word: beginning it again completes it. `error` says
   * what came between, null where nobody could say.
   */
  | { readonly state: 'lost'; readonly error: string | null; readonly trace: string }
  /** Somebody else has the book to himself at the moment; it must wait. */
  | { readonly state: 'in-use' }

/** From the process that does a job to the server. */
export type FromJobProcess =
  | { readonly say: 'progress'; readonly what: string; readonly done: number; readonly total: number | null }
  | { readonly say: 'ended'; readonly ending: Ending }
