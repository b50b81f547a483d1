import { getBook } from '../app/book/get-book.ts'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { acceptInvitation, getInvitation } from '../app/session/accept-invitation.ts'
import { noteChangedPassword, noteRefusal, noteSignIn, noteSignOut, sessionEnd } from '../app/session/note-sign-in.ts'
import { toSessionOutput } from '../app/session/session-output.ts'
import { forgiveTries, takeTry } from '../app/session/tries.ts'
import { updatePreferences } from '../app/session/update-preferences.ts'
import { readSettings } from '../app/setting/read-settings.ts'
import { ensureDemoPerson } from '../app/user/demo-people.ts'
import { needsAdministrator } from '../app/user/first-administrator.ts'
import { inviteUser } from '../app/user/invite-user.ts'
import { loadPerson } from '../app/user/load-person.ts'
import { resetUser } from '../app/user/reset-user.ts'
import type { Verb } from '../app/verb.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { OperationId } from '../contract/routes.ts'
import { findPasswordProblem, minimumPasswordLength } from '../domain/password.ts'
import type { Auth, SignedIn } from './auth.ts'
import { HttpProblem } from './problem.ts'
import type { StartState } from './app-options.ts'
import type { Visit, Visitor } from './visit.ts'

/** A verb that sees the visit too: who came from where, with which cookies, and which ones the answer sets. */
type VisitVerb<O extends OperationId> = (
  ctx: Ctx,
  input: Input<O> & Parameters<Verb<O>>[1],
  visit: Visit,
) => ReturnType<Verb<O>>

interface SessionDoor {
  readonly auth: Auth
  /** Keys the hashes of tries at passwords. */
  readonly secret: string
  readonly isDemo: boolean
  readonly isLoopback: boolean
  readonly publicUrl: URL | null
  readonly startState: () => StartState
}

/** The operations that are about being signed in, or that say where the book is: they need the visit, not only the input. */
export type SessionOperation =
  | 'getStart'
  | 'enterDemo'
  | 'signIn'
  | 'getSession'
  | 'signOut'
  | 'changePassword'
  | 'updatePreferences'
  | 'getInvitation'
  | 'acceptInvitation'
  | 'getBook'
  | 'inviteUser'
  | 'resetUser'

type SessionVerbs = { readonly [O in SessionOperation]: VisitVerb<O> }

