import type { Call, Output } from '../contract/operations.ts'
import { routes, type OperationId } from '../contract/routes.ts'

/** One field the server turned down, by its path in the request. */
interface FieldProblem {
  readonly path: string
  readonly message: string
}

interface Problem {
  /** The status of the answer; 0 when there was none, because the server cannot be reached. */
  readonly status: number
  /** One of the closed set of codes, such as `not-found`; `unreachable` when there was no answer. */
  readonly code: string
  readonly title: string
  /** A sentence a person can read; empty when the server gave none. */
  readonly detail: string
  /** What to quote to whoever runs the server; null when the request did not get there. */
  readonly requestId: string | null
  readonly fields: readonly FieldProblem[]
  /** Milliseconds after which to ask again; null when the server did not say. */
  readonly retryAfter: number | null
}

/** What the server answered instead of what was asked for: the problem details of RFC 9457. */
export class ApiError extends Error implements Problem {
  override readonly name = 'ApiError'
  readonly status
  readonly code
  readonly title
  readonly detail
  readonly requestId
  readonly fields
  readonly retryAfter

  constructor(problem: Problem) {
    super(problem.detail === '' ? problem.title : problem.detail)
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title
    this.detail = problem.detail
    this.requestId = problem.requestId
    this.fields = problem.fields
    this.retryAfter = problem.retryAfter
  }
}

interface CallOptions {
  readonly signal?: AbortSignal
  /** The `version` read, for a write that must not overwrite what somebody else wrote since. */
  readonly ifMatch?: number
  /** Names a request that makes something, so that it is carried out once however often it is sent. */
  readonly once?: string
}

type Parts = Readonly<{
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, unknown>>
  body?: unknown
}>

/** Where the app lies: `/` for the own book, `/demo/` for the demo. Always ends with a slash. */
export const basePath = new URL('.', globalThis.document?.baseURI ?? 'http://localhost/').pathname

/** The address of an operation, for a link or a download. */
export function addressOf<O extends OperationId>(operation: O, input: Call<O>): string {
  const path = routes[operation].slice(routes[operation].indexOf(' ') + 1)
  const { params = {}, query = {} } = partsOf(input)
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = searchOf(query)
  return `${basePath}api/v1${filled}${search === '' ? '' : `?${search}`}`
}

/** Carries out an operation; throws an ApiError for every answer that is not a success. */
export async function call<O extends OperationId>(operation: O, input: Call<O> & CallOptions): Promise<Output<O>> {
  const { body } = partsOf(input)
  const response = await request(addressOf(operation, input), {
    method: methodOf(operation),
    headers: {
      accept: 'application/json',
      ...csrfHeader,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(input.ifMatch === undefined ? {} : { 'if-match': `"${input.ifMatch}"` }),
      ...(input.once === undefined ? {} : { 'idempotency-key': input.once }),
    },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(input.signal === undefined ? {} : { signal: input.signal }),
  })
  // The contract says what a success holds: the server is tested against it, the browser does not check it again.
  return (response.status === 204 ? undefined : await response.json()) as Output<O>
}

/** A header that no form and no foreign page can send without asking first. */
export const csrfHeader = { 'x-requested-with': 'bookvalue' } as const

function methodOf(operation: OperationId): string {
  return routes[operation].slice(0, routes[operation].indexOf(' '))
}

async function request(address: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(address, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiError({
      status: 0,
      code: 'unreachable',
      title: 'The server cannot be reached',
      detail: '',
      requestId: null,
      fields: [],
      retryAfter: null,
    })
  }
  if (!response.ok) throw problemOf(response.status, response.headers, await response.text())
  return response
}

/** Reads problem details; an answer that is none, such as that of a proxy in between, keeps its status. */
export function problemOf(status: number, headers: Headers, text: string): ApiError {
  const body = objectOf(text)
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return new ApiError({
    status,
    code: textOf(body['code']) ?? `http-${status}`,
    title: textOf(body['title']) ?? `HTTP ${status}`,
    detail: textOf(body['detail']) ?? '',
    requestId: textOf(body['instance']) ?? headers.get('x-request-id'),
    fields: fieldsOf(body['errors']),
    retryAfter: Number.isFinite(seconds) ? seconds * 1000 : null,
  })
}

function partsOf(input: object): Parts {
  return input
}

function searchOf(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') {
        search.append(name, String(item))
      }
    }
  }
  return search.toString()
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function fieldsOf(value: unknown): readonly FieldProblem[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return []
    const { path, message } = item as Readonly<Record<string, unknown>>
    if (typeof message !== 'string') return []
    return [{ path: Array.isArray(path) ? path.join('.') : (textOf(path) ?? ''), message }]
  })
}
