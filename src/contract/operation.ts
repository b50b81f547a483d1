import { z } from 'zod'
import type { Right } from '../domain/right.ts'
import { sheetFormats } from '../domain/sheet-format.ts'
import type { SheetFormat } from '../domain/sheet-format.ts'
import { currencyCode, decimal } from './value.ts'

/** The media types that answers have which are files. */
export type MediaType = 'text/csv' | 'application/gzip' | (typeof sheetMedia)[SheetFormat]

/** The media type of each form of a list. */
export const sheetMedia = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Readonly<Record<SheetFormat, string>>

/** What one operation takes, gives and needs. Server, command line, browser and OpenAPI read it. */
export interface Operation {
  /** One sentence for the documentation. */
  readonly summary: string
  readonly tag: string
  /** The right it needs; `signed-in` needs none but a session, `public` not even that. */
  readonly right: Right | 'signed-in' | 'public'
  /** Parameters in the path. */
  readonly params?: z.ZodObject
  /** Parameters after the question mark: all of them text, or lists of text. */
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** What a JSON answer holds; null for an answer without a body. */
  readonly output: z.ZodType | null
  /** The media type of an answer that is a file, `sheet` for one in the form that `sheetFormat` asks for; JSON when left out. */
  readonly media?: 'text/csv' | 'application/gzip' | 'sheet'
  /** The media type of a body that is a file, taken as a stream; JSON when left out. */
  readonly upload?: 'application/octet-stream'
  readonly status?: 200 | 201 | 202 | 204
  /**
   * The answer carries an ETag: `gives` that of its version, `hashes` a weak one of all it says, where there is no version or more
   * changes than that. A write that `needs` it must bring the one of the version back in If-Match; either will do.
   */
  readonly etag?: 'gives' | 'hashes' | 'needs'
  /** The answer holds a secret that is kept nowhere, so that it cannot be given to whoever sends the request again. */
  readonly isShownOnce?: true
}

/** Whether a request may bring an Idempotency-Key: whatever makes something, puts work in the line or brings a file. */
export function takesIdempotencyKey({ status, upload, isShownOnce }: Operation): boolean {
  return isShownOnce !== true && (status === 201 || status === 202 || upload !== undefined)
}

/** A page of a list: `next` is the cursor of the page after it, null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() })
}

/** What every list takes. */
export const paging = {
  cursor: z.string().max(2000).optional().describe('Where the page before this one ended: its `next`.'),
  limit: z.coerce.number().int().min(1).max(200).default(60).describe('Rows of a page, 1 to 200.'),
}

/** What every export of a list or a matrix takes; its operation has `media: 'sheet'`. */
export const sheetFormat = {
  format: z.enum(sheetFormats).default('csv').describe('CSV, or a workbook (XLSX) with a sheet about the figures.'),
}

/**
 * A field that needs a right: absent from the answer, not null, for whoever has it not. The tests of rights walk the schemas
 * for it.
 */
export function needs<T extends z.ZodType>(right: 'read-spend' | 'read-margin', schema: T) {
  return schema.optional().meta({ right, description: `Absent without the right ${right}.` })
}

/** Exact money of the book's base currency, as decimal text with up to six places. */
export const spendMoney = () => needs('read-spend', decimal)
export const spendMoneyOrUnknown = () => needs('read-spend', decimal.nullable())
export const marginMoneyOrUnknown = () => needs('read-margin', decimal.nullable())

/** Where figures come from: said with every answer that has some. */
export const basis = {
  /** What the figures are of. */
  period: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  currency: currencyCode,
  /** The number of the last import or undo they have seen. */
  watermark: z.number().int(),
}
