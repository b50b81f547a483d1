import type { z } from 'zod'
import { BookError } from '../app/error.ts'
import type { Operation } from '../contract/operation.ts'
import { HttpProblem } from './problem.ts'
import type { FieldErrors } from './problem.ts'

/** A JSON body may be this large, in bytes. */
const maxJson = 1_000_000

type Part = 'path' | 'query' | 'body'

/**
 * What a verb gets, parsed: parameters of the path, of the query and the body in one object. Throws a problem that names every
 * field that is wrong, and every one that nobody knows.
 */
export async function requestToInput(
  operation: Operation,
  request: Request,
  path: Readonly<Record<string, string>>,
  maxUploadBytes: number,
): Promise<Record<string, unknown>> {
  const errors: Mutable<FieldErrors> = []
  const query = parsePart('query', operation.query, queryToValues(request.url, operation.query, errors), errors)
  const params = parsePart('path', operation.params, path, errors)
  const body = operation.body === undefined ? {} : parsePart('body', operation.body, await readJson(request), errors)
  if (errors.length > 0) throw badRequest(errors)
  const ifMatch = operation.etag === 'needs' ? { ifMatch: versionAsked(request) } : {}
  const upload = operation.upload === undefined ? {} : { body: readUpload(request, operation.upload, maxUploadBytes) }
  return { ...body, ...query, ...params, ...ifMatch, ...upload }
}

type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : never

function parsePart(
  part: Part,
  schema: z.ZodType | undefined,
  value: unknown,
  errors: Mutable<FieldErrors>,
): Record<string, unknown> {
  if (schema === undefined) return {}
  const parsed = schema.safeParse(value)
  // Every schema of a part is of an object: the contract's test holds it to that.
  if (parsed.success) return parsed.data as Record<string, unknown>
  for (const { path, message } of parsed.error.issues) errors.push({ in: part, path: path.join('.'), message })
  return {}
}

/** The values after the question mark by name, repeated ones as a list. Adds an error for a name the operation does not know. */
function queryToValues(
  url: string,
  schema: z.ZodObject | undefined,
  errors: Mutable<FieldErrors>,
): Record<string, string | string[]> {
  const at = url.indexOf('?')
  const values: Record<string, string | string[]> = {}
  if (at === -1) return values
  const known = schema?.shape ?? {}
  for (const [name, value] of new URLSearchParams(url.slice(at + 1))) {
    if (!Object.hasOwn(known, name)) {
      errors.push({ in: 'query', path: name.slice(0, 100), message: 'Unknown parameter' })
      continue
    }
    const before = values[name]
    values[name] = before === undefined ? value : [before, value].flat()
  }
  return values
}

async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new HttpProblem(415, 'unsupported-media-type', 'Cannot read the body: send it as application/json')
  }
  const text = await readText(request)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw badRequest([{ in: 'body', path: '', message: 'Not JSON' }])
  }
}

async function readText(request: Request): Promise<string> {
  const length = request.headers.get('content-length')
  if (length !== null && !request.headers.has('transfer-encoding')) {
    if (Number(length) <= maxJson) return request.text()
    throw tooLarge(maxJson)
  }
  const pieces: Uint8Array[] = []
  for await (const piece of limited(request.body, maxJson)) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

function readUpload(request: Request, type: string, maxBytes: number): AsyncIterable<Uint8Array> {
  if (!(request.headers.get('content-type') ?? '').toLowerCase().startsWith(type)) {
    throw new HttpProblem(415, 'unsupported-media-type', `Cannot read the file: send it as ${type}`)
  }
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  return limited(request.body, maxBytes)
}

async function* limited(body: ReadableStream<Uint8Array> | null, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of body ?? []) {
    bytes += piece.byteLength
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    yield piece
  }
}

function tooLarge(maxBytes: number): BookError {
  return new BookError('too-large', `Cannot take the body: it is larger than ${String(maxBytes)} bytes`)
}

/** The version that If-Match names, alone or before what an answer is known by. Without one nobody could tell a change from one that undoes somebody else's. */
function versionAsked(request: Request): number {
  const header = request.headers.get('if-match')
  if (header === null) {
    throw new HttpProblem(428, 'version-needed', 'Cannot change this: send the ETag you have read in If-Match')
  }
  const version = /^(?:W\/)?"(?<version>\d{1,15})(?:\.[\w-]{43})?"$/.exec(header.trim())?.groups?.['version']
  if (version === undefined)
    throw new BookError('stale', `Cannot change this: "${header.slice(0, 60)}" is no version of it`)
  return Number(version)
}

function badRequest(errors: FieldErrors): HttpProblem {
  const [first] = errors
  const where = first?.path ? `"${first.path}"` : `the ${first?.in ?? 'request'}`
  return new HttpProblem(400, 'bad-input', `Cannot use ${where}: ${first?.message ?? 'it is wrong'}`, { errors })
}
