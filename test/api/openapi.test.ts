import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../../src/contract/operations.ts'
import { routes } from '../../src/contract/routes.ts'
import type { OperationId } from '../../src/contract/routes.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Json = Record<string, unknown>
let test: TestApp
let api: Json
beforeAll(async () => {
  test = await openTestApp({ isFilled: false })
  api = (await (await test.send('/api/openapi.json')).json()) as Json
})
afterAll(() => test[Symbol.asyncDispose]())

const ids = Object.keys(routes) as OperationId[]

function operationOf(id: OperationId): Json {
  const [method = '', path = ''] = routes[id].split(' ')
  return (api['paths'] as Record<string, Record<string, Json>>)[path]?.[method.toLowerCase()] ?? {}
}

describe('the OpenAPI document', () => {
  it.each(ids)('has %s with its right, parameters, body and answers', (id) => {
    const operation = operationOf(id)
    const {
      right,
      params,
      query,
      body,
      output,
      status = 200,
    } = operations[id] as (typeof operations)[OperationId] & {
      params?: { shape: object }
      query?: { shape: object }
      body?: unknown
      status?: number
    }
    expect(operation).toMatchObject({ operationId: id, 'x-right': right })
    const names = (operation['parameters'] as { name: string; in: string }[])
      .filter((parameter) => parameter.in !== 'header')
      .map(({ name }) => name)
    expect(names.toSorted()).toEqual(
      [...Object.keys(params?.shape ?? {}), ...Object.keys(query?.shape ?? {})].toSorted(),
    )
    expect('requestBody' in operation).toBe(body !== undefined || 'upload' in operations[id])
    const responses = operation['responses'] as Record<string, Json>
    expect(Object.keys(responses)).toContain(String(status))
    expect('content' in (responses[String(status)] ?? {})).toBe(output !== null || 'media' in operations[id])
  })

  it('holds together as OpenAPI 3.1', () => {
    expect(api['openapi']).toMatch(/^3\.1\./)
    expect(api).toMatchObject({ info: { title: 'Bookvalue', version: '1' }, servers: [{ url: '/api/v1' }] })
    const allowed = new Set(['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components'])
    expect(Object.keys(api).filter((key) => !allowed.has(key))).toEqual([])
    const seen = ids.map((id) => operationOf(id)['operationId'])
    expect(new Set(seen).size).toBe(ids.length)
    // Every reference leads somewhere, and every name in a path is a parameter.
    const references: string[] = []
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) for (const item of value) walk(item)
      else if (typeof value === 'object' && value !== null) {
        for (const [key, part] of Object.entries(value)) {
          if (key === '$ref' && typeof part === 'string') references.push(part)
          else walk(part)
        }
      }
    }
    walk(api)
    expect(references.length).toBeGreaterThan(ids.length)
    const leadsNowhere = [...new Set(references)].filter((reference) => {
      let found: unknown = api
      for (const name of reference.slice(2).split('/')) found = (found as Json | undefined)?.[name]
      return !reference.startsWith('#/') || typeof found !== 'object'
    })
    expect(leadsNowhere).toEqual([])
    for (const [path, item] of Object.entries(api['paths'] as Record<string, Record<string, Json>>)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const operation of Object.values(item)) {
        const parameters = operation['parameters'] as { name: string; in: string; required: boolean; schema: Json }[]
        const named = parameters.filter((parameter) => parameter.in === 'path')
        expect(named.map(({ name }) => name)).toEqual(inPath)
        expect(named.every(({ required }) => required)).toBe(true)
        for (const { schema } of parameters) expect(schema).toBeTypeOf('object')
      }
    }
  })

  it('says which fields need a right', () => {
    const text = JSON.stringify((api['components'] as Record<string, Json>)['schemas'])
    expect(text).toContain('"x-right":"read-spend"')
    expect(text).toContain('"x-right":"read-margin"')
    expect(text).not.toContain('"right":"read-')
  })

  it('says where an ETag comes from and where it is needed', () => {
    const headersOf = (id: OperationId) =>
      (operationOf(id)['parameters'] as { name: string; in: string; required: boolean }[])
        .filter((parameter) => parameter.in === 'header')
        .map(({ name, required }) => [name, required])
    const answers = (id: OperationId) => operationOf(id)['responses'] as Record<string, { headers?: Json }>
    for (const id of ['getAccount', 'getSettings'] as const) {
      expect(headersOf(id)).toEqual([['If-None-Match', false]])
      expect(answers(id)['200']?.headers).toHaveProperty('ETag')
      expect(answers(id)).toHaveProperty('304')
    }
    for (const id of ['setActionState', 'deleteView', 'disableUser', 'enableUser', 'resetUser'] as const) {
      expect(headersOf(id)).toEqual([['If-Match', true]])
      expect(Object.keys(answers(id))).toEqual(expect.arrayContaining(['412', '428']))
    }
    expect(answers('resetUser')['201']).not.toHaveProperty('headers')
    expect(headersOf('createView')).toEqual([['Idempotency-Key', false]])
    expect(headersOf('inviteUser')).toEqual([])
  })

  it('knows lists of the address as lists', () => {
    const parameters = operationOf('listAccounts')['parameters'] as { name: string; schema: Json }[]
    expect(parameters.find(({ name }) => name === 'movement')?.schema).toMatchObject({
      type: 'array',
      items: { enum: expect.arrayContaining(['new']) as unknown },
    })
  })
})

describe('the documentation', () => {
  it('names every operation, and runs no script', async () => {
    const response = await test.send('/api/docs')
    const html = await response.text()
    for (const id of ids) expect(html).toContain(`id="${id}"`)
    expect(html).not.toMatch(/<script|<style|style=|onload=/)
    expect(response.headers.get('content-security-policy')).toContain("style-src 'self'")
    expect((await test.send('/api/docs.css')).headers.get('content-type')).toMatch(/^text\/css/)
  })
})
