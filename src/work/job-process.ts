import { setPriority } from 'node:os'
import type { Ctx, Progress } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { actorOf } from '../app/job/queue.ts'
import { joinBook } from '../app/join-book.ts'
import type { BookConfig } from '../app/open-book.ts'
import { belongToServer, openProcessLine } from '../app/process-line.ts'
import { recover } from '../app/recover.ts'
import type { HeldJob } from '../app/job/queue.ts'
import { doJob, endingOf } from './do-job.ts'
import type { Ending, FromJobProcess, ToJobProcess } from './messages.ts'

/** How often the server hears how far the job is. */
const progressMs = 300
/** People wait for the server, nobody for a job: on a busy machine it gets what is left. */
const lowPriority = 10

const control = openProcessLine(process, 'job')
const stopped = new AbortController()

function say(message: FromJobProcess): void {
  control.send(message)
}

control.onMessage((message) => {
  const told = message as ToJobProcess
  if (told.do === 'stop') stopped.abort()
  else void start(told.config, told.job)
})
belongToServer()

async function start(config: BookConfig, job: HeldJob): Promise<void> {
  setPriority(lowPriority)
  if (job.isCancelRequested) stopped.abort()
  const ending = await work(config, job).catch((error: unknown) => endingOf(error, job, stopped.signal))
  say({ say: 'ended', ending })
}

async function work(config: BookConfig, job: HeldJob): Promise<Ending> {
  const door = { actor: { kind: 'local-operator' as const, name: job.requestedName }, now, progress: progress() }
  await using book = await joinBook(config, door, openProcessLine(process, 'ledger'))
  const actor = await actorOf(book.ctx, job)
  if (!actor) throw new BookError('forbidden', `Cannot begin: "${job.requestedName}" may no longer come in`)
  const ctx: Ctx = { ...book.ctx, actor }
  // The process that had it before may have died between the two stores.
  if (job.attempt > 1) await recover(ctx)
  return await doJob(ctx, job, stopped.signal)
}

function now(): string {
  return new Date().toISOString()
}

function progress(): Progress {
  let said = 0
  let last = ''
  return {
    report(what, done, total) {
      const at = performance.now()
      if (what === last && at - said < progressMs) return
      said = at
      last = what
      say({ say: 'progress', what, done, total })
    },
  }
}
