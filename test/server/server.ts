import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Call, Output } from '../../src/contract/operations.ts'
import { routes } from '../../src/contract/routes.ts'
import type { OperationId } from '../../src/contract/routes.ts'
import { projectRoot } from '../cli/book.ts'
import type { Env, Place } from '../cli/book.ts'

const launcher = join(projectRoot, 'bin', 'bookvalue.js')
/** What people of tests sign in with. */
export const password = 'copper lantern drifts slowly'
const startMs = 60_000

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A server in a process of its own, started as a person starts it. It is killed with the test that disposes of it. */
export class TestServer implements AsyncDisposable {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  #stdout = ''
  #stderr = ''

  constructor(args: readonly string[], env: Env = {}) {
    const { LEDGER_URL: _ledger, DATABASE_URL: _records, ...inherited } = process.env
    const child = spawn(process.execPath, [launcher, 'serve', ...args], {
      cwd: tmpdir(),
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text))
    this.child = child
    this.ended = (async () => {
      const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
      return { code, signal, stdout: this.#stdout, stderr: this.#stderr }
    })()
  }

  /** Starts a server for the book of a place, on any free port, and waits until it answers. */
  static async start(place: Place, ...args: string[]): Promise<TestServer> {
    const server = new TestServer(['--data', place.data, '--port', '0', '--no-demo', ...args], place.env)
    await server.until(() => server.#address !== undefined)
    return server
  }

  get #address(): string | undefined {
    return /Bookvalue is at (?<url>\S+)\//.exec(this.#stdout)?.groups?.['url']
  }

  get url(): string {
    if (this.#address === undefined) throw new Error('The server does not listen yet')
    return this.#address
  }

  /** What it wrote to the terminal so far. */
  get said(): string {
    return this.#stdout
  }

  get log(): string {
    return this.#stderr
  }

  async until(isSo: () => boolean): Promise<void> {
    const deadline = performance.now() + startMs
    while (!isSo()) {
      if (this.child.exitCode !== null || performance.now() > deadline) {
        throw new Error(`The server is not as expected:\n${this.#stdout}\n${this.#stderr}`)
      }
      await wait(20)
    }
  }

  /** The link that lets the first administrator in. */
  async firstLink(): Promise<string> {
    const find = (): string | undefined => /^ {2}(?<link>http\S+)$/m.exec(this.#stdout)?.groups?.['link']
    await this.until(() => find() !== undefined)
    return find() ?? ''
  }

  /** Comes in as the first administrator. */
  async comeIn(): Promise<TestVisitor> {
    const token = basename(await this.firstLink())
    const visitor = new TestVisitor(this.url)
    await visitor.call('acceptInvitation', {
      params: { token },
      body: { name: 'Ada', email: 'ada@example.com', password },
    })
    return visitor
  }

  /** Sends a signal to the server and everything it started. */
  signal(name: NodeJS.Signals): void {
    if (this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return
    try {
      process.kill(-this.child.pid, name)
    } catch (error) {
      // It may have ended since we looked.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }

  /** Ends it as Ctrl-C does. */
  async stop(): Promise<Ended> {
    this.signal('SIGINT')
    return this.ended
  }

  /** Ends it as a power cut does, with all it started. */
  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.ended
  }

  /** Ends the server alone: what it started is still there for a moment. */
  async killAlone(): Promise<void> {
    this.child.kill('SIGKILL')
    await once(this.child, 'exit')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
  }
}

type Job = Output<'getJob'>

/** Somebody with a browser: cookies, and calls by the contract. */
export class TestVisitor {
  readonly #url: string
  #cookies: string

  constructor(url: string, cookies = '') {
    this.#url = url
    this.#cookies = cookies
  }

  /** The same person at another server, with the cookies of this one. */
  at(url: string): TestVisitor {
    return new TestVisitor(url, this.#cookies)
  }

  async send<O extends OperationId>(operation: O, call: Call<O>, raw?: Buffer<ArrayBuffer>): Promise<Response> {
    const { params, query, body } = call as { params?: object; query?: object; body?: unknown }
    const [method, path] = routes[operation].split(' ') as [string, string]
    const filled = Object.entries(params ?? {}).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))),
      path,
    )
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query ?? {})) {
      for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each))
    }
    const headers = {
      'content-type': raw ? 'application/octet-stream' : 'application/json',
      cookie: this.#cookies,
      origin: this.#url,
    }
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await fetch(`${this.#url}/api/v1${filled}?${search.toString()}`, {
      method,
      headers,
      ...(sent === undefined || method === 'GET' ? {} : { body: sent }),
    })
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '')
    if (cookies.length > 0) this.#cookies = cookies.join('; ')
    return response
  }

  async call<O extends OperationId>(operation: O, call: Call<O>, raw?: Buffer<ArrayBuffer>): Promise<Output<O>> {
    const response = await this.send(operation, call, raw)
    const text = await response.text()
    if (!response.ok) throw new Error(`${operation} was answered with ${String(response.status)}: ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as Output<O>
  }

  /** Uploads files and asks for their import; gives the job. */
  async importFiles(folder: string, names: readonly string[]): Promise<Job> {
    const { id } = await this.call('createUpload', {})
    for (const name of names) {
      await this.call('putUploadFile', { params: { id, name } }, await readFile(join(folder, name)))
    }
    return this.call('runImport', {
      params: { id },
      body: { source: 'main', kinds: {}, strict: false, unknownAccounts: 'stub', replace: null, baseCurrency: 'EUR' },
    })
  }

  /** Waits for a job to be as wanted, by default at its end. */
  async untilJob(id: string, isSo = ({ state }: Job): boolean => isOver(state)): Promise<Job> {
    const deadline = performance.now() + 120_000
    for (;;) {
      const job = await this.call('getJob', { params: { id } })
      if (isSo(job)) return job
      if (isOver(job.state) || performance.now() > deadline) throw new Error(`The job is ${JSON.stringify(job)}`)
      await wait(25)
    }
  }
}

function isOver(state: Job['state']): boolean {
  return state !== 'waiting' && state !== 'running'
}
