import type { BookLine } from './join-book.ts'

/** A process at the other end: the child one has started, or, in the child, the process itself. */
interface ProcessPort {
  send?(message: unknown, done?: (error: Error | null) => void): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'disconnect', listener: () => void): unknown
}

/**
 * One of several lines to another process, told apart by a label. What cannot be said because that process is gone is dropped:
 * `onClose` tells.
 */
export function openProcessLine(port: ProcessPort, label: string): BookLine {
  return {
    send(message) {
      try {
        port.send?.({ line: label, message }, () => {})
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ERR_IPC_CHANNEL_CLOSED')) throw error
      }
    },
    onMessage(listener) {
      port.on('message', (envelope) => {
        if (isEnvelope(envelope) && envelope.line === label) listener(envelope.message)
      })
    },
    onClose(listener) {
      port.once('disconnect', listener)
    },
  }
}

function isEnvelope(value: unknown): value is { readonly line: string; readonly message: unknown } {
  return typeof value === 'object' && value !== null && 'line' in value && 'message' in value
}

/**
 * Makes a process that works for a server live and die with it: Ctrl-C and its sisters, which a terminal sends to both, are the
 * server's to answer, and without the server nothing more may be written.
 */
export function belongToServer(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGKILL')
  })
}
