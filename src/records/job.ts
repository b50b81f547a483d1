import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import { ifPresent, jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { Records, RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** How far a job is: `done` of `total` units of `what`; null when the total is not known. */
export interface JobProgress {
  readonly what: string
  readonly done: number
  readonly total: number | null
}

/** Work that somebody asked for and a server does. Instants are UTC ISO text. */
export interface Job {
  /** A UUIDv7: jobs in the order of their ids are in the order they were asked for. */
  readonly id: string
  readonly kind: string
  /** What it is about, for people; null when the kind says it all. */
  readonly subject: string | null
  readonly input: Json
  readonly state: JobState
  /** The person; null for the local operator and the program itself, who have no id. */
  readonly requestedBy: string | null
  readonly requestedName: string
  readonly requestedAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  /** How often it was begun. */
  readonly attempt: number
  /** How often its holder died at it, or left it half done, since somebody last asked for it. */
  readonly lost: number
  readonly progress: JobProgress | null
  readonly cancelRequestedAt: string | null
  /** Null until it is done. */
  readonly result: Json
  /** Why it failed, in a sentence. */
  readonly error: string | null
}

/** Who holds a running job, and until when nobody else may take it for dead. */
export interface Lease {
  /** Names one server process for as long as it lives. */
  readonly holder: string
  readonly until: string
}

/** The kind that is held from the start by the server somebody waits at: it never stands in the line. */
const heldFromTheStart = 'command'
/** The kind that gives way to everything else in the line: what it works out, an import would make stale. */
const lastInLine = 'view'
/** A job whose holder died this often is not begun again: it may be what they died of. */
const mostLost = 3

/** Any fixed number: on PostgreSQL claimers that use the same one take turns, as they do on SQLite anyway. */
const claimLock = 7_310_008

type NewJob = Pick<
  Job,
  'id' | 'kind' | 'subject' | 'input' | 'requestedBy' | 'requestedName' | 'requestedAt' | 'startedAt'
>

/** Puts a job in the line, or, with a lease, notes one that its holder has begun. */
export async function insertJob(
  trx: RecordsTransaction,
  job: Omit<NewJob, 'startedAt'>,
  lease: Lease | null = null,
): Promise<Job> {
  const row: Tables['job'] = {
    id: job.id,
    kind: job.kind,
    subject: job.subject,
    input: jsonToStored(job.input),
    state: lease === null ? 'waiting' : 'running',
    requested_by: job.requestedBy,
    requested_name: job.requestedName,
    requested_at: job.requestedAt,
    started_at: lease === null ? null : job.requestedAt,
    finished_at: null,
    attempt: lease === null ? 0n : 1n,
    lost: 0n,
    progress: null,
    cancel_requested_at: null,
    result: null,
    error: null,
    holder: lease?.holder ?? null,
    lease_until: lease?.until ?? null,
  }
  await trx.insertInto('job').values(row).execute()
  return toJob(row)
}

/**
 * Takes the first job of the line, when none of the line is running: jobs that change the book or read all of it go one at a
 * time, whichever server does them. Undefined when there is nothing to do.
 */
export async function claimJob(records: Records, lease: Lease, now: string): Promise<Job | undefined> {
  return records.write(async (trx) => {
    if (records.kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(claimLock)})`.execute(trx)
    const running = await trx
      .selectFrom('job')
      .select('id')
      .where('state', '=', 'running')
      .where('kind', '<>', heldFromTheStart)
      .limit(1)
      .executeTakeFirst()
    if (running) return undefined
    const first = await trx
      .selectFrom('job')
      .select('id')
      .where('state', '=', 'waiting')
      .orderBy(sql`case when kind = ${lastInLine} then 1 else 0 end`)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    if (!first) return undefined
    const row = await trx
      .updateTable('job')
      .set((eb) => ({
        state: 'running',
        started_at: now,
        attempt: eb('attempt', '+', 1n),
        holder: lease.holder,
        lease_until: lease.until,
      }))
      .where('id', '=', first.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return toJob(row)
  })
}

/** Whether a job waits or one that died may have to be begun again: cheap enough to ask every second. */
export async function hasWork(view: RecordsView): Promise<boolean> {
  const row = await view.selectFrom('job').select('id').where('state', 'in', ['waiting', 'running']).limit(1).execute()
  return row.length > 0
}

/** Renews the leases of a holder; gives those of its jobs that somebody wants stopped. */
export async function renewLeases(trx: RecordsTransaction, lease: Lease): Promise<string[]> {
  const rows = await trx
    .updateTable('job')
    .set({ lease_until: lease.until })
    .where('holder', '=', lease.holder)
    .where('state', '=', 'running')
    .returning(['id', 'cancel_requested_at'])
    .execute()
  return rows.filter((row) => row.cancel_requested_at !== null).map((row) => row.id)
}

/** Notes how far a job is; does nothing when the holder no longer has it. */
export async function putJobProgress(
  trx: RecordsTransaction,
  { id, holder }: { readonly id: string; readonly holder: string },
  progress: JobProgress,
): Promise<void> {
  await trx
    .updateTable('job')
    .set({ progress: jsonToStored({ ...progress }) })
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('state', '=', 'running')
    .execute()
}

/** How a job ended. */
export type JobEnd =
  | { readonly state: 'done'; readonly result: Json }
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'cancelled' }

/** Ends a job that the holder has; false when it has it no longer. */
export async function endJob(
  trx: RecordsTransaction,
  { id, holder, at }: { readonly id: string; readonly holder: string; readonly at: string },
  end: JobEnd,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('job')
    .set({
      state: end.state,
      finished_at: at,
      result: end.state === 'done' ? jsonToStored(end.result) : null,
      error: end.state === 'failed' ? end.error : null,
      holder: null,
      lease_until: null,
    })
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Puts jobs of a holder back into the line at their old places: it stops, or the book was in use. */
export async function releaseJobs(trx: RecordsTransaction, holder: string, id?: string): Promise<void> {
  await trx
    .updateTable('job')
    .set({ state: 'waiting', holder: null, lease_until: null, progress: null })
    .where('holder', '=', holder)
    .where('state', '=', 'running')
    .where('kind', '<>', heldFromTheStart)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .execute()
}

/**
 * Takes jobs from holders that died: those whose lease is over, or every job of others when `onlyHolder` is the one process
 * that can have this book open. They go back into the line, unless too many holders have died at them.
 */
export async function expireLeases(
  trx: RecordsTransaction,
  { now, onlyHolder }: { readonly now: string; readonly onlyHolder: string | null },
): Promise<void> {
  await loseJobs(
    trx,
    now,
    onlyHolder === null ? sql<SqlBool>`lease_until < ${now}` : sql<SqlBool>`holder <> ${onlyHolder}`,
  )
}

/**
 * Puts a job back into the line whose process died under the holder's hands or left it half done, unless too many have. `error`
 * says why in that case; null where nobody knows.
 */
export async function loseJob(
  trx: RecordsTransaction,
  lost: { readonly id: string; readonly holder: string; readonly now: string; readonly error: string | null },
): Promise<void> {
  const { id, holder, now, error } = lost
  await loseJobs(trx, now, sql<SqlBool>`id = ${id} and holder = ${holder}`, error)
}

async function loseJobs(
  trx: RecordsTransaction,
  now: string,
  isLost: RawBuilder<SqlBool>,
  why: string | null = null,
): Promise<void> {
  const lost = await trx
    .selectFrom('job')
    .select(['id', 'kind', 'lost'])
    .where('state', '=', 'running')
    .where(isLost)
    .execute()
  for (const job of lost) {
    const times = storedToNumber(job.lost) + 1
    const isOver = job.kind === heldFromTheStart || times >= mostLost
    await trx
      .updateTable('job')
      .set({
        state: isOver ? 'failed' : 'waiting',
        lost: BigInt(times),
        error: isOver ? (why ?? lostSentence(job.kind, times)) : null,
        finished_at: isOver ? now : null,
        holder: null,
        lease_until: null,
        progress: null,
      })
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      .where(isLost)
      .execute()
  }
}

function lostSentence(kind: string, times: number): string {
  if (kind === heldFromTheStart) return 'The server stopped while the command ran'
  return `What ran it stopped ${String(times)} times without an answer; it is not begun again by itself`
}

/** Takes a job that was never begun out of the line, or asks the holder of another to stop it. Undefined when it has ended. */
export async function requestCancel(trx: RecordsTransaction, id: string, now: string): Promise<Job | undefined> {
  const isNew = sql<SqlBool>`state = 'waiting' and attempt = 0`
  const row = await trx
    .updateTable('job')
    .set({
      cancel_requested_at: now,
      state: sql<string>`case when ${isNew} then 'cancelled' else state end`,
      finished_at: sql<string | null>`case when ${isNew} then ${now} else finished_at end`,
    })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .returningAll()
    .executeTakeFirst()
  return row && toJob(row)
}

/** Puts a failed or cancelled job in line again, at its old place. Undefined when it is neither. */
export async function retryJob(trx: RecordsTransaction, id: string): Promise<Job | undefined> {
  const row = await trx
    .updateTable('job')
    .set({ state: 'waiting', lost: 0n, cancel_requested_at: null, finished_at: null, error: null, progress: null })
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'cancelled'])
    .returningAll()
    .executeTakeFirst()
  return row && toJob(row)
}

export async function findJob(view: RecordsView, id: string): Promise<Job | undefined> {
  const row = await view.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toJob(row)
}

/** The jobs of these ids, of those that are still kept. */
export async function findJobs(view: RecordsView, ids: readonly string[]): Promise<Job[]> {
  if (ids.length === 0) return []
  return (
    await view
      .selectFrom('job')
      .selectAll()
      .where('id', 'in', [...new Set(ids)])
      .execute()
  ).map(toJob)
}

/** The first of these jobs that is in one of these states; undefined when none is. */
export async function findOpenJob(
  view: RecordsView,
  { kind, subject, states }: { readonly kind: string; readonly subject: string | null; readonly states: JobState[] },
): Promise<Job | undefined> {
  const row = await view
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', subject === null ? 'is' : '=', subject)
    .where('state', 'in', states)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && toJob(row)
}

export interface JobFilter {
  /** Only jobs of this person; null for everybody's. */
  readonly requestedBy: string | null
  readonly states: readonly JobState[] | null
  readonly kinds: readonly string[] | null
  /** Only jobs asked for before this one. */
  readonly before: string | null
  readonly limit: number
}

/** Jobs, the newest first. */
export async function listJobs(view: RecordsView, filter: JobFilter): Promise<Job[]> {
  const { requestedBy, states, kinds, before, limit } = filter
  const rows = await view
    .selectFrom('job')
    .selectAll()
    .$if(requestedBy !== null, (query) => query.where('requested_by', '=', requestedBy))
    .$if(states !== null, (query) => query.where('state', 'in', states ?? []))
    .$if(kinds !== null, (query) => query.where('kind', 'in', kinds ?? []))
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toJob)
}

/** Forgets jobs that ended before an instant. What they did is in the audit and in the book. */
export async function deleteEndedJobs(trx: RecordsTransaction, before: string): Promise<void> {
  await trx
    .deleteFrom('job')
    .where('state', 'in', ['done', 'failed', 'cancelled'])
    .where('finished_at', '<', before)
    .execute()
}

function toJob(row: Tables['job']): Job {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    input: storedToJson(row.input),
    state: row.state as JobState,
    requestedBy: row.requested_by,
    requestedName: row.requested_name,
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    attempt: storedToNumber(row.attempt),
    lost: storedToNumber(row.lost),
    progress: ifPresent(row.progress, (text) => storedToJson(text) as unknown as JobProgress),
    cancelRequestedAt: row.cancel_requested_at,
    result: ifPresent(row.result, storedToJson),
    error: row.error,
  }
}