export function createSessionVerbs(door: SessionDoor): SessionVerbs {
  const { auth, secret, isDemo, isLoopback, publicUrl, startState } = door

  /** Makes the answer of somebody who just came in, and ends the session the same browser had before. */
  const welcome = async (
    ctx: Ctx,
    visit: Visit,
    signedIn: SignedIn,
    how: 'password' | 'invitation' | 'demo',
  ): Promise<Output<'getSession'>> => {
    if (visit.cookies !== null && visit.visitor !== null) await auth.signOut(visit.cookies)
    const person = await loadPerson(ctx.records, signedIn.userId)
    if (person === undefined) throw new BookError('unauthenticated', 'Cannot sign in: this person was just disabled')
    await noteSignIn(ctx, person, how)
    visit.setCookies.push(...signedIn.setCookies)
    return toSessionOutput(ctx, person, sessionEnd(ctx.now(), signedIn.expiresAt))
  }

  return {
    getStart: async (ctx) => ({
      book: { name: (await readSettings(ctx)).name, isDemo },
      needsAdministrator: !isDemo && (await needsAdministrator(ctx)),
      ...startState(),
      minimumPasswordLength,
    }),

    async enterDemo(ctx, { role }, visit) {
      if (!isDemo) throw new BookError('not-found', 'Cannot enter by role: this is no demo')
      if (!isLoopback || visit.isForwarded || isPublic(publicUrl))
        throw new BookError('forbidden', 'Cannot enter by role: others can reach this server')
      const signedIn = await auth.begin(await ensureDemoPerson(ctx, role), visit.agent)
      if (signedIn === null) throw new BookError('forbidden', `Cannot enter as ${role}: this person is disabled`)
      return welcome(ctx, visit, signedIn, 'demo')
    },

    async signIn(ctx, { email, password }, visit) {
      const tried = { secret, email, address: visit.address }
      await takeTry(ctx, tried)
      const signedIn = await auth.signIn(email, password, visit.agent)
      if (signedIn === null) {
        await noteRefusal(ctx, email)
        throw new BookError('unauthenticated', 'Cannot sign in: e-mail or password is wrong')
      }
      await forgiveTries(ctx, tried)
      return welcome(ctx, visit, signedIn, 'password')
    },

    async getSession(ctx, _, visit) {
      const { person, expiresAt } = visitorOf(visit)
      return toSessionOutput(ctx, person, expiresAt)
    },

    async signOut(ctx, _, visit) {
      const { person } = visitorOf(visit)
      visit.setCookies.push(...(await auth.signOut(visit.cookies ?? '')))
      await noteSignOut(ctx, person)
    },

    async changePassword(ctx, { current, next }, visit) {
      const { person } = visitorOf(visit)
      const { user } = await toSessionOutput(ctx, person, '')
      await assertGoodPassword(ctx, 'next', next, [user.name, user.email])
      // A stolen session must not be a place to guess the password at.
      const tried = { secret, email: user.email, address: visit.address }
      await takeTry(ctx, tried)
      const cookies = await auth.changePassword(visit.cookies ?? '', current, next)
      if (cookies === null) throw fieldProblem('current', 'This is not your present password')
      await forgiveTries(ctx, tried)
      await noteChangedPassword(ctx, person)
      visit.setCookies.push(...cookies)
    },

    updatePreferences: (ctx, input) => updatePreferences(ctx, input),

    getInvitation: (ctx, { token }) => getInvitation(ctx, token),

    async acceptInvitation(ctx, { token, name, email, password }, visit) {
      const invitation = await getInvitation(ctx, token)
      if (invitation.email === null && email === undefined) throw fieldProblem('email', 'Give your e-mail address')
      await assertGoodPassword(ctx, 'password', password, [name, invitation.email ?? email ?? ''])
      const passwordHash = await auth.hash(password)
      const userId = await acceptInvitation(ctx, { token, name, email, passwordHash, secret })
      const signedIn = await auth.begin(userId, visit.agent)
      if (signedIn === null) throw new BookError('unauthenticated', 'Cannot sign in: this person was just disabled')
      return welcome(ctx, visit, signedIn, 'invitation')
    },

    getBook: async (ctx) => ({ ...(await getBook(ctx)), isDemo }),

    async inviteUser(ctx, input, { home }) {
      const { link, ...invited } = await inviteUser(ctx, input)
      return { ...invited, link: `${home}${link}` }
    },

    async resetUser(ctx, input, { home }) {
      const { link, ...reset } = await resetUser(ctx, input)
      return { ...reset, link: `${home}${link}` }
    },
  }
}

/** Whether others use the server by a name, through something that passes on what they send. */
function isPublic(publicUrl: URL | null): boolean {
  return publicUrl !== null && !['localhost', '127.0.0.1', '[::1]'].includes(publicUrl.hostname)
}

function visitorOf({ visitor }: Visit): Visitor {
  if (visitor === null) throw new BookError('unauthenticated', 'Cannot do this: nobody is signed in')
  return visitor
}

async function assertGoodPassword(ctx: Ctx, field: string, text: string, context: readonly string[]): Promise<void> {
  const { name } = await readSettings(ctx)
  const problem = findPasswordProblem(text, [...context, name, 'bookvalue'])
  if (problem !== null) throw fieldProblem(field, problem)
}

function fieldProblem(field: string, message: string): HttpProblem {
  const errors = [{ in: 'body' as const, path: field, message }]
  return new HttpProblem(400, 'bad-input', `Cannot use "${field}": ${message}`, { errors })
}
