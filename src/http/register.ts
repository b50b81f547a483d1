import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { Ctx, KeyHolder, Person } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { hasRight } from '../app/right.ts'
import { takesIdempotencyKey } from '../contract/operation.ts'
import type { Operation } from '../contract/operation.ts'
import { operations } from '../contract/operations.ts'
import { routes } from '../contract/routes.ts'
import type { OperationId } from '../contract/routes.ts'
import { secretOf, unknownKey } from './api-key.ts'
import type { ApiKeys } from './api-key.ts'
import { outputToResponse, problemToResponse } from './answer.ts'
import { assertNotCrossSite, assertOurHost, assertOwnOrigin } from './guard.ts'
import { requestToInput } from './input.ts'
import type { Log } from './log.ts'
import { doOnce, idempotencyKeyOf } from './once.ts'
import { errorToProblem, HttpProblem } from './problem.ts'
import type { RateLimit } from './rate-limit.ts'
import { addressOf } from './visit.ts'
import type { Environment, Visit, Visitor } from './visit.ts'

export type BookEnv = { Bindings: Environment }

/** What the handlers of all operations share. */
export interface Door {
  readonly ctx: Ctx
  readonly log: Log
  readonly basePath: string
  readonly isLoopback: boolean
  readonly publicUrl: URL | null
  readonly trustedProxies: number
  readonly maxUploadBytes: number
  /** The session behind the cookies of a request; null when there is none that holds. */
  readonly findVisitor: (cookies: string | null) => Promise<Visitor | null>
  readonly apiKeys: ApiKeys
  /** Forgets what is known of sessions and keys, once something about people or keys has changed. */
  readonly forgetVisitors: () => void
  readonly perAddress: RateLimit
  readonly perPerson: RateLimit
  readonly perStranger: RateLimit
  /** Holds what a verb answers against the contract, in tests. */
  readonly checksAnswers: boolean
}

/** A verb, or one that is about being signed in and sees the visit too. */
type AnyVerb = (ctx: Ctx, input: never, visit: Visit) => Promise<unknown>
export type AllVerbs = { readonly [O in OperationId]: AnyVerb }

/** Milliseconds after which a request is given up on; a verb of more is a job. */
const patience = 30_000
const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const aboutPeople = new Set<string>(['session', 'users', 'api-keys'] satisfies readonly Operation['tag'][])
/** Changes nothing that is known of a visitor. */
const leavesVisitors = new Set<OperationId>(['updatePreferences'])

/** Gives the actor of somebody who is not signed in: no rights on anything. */
const nobody: Person = {
  kind: 'person',
  id: '',
  name: 'somebody not signed in',
  role: 'viewer',
  grants: {},
  reps: [],
  team: [],
  territories: [],
}

interface Route {
  readonly id: OperationId
  readonly operation: Operation
  readonly method: string
  readonly path: string
  readonly verb: AnyVerb
}

/** Who a request turned out to be of; null for nobody. */
interface Seen {
  who: Person | KeyHolder | null
}

/** Makes a handler of every operation of the contract. */
export function registerOperations(app: Hono<BookEnv>, door: Door, verbs: AllVerbs): void {
  const methodsByPath = new Map<string, string[]>()
  for (const [id, text] of Object.entries(routes) as [OperationId, string][]) {
    const [method = '', path = ''] = text.split(' ')
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), method])
    const verb = verbs[id]
    const route: Route = { id, operation: operations[id], method, path, verb }
    app.on(method, honoPathOf(path), (c) => handle(door, route, c))
  }
  for (const [path, methods] of methodsByPath) {
    const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
    app.all(honoPathOf(path), (c) =>
      refuse(
        door,
        c,
        new HttpProblem(405, 'method-not-allowed', `Cannot ${c.req.method} this: it takes ${allow}`, {
          headers: { allow },
        }),
      ),
    )
  }
  app.all('/api/*', (c) => refuse(door, c, new BookError('not-found', 'Cannot find this in the API: see /api/docs')))
}

