import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBook } from '../../src/app/open-book.ts'
import type { Book } from '../../src/app/open-book.ts'
import { runProgram } from '../../src/cli/program.ts'
import type { Cli } from '../../src/cli/run.ts'
import { envToConfig } from '../../src/config.ts'
import { jsonLines } from '../cli/book.ts'

/**
 * The program of the command line on a copy of a book that stays open between commands: a process for each of some dozens of
 * them would take longer than all that they print.
 */
export class CommandLine implements AsyncDisposable {
  readonly #folder: string
  #book: Promise<Book> | undefined

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async of(data: string): Promise<CommandLine> {
    const folder = await mkdtemp(join(tmpdir(), 'bookvalue-told-'))
    await cp(data, join(folder, 'book'), { recursive: true })
    return new CommandLine(folder)
  }

  /** A path of its own, for what a command writes. */
  path(name: string): string {
    return join(this.#folder, name)
  }

  /** Runs a command that must end well and gives what it printed. */
  async ok(...args: string[]): Promise<string> {
    let [out, err] = ['', '']
    const cli: Cli = {
      terminal: {
        out: (text) => {
          out += text
        },
        err: (text) => {
          err += text
        },
        interactive: false,
      },
      user: 'somebody',
      configOf: (data) => envToConfig({}, data),
      openBook: async (...door) => {
        this.#book ??= openBook(...door)
        return { ...(await this.#book), [Symbol.asyncDispose]: async () => {} }
      },
      serve: () => Promise.reject(new Error('No command here serves')),
      now: () => new Date().toISOString(),
      signal: new AbortController().signal,
      onProgress: null,
      heedsSignal: false,
      lockedDirectory: null,
      exitCode: 0,
    }
    const code = await runProgram([...args, '--data', this.path('book'), '--quiet'], cli)
    if (code !== 0) throw new Error(`"${args.join(' ')}" ended with ${String(code)}: ${err}`)
    return out
  }

  /** The lines of a `--json` answer. */
  async json(...args: string[]): Promise<Record<string, unknown>[]> {
    return jsonLines(await this.ok(...args, '--json'))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#book)?.[Symbol.asyncDispose]()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
