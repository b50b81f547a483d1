import type { Day } from '../domain/day.ts'
import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'

/** A version of a policy as it was saved; it never changes. */
export interface StoredPolicy {
  readonly name: string
  readonly version: number
  readonly effectiveFrom: Day
  readonly document: Json
  readonly author: string
  /** The instant it was saved, as UTC ISO text. */
  readonly at: string
  readonly note: string | null
}

/** Saves the next version of a policy, the one after `builtIn` when its name is new here, and returns the version. */
export async function savePolicy(
  trx: RecordsTransaction,
  policy: Omit<StoredPolicy, 'version'>,
  builtIn = 0,
): Promise<number> {
  for (;;) {
    const last = await trx
      .selectFrom('policy')
      .select('version')
      .where('name', '=', policy.name)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    const version = (last?.version ?? BigInt(builtIn)) + 1n
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('policy')
      .values({
        name: policy.name,
        version,
        effective_from: policy.effectiveFrom,
        document: jsonToStored(policy.document),
        author: policy.author,
        at: policy.at,
        note: policy.note,
      })
      // On PostgreSQL somebody else may have saved this version between the two statements.
      .onConflict((conflict) => conflict.columns(['name', 'version']).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 1n) return storedToNumber(version)
  }
}

/** Every version of every policy, by name and version. */
export async function listPolicies(view: RecordsView): Promise<StoredPolicy[]> {
  const rows = await view.selectFrom('policy').selectAll().orderBy('name').orderBy('version').execute()
  return rows.map(({ version, effective_from, document, ...rest }) => ({
    ...rest,
    version: storedToNumber(version),
    effectiveFrom: effective_from,
    document: storedToJson(document),
  }))
}
