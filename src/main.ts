import { exitCodes } from './cli/exit-code.ts'
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
      interactive: process.stderr.isTTY,
    },
    configOf: (dataDirectory) => envToConfig(process.env, dataDirectory),
    now: () => new Date().toISOString(),
    signal: interrupt.signal,
    heedsSignal: false,
    exitCode: 0,
  }
  const onSignal = (): void => {
    interrupt.abort()
    if (cli.heedsSignal) return
    cli.terminal.err('\nInterrupted\n')
    process.exit(exitCodes.interrupted)
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
