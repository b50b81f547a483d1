import { z } from 'zod'
import type { Operation } from './operation.ts'
import { day, grade, id, instant } from './value.ts'

const params = z.object({ id })

/** Finding accounts as one types, and the views of the account list that people keep. */
export const viewOperations = {
  search: {
    summary: 'Accounts by name, key, alias, site, order or invoice number, as one types.',
    tag: 'accounts',
    right: 'read-account',
    query: z.object({ q: z.string().max(100), limit: z.coerce.number().int().min(1).max(30).default(12) }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          kind: z.enum(['account', 'alias', 'site', 'order', 'invoice']),
          /** What was found: a name, key or number. */
          text: z.string(),
          account: z.strictObject({
            id,
            key: z.string(),
            name: z.string(),
            grade,
            city: z.string().nullable(),
            owner: z.string().nullable(),
          }),
          /** For an invoice: what getInvoice takes. */
          source: z.string().nullable(),
          date: day.nullable(),
        }),
      ),
    }),
  },
  listViews: {
    summary: 'The saved views of the account list: own ones and those shared with everybody.',
    tag: 'accounts',
    right: 'read-account',
    output: z.strictObject({ items: z.array(savedView()) }),
  },
  createView: {
    summary: 'Saves a view of the account list.',
    tag: 'accounts',
    right: 'read-account',
    body: viewFields(),
    output: savedView(),
    status: 201,
    etag: 'gives',
  },
  updateView: {
    summary: "Changes a saved view of one's own.",
    tag: 'accounts',
    right: 'read-account',
    params,
    body: viewFields(),
    output: savedView(),
    etag: 'needs',
  },
  deleteView: {
    summary: "Takes a saved view of one's own out.",
    tag: 'accounts',
    right: 'read-account',
    params,
    output: null,
    status: 204,
    etag: 'needs',
  },
} satisfies Record<string, Operation>

function viewFields() {
  return z.strictObject({ name: z.string().trim().min(1).max(80), search: z.string().max(2000), isShared: z.boolean() })
}

function savedView() {
  return viewFields().extend({
    id,
    owner: z.strictObject({ id, name: z.string() }),
    isOwn: z.boolean(),
    version: z.number().int(),
    updatedAt: instant,
  })
}
