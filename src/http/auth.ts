import { randomUUID } from 'node:crypto'
import { createAuthEndpoint, isAPIError } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { betterAuth } from 'better-auth/minimal'
import { z } from 'zod'
import type { SignInStore } from '../app/session/sign-in-store.ts'
import { minimumPasswordLength, normalisePassword } from '../domain/password.ts'
import { createAuthAdapter } from './auth-adapter.ts'

/** Seconds after which a session ends, used or not. */
const absoluteSeconds = 7 * 86_400

export interface AuthOptions {
  readonly store: SignInStore
  /** What cookies are signed with; the same in every process on one book. */
  readonly secret: string
  /** Where the book is below the address; the cookie is sent there only. */
  readonly basePath: string
  readonly isDemo: boolean
  /** Whether people use https; the cookie is sent over nothing else then. */
  readonly isSecure: boolean
  /** Whether somebody may come in at this moment; asked before every session. */
  readonly mayComeIn: (userId: string) => Promise<boolean>
}

/** A session as it is stored, at an instant. */
export interface KnownSession {
  readonly id: string
  readonly userId: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
}

/** Who came in, and the cookies that say so from now on. */
export interface SignedIn {
  readonly userId: string
  readonly expiresAt: string
  readonly setCookies: readonly string[]
}

/** Sign-in with e-mail and password. Everything the library can do beyond this is out of reach: nothing of it has an address. */
export interface Auth {
  readonly cookieName: string
  /** Null when the password does not fit, nobody has the address, or who has it may not come in: all in the same time. */
  signIn(email: string, password: string, agent: string | null): Promise<SignedIn | null>
  /** Begins a session for somebody who has shown by other means who they are. Null for who may not come in. */
  begin(userId: string, agent: string | null): Promise<SignedIn | null>
  /** The session behind cookies; null when there is none, or one that has expired. */
  find(cookies: string): Promise<KnownSession | null>
  /** Ends the session behind cookies, and gives the cookies that forget it. */
  signOut(cookies: string): Promise<readonly string[]>
  /** Sets a new password and ends every session but a new one. Null when the present password does not fit. */
  changePassword(cookies: string, current: string, next: string): Promise<readonly string[] | null>
  hash(password: string): Promise<string>
}

export async function createAuth(options: AuthOptions): Promise<Auth> {
  const auth = libraryOf(options)
  const context = await auth.$context
  const headersOf = (cookies: string | null, agent: string | null): Headers => {
    const headers = new Headers()
    if (cookies !== null) headers.set('cookie', cookies)
    if (agent !== null) headers.set('user-agent', agent.slice(0, 300))
    return headers
  }
  const begun = async (headers: Headers, userId: string): Promise<SignedIn> => {
    const expiresAt = new Date(Date.now() + absoluteSeconds * 1000).toISOString()
    return { userId, expiresAt, setCookies: headers.getSetCookie() }
  }
  return {
    cookieName: context.authCookies.sessionToken.name,
    async signIn(email, password, agent) {
      const body = { email: email.toLowerCase(), password: normalisePassword(password) }
      const answered = await refusedAsNull(
        auth.api.signInEmail({ body, headers: headersOf(null, agent), returnHeaders: true }),
      )
      return answered === null ? null : begun(answered.headers, answered.response.user.id)
    },
    async begin(userId, agent) {
      const answered = await refusedAsNull(
        auth.api.beginSession({ body: { userId }, headers: headersOf(null, agent), returnHeaders: true }),
      )
      return answered === null ? null : begun(answered.headers, userId)
    },
    async find(cookies) {
      const found = await auth.api.getSession({
        headers: headersOf(cookies, null),
        query: { disableRefresh: true, disableCookieCache: true },
      })
      if (found === null) return null
      const { id, userId, createdAt, updatedAt, expiresAt } = found.session
      return {
        id,
        userId,
        createdAt: createdAt.toISOString(),
        lastSeenAt: updatedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      }
    },
    async signOut(cookies) {
      const { headers } = await auth.api.signOut({ headers: headersOf(cookies, null), returnHeaders: true })
      return headers.getSetCookie()
    },
    async changePassword(cookies, current, next) {
      const answered = await refusedAsNull(
        auth.api.changePassword({
          body: {
            currentPassword: normalisePassword(current),
            newPassword: normalisePassword(next),
            revokeOtherSessions: true,
          },
          headers: headersOf(cookies, null),
          returnHeaders: true,
        }),
      )
      return answered === null ? null : answered.headers.getSetCookie()
    },
    hash: (password) => context.password.hash(normalisePassword(password)),
  }
}

function libraryOf({ store, secret, basePath, isDemo, isSecure, mayComeIn }: AuthOptions) {
  return betterAuth({
    appName: 'Bookvalue',
    // Never asked over HTTP: it only names links, of which there are none.
    baseURL: 'http://localhost',
    secret,
    database: createAuthAdapter(store),
    user: {
      modelName: 'app_user',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'user_session',
      expiresIn: absoluteSeconds,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    account: {
      modelName: 'user_credential',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: minimumPasswordLength,
      // Characters of a password may be several units of text each; ours are counted before.
      maxPasswordLength: 2048,
    },
    databaseHooks: {
      session: { create: { before: async ({ userId }) => ((await mayComeIn(userId)) ? undefined : false) } },
    },
    plugins: [sessionsByOtherMeans],
    // Ours hold over processes and restarts.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => randomUUID() },
      cookies: {
        session_token: {
          name: isDemo ? 'bookvalue_demo_session' : 'bookvalue_session',
          attributes: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: basePath === '' ? '/' : basePath },
        },
      },
    },
  })
}

/** Lets our own code begin a session for somebody who came by a link, or into the demo. It has no path over HTTP. */
const sessionsByOtherMeans = {
  id: 'sessions-by-other-means',
  endpoints: {
    beginSession: createAuthEndpoint({ method: 'POST', body: z.object({ userId: z.string() }) }, async (ctx) => {
      const { internalAdapter } = ctx.context
      const user = await internalAdapter.findUserById(ctx.body.userId)
      const session = user === null ? null : await internalAdapter.createSession(user.id)
      if (user === null || !session) throw ctx.error('UNAUTHORIZED')
      await setSessionCookie(ctx, { session, user })
      return ctx.json({ token: session.token })
    }),
  },
} as const

/** What the library refuses becomes null; anything else that goes wrong stays an error. */
async function refusedAsNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (isAPIError(error) && error.statusCode >= 400 && error.statusCode < 500) return null
    throw error
  }
}
