import { mkdir } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BookError } from './app/error.ts'
import { mayHoldBook, openBook } from './app/open-book.ts'
import type { BookConfig } from './app/open-book.ts'
import { makeToken, readServerFile, writeServerFile } from './app/server-file.ts'
import { makeFirstAdministratorLink } from './app/user/first-administrator.ts'
import { answerCommands } from './cli/answer-commands.ts'
import { exitCodes } from './cli/exit-code.ts'
import { runCommand } from './cli/run-command.ts'
import type { RunningCommand } from './cli/run-command.ts'
import { upgradeSentence } from './cli/run.ts'
import type { Cli, ServeOptions } from './cli/run.ts'
import { envToConfig, envToServerConfig } from './config.ts'
import type { ServerConfig } from './config.ts'
import { createHttpApp } from './http/app.ts'
import type { HttpApp, StartState } from './http/app.ts'
import { listen } from './http/listen.ts'
import type { Listening } from './http/listen.ts'
import { createLog } from './http/log.ts'
import type { Log } from './http/log.ts'
import { startRunner } from './work/runner.ts'
import type { Turnstile } from './work/runner.ts'
import { watchInbox } from './work/watch-inbox.ts'

/** How long requests under way may take to end once the server stops. */
const graceMs = 5000
/** How many ports after the usual one are tried when nobody named one. */
const portsToTry = 20
const demoPath = '/demo'
/** The demo book that documentation and screens speak of. */
const demoArguments = ['--accounts', '1200', '--years', '4', '--until', '2026-10-31', '--seed', '7']

const isSource = extname(import.meta.url) === '.ts'
const commandModule = fileURLToPath(new URL(`./command-process${extname(import.meta.url)}`, import.meta.url))
const webDirectory = fileURLToPath(new URL(isSource ? '../dist/web/' : './web/', import.meta.url))

/** What every book of the server shares. */
interface House {
  readonly cli: Cli
  readonly config: ServerConfig
  readonly log: Log
  /** One heavy job at a time on this machine. */
  readonly turnstile: Turnstile
}

interface Opening {
  readonly book: BookConfig
  readonly basePath: string
  readonly isDemo: boolean
  readonly startState: () => StartState
}

/** A book that is open, does its jobs and answers requests. Dispose of it to stop all that. */
interface ServedBook extends AsyncDisposable {
  readonly app: HttpApp
  /** A link for the first administrator, below the address of the book; null when there is one. */
  firstLink(): Promise<string | null>
  /** Says in the data directory how the command line reaches it. */
  announce(address: string): Promise<void>
}

/** Serves a book, and the demo book beside it, until the signal is aborted; gives the exit code. */
export async function serve(options: ServeOptions, cli: Cli): Promise<number> {
  const config = envToServerConfig(process.env, options)
  await using stack = new AsyncDisposableStack()
  await mkdir(dirname(options.data), { recursive: true })
  const house = { cli, config, log: openLog(cli, config, options.data), turnstile: { isTaken: false } }
  // By role, without a password: only for whoever sits at this machine.
  const demo = options.demo === null || !config.isLoopback ? null : new DemoBook(house, options.demo)
  const own = stack.use(await openOwnBook(house, options.data, demo))
  if (demo) stack.use(demo)
  const listening = await listenSomewhere(demo ? [own.app, demo] : [own.app], config)
  const stopListening = stack.adopt(listening, (open) => open.stop(graceMs))
  await own.announce(`${localUrl(stopListening, config)}/api/command`)
  await greet(cli, own, stopListening, config)
  demo?.start(localUrl(stopListening, config))
  house.log.info({ port: listening.port }, 'listening')
  await untilAborted(cli.signal)
  cli.terminal.err('\nStopping\n')
  house.log.info({}, 'stopping')
  await stack.disposeAsync()
  return exitCodes.ok
}

async function openOwnBook(house: House, data: string, demo: DemoBook | null): Promise<ServedBook> {
  try {
    return await openServedBook(house, {
      book: envToConfig(process.env, data),
      basePath: '',
      isDemo: false,
      startState: () => ({ demo: demo?.state() ?? null, own: null }),
    })
  } catch (error) {
    const server = error instanceof BookError && error.code === 'in-use' ? await readServerFile(data) : undefined
    if (!server) throw error
    const at = new URL('/', server.address).href
    throw new BookError('in-use', `Bookvalue serves "${data}" already, at ${at} (process ${String(server.pid)})`)
  }
}

