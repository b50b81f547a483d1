import type { Auth, KnownSession } from './auth.ts'
import type { Visitor } from './visit.ts'

/** Milliseconds for which an answer of the records is believed; what another process changes bites after them at the latest. */
const believedMs = 2000
/** Answers kept; more sessions at once only cost more questions. */
const maxKept = 5000

interface Sources {
  readonly auth: Pick<Auth, 'find' | 'cookieName'>
  /** Milliseconds of the clock. */
  readonly clock: () => number
  /** Who a session is of, and until when; null when it no longer holds or they may not come in. */
  readonly toVisitor: (session: KnownSession) => Promise<Visitor | null>
}

/** Who is behind the cookies of requests, asked of the records once in a while and not by every request. */
export class SessionCache {
  readonly #sources: Sources
  readonly #kept = new Map<string, { readonly at: number; readonly visitor: Promise<Visitor | null> }>()

  constructor(sources: Sources) {
    this.#sources = sources
  }

  find(cookies: string | null): Promise<Visitor | null> {
    const { auth, clock } = this.#sources
    const own = cookies === null ? null : findCookie(cookies, auth.cookieName)
    if (own === null) return Promise.resolve(null)
    const now = clock()
    const kept = this.#kept.get(own)
    if (kept !== undefined && now - kept.at < believedMs) return kept.visitor
    const visitor = this.#ask(own)
    this.#kept.delete(own)
    if (this.#kept.size >= maxKept) this.#kept.delete(this.#kept.keys().next().value ?? '')
    this.#kept.set(own, { at: now, visitor })
    // An error is nobody's answer.
    visitor.catch(() => this.#kept.delete(own))
    return visitor
  }

  /** Believes nothing it was told before. */
  forget(): void {
    this.#kept.clear()
  }

  async #ask(cookie: string): Promise<Visitor | null> {
    const { auth, toVisitor } = this.#sources
    const session = await auth.find(`${auth.cookieName}=${cookie}`)
    return session === null ? null : toVisitor(session)
  }
}

/** The value of a cookie by its name; null when it is not there. */
export function findCookie(cookies: string, name: string): string | null {
  for (const part of cookies.split(';')) {
    const at = part.indexOf('=')
    if (at !== -1 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}
