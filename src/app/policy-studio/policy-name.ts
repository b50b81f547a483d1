import { BookError } from '../error.ts'

/** Reads `default@2`; a name may hold an `@` of its own. */
export function readPolicyName(text: string): { readonly name: string; readonly version: number } {
  const match = /^(.+)@(\d{1,9})$/.exec(text)
  if (match) return { name: match[1] ?? '', version: Number(match[2]) }
  throw new BookError('bad-input', `Cannot read policy "${text}": write its name and version, such as default@1`)
}
