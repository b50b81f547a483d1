import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { findClosingById } from '../../records/closing.ts'
import type { Json } from '../../records/decode.ts'
import type { Ctx } from '../context.ts'
import { requestJob } from '../job/request-job.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { assertClosable, closePeriod } from './close-period.ts'

const inputShape = z.strictObject({ id: z.string(), period: z.string(), reason: z.string().nullable() })

/** Puts the closing of a period in the line. Throws at once when it is not over, or closed already and nobody says why again. */
export const requestClose: Verb<'closePeriod'> = async (ctx, { period, reason }) => {
  requireRight(ctx, 'close')
  await assertClosable(ctx, { period, reason })
  return requestJob(ctx, {
    kind: 'close',
    subject: period,
    // The id is given now: a job that is begun again knows whether the period was closed by it.
    input: { id: uuidv7(), period, reason },
    isSame: (open) => inputShape.safeParse(open.input).data?.period === period,
  })
}

/** The body of a job that closes a period. What it closed before the server died is not closed once more. */
export async function closeRequested(ctx: Ctx, input: Json, signal: AbortSignal): Promise<Json> {
  const { id, period, reason } = inputShape.parse(input)
  const known = await findClosingById(ctx.records.view, id)
  const closing = known ?? (await closePeriod(ctx, { id, period, reason }, signal))
  return { id, period, revision: closing.revision, watermark: closing.watermark, asOf: closing.asOf }
}
