/** Whether a name is of a pattern with `*` for any run of characters. The pattern is a stranger's: no time grows with its stars. */
export function matchesName(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.toLowerCase().split('*')
  const text = name.toLowerCase()
  const last = others.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  let from = first.length
  for (const part of others) {
    const at = text.indexOf(part, from)
    if (at === -1) return false
    from = at + part.length
  }
  return from + last.length <= text.length
}

/**
 * A name with a star for its digits, for the next file of `sales-2026-10.csv` has other ones; the name itself where the star
 * would mean another of the files that lie beside it.
 */
export function patternFor(name: string, names: readonly string[]): string {
  const pattern = name.replaceAll(/\d[\d_.-]*\d|\d/g, '*')
  return names.some((other) => other !== name && matchesName(pattern, other)) ? name : pattern
}
