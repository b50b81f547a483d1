import { z } from 'zod'
import { lineKinds } from '../../domain/kind.ts'
import type { LineKind } from '../../domain/kind.ts'
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

/** Whether the same kinds of lines are spend, in whatever order they stand. */
export function isSameKinds(one: readonly LineKind[], other: readonly LineKind[]): boolean {
  return one.toSorted().join(' ') === other.toSorted().join(' ')
}

export function documentOf({ document }: Pick<StoredLook, 'document'>): LookDocument {
  return lookDocument.parse(document)
}
