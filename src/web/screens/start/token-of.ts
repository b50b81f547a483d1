/** The token in a link to an invitation of the book at `basePath`, or the token alone; null when it is neither. */
export function tokenOf(text: string, basePath: string): string | null {
  const trimmed = text.trim()
  if (/^[\w-]{16,200}$/.test(trimmed)) return trimmed
  if (!URL.canParse(trimmed)) return null
  const { pathname } = new URL(trimmed)
  const start = `${basePath}invitation/`
  const token = pathname.startsWith(start) ? pathname.slice(start.length) : ''
  return /^[\w-]{1,200}$/.test(token) ? token : null
}
