import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { operations } from '../../src/contract/operations.ts'
import type { Call } from '../../src/contract/operations.ts'
import type { Operation } from '../../src/contract/operation.ts'
import type { OperationId } from '../../src/contract/routes.ts'
import { defaultGrants, roles } from '../../src/domain/right.ts'
import type { Role } from '../../src/domain/right.ts'
import { maskedFields } from './masked-fields.ts'
import type { MaskedField } from './masked-fields.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'
import { accountId, promisedStatus, samples } from './rights-samples.ts'
import type { World } from './rights-samples.ts'

const ids = Object.keys(operations) as OperationId[]
const ownReps: Readonly<Partial<Record<Role, string>>> = { rep: 'main/R1', 'key-account-manager': 'main/R2' }

function allows(role: Role, id: OperationId): boolean {
  const { right }: Operation = operations[id]
  return right === 'public' || right === 'signed-in' || defaultGrants[role][right] !== undefined
}

let test: TestApp
let world: World
beforeAll(async () => {
  test = await openTestApp()
  const { items } = await test.call('administrator', 'listAccounts', { query: { limit: 200 } })
  world = { test, allows, accountIds: new Map(items.map((row) => [row.key, row.id])) }
  for (const role of roles) await test.cookiesOf(role)
})
afterAll(() => test[Symbol.asyncDispose]())

async function answerTo(id: OperationId, role: Role): Promise<{ response: Response; status: number }> {
  const make = samples[id] as (world: World, role: Role) => Promise<{ call: never; sent?: never; status?: number }>
  const { call, sent, status } = await make(world, role)
  const promised = status ?? promisedStatus(operations[id])
  return { response: await test.request(role, id, call, sent), status: allows(role, id) ? promised : 403 }
}

describe('every operation', () => {
  it.each(ids.filter((id) => operations[id].right !== 'public'))(
    '%s lets nobody in who is not signed in',
    async (id) => {
      const { call, sent } = await (
        samples[id] as (world: World, role: Role) => Promise<{ call: Call<typeof id>; sent?: object }>
      )(world, 'administrator')
      expect((await test.request(null, id, call, { ...sent, cookies: null })).status).toBe(401)
    },
  )

  it.each(ids)('%s lets in whoever has the right and nobody else', async (id) => {
    for (const role of roles) {
      const { response, status } = await answerTo(id, role)
      const text = await response.text()
      expect([id, role, response.status, text.slice(0, 300)]).toEqual([id, role, status, expect.anything()])
    }
  })
})

/** Whether a field must stand there for the role: yes, no, or null where the answer does not say whose account it is of. */
function mustStand(role: Role, field: MaskedField): boolean | null {
  const needed = field.right === 'read-margin' ? (['read-spend', 'read-margin'] as const) : (['read-spend'] as const)
  const scopes = needed.map((right) => defaultGrants[role][right])
  if (scopes.includes(undefined)) return false
  if (scopes.every((scope) => scope === 'all')) return true
  return field.owner === undefined ? null : field.owner === ownReps[role]
}

const masking = ids.filter((id) => {
  const { output, media }: Operation = operations[id]
  return (
    output !== null &&
    media === undefined &&
    JSON.stringify(output.toJSONSchema({ unrepresentable: 'any', io: 'input' })).includes('"right":')
  )
})

describe('a field that needs a right', () => {
  it('is in every operation about accounts that gives JSON', () => {
    expect(masking.length).toBeGreaterThan(10)
  })

  it.each(masking)('of %s is there for whoever has it, and absent for whoever has not', async (id) => {
    let seen = 0
    for (const role of roles) {
      if (!allows(role, id)) continue
      const { response } = await answerTo(id, role)
      const fields = maskedFields(operations[id].output as z.ZodType, await response.json())
      const wrong = fields.filter((field) => (mustStand(role, field) ?? field.isThere) !== field.isThere)
      expect([id, role, wrong]).toEqual([id, role, []])
      if (role === 'administrator') seen = fields.length
    }
    expect(seen).toBeGreaterThan(0)
  })

  const ofOneAccount = [
    'getAccount',
    'getAccountLifetime',
    'getExplanation',
    'getAccountProfit',
    'getReceivables',
    'getAccountStock',
    'getAccountCommitments',
    'listAccountCommitments',
    'listMonths',
    'listFamilies',
    'listInvoices',
  ] as const
  it.each(ofOneAccount)('of %s is there for the owner of the account', async (id) => {
    const find = async (role: Role, key: string) => {
      const answer = await test.call(role, id, { params: { id: accountId(world, key) }, query: {} })
      return maskedFields(operations[id].output, answer)
    }
    for (const [role, own] of [
      ['rep', 'A07'],
      ['key-account-manager', 'A09'],
    ] as const) {
      const fields = await find(role, own)
      expect(fields.length).toBeGreaterThan(0)
      for (const { path, right, isThere } of fields) {
        const expected = right === 'read-spend' || defaultGrants[role]['read-margin'] === 'own'
        expect([role, own, path, isThere]).toEqual([role, own, path, expected])
      }
      for (const { path, right, isThere } of await find(role, 'A05')) {
        const expected = right === 'read-spend' && defaultGrants[role]['read-spend'] === 'all'
        expect([role, 'A05', path, isThere]).toEqual([role, 'A05', path, expected])
      }
    }
  })
})
