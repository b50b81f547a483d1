import { runProgram } from './cli/program.ts'
import { envToConfig } from './config.ts'

/** The whole program: decides the configuration, opens a door, answers with its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController()
  const onSignal = (): void => {
    interrupt.abort()
  }
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  // A reader that goes away (`| head`) is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return runProgram(argv, {
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
    exitCode: 0,
  })
}
