import { z } from 'zod'
import { BookError } from './error.ts'

/** Where a page ended, as text for the address. It holds values of the last row and is no secret. */
export function toCursor(values: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values of a cursor; undefined without one. Throws `bad-input` on what this program did not make. */
export function fromCursor<T extends string>(
  cursor: string | undefined,
  names: readonly T[],
): Readonly<Record<T, string>> | undefined {
  if (cursor === undefined) return undefined
  const schema = z.strictObject(Object.fromEntries(names.map((name) => [name, z.string()])))
  try {
    // The schema was made from these very names.
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))) as Readonly<Record<T, string>>
  } catch {
    throw new BookError('bad-input', `Cannot go on from "${cursor.slice(0, 60)}": it is no cursor of this list`)
  }
}
