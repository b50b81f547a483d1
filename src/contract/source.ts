import { z } from 'zod'
import { kinds } from '../domain/kind.ts'
import type { KindId } from '../domain/kind.ts'

const kindIds = kinds.map((kind) => kind.id) as [KindId, ...KindId[]]

/** How one file, or several of one form, becomes a kind. */
const SourceFile = z.strictObject({
  /** File name in the folder; `*` stands for any run of characters. */
  file: z.string().min(1),
  kind: z.enum(kindIds),
  /** Column of the kind -> column of the file. Without it the file's columns have the kind's names. */
  columns: z.record(z.string(), z.string()).optional(),
  /** Column of the kind -> the value every row has. */
  constants: z.record(z.string(), z.string()).optional(),
  delimiter: z
    .string()
    .regex(/^[\t!#-~]$/, 'use one ASCII character that is no quote and no space')
    .optional(),
  /** The decimal sign; found from the values when left out. */
  decimal: z.enum(['.', ',']).optional(),
  /** The order of year, month and day; found from the values when left out. */
  date: z.enum(['YMD', 'DMY', 'MDY']).optional(),
})

/** `source.json`: the mapping file of a source folder. */
export const SourceMapping = z.strictObject({
  /** The name of the source; natural keys hold within it. */
  source: z.string().min(1).max(60),
  /** Currency of rows that name none. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'use a three-letter currency code')
    .optional(),
  files: z.array(SourceFile).optional(),
})

export type SourceMapping = z.infer<typeof SourceMapping>
export type SourceFile = z.infer<typeof SourceFile>
