import { z } from 'zod'
import { rights, roles, scopes } from '../domain/right.ts'
import type { Operation } from './operation.ts'
import { id, instant } from './value.ts'

const email = z.email().max(254)
/** Long enough for 256 characters however they are written; what a new one must be like the server says. */
const password = z.string().min(1).max(1024)

/** How a person wants things written. */
export const preferences = z.strictObject({
  /** A language of the catalogue, or `en-XA`, the pseudo-language that shows text that does not fit. */
  language: z.enum(['en', 'en-XA']),
  /** A locale for numbers and days, such as `de-DE`. */
  format: z.string().max(35),
  theme: z.enum(['light', 'dark', 'system']),
})

const sessionUser = z.strictObject({
  id,
  name: z.string(),
  email,
  role: z.enum(roles),
  /** The reps the person is linked with, as `source/key`. */
  reps: z.array(z.string()),
  preferences,
})

const session = z.strictObject({
  user: sessionUser,
  /** What the person may do, each with how far it reaches. */
  rights: z.partialRecord(z.enum(rights), z.enum(scopes)),
  /** The screen to begin with. */
  landing: z.enum(['portfolio', 'my-book', 'search', 'imports', 'users']),
  expiresAt: instant,
})

const invitation = z.strictObject({
  purpose: z.enum(['first-administrator', 'invite', 'reset']),
  /** Null for the first administrator, who names it. */
  email: email.nullable(),
  name: z.string().nullable(),
  expiresAt: instant,
})

export const sessionOperations = {
  getStart: {
    summary:
      'What somebody who is not signed in may know: whether the book needs its first administrator, and about the demo.',
    tag: 'session',
    right: 'public',
    output: z.strictObject({
      book: z.strictObject({ name: z.string(), isDemo: z.boolean() }),
      needsAdministrator: z.boolean(),
      /** The demo book beside this one; null when there is none to look at. */
      demo: z
        .strictObject({
          address: z.string(),
          state: z.enum(['making', 'ready', 'failed']),
          progress: z.strictObject({ what: z.string(), done: z.number(), total: z.number().nullable() }).nullable(),
        })
        .nullable(),
      /** Where one's own book is, seen from the demo; null in one's own book. */
      own: z.strictObject({ address: z.string() }).nullable(),
      minimumPasswordLength: z.number().int(),
    }),
  },
  enterDemo: {
    summary: 'Signs in to the demo book as one of its people. Only the demo has it.',
    tag: 'session',
    right: 'public',
    body: z.strictObject({ role: z.enum(roles) }),
    output: session,
  },
  signIn: {
    summary: 'Signs in with e-mail and password.',
    tag: 'session',
    right: 'public',
    body: z.strictObject({ email, password }),
    output: session,
  },
  getSession: {
    summary: 'Who is signed in, and what they may do.',
    tag: 'session',
    right: 'signed-in',
    output: session,
    etag: 'hashes',
  },
  signOut: { summary: 'Ends the session.', tag: 'session', right: 'signed-in', output: null, status: 204 },
  changePassword: {
    summary: 'Sets a new password and ends all other sessions.',
    tag: 'session',
    right: 'signed-in',
    body: z.strictObject({ current: password, next: password }),
    output: null,
    status: 204,
  },
  updatePreferences: {
    summary: 'Sets language, number format and theme of the person signed in.',
    tag: 'session',
    right: 'signed-in',
    body: preferences.partial(),
    output: preferences,
  },
  getInvitation: {
    summary: 'What an invitation link is for.',
    tag: 'session',
    right: 'public',
    params: z.object({ token: z.string().max(200) }),
    output: invitation,
  },
  acceptInvitation: {
    summary: 'Sets name and password by an invitation link, once, and signs in.',
    tag: 'session',
    right: 'public',
    params: z.object({ token: z.string().max(200) }),
    body: z.strictObject({ name: z.string().trim().min(1).max(120), email: email.optional(), password }),
    output: session,
  },
} satisfies Record<string, Operation>
