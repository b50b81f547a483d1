import { BookError } from '../app/error.ts'
import type { BookErrorCode } from '../app/error.ts'
import type { Problem } from '../contract/problem.ts'

export type FieldErrors = NonNullable<Problem['errors']>

/** What the door itself refuses, before a verb is asked. */
export class HttpProblem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: FieldErrors | undefined
  readonly headers: Readonly<Record<string, string>>
  constructor(
    status: number,
    code: string,
    message: string,
    { errors, headers = {} }: { errors?: FieldErrors; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message)
    this.name = 'HttpProblem'
    this.status = status
    this.code = code
    this.errors = errors
    this.headers = headers
  }
}

const statusByCode: Readonly<Record<BookErrorCode, number>> = {
  usage: 400,
  'bad-input': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'in-use': 409,
  stale: 412,
  'too-large': 413,
  'too-many': 429,
  building: 503,
  interrupted: 503,
  unfinished: 503,
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Key used before',
  428: 'Version needed',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not ready',
}

/** Seconds after which somebody may ask again, where it is worth it. */
const retryAfter: Readonly<Partial<Record<BookErrorCode, string>>> = {
  building: '2',
  interrupted: '5',
  unfinished: '5',
  'too-many': '30',
}

/** An error as an answer; `isKnown` is false when its text is for the log alone. */
export interface Answered {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
  readonly isKnown: boolean
}

/** The one place where errors become answers. */
export function errorToProblem(error: unknown, requestId: string): Answered {
  if (error instanceof HttpProblem) {
    const { status, code, message, errors, headers } = error
    return { problem: problemOf(status, code, message, requestId, errors), headers, isKnown: true }
  }
  if (error instanceof BookError) {
    const wait = retryAfter[error.code]
    return {
      problem: problemOf(statusByCode[error.code], error.code, error.message, requestId),
      headers: wait === undefined ? {} : { 'retry-after': wait },
      isKnown: true,
    }
  }
  const detail = `Something went wrong here; the log has it under "${requestId}"`
  return { problem: problemOf(500, 'internal', detail, requestId), headers: {}, isKnown: false }
}

function problemOf(status: number, code: string, detail: string, requestId: string, errors?: FieldErrors): Problem {
  const title = titles[status] ?? 'Error'
  return { type: 'about:blank', title, status, detail, instance: requestId, code, ...(errors && { errors }) }
}
