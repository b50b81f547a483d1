import { z } from 'zod'
import { pageOf, paging } from './operation.ts'
import type { Operation } from './operation.ts'
import { id, instant, listOf, periodName } from './value.ts'

const jobKinds = ['preview', 'import', 'undo', 'close', 'backup', 'lifetime', 'alerts', 'view', 'command'] as const
const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const

export const job = z.strictObject({
  id,
  kind: z.enum(jobKinds),
  state: z.enum(jobStates),
  /** What it is about, such as the name of a source or a period. */
  subject: z.string().nullable(),
  requestedBy: z.strictObject({ id: id.nullable(), name: z.string() }),
  requestedAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  attempt: z.number().int(),
  progress: z.strictObject({ what: z.string(), done: z.number(), total: z.number().nullable() }).nullable(),
  isCancelRequested: z.boolean(),
  canCancel: z.boolean(),
  canRetry: z.boolean(),
  /** Null until it is done; its shape depends on the kind. */
  result: z.json().nullable(),
  /** Why it failed, in a sentence; null while it has not. */
  error: z.string().nullable(),
})

const closing = z.strictObject({
  id,
  period: z.string(),
  revision: z.number().int(),
  policy: z.strictObject({ name: z.string(), version: z.number().int() }),
  watermark: z.number().int(),
  asOf: z.iso.date(),
  closedBy: z.string(),
  closedAt: instant,
  reason: z.string().nullable(),
  /** Of the latest closing of a period: what has come since, which never changes it. */
  since: z.strictObject({ invoices: z.number().int(), net: z.string(), laterImports: z.number().int() }).nullable(),
})

const params = z.object({ id })

export const jobOperations = {
  listJobs: {
    summary: "Jobs, the newest first: one's own, and everybody's with the right to read them.",
    tag: 'jobs',
    right: 'signed-in',
    query: z.object({ state: listOf(z.enum(jobStates)), kind: listOf(z.enum(jobKinds)), ...paging }),
    output: pageOf(job),
  },
  getJob: {
    summary: 'One job with its progress and result.',
    tag: 'jobs',
    right: 'signed-in',
    params,
    output: job,
    etag: 'hashes',
  },
  cancelJob: {
    summary: 'Stops a job, or takes one that waits out of the line.',
    tag: 'jobs',
    right: 'signed-in',
    params,
    output: job,
  },
  retryJob: {
    summary: 'Puts a failed or cancelled job in line again.',
    tag: 'jobs',
    right: 'signed-in',
    params,
    output: job,
    status: 202,
  },
  listClosings: {
    summary: 'Every closing, the newest first.',
    tag: 'closings',
    right: 'control',
    query: z.object(paging),
    output: pageOf(closing),
  },
  closePeriod: {
    summary: 'Stores the grades and facts of a period for good; a second closing needs a reason. A job.',
    tag: 'closings',
    right: 'close',
    body: z.strictObject({ period: periodName, reason: z.string().trim().min(1).max(500).nullable() }),
    output: job,
    status: 202,
  },
  listBackups: {
    summary: 'The backups in the data directory, the newest first.',
    tag: 'backups',
    right: 'backup',
    output: z.strictObject({
      items: z.array(z.strictObject({ name: z.string(), bytes: z.number().int(), at: instant })),
    }),
  },
  createBackup: {
    summary: 'Writes a backup into the data directory. A job.',
    tag: 'backups',
    right: 'backup',
    output: job,
    status: 202,
  },
  getBackup: {
    summary: 'One backup file. It holds the hashes of passwords too: only those who manage people have it.',
    tag: 'backups',
    right: 'manage-user',
    params: z.object({ name: z.string().max(200) }),
    output: null,
    media: 'application/gzip',
  },
} satisfies Record<string, Operation>