function honoPathOf(path: string): string {
  return `/api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
}

/** Answers a request for which there is no operation. */
export function refuse(door: Pick<Door, 'log'>, c: Context<BookEnv>, error: unknown): Response {
  const requestId = randomUUID()
  const answered = errorToProblem(error, requestId)
  if (!answered.isKnown) door.log.error({ request: requestId, route: null, error })
  door.log.info({ request: requestId, method: c.req.method, route: null, status: answered.problem.status })
  return problemToResponse(answered)
}

async function handle(door: Door, route: Route, c: Context<BookEnv>): Promise<Response> {
  const started = performance.now()
  const requestId = randomUUID()
  const seen: Seen = { who: null }
  const response = await answer(door, route, c, requestId, started, seen).catch((error: unknown) => {
    const answered = errorToProblem(error, requestId)
    if (!answered.isKnown) door.log.error({ request: requestId, route: route.id, error })
    return problemToResponse(answered, { leavesFile: route.operation.upload !== undefined })
  })
  door.log.info({
    request: requestId,
    method: route.method,
    route: route.path,
    status: response.status,
    ms: Math.round((performance.now() - started) * 10) / 10,
    user: seen.who?.id ?? null,
  })
  return response
}

async function answer(
  door: Door,
  { id, operation, method, verb }: Route,
  c: Context<BookEnv>,
  requestId: string,
  now: number,
  seen: Seen,
): Promise<Response> {
  const request = c.req.raw
  const { headers } = request
  const host = headers.get('host')
  assertOurHost(host, door)
  assertNotCrossSite(headers)
  const secret = secretOf(headers)
  // No page of another site can make a browser send a key.
  if (secret === null && unsafe.has(method)) assertOwnOrigin(headers, host, door.publicUrl)
  const address = addressOf(request, c.env, door.trustedProxies)
  door.perAddress.take(address, now)
  const cookies = secret === null ? headers.get('cookie') : null
  const visitor = secret === null ? await door.findVisitor(cookies) : null
  const who = secret === null ? (visitor?.person ?? null) : await findKeyHolder(door, secret, address, now)
  seen.who = who
  if (who !== null) door.perPerson.take(who.id, now)
  else if (operation.right === 'public' && unsafe.has(method)) door.perStranger.take(address, now)
  const actor = who ?? nobody
  assertMay(operation, who)
  const input = await requestToInput(operation, request, c.req.param(), door.maxUploadBytes)
  const setCookies: string[] = []
  const home = `${door.publicUrl?.origin ?? `http://${host ?? ''}`}${door.basePath}`
  const isForwarded = headers.has('x-forwarded-for') || headers.has('forwarded') || headers.has('via')
  const visit: Visit = { address, isForwarded, agent: headers.get('user-agent'), cookies, visitor, home, setCookies }
  const ctx = { ...door.ctx, actor }
  // The input was parsed with the schemas that the verb's type is made from.
  const carryOut = (given: typeof input) => verb(ctx, given as never, visit)
  const name = takesIdempotencyKey(operation) ? idempotencyKeyOf(headers) : null
  const work = name === null ? carryOut(input) : doOnce(ctx, { name, operation: id, input, carryOut })
  const isLong = operation.upload !== undefined || operation.media !== undefined
  const output = await (isLong ? work : within(patience, work))
  if (aboutPeople.has(operation.tag) && unsafe.has(method) && !leavesVisitors.has(id)) door.forgetVisitors()
  if (door.checksAnswers) operation.output?.parse(output)
  return outputToResponse(operation, output, { requestId, setCookies, ifNoneMatch: headers.get('if-none-match') })
}

/** Asks for the right of the contract before anything is read; the verb asks for its own again. */
function assertMay({ right, summary, tag }: Operation, who: Seen['who']): void {
  if (right === 'public') return
  if (who === null) throw new BookError('unauthenticated', 'Cannot do this: nobody is signed in')
  if (who.kind === 'api-key' && tag === 'session') {
    throw new BookError('forbidden', `Cannot do this with an API key: ${summary}`)
  }
  if (right === 'signed-in' || hasRight(who, right)) return
  throw new BookError('forbidden', `Cannot do this without the right to ${right.replace('-', ' ')}: ${summary}`)
}

/** The program behind an API key. Throws on a key that lets nobody in; only so many may be tried. */
async function findKeyHolder(door: Door, secret: string, address: string, now: number): Promise<KeyHolder> {
  const holder = await door.apiKeys.find(secret)
  if (holder !== null) return holder
  door.perStranger.take(address, now)
  throw unknownKey()
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new HttpProblem(503, 'timeout', 'This took too long: try again later', { headers: { 'retry-after': '5' } }),
      )
    }, ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
