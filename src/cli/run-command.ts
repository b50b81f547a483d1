import { fork } from 'node:child_process'
import type { GivenCommand } from '../app/command-request.ts'
import type { Ctx } from '../app/context.ts'
import { serveBook } from '../app/join-book.ts'
import type { BookConfig } from '../app/open-book.ts'
import { openProcessLine } from '../app/process-line.ts'
import type { Frame, FromCommandProcess, ToCommandProcess } from './command-messages.ts'
import { exitCodes } from './exit-code.ts'

/** How long a command that is told to stop may take to; an import clears up in a second or two. */
const stopMs = 15_000

export interface CommandServer {
  /** The file of the process that runs commands. */
  readonly module: string
  /** The working directory of the command. */
  readonly directory: string
  /** The environment of the command; that of this process when left out. */
  readonly environment?: NodeJS.ProcessEnv
  /** The book that this process has open; null when the command opens all itself. */
  readonly book: { readonly ctx: Ctx; readonly config: BookConfig } | null
  readonly onFrame: (frame: Exclude<Frame, { readonly exit: number }>) => void
  readonly onProgress: (progress: {
    readonly what: string
    readonly done: number
    readonly total: number | null
  }) => void
}

export interface RunningCommand {
  /** The exit code, when the process is gone and nothing of it is under way any more. */
  readonly code: Promise<number>
  /** Ctrl-C. */
  stop(): void
}

/**
 * Runs a command line in a process of its own, which has a working directory and may be ended without harm; it works on the
 * ledger that this process has open.
 */
export function runCommand(server: CommandServer, command: GivenCommand): RunningCommand {
  const child = fork(server.module, [], {
    cwd: server.directory,
    ...(server.environment && { env: server.environment }),
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const control = openProcessLine(child, 'command')
  const served = server.book && serveBook(server.book.ctx, openProcessLine(child, 'ledger'))
  const tell = (message: ToCommandProcess): void => {
    control.send(message)
  }
  let code: number | null = null
  control.onMessage((message) => {
    const said = message as FromCommandProcess
    if (said.say === 'progress') server.onProgress(said)
    else if ('exit' in said.frame) {
      code = said.frame.exit
      child.disconnect()
    } else server.onFrame(said.frame)
  })
  const gone = new Promise<Error | null>((resolve) => {
    child.once('error', resolve)
    child.once('exit', () => {
      resolve(null)
    })
  })
  let clock: NodeJS.Timeout | undefined
  tell({ do: 'start', command, served: server.book?.config ?? null })
  return {
    code: (async () => {
      const error = await gone
      clearTimeout(clock)
      if (error) {
        server.onFrame({ err: `Cannot run the command in "${server.directory}": ${error.message}\n` })
        return exitCodes.unavailable
      }
      await served
      if (code !== null) return code
      server.onFrame({ err: 'The process that ran the command died\n' })
      return exitCodes.failure
    })(),
    stop() {
      tell({ do: 'stop' })
      clock ??= setTimeout(() => child.kill('SIGKILL'), stopMs)
    },
  }
}
