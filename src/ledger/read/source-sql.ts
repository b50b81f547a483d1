import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rename, rm } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { copyFolder, FolderRefused } from './copy-folder.ts'
import { checkHeader } from './header.ts'
import { assertSpace } from './open-source.ts'
import { quoteValue } from './problem.ts'
import type { SelectAnswer, SelectJob } from './run-locked-select.ts'

export interface SourceSelectOptions {
  /** Exactly one SELECT; relative file names are those of the folder. */
  readonly sql: string
  /** The name of the SQL file as the user knows it. */
  readonly label: string
  /** The private copy of the folder, as `copySourceFolder` made it. */
  readonly copy: string
  /** Where what DuckDB spills and the result go while the select runs. */
  readonly tempDir: string
  /** Gets the result as CSV: comma, \n, a header, every value as text, null as an empty cell. */
  readonly outFile: string
  /** As DuckDB writes it: `1GB`. */
  readonly memoryLimit: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export type SourceSqlCode = 'not-a-select' | 'sql-error' | 'timeout' | 'unsafe-folder'

/** A select of a source folder that was refused or failed. */
export class SourceSqlError extends Error {
  readonly code: SourceSqlCode
  readonly file: string

  constructor(code: SourceSqlCode, file: string, message: string) {
    super(message)
    this.name = 'SourceSqlError'
    this.code = code
    this.file = file
  }
}

const spaceCheckMs = 500

/** Makes the private copy that the selects of one import run over; the caller removes `tempDir`. */
export async function copySourceFolder(
  folder: string,
  { tempDir, label, signal }: { readonly tempDir: string; readonly label: string; readonly signal?: AbortSignal },
): Promise<string> {
  const copy = await realpath(await mkdtemp(join(tempDir, 'source-copy-')))
  try {
    await copyFolder(folder, copy, label, signal)
    return copy
  } catch (error) {
    await rm(copy, { recursive: true, force: true })
    if (!(error instanceof FolderRefused)) throw error
    throw new SourceSqlError('unsafe-folder', label, `Cannot run ${quoteValue(label)}: ${error.message}`)
  }
}

/**
 * Runs a user's select over a private copy of a folder, in a process of its own whose DuckDB reaches nothing else: file
 * names resolve against the working directory, which only a process of its own can have. Throws `SourceSqlError`, and
 * `FileRefused` for a result without usable column names or a full disk. Nothing but `outFile` is left behind.
 */
export async function runSourceSelect(
  options: SourceSelectOptions,
): Promise<{ columns: readonly string[]; rows: number }> {
  const { label, signal, outFile } = options
  signal?.throwIfAborted()
  const work = await realpath(await mkdtemp(join(options.tempDir, 'source-')))
  try {
    const [spillFolder, outFolder] = [join(work, 'spill'), join(work, 'out')]
    for (const folder of [spillFolder, outFolder]) await mkdir(folder)
    const { sql, memoryLimit, copy: filesFolder } = options
    const made = join(outFolder, 'rows.csv')
    const answer = await ask({ sql, filesFolder, spillFolder, outFolder, outFile: made, memoryLimit }, options)
    if (answer.state !== 'done') {
      const { state } = answer
      const why =
        state === 'not-a-select'
          ? `it must be exactly one SELECT, ${answer.message}`
          : explain(answer.message, filesFolder, work)
      throw new SourceSqlError(state, label, `Cannot run ${quoteValue(label)}: ${why}`)
    }
    const columns = checkHeader(answer.columns, label, 1)
    await rename(made, outFile)
    return { columns, rows: answer.rows }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function ask(job: SelectJob, options: SourceSelectOptions): Promise<SelectAnswer> {
  const { label, signal, timeoutMs, tempDir } = options
  // The sources run as .ts, the package as .js.
  const module = fileURLToPath(new URL(`./source-sql-process${extname(import.meta.url)}`, import.meta.url))
  const child = spawn(process.execPath, [module], {
    cwd: job.filesFolder,
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  // An abort of our own, so that the first reason to stop is the one that is thrown.
  const stopped = new AbortController()
  const stop = (reason: unknown): void => {
    stopped.abort(reason)
    child.kill('SIGKILL')
  }
  const onAbort = (): void => {
    stop(signal?.reason)
  }
  signal?.addEventListener('abort', onAbort)
  const clock = setTimeout(() => {
    const message = `Cannot run ${quoteValue(label)}: it takes longer than ${timeoutMs / 1000} seconds`
    stop(new SourceSqlError('timeout', label, message))
  }, timeoutMs)
  const space = setInterval(() => {
    assertSpace(tempDir, 0, label).catch(stop)
  }, spaceCheckMs)
  try {
    child.stdin.on('error', () => undefined)
    child.stdin.write(`${JSON.stringify(job)}\n`)
    const ended = new Promise<string>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, killedBy) => {
        resolve(killedBy ?? `code ${code}`)
      })
    })
    const [answer, complaint, end] = await Promise.all([text(child.stdout), text(child.stderr), ended])
    stopped.signal.throwIfAborted()
    if (answer !== '') return JSON.parse(answer) as SelectAnswer
    const why = complaint.trim().split('\n').at(-1) ?? ''
    return { state: 'sql-error', message: `the process that ran it ended with ${end}${why === '' ? '' : `: ${why}`}` }
  } finally {
    clearTimeout(clock)
    clearInterval(space)
    signal?.removeEventListener('abort', onAbort)
  }
}

/** DuckDB's message without the place of the private copy. */
function explain(message: string, copy: string, work: string): string {
  return message
    .replaceAll(`${copy}${sep}`, '')
    .replaceAll(copy, '')
    .replaceAll(work, '')
    .replace('file system operations are disabled by configuration', 'only files of the source folder can be read')
}
