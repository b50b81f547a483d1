import { FileRefused, quoteValue } from './problem.ts'
import type { FileRefusedCode } from './problem.ts'

/** Compression ratio is judged only from here on: small files of one repeated line are honest. */
const ratioFrom = 64 << 20

/** What keeps a small file from becoming an endless one. */
export interface UnpackLimits {
  readonly label: string
  /** Most bytes a packed file may unpack to. */
  readonly maxBytes: number
  /** Most bytes out per byte in, judged after the first 64 MiB. */
  readonly maxRatio: number
  readonly signal?: AbortSignal | undefined
}

/** Throws `FileRefused` when more has come out of a packed file than an honest one holds. */
export function assertUnpacked(unpacked: number, packed: number, code: FileRefusedCode, limits: UnpackLimits): void {
  const { label, maxBytes, maxRatio } = limits
  if (unpacked > maxBytes) {
    const most = `more than ${maxBytes} bytes`
    throw new FileRefused(code, label, `Cannot unpack ${quoteValue(label)}: it holds ${most}`)
  }
  if (unpacked <= ratioFrom || unpacked / Math.max(packed, 1) <= maxRatio) return
  const ratio = `${unpacked} bytes come out of ${packed}, over ${maxRatio} times as many`
  throw new FileRefused(code, label, `Cannot unpack ${quoteValue(label)}: ${ratio}`)
}
