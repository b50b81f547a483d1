import { requestDueAlerts } from '../app/alert/look-for-alerts.ts'
import { requestOldViews } from '../app/account-view/request-old-views.ts'
import type { Ctx } from '../app/context.ts'
import { openQueue } from '../app/job/queue.ts'
import type { HeldJob, JobEnd, JobProgress, Queue } from '../app/job/queue.ts'
import { onJobs } from '../app/job/wake.ts'
import type { BookConfig } from '../app/open-book.ts'
import { giveWayToAnswers } from './give-way.ts'
import { changesFigures } from './job-bodies.ts'
import { runJob } from './run-job.ts'
import type { Ending } from './messages.ts'
import type { RunningJob } from './run-job.ts'

/** How often to look for work that another process put in line, and to renew leases. */
const [lookMs, renewMs] = [1000, 4000]
/** How often to see whether a day has begun on which alerts are to be looked for. */
const dueMs = 3_600_000
/** How often the row of a job says how far it is. */
const reportMs = 500
/** How long to wait before a job is begun again: after the book was in use, and after something came between its stores. */
const againMs = 2000

interface WorkLog {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** One heavy job at a time, whichever of the books of this server it belongs to. */
export interface Turnstile {
  isTaken: boolean
}

/** A command as the list of jobs shows it. */
interface CommandNote {
  readonly id: string
  readonly report: (progress: JobProgress) => void
  end(code: number): Promise<void>
}

export interface RunnerOptions {
  readonly ctx: Ctx
  readonly config: BookConfig
  readonly log: WorkLog
  readonly turnstile: Turnstile
}

export interface Runner {
  readonly queue: Queue
  /** Whether it takes jobs: not after a failure to look for them, nor once it is stopped. */
  isWorking(): boolean
  /** Notes a command that somebody at a terminal has begun, and keeps it noted until it ends; `stop` is called to stop it. */
  note(command: { readonly subject: string; readonly user: string }, stop: () => void): Promise<CommandNote>
  /** Stops what runs and puts it back into the line; takes nothing more. */
  stop(): Promise<void>
}

/** Does the jobs of a book, one after the other, until it is stopped. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { ctx, config } = options
  // A DuckDB file or an SQLite file has one server; both on PostgreSQL may have several.
  const isOnly = config.ledger.kind === 'duckdb'
  const queue = openQueue(ctx, { isOnly })
  await queue.expire()
  await queue.tidy()
  const runner = new JobRunner(options, queue)
  await requestOldViews(ctx)
  await requestDueAlerts(ctx)
  giveWayToAnswers()
  runner.start()
  return runner
}

class JobRunner implements Runner {
  readonly queue: Queue
  readonly #options: RunnerOptions
  #isStopped = false
  #isWell = true
  readonly #stopCommandById = new Map<string, () => void>()
  #running: { readonly job: HeldJob; readonly run: RunningJob } | null = null
  #loop: Promise<void> = Promise.resolve()
  #wake: () => void = () => {}

  constructor(options: RunnerOptions, queue: Queue) {
    this.queue = queue
    this.#options = options
  }

  start(): void {
    const off = onJobs(() => {
      // It may be that the one that runs is to stop.
      if (this.#running || this.#stopCommandById.size > 0) void this.#renew()
      this.#wake()
    })
    const renewal = setInterval(() => void this.#renew(), renewMs)
    const due = setInterval(() => void this.#requestDue(), dueMs)
    this.#loop = this.#work().finally(() => {
      off()
      clearInterval(renewal)
      clearInterval(due)
    })
  }

  isWorking(): boolean {
    return this.#isWell && !this.#isStopped
  }

  async note(command: { readonly subject: string; readonly user: string }, stop: () => void): Promise<CommandNote> {
    const id = await this.queue.begin(command)
    this.#stopCommandById.set(id, stop)
    return {
      id,
      report: this.#reporter(id),
      end: async (code) => {
        this.#stopCommandById.delete(id)
        await this.#refreshViews()
        await this.#untilNoted(() => this.queue.end(id, endOfCommand(code)))
      },
    }
  }

  /** Notes how far a job is, as often as anybody would look. */
  #reporter(id: string): (progress: JobProgress) => void {
    let reported = 0
    return ({ what, done, total }) => {
      const at = performance.now()
      if (at - reported < reportMs) return
      reported = at
      this.queue.report(id, { what, done, total }).catch(() => undefined)
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#running?.run.stop()
    this.#wake()
    await this.#loop
    await this.queue.release()
  }

