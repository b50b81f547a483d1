import { v7 as uuidv7 } from 'uuid'
import type { Json } from '../../records/decode.ts'
import {
  claimJob,
  deleteEndedJobs,
  endJob,
  expireLeases,
  findJob,
  hasWork,
  insertJob,
  loseJob,
  putJobProgress,
  releaseJobs,
  renewLeases,
} from '../../records/job.ts'
import type { Job, JobEnd, JobProgress } from '../../records/job.ts'
import { audit } from '../audit.ts'
import type { Actor, Ctx } from '../context.ts'
import { loadKeyHolder } from '../api-key/key-holder.ts'
import { loadPerson } from '../user/load-person.ts'
import type { JobKind } from './show-job.ts'

export type { JobEnd, JobProgress }

/** How long a job stays with a holder that says nothing, in milliseconds. */
const leaseMs = 20_000
/** How long jobs that ended are shown. */
const keptMs = 90 * 24 * 60 * 60 * 1000

/** A job that this holder has to do. */
export interface HeldJob {
  readonly id: string
  readonly kind: JobKind
  readonly subject: string | null
  readonly input: Json
  /** Null when the program or the local operator asked for it. */
  readonly requestedBy: string | null
  readonly requestedName: string
  /** Whether somebody wanted it stopped before it was begun again. */
  readonly isCancelRequested: boolean
  /** How often it was begun, this time included. */
  readonly attempt: number
}

/** The line of jobs of a book as one server process sees it. */
export interface Queue {
  /** The next job, now held; undefined when there is nothing to do or another server is at it. */
  claim(): Promise<HeldJob | undefined>
  /** Notes a command that somebody at a terminal waits for; it is held from the start. */
  begin(command: { readonly subject: string; readonly user: string }): Promise<string>
  /** Renews the leases; gives those of the held jobs that somebody wants stopped. Call it every few seconds. */
  renew(): Promise<readonly string[]>
  report(id: string, progress: JobProgress): Promise<void>
  end(id: string, end: JobEnd): Promise<void>
  /** Puts a job back to its place in the line; all held ones without an id. */
  release(id?: string): Promise<void>
  /**
   * Puts a job back whose process died or left it half done; it fails when that has happened too often, with `error` where
   * something is known of it.
   */
  lose(id: string, error: string | null): Promise<void>
  /** Takes jobs back from servers that died. Call it at start and every few seconds. */
  expire(): Promise<void>
  /** Forgets jobs that ended long ago. */
  tidy(): Promise<void>
}

/**
 * Opens the line of a book. `isOnly` says that no other server can have it open, so that at start whatever others hold is
 * theirs no longer.
 */
export function openQueue(ctx: Ctx, { isOnly }: { readonly isOnly: boolean }): Queue {
  const { records } = ctx
  const holder = uuidv7()
  const lease = () => ({ holder, until: new Date(Date.parse(ctx.now()) + leaseMs).toISOString() })
  return {
    async claim() {
      if (!(await hasWork(records.view))) return undefined
      const job = await claimJob(records, lease(), ctx.now())
      return job && toHeld(job)
    },
    async begin({ subject, user }) {
      const id = uuidv7()
      const command = {
        id,
        kind: 'command',
        subject,
        input: null,
        requestedBy: null,
        requestedName: user,
        requestedAt: ctx.now(),
      }
      await records.write((trx) => insertJob(trx, command, lease()))
      return id
    },
    renew: () => records.write((trx) => renewLeases(trx, lease())),
    report: (id, progress) => records.write((trx) => putJobProgress(trx, { id, holder }, progress)),
    async end(id, end) {
      await records.write(async (trx) => {
        const isMine = await endJob(trx, { id, holder, at: ctx.now() }, end)
        const job = isMine && end.state === 'failed' ? await findJob(trx, id) : undefined
        if (job) await audit(ctx, `${job.kind} failed`, id, { subject: job.subject }, trx)
      })
    },
    release: (id) => records.write((trx) => releaseJobs(trx, holder, id)),
    lose: (id, error) => records.write((trx) => loseJob(trx, { id, holder, now: ctx.now(), error })),
    async expire() {
      if (!(await hasWork(records.view))) return
      await records.write((trx) => expireLeases(trx, { now: ctx.now(), onlyHolder: isOnly ? holder : null }))
    },
    async tidy() {
      const before = new Date(Date.parse(ctx.now()) - keptMs).toISOString()
      await records.write((trx) => deleteEndedJobs(trx, before))
    },
  }
}

function toHeld(job: Job): HeldJob {
  const { id, subject, input, requestedBy, requestedName, cancelRequestedAt, attempt } = job
  return {
    id,
    kind: job.kind as JobKind,
    subject,
    input,
    requestedBy,
    requestedName,
    isCancelRequested: cancelRequestedAt !== null,
    attempt,
  }
}

/** Who a job is done as: the person or the key that asked, with the rights of now. Undefined when they may no longer come in. */
export async function actorOf(
  ctx: Pick<Ctx, 'records' | 'now'>,
  job: Pick<HeldJob, 'requestedBy' | 'requestedName'>,
): Promise<Actor | undefined> {
  if (job.requestedBy === null) return { kind: 'local-operator', name: job.requestedName }
  return (await loadPerson(ctx.records, job.requestedBy)) ?? loadKeyHolder(ctx, job.requestedBy)
}
