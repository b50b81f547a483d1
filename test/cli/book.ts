import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))
const launcher = join(projectRoot, 'bin', 'bookvalue.js')

/** Variables of the environment that a command runs with, beside those of the test run itself. */
export type Env = Readonly<Record<string, string>>

export interface Outcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A command under way, in a process group of its own, as a terminal would start it. */
export interface RunningCommand {
  readonly child: ChildProcess
  readonly outcome: Promise<Outcome>
  /** Sends the signal to the command and everything it started. */
  signal(name: NodeJS.Signals): void
}

function startCli(args: readonly string[], env: Env = {}): RunningCommand {
  const { LEDGER_URL: _ledger, DATABASE_URL: _records, ...inherited } = process.env
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: projectRoot,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const outcome = (async (): Promise<Outcome> => {
    const [stdout, stderr, [code, signal]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    ])
    return { code, signal, stdout, stderr }
  })()
  return {
    child,
    outcome,
    signal(name) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      try {
        process.kill(-child.pid, name)
      } catch (error) {
        // It may have ended since we looked.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
      }
    },
  }
}

/** A temporary folder with a data directory in it that does not exist yet. */
export class Place implements AsyncDisposable {
  readonly folder: string
  readonly data: string
  readonly env: Env

  private constructor(folder: string, env: Env, data = join(folder, 'book')) {
    this.folder = folder
    this.data = data
    this.env = env
  }

  static async make(env: Env = {}): Promise<Place> {
    return new Place(await mkdtemp(join(tmpdir(), 'bookvalue-place-')), env)
  }

  /** A folder that somebody else made and removes. */
  static at(folder: string, env: Env = {}): Place {
    return new Place(folder, env)
  }

  /** A data directory that somebody else made and removes. */
  static of(data: string): Place {
    return new Place(dirname(data), {}, data)
  }

  path(...names: string[]): string {
    return join(this.folder, ...names)
  }

  start(...args: string[]): RunningCommand {
    return startCli([...args, '--data', this.data], this.env)
  }

  /** Runs a command on the book, whatever comes of it. A stack trace is never an answer. */
  async run(...args: string[]): Promise<Outcome> {
    const outcome = await this.start(...args).outcome
    const said = `${outcome.stderr}${outcome.stdout}`
    if (/^\s+at .+:\d+|should not:/m.test(said)) throw new Error(`"${args.join(' ')}" answered with ${said}`)
    return outcome
  }

  /** Runs a command that must end well and gives what it printed. */
  async ok(...args: string[]): Promise<string> {
    const outcome = await this.run(...args)
    if (outcome.code !== 0) throw new Error(`"${args.join(' ')}" ended with ${JSON.stringify(outcome)}`)
    return outcome.stdout
  }

  /** The lines of a `--json` answer. */
  async json(...args: string[]): Promise<Record<string, unknown>[]> {
    return jsonLines(await this.ok(...args, '--json'))
  }

  /** Everything `export` writes, as one text. */
  async exported(): Promise<string> {
    const folder = await mkdtemp(join(this.folder, 'export-'))
    await this.ok('export', folder)
    const written = await textOfFolder(folder)
    await rm(folder, { recursive: true, force: true })
    return written
  }

  /** Replaces the data directory by a copy of another one. */
  async copyDataFrom(data: string): Promise<void> {
    await rm(this.data, { recursive: true, force: true })
    await cp(data, this.data, { recursive: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

export function jsonLines(stdout: string): Record<string, unknown>[] {
  const lines = stdout.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** The objects in a member of an answer that is a list; none when there is no such member. */
export function listIn(row: Record<string, unknown> | undefined, name: string): Record<string, unknown>[] {
  return (row?.[name] ?? []) as Record<string, unknown>[]
}

/** The files of a folder, name and content, in order of their names. */
export async function textOfFolder(folder: string): Promise<string> {
  let all = ''
  for (const name of (await readdir(folder)).toSorted()) {
    all += `=== ${name}\n${await readFile(join(folder, name), 'utf8')}`
  }
  return all
}

/** Path and hash of every file under a folder; empty when there is no such folder. */
export async function hashTree(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries.toSorted((left, right) =>
    join(left.parentPath, left.name) < join(right.parentPath, right.name) ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length + 1)
    hashes[name] = entry.isFile()
      ? createHash('sha256')
          .update(await readFile(path))
          .digest('hex')
      : 'folder'
  }
  return hashes
}

/** Names under a folder's scratch room: nothing may stay there when a command is over. */
export async function scratchOf(data: string): Promise<string[]> {
  return readdir(join(data, 'temporary')).catch(() => [])
}