  async #work(): Promise<void> {
    while (!this.#isStopped) {
      const pause = await this.#next().then(
        (milliseconds) => {
          this.#isWell = true
          return milliseconds
        },
        (error: unknown) => {
          // The records cannot be reached: the next look may find them.
          if (this.#isWell) this.#options.log.error({ error }, 'cannot look for jobs')
          this.#isWell = false
          return lookMs
        },
      )
      if (pause > 0 && !this.#isStopped) await this.#sleep(pause)
    }
  }

  /** Does the next job if there is one; gives how long to wait before looking again. */
  async #next(): Promise<number> {
    const { turnstile } = this.#options
    if (turnstile.isTaken) return lookMs
    turnstile.isTaken = true
    try {
      const job = await this.queue.claim()
      return job ? await this.#do(job) : lookMs
    } finally {
      turnstile.isTaken = false
    }
  }

  async #do(job: HeldJob): Promise<number> {
    const { ctx, config, log } = this.#options
    const run = runJob({ ctx, config, onProgress: this.#reporter(job.id) }, job)
    this.#running = { job, run }
    // Threads start when they are first needed.
    giveWayToAnswers()
    log.info({ job: job.id, kind: job.kind, attempt: job.attempt }, 'job begun')
    const outcome = await run.outcome
    this.#running = null
    log.info({ job: job.id, kind: job.kind, state: outcome.state }, 'job ended')
    return this.#untilNoted(() => this.#end(job, outcome))
  }

  async #end(job: HeldJob, outcome: Ending): Promise<number> {
    const { log } = this.#options
    switch (outcome.state) {
      case 'done':
        if (changesFigures.has(job.kind)) await this.#refreshViews()
        await this.queue.end(job.id, outcome)
        return 0
      case 'failed':
        if (outcome.trace !== null) log.error({ job: job.id, trace: outcome.trace }, 'job failed')
        await this.queue.end(job.id, { state: 'failed', error: outcome.error })
        return 0
      case 'cancelled':
        // Stopped because the server stops: it goes on where it can after the next start.
        if (this.#isStopped && !job.isCancelRequested) await this.queue.release(job.id)
        else await this.queue.end(job.id, { state: 'cancelled' })
        return 0
      case 'in-use':
        await this.queue.release(job.id)
        return againMs
      case 'lost':
        if (this.#isStopped) await this.queue.release(job.id)
        else {
          const what = outcome.error === null ? 'the process of a job died' : 'a job is half done'
          log.error({ job: job.id, trace: outcome.trace }, what)
          await this.queue.lose(job.id, outcome.error)
        }
        return outcome.error === null ? 0 : againMs
    }
  }

  /** Notes an end in records that cannot be reached for a while: until it is noted the job counts as running. */
  async #untilNoted<T>(note: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await note()
      } catch (error) {
        this.#options.log.error({ error }, 'cannot note the end of a job')
        this.#isWell = false
        if (this.#isStopped) throw error
      }
      await this.#sleep(lookMs)
    }
  }

  /** Asks for new figures before the end of what changed them: whoever sees the end sees that they are being worked out. */
  async #refreshViews(): Promise<void> {
    const { ctx, log } = this.#options
    await requestOldViews(ctx).catch((error: unknown) => {
      log.error({ error }, 'cannot ask for new figures')
    })
  }

  async #requestDue(): Promise<void> {
    const { ctx, log } = this.#options
    await requestDueAlerts(ctx).catch((error: unknown) => {
      log.error({ error }, 'cannot ask for a look for alerts')
    })
  }

  /** Keeps the leases, stops what somebody wants stopped, and takes over from servers that died. */
  async #renew(): Promise<void> {
    try {
      for (const id of await this.queue.renew()) {
        if (this.#running?.job.id === id) this.#running.run.stop()
        this.#stopCommandById.get(id)?.()
      }
      await this.queue.expire()
    } catch (error) {
      this.#options.log.error({ error }, 'cannot renew leases')
    }
  }

  async #sleep(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** What the exit codes of a failed command say, for those who did not see what it printed. */
const failureByCode: ReadonlyMap<number, string> = new Map([
  [2, 'it was not given as it is meant'],
  [3, 'what it was given cannot be used'],
  [4, 'something it names is not there'],
  [7, 'it does not fit what is in the book'],
  [8, 'the book was in use'],
  [9, 'the operating system refused'],
])

/** Ctrl-C ends a command with 130, as a shell counts it; 5 and 6 are answers, not failures. */
function endOfCommand(code: number): JobEnd {
  if (code === 130) return { state: 'cancelled' }
  if (code === 0 || code === 5 || code === 6) return { state: 'done', result: { exitCode: code } }
  const why = failureByCode.get(code) ?? 'nobody foresaw it'
  return {
    state: 'failed',
    error: `Ended with exit code ${String(code)}: ${why}. The terminal it was given in says more`,
  }
}
