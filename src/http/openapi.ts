import { z } from 'zod'
import { sheetMedia, takesIdempotencyKey } from '../contract/operation.ts'
import type { Operation } from '../contract/operation.ts'
import { operations } from '../contract/operations.ts'
import { problem } from '../contract/problem.ts'
import { routes } from '../contract/routes.ts'
import type { OperationId } from '../contract/routes.ts'
import { isRead } from './answer.ts'

type Schema = Readonly<Record<string, unknown>>

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Schema): Schema => ({ 'application/json': { schema } })

/** Errors an operation may answer with, beside the ones every operation may. */
const errorNames: Readonly<Record<number, string>> = {
  400: 'What was sent is wrong; `errors` says where.',
  401: 'Nobody is signed in.',
  403: 'No right to it.',
  404: 'There is no such thing, or none within reach.',
  409: 'It does not fit what is there.',
  412: 'It was changed since it was read.',
  413: 'Too large.',
  422: 'The Idempotency-Key came with something else before.',
  428: 'If-Match is missing.',
  429: 'Too many requests; Retry-After says how long to wait.',
  503: 'It is being worked out; Retry-After says when to ask again.',
}

/** The contract as OpenAPI 3.1. `server` is where the book is, such as `/demo`. */
export function toOpenApi(server: string, cookieName: string): Schema {
  const schemas: Record<string, Schema> = {
    Problem: toSchema(problem, 'output'),
    Json: { description: 'Anything that JSON can hold.' },
  }
  const paths: Record<string, Record<string, Schema>> = {}
  for (const id of Object.keys(operations) as OperationId[]) {
    const [method = '', path = ''] = routes[id].split(' ')
    const one = toOperation(id, operations[id], schemas)
    paths[path] = { ...paths[path], [method.toLowerCase()]: one }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bookvalue',
      version: '1',
      description:
        'Every operation of a book. Fields with x-right are absent from an answer, not null, for whoever has not the right. ' +
        'Writes of a session come as JSON or with the header X-Requested-With; with an API key they need neither.',
    },
    servers: [{ url: `${server}/api/v1` }],
    security: [{ session: [] }, { apiKey: [] }],
    tags: [...new Set(Object.values(operations).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(
        Object.entries(errorNames).map(([status, description]) => [
          `E${status}`,
          { description, content: { 'application/problem+json': { schema: reference('Problem') } } },
        ]),
      ),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookieName },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, made under Settings.' },
      },
    },
  }
}

function toOperation(id: OperationId, operation: Operation, schemas: Record<string, Schema>): Schema {
  const { summary, tag, right, body, upload } = operation
  const requestBody =
    body !== undefined
      ? { required: true, content: json(named(schemas, `${id}Body`, toSchema(body, 'input'))) }
      : upload === undefined
        ? undefined
        : { required: true, content: { [upload]: { schema: { type: 'string', format: 'binary' } } } }
  return {
    operationId: id,
    summary,
    tags: [tag],
    'x-right': right,
    ...(right === 'public' ? { security: [] } : {}),
    parameters: [
      ...parametersOf('path', operation.params),
      ...parametersOf('query', operation.query),
      ...headersOf(operation),
    ],
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: {
      [String(operation.status ?? 200)]: success(id, operation, schemas),
      ...(isRead(operation) ? { 304: { description: 'It still is what If-None-Match names.' } } : {}),
      ...errorsOf(operation),
    },
  }
}

function success(id: OperationId, { output, media, etag }: Operation, schemas: Record<string, Schema>): Schema {
  const description = etag === 'hashes' ? 'Weak: of all that the answer says.' : 'Of the version.'
  const hasEtag = etag === 'hashes' || (etag !== undefined && hasVersion(output))
  const headers = hasEtag ? { headers: { ETag: { description, schema: { type: 'string' } } } } : {}
  if (media !== undefined) {
    const types = media === 'sheet' ? Object.values(sheetMedia) : [media]
    const file = { schema: { type: 'string', format: 'binary' } }
    return { description: 'The file.', content: Object.fromEntries(types.map((type) => [type, file])) }
  }
  if (output === null) return { description: 'Done; there is nothing to say.' }
  return {
    description: 'What was asked for.',
    ...headers,
    content: json(named(schemas, `${id}Output`, toSchema(output, 'output'))),
  }
}

function errorsOf(operation: Operation): Record<string, Schema> {
  const { right, params, body, upload, etag } = operation
  const statuses = [
    400,
    ...(right === 'public' ? [] : [401]),
    ...(right === 'public' || right === 'signed-in' ? [] : [403]),
    ...(params === undefined ? [] : [404]),
    ...(body === undefined && !takesIdempotencyKey(operation) ? [] : [409]),
    ...(etag === 'needs' ? [412, 428] : []),
    ...(body === undefined && upload === undefined ? [] : [413]),
    ...(takesIdempotencyKey(operation) ? [422] : []),
    429,
    503,
  ]
  return Object.fromEntries(
    statuses.map((status) => [String(status), { $ref: `#/components/responses/E${String(status)}` }]),
  )
}

function headersOf(operation: Operation): Schema[] {
  return [...versionHeadersOf(operation), ...(takesIdempotencyKey(operation) ? [idempotencyHeader] : [])]
}

const idempotencyHeader: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Sent again with the same key and content within 24 hours it is answered as the first time, and done once.',
  schema: { type: 'string', maxLength: 200 },
}

function versionHeadersOf(operation: Operation): Schema[] {
  const isWrite = operation.etag === 'needs'
  if (!isWrite && !isRead(operation)) return []
  const name = isWrite ? 'If-Match' : 'If-None-Match'
  const description = isWrite ? 'The ETag that was read.' : 'An ETag one has; 304 when it still is that.'
  return [{ name, in: 'header', required: isWrite, description, schema: { type: 'string' } }]
}

function hasVersion(output: z.ZodType | null): boolean {
  return output instanceof z.ZodObject && 'version' in output.shape
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | undefined): Schema[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = toSchema(schema, 'input')
  const needed: readonly unknown[] = Array.isArray(required) ? required : []
  return Object.entries(properties as Readonly<Record<string, Schema>>).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || needed.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
    ...(place === 'query' && rest['type'] === 'array' ? { style: 'form', explode: true } : {}),
  }))
}

function named(schemas: Record<string, Schema>, name: string, schema: Schema): Schema {
  schemas[name] = schema
  return reference(name)
}

/** A schema of ours as JSON Schema; the right that a field needs becomes `x-right`. */
function toSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const { right } = jsonSchema as { right?: unknown }
      if (right !== undefined) {
        delete (jsonSchema as { right?: unknown }).right
        Object.assign(jsonSchema, { 'x-right': right })
      }
      // A list in the address is read from one value as well; what it is made of says so.
      const { def } = zodSchema._zod
      if (io === 'input' && def.type === 'pipe' && 'out' in def && def.out instanceof z.ZodType) {
        Object.assign(jsonSchema, toSchema(def.out, io))
      }
    },
  })
  const { $schema: _, $defs: __, ...rest } = made
  // The one schema of ours that refers to itself is that of any JSON.
  return JSON.parse(JSON.stringify(rest).replaceAll(/#\/\$defs\/\w+/g, '#/components/schemas/Json')) as Schema
}
