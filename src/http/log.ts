import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>

/**
 * A log of one JSON object a line. It names persons by id only, addresses of pages as the contract writes them, and never what
 * somebody typed.
 */
export function createLog(destination: DestinationStream, level = 'info'): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorToLog },
    },
    destination,
  )
}

/** The stack of an error and of what caused it. */
function errorToLog(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const { name, message, stack, cause } = error
  return { name, message, stack, ...(cause === undefined ? {} : { cause: errorToLog(cause) }) }
}
