import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFlow } from '../../src/app/account-view/movement-flow.ts'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { openBook } from '../../src/app/open-book.ts'
import type { Book } from '../../src/app/open-book.ts'
import { makeFirstAdministratorLink } from '../../src/app/user/first-administrator.ts'
import type { Call, Output } from '../../src/contract/operations.ts'
import { routes } from '../../src/contract/routes.ts'
import type { OperationId } from '../../src/contract/routes.ts'
import type { Role } from '../../src/domain/right.ts'
import { createHttpApp } from '../../src/http/app.ts'
import type { HttpApp, HttpAppOptions } from '../../src/http/app.ts'
import { createLog } from '../../src/http/log.ts'
import { createTestDatabase } from '../postgres.ts'
import { importFiles } from '../stores/open-test-book.ts'
import type { Files } from '../stores/open-test-book.ts'
import type { Engine } from '../../src/records/records.ts'
import { tradeFiles } from './trade.ts'

export const host = 'localhost:4110'
export const password = 'copper lantern drifts slowly'

/** A request as a browser on our own page sends it. */
export interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  /** Cookies of the request; those of the role when left out, none when null. */
  readonly cookies?: string | null
  /** The text of the body in place of the one of the call. */
  readonly rawBody?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
}

interface SentRaw {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
}

export interface TestApp extends AsyncDisposable {
  readonly app: HttpApp
  readonly book: Book
  /** What the log has so far, line by line. */
  readonly log: readonly string[]
  /** Cookies of a signed-in person of a role, who is made when first asked for. */
  cookiesOf(role: Role): Promise<string>
  /** The id of the person of a role. */
  idOf(role: Role): Promise<string>
  /** Sends an operation as somebody of a role; as nobody with null. */
  request<O extends OperationId>(role: Role | null, operation: O, call: Call<O>, sent?: Sent): Promise<Response>
  /** The same, and reads the answer. Throws when it is not a success. */
  call<O extends OperationId>(role: Role | null, operation: O, call: Call<O>, sent?: Sent): Promise<Output<O>>
  /** Sends anything to the app. */
  send(path: string, init?: SentRaw): Promise<Response>
  /** Another app on the same stores, as a second process would have. */
  second(options?: Partial<HttpAppOptions>): Promise<HttpApp>
}

interface Wanted {
  readonly records?: Engine
  /** Whether the small trade is imported and its accounts worked out; true when left out. */
  readonly isFilled?: boolean
  /** What is imported in place of the small trade. */
  readonly files?: Files
  /** Whether people are linked with the reps of the small trade; where it is imported when left out. */
  readonly isLinked?: boolean
  readonly options?: Partial<HttpAppOptions>
}

/** The links of the people of each role to the book: two reps, whose manager is the leader's. */
const linked: Readonly<Partial<Record<Role, readonly string[]>>> = {
  leader: ['main/HEAD'],
  'key-account-manager': ['main/R2'],
  rep: ['main/R1'],
}

