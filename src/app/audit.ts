import { v7 as uuidv7 } from 'uuid'
import { appendAudit } from '../records/audit.ts'
import type { Json } from '../records/decode.ts'
import type { RecordsTransaction } from '../records/records.ts'
import type { Ctx } from './context.ts'

/** Notes who did what to what. Pass the transaction of what it tells about where there is one. */
export async function audit(
  ctx: Ctx,
  verb: string,
  subject: string,
  detail: Json,
  trx: RecordsTransaction | null = null,
): Promise<void> {
  const entry = { id: uuidv7(), at: ctx.now(), actor: ctx.actor.name, verb, subject, detail }
  if (trx) await appendAudit(trx, entry)
  else await ctx.records.write((own) => appendAudit(own, entry))
}
