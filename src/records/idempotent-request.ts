import { ifPresent, jsonToStored, storedToJson } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction } from './records.ts'
import type { Tables } from './tables.ts'

/** Names a request that may come again: of whom, and what they call it. */
export interface RequestName {
  readonly actor: string
  readonly name: string
}

/** A request that brought an Idempotency-Key. Instants are UTC ISO text. */
export interface IdempotentRequest {
  /** A UUIDv7 of the first request of the name. */
  readonly id: string
  readonly operation: string
  readonly startedAt: string
  /** Until when it counts as being carried out; null once it is answered. */
  readonly heldUntil: string | null
  /** What was asked for and what was answered; null until there is an answer. */
  readonly answered: { readonly fingerprint: string; readonly answer: Json } | null
}

/** Takes a name for a request; false when somebody was faster. */
export async function insertRequest(
  trx: RecordsTransaction,
  { actor, name }: RequestName,
  { id, operation, startedAt, heldUntil }: Omit<IdempotentRequest, 'answered'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('idempotent_request')
    .values({
      actor,
      name,
      id,
      operation,
      started_at: startedAt,
      held_until: heldUntil,
      fingerprint: null,
      answer: null,
    })
    .onConflict((conflict) => conflict.columns(['actor', 'name']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function findRequest(
  trx: RecordsTransaction,
  { actor, name }: RequestName,
): Promise<IdempotentRequest | undefined> {
  const row = await trx
    .selectFrom('idempotent_request')
    .selectAll()
    .where('actor', '=', actor)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && toRequest(row)
}

/** Holds a request until another instant if it still is held until one of these; whether it was. */
export async function holdRequest(
  trx: RecordsTransaction,
  { actor, name }: RequestName,
  held: readonly string[],
  until: string,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('idempotent_request')
    .set({ held_until: until })
    .where('actor', '=', actor)
    .where('name', '=', name)
    .where('held_until', 'in', held)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps the answer of a request for whoever sends it again, if it still is held until one of these instants. */
export async function answerRequest(
  trx: RecordsTransaction,
  { actor, name }: RequestName,
  held: readonly string[],
  { fingerprint, answer }: NonNullable<IdempotentRequest['answered']>,
): Promise<void> {
  await trx
    .updateTable('idempotent_request')
    .set({ held_until: null, fingerprint, answer: jsonToStored(answer) })
    .where('actor', '=', actor)
    .where('name', '=', name)
    .where('held_until', 'in', held)
    .execute()
}

/** Gives the name of a request free that still is held until one of these instants, as if it had never come. */
export async function releaseRequest(
  trx: RecordsTransaction,
  { actor, name }: RequestName,
  held: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('idempotent_request')
    .where('actor', '=', actor)
    .where('name', '=', name)
    .where('held_until', 'in', held)
    .execute()
}

/** Forgets a request, as if it had never come. */
export async function deleteRequest(trx: RecordsTransaction, { actor, name }: RequestName): Promise<void> {
  await trx.deleteFrom('idempotent_request').where('actor', '=', actor).where('name', '=', name).execute()
}

/** Forgets requests that came before an instant. */
export async function deleteRequestsBefore(trx: RecordsTransaction, before: string): Promise<void> {
  await trx.deleteFrom('idempotent_request').where('started_at', '<', before).execute()
}

function toRequest(row: Tables['idempotent_request']): IdempotentRequest {
  const answer = ifPresent(row.answer, storedToJson)
  return {
    id: row.id,
    operation: row.operation,
    startedAt: row.started_at,
    heldUntil: row.held_until,
    answered: row.fingerprint === null ? null : { fingerprint: row.fingerprint, answer },
  }
}
