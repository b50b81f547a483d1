import type { Ctx } from '../app/context.ts'
import type { Output } from '../contract/operations.ts'
import type { Log } from './log.ts'

/** What somebody who is not signed in may know beside the book itself. */
export type StartState = Pick<Output<'getStart'>, 'demo' | 'own'>

export interface HttpAppOptions {
  /** The open book; every request brings its own actor. */
  readonly ctx: Ctx
  /** Where the book is below the address: '' or `/demo`. */
  readonly basePath: string
  readonly isDemo: boolean
  /** Whether the server listens to this machine alone; the demo lets people in by role only then. */
  readonly isLoopback: boolean
  /** The address people use, as `BOOKVALUE_URL` says; null when it is whatever they reach the server by. */
  readonly publicUrl: URL | null
  /** Proxies in front, each of which adds to X-Forwarded-For; 0 when people reach the server itself. */
  readonly trustedProxies: number
  /** The folder the web is built to; null when there is none. */
  readonly webDirectory: string | null
  readonly log: Log
  readonly startState: () => StartState
  /** Whether the job runner takes jobs, for readiness. */
  readonly isWorking: () => boolean
  /** Takes commands of the command line on this machine; it knows its own token. Null without one. */
  readonly command: ((request: Request) => Promise<Response>) | null
  /** Requests a minute that one person may make. */
  readonly requestsPerMinute: number
  /** The largest file of an upload, in bytes. */
  readonly maxUploadBytes: number
  /** Holds every answer against the contract, for tests; false when left out. */
  readonly checksAnswers?: boolean
}
