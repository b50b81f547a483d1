import { z } from 'zod'

/** An exact decimal as text, such as `-1234.560000`. */
export const decimal = z.string().regex(/^-?\d+(\.\d{1,6})?$/)
export const currencyCode = z.string().regex(/^[A-Z]{3}$/)
export const day = z.iso.date()
export const instant = z.iso.datetime()
export const id = z.string().min(1).max(200)
/** A share as a fraction with six decimals. */
export const share = z.number()
/** The grade as the policy names it; null for none. */
export const grade = z.string().nullable()
/** A period: `2026`, `2026-Q1`, `2026-03`, `FY2026`, `ttm@2026-03-31`. */
export const periodName = z.string().max(40)

/** A list in the address: `?grade=A&grade=B`, or one value alone. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(200).optional(),
  )
}

/** Money rounded away to a 1-2-5 step, which everybody may see: `from` inclusive, `below` exclusive, null is without end. */
export const band = z.strictObject({ from: z.number().nullable(), below: z.number().nullable() })

/** A rep, territory or segment as it is named on screen. `key` is `source/key`. */
export const named = z.strictObject({ key: z.string(), name: z.string() })
