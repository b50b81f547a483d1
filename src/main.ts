import { userInfo } from 'node:os'
import { isatty } from 'node:tty'
import { openBook } from './app/open-book.ts'
import { interruptCli } from './cli/interrupt.ts'
import { runProgram } from './cli/program.ts'
import type { Cli } from './cli/run.ts'
import { envToConfig } from './config.ts'

/** The whole program: decides the configuration, opens a door, answers with its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController()
  const cli: Cli = {
    terminal: {
      out: (text) => {
        process.stdout.write(text)
      },
      err: (text) => {
        process.stderr.write(text)
      },
      interactive: isatty(2),
    },
    user: userInfo().username,
    configOf: (dataDirectory) => envToConfig(process.env, dataDirectory),
    openBook,
    serve: async (options) => {
      // Only this command needs a server, and every other one starts faster without.
      const { serve } = await import('./server.ts')
      return serve(options, cli)
    },
    now: () => new Date().toISOString(),
    signal: interrupt.signal,
    onProgress: null,
    heedsSignal: false,
    lockedDirectory: null,
    exitCode: 0,
  }
  const onSignal = (): void => {
    interruptCli(cli, interrupt, (code) => process.exit(code))
  }
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  // A reader that goes away (`| head`) is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return runProgram(argv, cli)
}