/** A book on real stores with the door before it. */
export async function openTestApp({
  records = 'sqlite',
  isFilled = true,
  files = tradeFiles(),
  isLinked = isFilled,
  options = {},
}: Wanted = {}): Promise<TestApp> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'bookvalue-test-api-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const database = records === 'postgres' ? await createTestDatabase() : null
  stack.defer(() => database?.drop())
  const data = join(folder, 'data')
  const book = stack.use(
    await openBook(
      {
        dataDirectory: data,
        ledger: { kind: 'duckdb', file: join(data, 'ledger.duckdb') },
        records: database
          ? { kind: 'postgres', url: database.url }
          : { kind: 'sqlite', file: join(data, 'records.sqlite') },
        memoryLimit: '300MB',
        threads: 1,
      },
      {
        actor: { kind: 'local-operator', name: 'tester' },
        now: () => new Date().toISOString(),
        progress: { report: () => {} },
        create: true,
      },
    ),
  )
  if (isFilled) {
    await importFiles(book, { folder } as Parameters<typeof importFiles>[1], files)
    const { generation } = await refreshView(book.ctx, { period: null })
    await makeFlow(book.ctx, generation)
  }
  const log: string[] = []
  const all: HttpAppOptions = {
    ctx: book.ctx,
    basePath: '',
    isDemo: false,
    isLoopback: true,
    publicUrl: null,
    trustedProxies: 0,
    webDirectory: null,
    log: createLog({ write: (line: string) => void log.push(line) }),
    startState: () => ({ demo: null, own: null }),
    isWorking: () => true,
    command: null,
    requestsPerMinute: 100_000,
    maxUploadBytes: 1_000_000,
    checksAnswers: true,
    ...options,
  }
  const app = stack.use(await createHttpApp(all))
  const owned = stack.move()
  const cookiesByRole = new Map<Role, Promise<{ cookies: string; id: string }>>()

  const send: TestApp['send'] = (path, { method = 'GET', headers, body } = {}) =>
    app.fetch(
      new Request(`http://${host}${path}`, {
        method,
        headers: { host, ...headers },
        ...(body === undefined ? {} : { body, duplex: 'half' }),
      }),
    )

  const signedIn = (role: Role): Promise<{ cookies: string; id: string }> => {
    const known = cookiesByRole.get(role)
    if (known) return known
    const made = makePerson(role)
    cookiesByRole.set(role, made)
    return made
  }

  const request: TestApp['request'] = async (role, operation, call, sent = {}) => {
    const { method, path, body } = toHttp(operation, call)
    const cookies = sent.cookies === undefined ? (role === null ? null : (await signedIn(role)).cookies) : sent.cookies
    const text = sent.rawBody ?? (body === undefined ? undefined : JSON.stringify(body))
    return send(`${all.basePath}/api/v1${path}`, {
      method,
      headers: {
        'x-requested-with': 'bookvalue',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookies === null ? {} : { cookie: cookies }),
        ...sent.headers,
      },
      ...(text === undefined ? {} : { body: text }),
    })
  }

  const call: TestApp['call'] = async (role, operation, given, sent) => {
    const response = await request(role, operation, given, sent)
    if (!response.ok) throw new Error(`${operation} answered ${String(response.status)}: ${await response.text()}`)
    return (response.status === 204 ? undefined : await response.json()) as Output<typeof operation>
  }

  async function makePerson(role: Role): Promise<{ cookies: string; id: string }> {
    if (role === 'administrator') {
      const made = await makeFirstAdministratorLink(book.ctx)
      return accept(made?.link ?? '', { name: 'Ada Admin', email: 'administrator@test.example' })
    }
    const invited = await call('administrator', 'inviteUser', {
      body: {
        email: `${role}@test.example`,
        name: `Person ${role}`,
        phone: '+49 30 5550100',
        role,
        scope: null,
        territory: null,
        reps: isLinked ? [...(linked[role] ?? [])] : [],
      },
    })
    return accept(new URL(invited.link).pathname, { name: `Person ${role}` })
  }

  async function accept(link: string, body: { name: string; email?: string }) {
    const token = link.slice(link.lastIndexOf('/') + 1)
    const response = await request(null, 'acceptInvitation', { params: { token }, body: { ...body, password } })
    if (!response.ok) throw new Error(`acceptInvitation answered ${await response.text()}`)
    const { user } = (await response.json()) as Output<'acceptInvitation'>
    return { cookies: cookiesIn(response), id: user.id }
  }

  return {
    app,
    book,
    log,
    cookiesOf: async (role) => (await signedIn(role)).cookies,
    idOf: async (role) => (await signedIn(role)).id,
    request,
    call,
    send,
    second: (changed = {}) => createHttpApp({ ...all, ...changed }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** The cookies that an answer sets, as the next request sends them. */
export function cookiesIn(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.slice(0, cookie.indexOf(';')))
    .join('; ')
}

/** Method, path with its query, and body of a call. */
function toHttp<O extends OperationId>(operation: O, call: Call<O>): { method: string; path: string; body: unknown } {
  const {
    params = {},
    query = {},
    body,
  } = call as {
    params?: Record<string, string>
    query?: Record<string, unknown>
    body?: unknown
  }
  const [method = '', template = ''] = routes[operation].split(' ')
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, String(one)]),
    ),
  ).toString()
  return { method, path: search === '' ? path : `${path}?${search}`, body }
}
