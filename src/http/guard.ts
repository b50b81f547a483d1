import { HttpProblem } from './problem.ts'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])
const literal = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i

interface Reached {
  readonly isLoopback: boolean
  readonly publicUrl: URL | null
}

/**
 * Throws unless the request was meant for this server. A page elsewhere can point a name of its own at our address (DNS
 * rebinding); it cannot make a browser send a Host that is ours.
 */
export function assertOurHost(host: string | null, { isLoopback, publicUrl }: Reached): void {
  const name = hostnameOf(host)
  if (name !== null) {
    if (loopbackHosts.has(name) || name === publicUrl?.hostname) return
    if (!isLoopback && literal.test(name)) return
  }
  throw new HttpProblem(
    421,
    'wrong-host',
    `Cannot answer for "${host ?? ''}": set BOOKVALUE_URL to the address people use`,
  )
}

/** The name without the port, in lower case; null for what is no host. */
function hostnameOf(host: string | null): string | null {
  const match = /^(?<name>\[[0-9a-f:.]+\]|[^:@/?#\s]+)(?::\d{1,5})?$/i.exec(host ?? '')
  return match?.groups?.['name']?.toLowerCase() ?? null
}

/** Types of bodies that a form of another site cannot send without asking first. */
const ownTypes = /^application\/(?:json|octet-stream)\b/i

/**
 * Throws when a page of another site asks, for whatever it would do with the answer: also for reading, so that nobody's
 * browser is sent through our exports.
 */
export function assertNotCrossSite(headers: Headers): void {
  if (headers.get('sec-fetch-site') === 'cross-site') throw foreign('another site sent it')
}

/**
 * Throws unless a write comes from our own page, or from a program that is no browser. A browser says where a request comes
 * from in Sec-Fetch-Site and Origin, and a page cannot change that; the type or header asked for beside it needs a question
 * beforehand that we never answer.
 */
export function assertOwnOrigin(headers: Headers, host: string | null, publicUrl: URL | null): void {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw foreign('another site sent it')
  const origin = headers.get('origin')
  if (origin !== null && origin !== publicUrl?.origin && !isOwnOrigin(origin, host))
    throw foreign('another site sent it')
  if (ownTypes.test(headers.get('content-type') ?? '') || headers.has('x-requested-with')) return
  throw foreign('send JSON, or the header X-Requested-With')
}

function isOwnOrigin(origin: string, host: string | null): boolean {
  return host !== null && URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}

function foreign(why: string): HttpProblem {
  return new HttpProblem(403, 'cross-site', `Cannot take this request: ${why}`)
}
