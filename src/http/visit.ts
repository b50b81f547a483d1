import type { HttpBindings } from '@hono/node-server'
import type { Person } from '../app/context.ts'

/** A session that holds at this moment. */
export interface Visitor {
  readonly person: Person
  readonly sessionId: string
  /** The instant at which it ends unless it is used. */
  readonly expiresAt: string
}

/** What a request says beside its input, for the few operations that are about being signed in. */
export interface Visit {
  /** The address it came from. */
  readonly address: string
  /** Whether a proxy has passed it on, so that the address says little. */
  readonly isForwarded: boolean
  /** What calls itself a browser. */
  readonly agent: string | null
  readonly cookies: string | null
  readonly visitor: Visitor | null
  /** The address of the book as people write it, without a slash at the end. */
  readonly home: string
  /** Cookies that the answer sets, as header text. */
  readonly setCookies: string[]
}

/** What the Node server hands over beside the request; nothing of it where the app is called without a server. */
export type Environment = Partial<HttpBindings>

/** Whether a program on this machine asks, and not a proxy on it for somebody else: both ends have the same address then. */
export function isFromThisMachine(request: Request, environment: Environment): boolean {
  const socket = environment.incoming?.socket
  const isHere = socket?.remoteAddress !== undefined && socket.remoteAddress === socket.localAddress
  return isHere && !request.headers.has('x-forwarded-for') && !request.headers.has('forwarded')
}

/**
 * The address a request came from. Each trusted proxy has added the address it saw to the right end of X-Forwarded-For;
 * what stands further left anybody may have written.
 */
export function addressOf(request: Request, environment: Environment, trustedProxies: number): string {
  const socket = environment.incoming?.socket.remoteAddress ?? 'unknown'
  if (trustedProxies === 0) return socket
  const forwarded = (request.headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  return forwarded.at(-trustedProxies) || socket
}
