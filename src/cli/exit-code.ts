import type { BookErrorCode } from '../app/error.ts'

/** The exit codes of every command; docs/cli.md lists them. */
export const exitCodes = {
  ok: 0,
  /** An error nobody foresaw. */
  failure: 1,
  usage: 2,
  badInput: 3,
  notFound: 4,
  /** The import went in, but lines were left out of it. */
  rejectedLines: 5,
  /** Control totals differ, or doctor found something wrong. */
  differences: 6,
  conflict: 7,
  inUse: 8,
  /** The operating system refuses: no permission, no space, no server at the address. */
  unavailable: 9,
  interrupted: 130,
} as const

const byError: Readonly<Record<BookErrorCode, number>> = {
  usage: exitCodes.usage,
  'bad-input': exitCodes.badInput,
  'not-found': exitCodes.notFound,
  conflict: exitCodes.conflict,
  'in-use': exitCodes.inUse,
  interrupted: exitCodes.interrupted,
  unfinished: exitCodes.failure,
  unauthenticated: exitCodes.unavailable,
  forbidden: exitCodes.unavailable,
  stale: exitCodes.conflict,
  'too-many': exitCodes.unavailable,
  'too-large': exitCodes.badInput,
  building: exitCodes.inUse,
}

/** The exit code that an error of the product stands for. */
export function exitCodeOf(code: BookErrorCode): number {
  return byError[code]
}
