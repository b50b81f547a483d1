import { z } from 'zod'
import { rights, roles, scopes } from '../domain/right.ts'
import { pageOf, paging } from './operation.ts'
import type { Operation } from './operation.ts'
import { day, id, instant } from './value.ts'

/** What an administrator sets of a person. */
const userFields = {
  name: z.string().trim().min(1).max(120),
  phone: z.string().trim().max(40).nullable(),
  role: z.enum(roles),
  /** The widest scope any right of the role has for this person; the role's own when null. */
  scope: z.enum(scopes).nullable(),
  /** `source/key` of the territory that scope `territory` means; null is that of the linked reps. */
  territory: z.string().max(200).nullable(),
  /** The reps the person is, as `source/key`. */
  reps: z.array(z.string().max(200)).max(20),
}

const user = z.strictObject({
  id,
  email: z.email(),
  ...userFields,
  state: z.enum(['invited', 'active', 'disabled']),
  createdAt: instant,
  lastSeenAt: instant.nullable(),
  version: z.number().int(),
})

const link = z.strictObject({ user, link: z.string(), expiresAt: instant })
const params = z.object({ id })

export const userOperations = {
  listUsers: {
    summary: 'Everybody with access, by name.',
    tag: 'users',
    right: 'manage-user',
    query: z.object({
      q: z.string().max(100).optional(),
      state: z.enum(['invited', 'active', 'disabled']).optional(),
      ...paging,
    }),
    output: pageOf(user),
  },
  getUser: {
    summary: 'One person with access.',
    tag: 'users',
    right: 'manage-user',
    params,
    output: user,
    etag: 'gives',
  },
  inviteUser: {
    summary: 'Makes a link by which a person sets a password and comes in. Nothing is mailed.',
    tag: 'users',
    right: 'manage-user',
    body: z.strictObject({ email: z.email().max(254), ...userFields }),
    output: link,
    status: 201,
    isShownOnce: true,
  },
  updateUser: {
    summary: 'Changes role, scope, linked reps, name or phone.',
    tag: 'users',
    right: 'manage-user',
    params,
    body: z.strictObject(userFields),
    output: user,
    etag: 'needs',
  },
  disableUser: {
    summary: 'Ends all sessions and lets nobody in by this name.',
    tag: 'users',
    right: 'manage-user',
    params,
    output: user,
    etag: 'needs',
  },
  enableUser: {
    summary: 'Lets a disabled person in again.',
    tag: 'users',
    right: 'manage-user',
    params,
    output: user,
    etag: 'needs',
  },
  resetUser: {
    summary: 'Ends all sessions and makes a link by which the person sets a new password.',
    tag: 'users',
    right: 'manage-user',
    params,
    output: link,
    status: 201,
    isShownOnce: true,
    etag: 'needs',
  },
  listUserSessions: {
    summary: 'Where a person is signed in.',
    tag: 'users',
    right: 'manage-user',
    params,
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          id,
          createdAt: instant,
          lastSeenAt: instant,
          expiresAt: instant,
          agent: z.string().nullable(),
        }),
      ),
    }),
  },
  endUserSessions: {
    summary: 'Signs a person out everywhere.',
    tag: 'users',
    right: 'manage-user',
    params,
    output: null,
    status: 204,
  },
  listRoles: {
    summary: 'What each role may do, and how far.',
    tag: 'users',
    right: 'signed-in',
    output: z.strictObject({
      items: z.array(z.strictObject({ role: z.enum(roles), rights: z.partialRecord(z.enum(rights), z.enum(scopes)) })),
    }),
  },
  listAudit: {
    summary: 'Who did what to what, the newest first.',
    tag: 'audit',
    right: 'read-audit',
    query: z.object({
      actor: z.string().max(200).optional(),
      verb: z.string().max(100).optional(),
      subject: z.string().max(200).optional(),
      from: day.optional(),
      to: day.optional(),
      ...paging,
    }),
    output: pageOf(
      z.strictObject({
        id,
        at: instant,
        /** A name, where the id is of a person with access; else who worked on the machine. */
        actor: z.strictObject({ id: z.string().nullable(), name: z.string() }),
        verb: z.string(),
        subject: z.string(),
        /** The name of what the subject is the id of; null when it is no id. */
        subjectName: z.string().nullable(),
        detail: z.json(),
      }),
    ),
  },
} satisfies Record<string, Operation>