async function openServedBook(house: House, { book: config, ...opening }: Opening): Promise<ServedBook> {
  const { cli, log, turnstile } = house
  await using stack = new AsyncDisposableStack()
  const door = {
    actor: { kind: 'local-operator' as const, name: cli.user },
    now: cli.now,
    progress: { report: () => {} },
    create: true,
  }
  const { ctx, upgrade } = stack.use(await openBook(config, door))
  if (upgrade) {
    log.info(upgrade, 'upgraded the book')
    cli.terminal.err(upgradeSentence(upgrade, config.dataDirectory))
  }
  const runner = await startRunner({ ctx, config, log, turnstile })
  stack.defer(() => runner.stop())
  const watch = watchInbox({ ctx, log })
  stack.defer(() => watch.stop())
  const token = makeToken()
  const commands = answerCommands({
    ctx,
    config,
    module: commandModule,
    token,
    note: (command, stop) => runner.note(command, stop),
  })
  stack.defer(() => commands.stop())
  const app = stack.use(
    await createHttpApp({
      ...opening,
      ...house.config,
      ctx,
      webDirectory,
      log,
      isWorking: () => runner.isWorking(),
      command: (request) => commands.answer(request),
    }),
  )
  const open = stack.move()
  return {
    app,
    firstLink: async () => (await makeFirstAdministratorLink(ctx))?.link ?? null,
    async announce(address) {
      open.use(await writeServerFile(config.dataDirectory, { address, token, pid: process.pid }))
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

/** The demo book: made by a process of its own on the first start, opened when somebody first comes. */
class DemoBook implements HttpApp, AsyncDisposable {
  readonly basePath = demoPath
  readonly #house: House
  readonly #data: string
  #making: RunningCommand | null = null
  #progress: NonNullable<StartState['demo']>['progress'] = null
  #state: NonNullable<StartState['demo']>['state'] = 'ready'
  #opened: Promise<ServedBook> | null = null
  #url = ''
  #isStopped = false

  constructor(house: House, data: string) {
    this.#house = house
    this.#data = data
    if (!mayHoldBook(this.#config())) this.#state = 'making'
  }

  state(): NonNullable<StartState['demo']> {
    return { address: `${demoPath}/`, state: this.#state, progress: this.#progress }
  }

  /** Begins to make the book where there is none. */
  start(url: string): void {
    this.#url = url
    const { terminal } = this.#house.cli
    if (this.#state === 'ready') terminal.out(`Look round the demo book at ${url}${demoPath}/\n`)
    else void this.#make()
  }

  async fetch(request: Request, environment?: Parameters<HttpApp['fetch']>[1]): Promise<Response> {
    if (this.#state !== 'ready' || this.#isStopped) return notYet(request)
    this.#opened ??= this.#open()
    const book = await this.#opened.catch((error: unknown) => {
      // Most likely another server has it open.
      this.#house.log.error({ error }, 'cannot open the demo book')
      this.#opened = null
      this.#state = 'failed'
      return null
    })
    return book === null ? notYet(request) : book.app.fetch(request, environment)
  }

  async #make(): Promise<void> {
    const { cli, log } = this.#house
    const says = createWriter(cli)
    let complaint = ''
    await mkdir(dirname(this.#data), { recursive: true })
    this.#making = runCommand(
      {
        module: commandModule,
        directory: process.cwd(),
        environment: demoEnvironment(),
        book: null,
        onFrame: (frame) => {
          if ('err' in frame) complaint = frame.err
        },
        onProgress: (progress) => {
          this.#progress = progress
          says.progress(progress)
        },
      },
      {
        argv: ['demo', ...demoArguments, '--data', this.#data, '--quiet'],
        user: cli.user,
        interactive: false,
      },
    )
    says.line('Making the demo book in the background')
    const code = await this.#making.code
    this.#making = null
    this.#progress = null
    if (this.#isStopped) return
    this.#state = code === exitCodes.ok ? 'ready' : 'failed'
    if (this.#state === 'ready') {
      says.line(`The demo book is made: ${this.#url}${demoPath}/`)
      // Its figures are worked out before anybody looks.
      this.#opened = this.#open()
      this.#opened.catch((error: unknown) => {
        this.#opened = null
        this.#state = 'failed'
        log.error({ error }, 'cannot open the demo book')
      })
    } else says.line(`Cannot make the demo book: ${complaint.trim()}`)
  }

  async #open(): Promise<ServedBook> {
    const book = await openServedBook(this.#house, {
      book: this.#config(),
      basePath: demoPath,
      isDemo: true,
      startState: () => ({ demo: null, own: { address: '/' } }),
    })
    await book.announce(`${this.#url}${demoPath}/api/command`)
    return book
  }

  #config(): BookConfig {
    return envToConfig(demoEnvironment(), this.#data)
  }

  [Symbol.dispose](): void {
    this.#isStopped = true
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true
    this.#making?.stop()
    await this.#making?.code
    const opened = await this.#opened?.catch(() => null)
    await opened?.[Symbol.asyncDispose]()
  }
}

/** The demo book is on this machine whatever the environment says: the stores named there are of the own book. */
function demoEnvironment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _records, LEDGER_URL: _ledger, BOOKVALUE_INBOX: _inbox, ...env } = process.env
  return env
}

/** Sends a person back to the start, which says how far the demo is; a program is told to wait. */
function notYet(request: Request): Response {
  const wantsPage = request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/html')
  if (wantsPage) return new Response(null, { status: 302, headers: { location: '/' } })
  return new Response(null, { status: 503, headers: { 'retry-after': '5' } })
}

/** Lines on the terminal, and one that overwrites itself where somebody watches. */
function createWriter({ terminal }: Cli): {
  line(text: string): void
  progress(progress: { readonly what: string; readonly done: number; readonly total: number | null }): void
} {
  const clear = terminal.interactive ? '\r\u001b[2K' : ''
  return {
    line(text) {
      terminal.err(`${clear}${text}\n`)
    },
    progress({ what, done, total }) {
      if (!terminal.interactive) return
      const share = total === null || total === 0 ? '' : ` ${String(Math.floor((done / total) * 100))} %`
      terminal.err(`${clear}Demo: ${what}${share}`)
    },
  }
}

/** Listens at the port, or at the next one that is free when nobody named one. */
async function listenSomewhere(apps: readonly HttpApp[], config: ServerConfig): Promise<Listening> {
  const { host, port, isPortAsked } = config
  const last = isPortAsked ? port : port + portsToTry
  for (let tried = port; ; tried++) {
    try {
      return await listen(apps, { host, port: tried })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EADDRINUSE' && tried < last) continue
      const why = reasonOf(code)
      if (why === null) throw error
      throw new BookError(
        'in-use',
        `Cannot listen on port ${String(tried)} of ${host}: ${why}; choose another with --port`,
      )
    }
  }
}

function reasonOf(code: unknown): string | null {
  if (code === 'EADDRINUSE') return 'another program uses it'
  if (code === 'EACCES') return 'this account may not'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address'
  return null
}

/** The address of the server on this machine. */
function localUrl({ url, port }: Listening, { host }: ServerConfig): string {
  return ['0.0.0.0', '::'].includes(host) ? `http://localhost:${String(port)}` : url
}

async function greet(cli: Cli, own: ServedBook, listening: Listening, config: ServerConfig): Promise<void> {
  const url = config.publicUrl?.href.replace(/\/$/, '') ?? localUrl(listening, config)
  cli.terminal.out(`Bookvalue is at ${url}/\n`)
  const link = await own.firstLink()
  if (link === null) return
  cli.terminal.out(
    `Nobody can sign in yet. This link lets the first administrator in, once, within a day:\n  ${url}${link}\n`,
  )
}

/** Where somebody watches the terminal, lines for machines go into a file beside the book. */
function openLog(cli: Cli, config: ServerConfig, data: string): Log {
  if (!cli.terminal.interactive) return createLog({ write: cli.terminal.err }, config.logLevel)
  const file = createWriteStream(`${data}.log`, { flags: 'a', mode: 0o600 })
  file.on('error', (error) => {
    cli.terminal.err(`Cannot write the log: ${error.message}\n`)
  })
  return createLog(
    {
      write: (line) => {
        file.write(line)
      },
    },
    config.logLevel,
  )
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve()
    })
  })
}
