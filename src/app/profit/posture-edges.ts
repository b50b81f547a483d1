import { formatMicros, parseMicros } from '../../domain/money.ts'
import { defaultEdges } from '../../domain/profit/posture.ts'
import type { PostureEdges } from '../../domain/profit/posture.ts'
import { jsonToStored } from '../../records/decode.ts'
import type { RecordsView } from '../../records/records.ts'
import { findSetting, putSetting } from '../../records/setting.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

const settingName = 'posture-edges'

/** Where the map of postures is cut; what is usual where nobody has said. */
export async function readEdges(view: RecordsView): Promise<PostureEdges> {
  const text = await findSetting(view, settingName)
  if (text === undefined) return defaultEdges
  // Written below.
  const { rate, level } = JSON.parse(text) as { readonly rate: number; readonly level: string }
  return { rate, level: parseMicros(level) }
}

export function showEdges({ rate, level }: PostureEdges) {
  return { rate, level: formatMicros(level) }
}

/** Says from which net profit rate and net profit on an account counts as good. Decisions stay as they were taken. */
export const setPostureEdges: Verb<'setPostureEdges'> = async (ctx, { rate, level }) => {
  requireRight(ctx, 'policy')
  const edges = { rate: Math.round(rate * 1e6) / 1e6, level: parseMicros(level) }
  if (!(edges.rate >= 0 && edges.rate <= 1) || edges.level < 0n) {
    throw new BookError(
      'bad-input',
      `Cannot cut at "${String(rate)}" and "${level}": write a rate from 0 to 1 and money from 0`,
    )
  }
  return ctx.records.write(async (trx) => {
    const [from, to] = [showEdges(await readEdges(trx)), showEdges(edges)]
    await putSetting(trx, settingName, jsonToStored(to))
    await audit(ctx, 'set posture edges', 'postures', { from, to }, trx)
    return to
  })
}
