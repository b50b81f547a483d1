import { BookError } from '../error.ts'

/** Bytes of a name in UTF-8: file systems stop at 255, and lines left out get a suffix. */
const longest = 200

/** Names that Windows keeps for devices, whatever follows the first point. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i

/** What is no character of a name on some system, `*` and `?` also because a mapping reads them as patterns. */
const separators = /[/\\:*?"<>|]/

/**
 * The name an uploaded file is kept under: the given one in Unicode normal form C. Throws on whatever could lead out of the
 * folder, hide in it, or name something else on another system.
 */
export function fileNameOf(given: string): string {
  const name = given.normalize('NFC')
  const refused = reasonAgainst(name)
  if (refused === null) return name
  throw new BookError('bad-input', `Cannot take a file named ${JSON.stringify(given.slice(0, longest))}: ${refused}`)
}

function reasonAgainst(name: string): string | null {
  if (name === '') return 'the name is empty'
  if (Buffer.byteLength(name) > longest) return `the name is longer than ${String(longest)} bytes`
  if (!name.isWellFormed() || /\p{C}/u.test(name)) return 'the name holds characters that cannot be seen'
  if (separators.test(name)) return String.raw`the name holds one of / \ : * ? " < > |`
  if (name.startsWith('.')) return 'the name begins with a point'
  if (/^\s|[\s.]$/.test(name)) return 'the name begins or ends with a space, or ends with a point'
  if (device.test(name)) return 'the name is one that Windows keeps for itself'
  return null
}
