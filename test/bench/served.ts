import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { residentBytesOfTree } from './process-tree.ts'

const bookvalue = fileURLToPath(new URL('../../bin/bookvalue.js', import.meta.url))
const email = 'bench@book.example'
const password = 'copper lantern drifts slowly'
/** A view of a large book is worked out in minutes on a busy machine. */
const patienceMs = 900_000

/** Where the program keeps its stores; without an address in files of the data directory. */
export interface Stores {
  readonly data: string
  readonly databaseUrl: string | null
}

/** A running server somebody is signed in to. Dispose of it to stop it. */
export interface Served extends AsyncDisposable {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** From the start of the process to the first answer that it is ready. */
  readonly startSeconds: number
  get(path: string): Promise<unknown>
  send(method: string, path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Resident memory of the server and everything below it. */
  residentBytes(): number
}

/** Starts the real server as `bookvalue serve` does and signs in as its administrator. */
export async function startServer(stores: Stores, port: number): Promise<Served> {
  const started = performance.now()
  const child = spawn(
    process.execPath,
    [bookvalue, 'serve', '--data', stores.data, '--no-demo', '--port', String(port)],
    { env: { ...envOf(stores), BOOKVALUE_REQUESTS_PER_MINUTE: '100000000', BOOKVALUE_LOG_LEVEL: 'warn' } },
  )
  const said = listenTo(child)
  const url = `http://127.0.0.1:${String(port)}`
  await untilReady(url, child, said)
  const startSeconds = (performance.now() - started) / 1000
  const headers = { cookie: await signIn(url, said), 'content-type': 'application/json' }
  const send: Served['send'] = (method, path, body, extra = {}) =>
    fetch(`${url}/api/v1${path}`, { method, headers: { ...headers, ...extra }, body: JSON.stringify(body) })
  return {
    url,
    headers,
    startSeconds,
    send,
    async get(path) {
      const response = await fetch(`${url}/api/v1${path}`, { headers })
      if (!response.ok) throw new Error(`Cannot read "${path}": ${String(response.status)} ${await response.text()}`)
      return response.json()
    },
    residentBytes: () => (child.pid === undefined ? 0 : residentBytesOfTree(child.pid)),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGINT')
      await gone
    },
  }
}

/** Runs a command of the program and waits for its end. Throws with what it said when it fails. */
export async function runCommand(stores: Stores, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [bookvalue, ...args, '--data', stores.data], { env: envOf(stores) })
  const said = listenTo(child)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`Cannot run "${args.join(' ')}": ${said.join('')}`)
}

/** Waits until the account view is there and nothing is worked out any more. */
export async function untilBuilt(served: Served): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += 500) {
    const { items } = (await served.get('/jobs?state=waiting&state=running')) as { items: readonly unknown[] }
    const list = await fetch(`${served.url}/api/v1/accounts?limit=1`, { headers: served.headers })
    if (items.length === 0 && list.ok) return
    await wait(500)
  }
  throw new Error('Cannot wait any longer for the account view')
}

function envOf({ databaseUrl }: Stores): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, LEDGER_URL: __, ...env } = process.env
  return databaseUrl === null ? env : { ...env, DATABASE_URL: databaseUrl }
}

function listenTo({ stdout, stderr }: ChildProcess): string[] {
  const said: string[] = []
  for (const stream of [stdout, stderr]) stream?.on('data', (piece: Buffer) => said.push(piece.toString()))
  return said
}

async function untilReady(url: string, child: ChildProcess, said: readonly string[]): Promise<void> {
  let why: unknown = null
  for (const started = performance.now(); performance.now() - started < patienceMs; await wait(5)) {
    if (child.exitCode !== null) throw new Error(`Cannot start the server: ${said.join('')}`)
    const response = await fetch(`${url}/api/health/ready`).catch((error: unknown) => {
      why = error
      return null
    })
    if (response?.ok) return
  }
  // A port that no browser asks, for example, is one that fetch does not ask either.
  throw new Error(`Cannot reach the server at ${url}`, { cause: why })
}

/** Comes in by the link of the first start, later by password; gives the cookies. */
async function signIn(url: string, said: readonly string[]): Promise<string> {
  const token = await linkIn(said)
  const [path, body] = token
    ? [`/invitations/${token}`, { name: 'Bench', email, password }]
    : ['/session', { email, password }]
  const response = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`Cannot sign in: ${String(response.status)} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

async function linkIn(said: readonly string[]): Promise<string | null> {
  for (let tries = 0; tries < 40; tries += 1) {
    const token = /\/invitation\/([\w-]+)/.exec(said.join(''))?.[1]
    if (token !== undefined) return token
    if (/Bookvalue is at/.test(said.join('')) && tries > 5) return null
    await wait(50)
  }
  return null
}
