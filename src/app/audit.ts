import { v7 as uuidv7 } from 'uuid'
import { appendAudit } from '../records/audit.ts'
import type { Json } from '../records/decode.ts'
import type { RecordsTransaction } from '../records/records.ts'
import { actorText } from './actor-name.ts'
import type { Ctx } from './context.ts'

/** Notes who did what to what. Pass the transaction of what it tells about where there is one. */
export async function audit(
  ctx: Pick<Ctx, 'actor' | 'now' | 'records'>,
  verb: string,
  subject: string,
  detail: Json,
  trx: RecordsTransaction | null = null,
): Promise<void> {
  const entry = { id: uuidv7(), at: ctx.now(), actor: actorText(ctx.actor), verb, subject, detail }
  if (trx) await appendAudit(trx, entry)
  else await ctx.records.write((own) => appendAudit(own, entry))
}

/**
 * Notes that somebody took restricted figures out of the book: `what` was exported or looked at, `detail` says which part (the
 * filter, the columns), never a figure of it. Await it before the first figure leaves.
 */
export async function auditRevealed(
  ctx: Pick<Ctx, 'actor' | 'now' | 'records'>,
  kind: 'export' | 'view',
  what: string,
  detail: Json,
): Promise<void> {
  await audit(ctx, kind === 'export' ? `export ${what}` : `view ${what}`, what, detail)
}

/** The values that differ, each as it was and as it is: what an audit row says of a change. */
export function changesOf<T extends Readonly<Record<string, Json>>>(before: T, after: T): Json {
  const changed = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return Object.fromEntries(changed.map((name) => [name, { from: before[name] ?? null, to: after[name] ?? null }]))
}
