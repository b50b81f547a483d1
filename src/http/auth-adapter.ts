import { createAdapterFactory } from 'better-auth/adapters'
import type { BetterAuthOptions } from 'better-auth'
import type { CleanedWhere, CustomAdapter } from 'better-auth/adapters'
import type { Condition, SignInRow, SignInStore, SignInTable } from '../app/session/sign-in-store.ts'

const tables: Readonly<Record<string, SignInTable>> = {
  app_user: 'app_user',
  user_session: 'user_session',
  user_credential: 'user_credential',
}

const operators: Readonly<Record<string, Condition['operator']>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  in: 'in',
  not_in: 'not in',
}

/** The sign-in library on our own store: days as text, truth as 0 and 1, and no schema of its making. */
export function createAuthAdapter(store: SignInStore): ReturnType<typeof createAdapterFactory> {
  // What the library was made with, which it says when it makes the adapter; one for a transaction is made alike.
  let made: BetterAuthOptions = {}
  return createAdapterFactory({
    config: {
      adapterId: 'bookvalue',
      supportsDates: false,
      supportsBooleans: false,
      supportsJSON: false,
      supportsNumericIds: false,
      transaction: (work) => store.transaction((own) => work(createAuthAdapter(own)(made))),
    },
    adapter({ options }) {
      made = options
      return adapterOn(store)
    },
  })
}

function adapterOn(store: SignInStore): CustomAdapter {
  return {
    async create({ model, data }) {
      await store.insert(tableOf(model), data)
      return data
    },
    async update({ model, where, update }) {
      const [table, conditions] = [tableOf(model), toConditions(where)]
      await store.update(table, conditions, update as SignInRow)
      return first(await store.select(table, conditions, { limit: 1 }))
    },
    updateMany: ({ model, where, update }) => store.update(tableOf(model), toConditions(where), update),
    async findOne({ model, where }) {
      return first(await store.select(tableOf(model), toConditions(where), { limit: 1 }))
    },
    async findMany({ model, where = [], limit, sortBy }) {
      const order = sortBy === undefined ? {} : { by: sortBy.field, direction: sortBy.direction }
      return rowsAs(await store.select(tableOf(model), toConditions(where), { limit, ...order }))
    },
    async delete({ model, where }) {
      await store.remove(tableOf(model), toConditions(where))
    },
    deleteMany: ({ model, where }) => store.remove(tableOf(model), toConditions(where)),
    count: ({ model, where = [] }) => store.count(tableOf(model), toConditions(where)),
  }
}

/** The library names the type of the row it wants; which it is the model says. */
function rowsAs<T>(rows: readonly SignInRow[]): T[] {
  return rows as unknown as T[]
}

function first<T>(rows: readonly SignInRow[]): T | null {
  return rowsAs<T>(rows)[0] ?? null
}

function tableOf(model: string): SignInTable {
  const table = tables[model]
  if (table === undefined) throw new Error(`Cannot use the sign-in table "${model}": we have none`)
  return table
}

function toConditions(where: readonly CleanedWhere[]): Condition[] {
  return where.map(({ field, operator, value, connector }) => {
    const sign = operators[operator ?? 'eq']
    if (sign === undefined || (connector === 'OR' && where.length > 1)) {
      throw new Error(`Cannot look up "${field}" by "${operator}" and "${connector}"`)
    }
    if (typeof value === 'boolean' || value instanceof Date)
      throw new Error(`Cannot look up "${field}" by such a value`)
    return { column: field, operator: sign, value }
  })
}
