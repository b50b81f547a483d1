import type { Auth, KnownSession } from './auth.ts'
import { Believed } from './believed.ts'
import type { Visitor } from './visit.ts'

interface Sources {
  readonly auth: Pick<Auth, 'find' | 'cookieName'>
  /** Milliseconds of the clock. */
  readonly clock: () => number
  /** Who a session is of, and until when; null when it no longer holds or they may not come in. */
  readonly toVisitor: (session: KnownSession) => Promise<Visitor | null>
}

/** Who is behind the cookies of requests. */
export class SessionCache {
  readonly #sources: Sources
  readonly #visitors: Believed<Visitor | null>

  constructor(sources: Sources) {
    this.#sources = sources
    this.#visitors = new Believed(sources.clock)
  }

  find(cookies: string | null): Promise<Visitor | null> {
    const own = cookies === null ? null : findCookie(cookies, this.#sources.auth.cookieName)
    return own === null ? Promise.resolve(null) : this.#visitors.get(own, () => this.#ask(own))
  }

  /** Believes nothing it was told before. */
  forget(): void {
    this.#visitors.forget()
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
