import { FileRefused, quoteValue } from './problem.ts'

const mostColumns = 1000

/**
 * The names of the columns of a table that people and programs write. Exports have columns without a name, and names that are there
 * twice: these get names of their own, so that a mapping can choose or leave them, and nobody takes one for the other. Throws
 * `FileRefused` when no column has a name, or there are more than 1 000.
 */
export function nameColumns(names: readonly string[], label: string, line: number): readonly string[] {
  const trimmed = names.map((name) => name.trim())
  if (trimmed.every((name) => name === '')) {
    const message = `Cannot read the header of ${quoteValue(label)}: no column has a name`
    throw new FileRefused('bad-header', label, message, line)
  }
  const total = Map.groupBy(trimmed, (name) => name.toLowerCase())
  const seen = new Map<string, number>()
  const named = trimmed.map((name, index) => {
    if (name === '') return `(column ${index + 1})`
    const key = name.toLowerCase()
    if (total.get(key)?.length === 1) return name
    const place = (seen.get(key) ?? 0) + 1
    seen.set(key, place)
    return `${name} (${place})`
  })
  return checkHeader(named, label, line)
}

/** Trims the names of a header. Throws `FileRefused` on an empty or repeated name and on more than 1 000 columns. */
export function checkHeader(names: readonly string[], label: string, line: number): readonly string[] {
  const where = `the header of ${quoteValue(label)}`
  if (names.length > mostColumns) {
    const message = `Cannot read ${where}: it has ${names.length} columns, more than ${mostColumns}`
    throw new FileRefused('too-wide', label, message, line)
  }
  const trimmed = names.map((name) => name.trim())
  const seen = new Map<string, string>()
  for (const [index, name] of trimmed.entries()) {
    if (name === '') {
      const message = `Cannot read ${where}: column ${index + 1} has no name in ${quoteValue(names.join(', '))}`
      throw new FileRefused('bad-header', label, message, line)
    }
    // Names that differ only in case are one name to SQL and to most people.
    const earlier = seen.get(name.toLowerCase())
    if (earlier !== undefined) {
      const both = earlier === name ? '' : ` (also written ${quoteValue(earlier)})`
      throw new FileRefused(
        'bad-header',
        label,
        `Cannot read ${where}: column ${quoteValue(name)}${both} is there twice`,
        line,
      )
    }
    seen.set(name.toLowerCase(), name)
  }
  return trimmed
}
