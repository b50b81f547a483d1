import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Ctx } from '../app/context.ts'
import type { HeldJob } from '../app/job/queue.ts'
import { serveBook } from '../app/join-book.ts'
import type { BookConfig } from '../app/open-book.ts'
import { openProcessLine } from '../app/process-line.ts'
import type { Ending, FromJobProcess, ToJobProcess } from './messages.ts'

/** How long a job that is asked to stop may take to: an import ends within a second or two wherever it is. */
const stopMs = 15_000
/** How much of what a process complained of is kept for the log. */
const keptComplaint = 4000

export interface RunningJob {
  readonly outcome: Promise<Ending>
  /** Asks it to stop, and ends its process when it does not. */
  stop(): void
}

interface Server {
  readonly ctx: Ctx
  readonly config: BookConfig
  readonly onProgress: (progress: {
    readonly what: string
    readonly done: number
    readonly total: number | null
  }) => void
}

/**
 * Does a job in a process of its own: what reads files of strangers and works for minutes may run out of memory or crash, and
 * the server goes on. Its ledger is this process's; whatever happens to it, what it had begun there is rolled back.
 */
export function runJob({ ctx, config, onProgress }: Server, job: HeldJob): RunningJob {
  // The sources run as .ts, the package as .js.
  const module = fileURLToPath(new URL(`./job-process${extname(import.meta.url)}`, import.meta.url))
  const child = fork(module, [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const control = openProcessLine(child, 'job')
  const served = serveBook(ctx, openProcessLine(child, 'ledger'))
  const tell = (message: ToJobProcess): void => {
    control.send(message)
  }
  let ending: Ending | null = null
  control.onMessage((message) => {
    const said = message as FromJobProcess
    if (said.say === 'progress') onProgress(said)
    else {
      ;({ ending } = said)
      child.disconnect()
    }
  })
  let clock: NodeJS.Timeout | undefined
  const ended = endOf(child)
  tell({ do: 'start', config, job })
  return {
    outcome: (async () => {
      const complaint = await ended
      clearTimeout(clock)
      await served
      return ending ?? { state: 'lost', error: null, trace: complaint }
    })(),
    stop() {
      tell({ do: 'stop' })
      clock ??= setTimeout(() => child.kill('SIGKILL'), stopMs)
    },
  }
}

/** Waits until the process is gone; gives the end of what it wrote to its standard error. */
async function endOf(child: ChildProcess): Promise<string> {
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-keptComplaint)
  })
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message)
    })
    // Not `close`: it never comes once this end has hung up.
    child.once('exit', (code, signal) => {
      resolve(`${complaint}\nended with ${signal ?? String(code)}`.trim())
    })
  })
}
