import { z } from 'zod'
import { actionStates, actionSubjects } from '../domain/action.ts'
import { roles } from '../domain/right.ts'
import { pageOf, paging } from './operation.ts'
import type { Operation } from './operation.ts'
import { day, id, instant, listOf } from './value.ts'

const actionFields = {
  title: z.string().trim().min(1).max(200),
  note: z.string().trim().max(4000).nullable(),
  /** What it is about. */
  subject: z.strictObject({ type: z.enum(actionSubjects), id: z.string().max(200) }),
  /** The person with access who is to do it. */
  owner: id,
  due: day.nullable(),
  /** When it counts as done, in words. */
  doneWhen: z.string().trim().max(500).nullable(),
}

export const action = z.strictObject({
  id,
  ...actionFields,
  subject: actionFields.subject.extend({ name: z.string() }),
  owner: z.strictObject({ id, name: z.string() }),
  createdBy: z.strictObject({ id: id.nullable(), name: z.string() }),
  createdAt: instant,
  state: z.enum(actionStates),
  isOverdue: z.boolean(),
  /** Every state it was in, the newest first. */
  states: z.array(
    z.strictObject({ state: z.enum(actionStates), at: instant, by: z.string(), note: z.string().nullable() }),
  ),
  version: z.number().int(),
})

const params = z.object({ id })

export const actionOperations = {
  listActions: {
    summary: 'Actions by due day, the most urgent first.',
    tag: 'actions',
    right: 'read-account',
    query: z.object({
      owner: z.string().max(200).optional().describe('Id of a person, or `me`.'),
      subjectType: actionFields.subject.shape.type.optional(),
      subject: z.string().max(200).optional(),
      state: listOf(z.enum(actionStates)),
      dueBefore: day.optional(),
      ...paging,
    }),
    output: pageOf(action),
  },
  getAction: {
    summary: 'One action with its states.',
    tag: 'actions',
    right: 'read-account',
    params,
    output: action,
    etag: 'gives',
  },
  createAction: {
    summary: 'Notes who is to do what about something, and by when.',
    tag: 'actions',
    right: 'write-action',
    body: z.strictObject(actionFields),
    output: action,
    status: 201,
    etag: 'gives',
  },
  updateAction: {
    summary: 'Changes an open action.',
    tag: 'actions',
    right: 'write-action',
    params,
    body: z.strictObject(actionFields),
    output: action,
    etag: 'needs',
  },
  setActionState: {
    summary: 'Marks an action as done or dropped, or opens it again.',
    tag: 'actions',
    right: 'write-action',
    params,
    body: z.strictObject({ state: z.enum(actionStates), note: z.string().trim().max(1000).nullable() }),
    output: action,
    etag: 'needs',
  },
  listPeople: {
    summary: 'Whom one can give an action to, by name.',
    tag: 'actions',
    right: 'write-action',
    output: z.strictObject({ items: z.array(z.strictObject({ id, name: z.string(), role: z.enum(roles) })) }),
  },
  getReminders: {
    summary: "How many of one's own actions are overdue, due today and due within a week, and the first of them.",
    tag: 'actions',
    right: 'signed-in',
    output: z.strictObject({
      overdue: z.number().int(),
      today: z.number().int(),
      week: z.number().int(),
      first: z.array(action),
    }),
    etag: 'hashes',
  },
} satisfies Record<string, Operation>
