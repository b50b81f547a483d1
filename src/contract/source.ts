import { z } from 'zod'
import { kinds } from '../domain/kind.ts'
import type { KindId } from '../domain/kind.ts'
import { encodings } from '../domain/mapping/document.ts'
import type { MappingDocument } from '../domain/mapping/document.ts'

const kindIds = kinds.map((kind) => kind.id) as [KindId, ...KindId[]]
const columnName = z.string().min(1).max(200)
const value = z.string().max(500)

const rowTest = z.strictObject({ column: columnName, values: z.array(value).max(200).optional() })

/** What may be done to the cells of a column; `domain/mapping/document.ts` says what each does. */
const Transform = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('trim') }),
  z.strictObject({ do: z.literal('upper') }),
  z.strictObject({ do: z.literal('if-empty'), value: value.min(1) }),
  z.strictObject({ do: z.literal('date'), form: z.string().min(1).max(40) }),
  z.strictObject({ do: z.literal('decimal'), sign: z.enum(['.', ',']) }),
  z.strictObject({ do: z.literal('times'), column: columnName }),
  z.strictObject({ do: z.literal('negate'), where: rowTest.optional() }),
  z.strictObject({
    do: z.literal('split'),
    separator: z.string().min(1).max(20),
    place: z
      .int()
      .min(-50)
      .max(50)
      .refine((place) => place !== 0, 'count from 1, or from -1 at the end'),
  }),
  z.strictObject({ do: z.literal('extract'), pattern: z.string().min(1).max(200) }),
  z.strictObject({
    do: z.literal('look-up'),
    values: z.record(value, value),
    otherwise: value.optional(),
  }),
])

/** How one file, or several of one form, becomes a kind. */
export const SourceFile = z.strictObject({
  /** File name in the folder; `*` stands for any run of characters. */
  file: z.string().min(1).max(200),
  kind: z.enum(kindIds),
  /** Column of the kind -> column of the file. Without it the file's columns have the kind's names. */
  columns: z.record(z.string(), z.string()).optional(),
  /** Column of the kind -> the value every row has. */
  constants: z.record(z.string(), z.string()).optional(),
  /** Column of the kind -> what is done to its cells, in order. */
  transforms: z.record(z.string(), z.array(Transform).max(20)).optional(),
  /** Whether the file holds something else and only names rows of the kind, each key once. */
  distinct: z.boolean().optional(),
  /** The sheet of a workbook; the first one when left out. */
  sheet: z.string().min(1).max(200).optional(),
  /** Found from the bytes when left out. */
  encoding: z.enum(encodings).optional(),
  delimiter: z
    .string()
    .regex(/^[\t!#-~]$/, 'use one ASCII character that is no quote and no space')
    .optional(),
  /** The decimal sign; found from the values when left out. */
  decimal: z.enum(['.', ',']).optional(),
  /** The order of year, month and day; found from the values when left out. */
  date: z.enum(['YMD', 'DMY', 'MDY']).optional(),
})

/** `source.json`: the mapping of a source. */
export const SourceMapping = z.strictObject({
  /** The name of the source; natural keys hold within it. */
  source: z.string().min(1).max(60),
  /** Currency of rows that name none. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'use a three-letter currency code')
    .optional(),
  files: z.array(SourceFile).max(500).optional(),
}) satisfies z.ZodType<MappingDocument>

export type SourceMapping = z.infer<typeof SourceMapping>
export type SourceFile = z.infer<typeof SourceFile>
