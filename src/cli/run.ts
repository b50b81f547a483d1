import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { mayHoldBook } from '../app/open-book.ts'
import type { Book, BookConfig, openBook } from '../app/open-book.ts'
import type { Recovery } from '../app/recover.ts'
import type { Ctx, Progress } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import type { Terminal } from './print.ts'
import { createProgress } from './progress.ts'

/** What `serve` is told. */
export interface ServeOptions {
  readonly data: string
  /** Data directory of the demo book that is shown beside the own one; null for none. */
  readonly demo: string | null
  /** As they were given; null is what the environment or the program says. */
  readonly port: string | null
  readonly host: string | null
}

/** What the program hands every command. */
export interface Cli {
  readonly terminal: Terminal
  /** The account of the operating system that gives the command: the local operator on record. */
  readonly user: string
  readonly openBook: typeof openBook
  readonly configOf: (dataDirectory: string) => BookConfig
  readonly now: () => string
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Set by commands that clear up and end by themselves when the signal is aborted; the others end on the spot. */
  heedsSignal: boolean
  /** The data directory that could not be opened because another process has it open; null while there is none. */
  lockedDirectory: string | null
  /** Serves a book until the signal is aborted; gives the exit code. */
  readonly serve: (options: ServeOptions) => Promise<number>
  /** Told how far a command is, beside the terminal. */
  readonly onProgress: ((what: string, done: number, total: number | null) => void) | null
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
  const data = resolve(options.data)
  const progress = createProgress(cli.terminal, options.quiet ?? false)
  const door = {
    actor: { kind: 'local-operator' as const, name: cli.user },
    now: cli.now,
    progress: cli.onProgress === null ? progress : both(progress, cli.onProgress),
    create,
  }
  await using book = await cli.openBook(cli.configOf(data), door).catch((error: unknown) => {
    if (error instanceof BookError && error.code === 'in-use') cli.lockedDirectory = data
    throw error
  })
  if (book.upgrade) cli.terminal.err(upgradeSentence(book.upgrade, data))
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

/** What a person is told whose book was brought to this version. */
export function upgradeSentence({ backup }: NonNullable<Book['upgrade']>, data: string): string {
  const kept = backup === null ? '' : `; as it was before it is in ${join(data, 'backups', backup)}`
  return `Upgraded the book to this version of bookvalue${kept}\n`
}

function both(progress: Progress, onProgress: NonNullable<Cli['onProgress']>): Progress {
  return {
    report(what, done, total) {
      progress.report(what, done, total)
      onProgress(what, done, total)
    },
  }
}
