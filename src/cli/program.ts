import { Command, CommanderError } from 'commander'
import { BookError } from '../app/error.ts'
import { systemRefusal } from '../app/system-refusal.ts'
import { exitCodeOf, exitCodes } from './exit-code.ts'
import { accountCommand } from './account.ts'
import { accountsCommand } from './accounts.ts'
import { alertsCommand } from './alerts.ts'
import { bridgeCommand } from './bridge.ts'
import { callsCommand } from './calls.ts'
import { closeCommand } from './close.ts'
import { commitmentsCommand } from './commitments.ts'
import { controlCommand } from './control.ts'
import { demoCommand } from './demo.ts'
import { drainsCommand } from './drains.ts'
import { explainCommand } from './explain.ts'
import { gradeCommand } from './grade.ts'
import { importCommand } from './import.ts'
import { importsCommand } from './imports.ts'
import { judgementsCommand } from './judgements.ts'
import { keepCommands } from './keep.ts'
import { lifetimeCommand } from './lifetime.ts'
import { mappingCommand } from './mapping.ts'
import { movementCommand } from './movement.ts'
import { cohortsCommand, retentionCommand } from './retention.ts'
import { policyCommand } from './policy.ts'
import { profitCommand } from './profit.ts'
import { ratesCommand } from './rates.ts'
import { receivablesCommand } from './receivables.ts'
import { reconcileCommand } from './reconcile.ts'
import { reviewsCommand } from './reviews.ts'
import { scoreboardCommand } from './scoreboard.ts'
import { selectionCommand } from './selection.ts'
import { serveCommand } from './serve.ts'
import { sheetCommand } from './sheet.ts'
import { stockCommand } from './stock.ts'
import type { Cli } from './run.ts'
import { runOnServer } from './run-on-server.ts'
import { whaleCommand } from './whale.ts'

const commands = [
  importCommand,
  importsCommand,
  mappingCommand,
  gradeCommand,
  explainCommand,
  movementCommand,
  bridgeCommand,
  retentionCommand,
  cohortsCommand,
  accountCommand,
  accountsCommand,
  alertsCommand,
  lifetimeCommand,
  receivablesCommand,
  stockCommand,
  commitmentsCommand,
  ratesCommand,
  profitCommand,
  whaleCommand,
  drainsCommand,
  reconcileCommand,
  sheetCommand,
  callsCommand,
  scoreboardCommand,
  judgementsCommand,
  selectionCommand,
  reviewsCommand,
  closeCommand,
  policyCommand,
  controlCommand,
  keepCommands,
  demoCommand,
  serveCommand,
]

/** Reads the command line, runs one command and gives its exit code. */
export async function runProgram(argv: readonly string[], cli: Cli): Promise<number> {
  const program = new Command('bookvalue')
    .description('Runs a book of business customers the way an asset manager runs a portfolio')
    .version('0.1.0')
    .exitOverride()
    .configureOutput({ writeOut: cli.terminal.out, writeErr: cli.terminal.err })
  for (const add of commands) add(program, cli)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return cli.exitCode
  } catch (error) {
    // Whoever has the book open may be a server that runs the command for us.
    const answered = cli.lockedDirectory === null ? null : await runOnServer(cli.lockedDirectory, argv, cli)
    return answered ?? failureOf(error, cli)
  }
}

function failureOf(error: unknown, cli: Cli): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  // Whatever else fails once it is interrupted fails because of that; but what is written is written.
  if (cli.signal.aborted && !(error instanceof BookError && error.code === 'unfinished')) {
    cli.terminal.err('\nInterrupted; nothing was written\n')
    return exitCodes.interrupted
  }
  if (error instanceof BookError) {
    cli.terminal.err(`${error.message}\n`)
    return exitCodeOf(error.code)
  }
  const refusal = systemRefusal(error)
  if (refusal !== null) {
    cli.terminal.err(`${refusal}\n`)
    return exitCodes.unavailable
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  cli.terminal.err(`Something went wrong that should not: ${text}\n`)
  return exitCodes.failure
}
