import { setPriority } from 'node:os'
import type { GivenCommand } from './app/command-request.ts'
import { joinBook } from './app/join-book.ts'
import { openBook } from './app/open-book.ts'
import type { BookConfig } from './app/open-book.ts'
import { belongToServer, openProcessLine } from './app/process-line.ts'
import type { FromCommandProcess, ToCommandProcess } from './cli/command-messages.ts'
import { exitCodes } from './cli/exit-code.ts'
import { interruptCli } from './cli/interrupt.ts'
import { runProgram } from './cli/program.ts'
import type { Cli } from './cli/run.ts'
import { envToConfig } from './config.ts'

/** People wait for the server; a command gets what is left on a busy machine. */
const lowPriority = 5
/** How often the server hears how far the command is. */
const progressMs = 300

// Runs one command for a server: in the directory it was given in, with its output sent back.
const control = openProcessLine(process, 'command')
const interrupt = new AbortController()
let cli: Cli | null = null

function say(message: FromCommandProcess): void {
  control.send(message)
}

control.onMessage((message) => {
  const told = message as ToCommandProcess
  if (told.do === 'stop') {
    if (cli === null) interrupt.abort()
    else interruptCli(cli, interrupt, exit)
  } else void start(told.command, told.served)
})
belongToServer()

async function start(command: GivenCommand, served: BookConfig | null): Promise<void> {
  setPriority(lowPriority)
  cli = createCli(command, served)
  exit(await runProgram(command.argv, cli))
}

function exit(code: number): void {
  say({ say: 'frame', frame: { exit: code } })
}

function createCli({ user, interactive }: GivenCommand, served: BookConfig | null): Cli {
  const isServed = (data: string): boolean => served?.dataDirectory === data
  return {
    terminal: {
      out: (text) => {
        say({ say: 'frame', frame: { out: text } })
      },
      err: (text) => {
        say({ say: 'frame', frame: { err: text } })
      },
      interactive,
    },
    user,
    configOf: (data) => (served !== null && isServed(data) ? served : envToConfig(process.env, data)),
    openBook: async (config, door) => {
      if (!isServed(config.dataDirectory)) return openBook(config, door)
      const book = await joinBook(config, door, openProcessLine(process, 'ledger'))
      return {
        ...book,
        recovery: { completed: [], dropped: [] },
        upgrade: null,
        [Symbol.asyncDispose]: () => book[Symbol.asyncDispose](),
      }
    },
    serve: async () => exitCodes.usage,
    now: () => new Date().toISOString(),
    signal: interrupt.signal,
    onProgress: progress(),
    heedsSignal: false,
    lockedDirectory: null,
    exitCode: 0,
  }
}

function progress(): NonNullable<Cli['onProgress']> {
  let said = 0
  return (what, done, total) => {
    const at = performance.now()
    if (at - said < progressMs) return
    said = at
    say({ say: 'progress', what, done, total })
  }
}
