import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { mayHoldBook, openBook } from '../app/open-book.ts'
import type { BookConfig } from '../app/open-book.ts'
import type { Recovery } from '../app/recover.ts'
import type { Ctx } from '../app/context.ts'
import type { Terminal } from './print.ts'
import { createProgress } from './progress.ts'

/** What the program hands every command. */
export interface Cli {
  readonly terminal: Terminal
  readonly configOf: (dataDirectory: string) => BookConfig
  readonly now: () => string
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Set by commands that clear up and end by themselves when the signal is aborted; the others end on the spot. */
  heedsSignal: boolean
  /** The exit code so far; a command sets it when it ends otherwise than well. */
  exitCode: number
}

/** Options every command has. */
export interface CommonOptions {
  readonly data: string
  readonly json?: boolean
  readonly quiet?: boolean
}

/** The options that every command of the program takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--data <dir>', 'data directory of the book', './data/book')
    .option('--json', 'print one JSON object a line instead of a table')
    .option('--quiet', 'print no progress')
}

/**
 * Opens an existing book for a dry run, or an empty one that is gone afterwards: a dry run leaves no trace.
 */
export async function withBookOrEmpty<T>(cli: Cli, options: CommonOptions, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (mayHoldBook(cli.configOf(resolve(options.data)))) return withBook(cli, options, work)
  const folder = await mkdtemp(join(tmpdir(), 'bookvalue-'))
  try {
    return await withBook(cli, { ...options, data: folder }, work, { create: true })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Opens the book of the data directory, does `work`, and closes both stores whatever happens. */
export async function withBook<T>(
  cli: Cli,
  options: CommonOptions,
  work: (ctx: Ctx, recovery: Recovery) => Promise<T>,
  { create = false }: { readonly create?: boolean } = {},
): Promise<T> {
  const progress = createProgress(cli.terminal, options.quiet ?? false)
  await using book = await openBook(cli.configOf(resolve(options.data)), {
    actor: { kind: 'local-operator', name: userInfo().username },
    now: cli.now,
    progress,
    create,
  })
  for (const id of book.recovery.completed)
    cli.terminal.err(`Completed import ${id}, which an earlier run had committed\n`)
  for (const id of book.recovery.dropped)
    cli.terminal.err(`Dropped import ${id}, which an earlier run had not committed\n`)
  try {
    return await work(book.ctx, book.recovery)
  } finally {
    progress.end()
  }
}
