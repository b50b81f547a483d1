/** What the operating system refused, in a sentence; null for every other error. A stack trace would help nobody here. */
export function systemRefusal(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  // DuckDB names the operation and the file itself.
  const io = /^IO Error: (.+)/.exec(error.message)?.[1]
  if (io !== undefined) return `Cannot go on: ${io}`
  if (isServerRefusal(error)) return `Cannot work with PostgreSQL: ${error.message}`
  // Several addresses of one name were tried.
  if (error instanceof AggregateError) return systemRefusal(error.errors[0])
  if (!('code' in error && 'syscall' in error)) return null
  return `Cannot go on: ${error.message === '' ? String(error.code) : error.message}`
}

/** No such database, no right to it, no connection left, shutting down: SQLSTATE classes 08, 28, 3D, 53 and 57P, and 42501. */
function isServerRefusal(error: Error): boolean {
  if (/^Connection terminated|^timeout exceeded when trying to connect/.test(error.message)) return true
  return (
    'severity' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(?:08|28|3D|53|57P|42501)/.test(error.code)
  )
}
