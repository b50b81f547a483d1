import { z } from 'zod'
import { lineKinds } from '../../domain/kind.ts'
import type { StoredLook } from '../../records/alert.ts'

const count = z.number().int()

/** What a look was told, and what it tested and found, as it is kept. */
const lookDocument = z.strictObject({
  q: z.number(),
  kinds: z.array(z.enum(lineKinds)),
  silence: z.strictObject({ tested: count, alarms: count, seasonal: count }),
  decline: z.strictObject({ tested: count, alarms: count }),
})

export type LookDocument = z.output<typeof lookDocument>

export function documentOf({ document }: Pick<StoredLook, 'document'>): LookDocument {
  return lookDocument.parse(document)
}
