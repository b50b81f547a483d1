import { exitCodes } from './exit-code.ts'
import type { Cli } from './run.ts'

/** What Ctrl-C does: a command that clears up by itself is told, any other ends on the spot by `exit`. */
export function interruptCli(cli: Cli, interrupt: AbortController, exit: (code: number) => void): void {
  interrupt.abort()
  if (cli.heedsSignal) return
  cli.terminal.err('\nInterrupted\n')
  exit(exitCodes.interrupted)
}
