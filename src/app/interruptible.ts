import type { Ledger, Session } from '../ledger/store/session.ts'

/** How often a statement is stopped once the signal is aborted: one that begins just after the first time must not run on. */
const everyMs = 100

/**
 * A ledger transaction that an aborted signal stops wherever it is and rolls back, except at the very commit: DuckDB may call a
 * commit interrupted that it has made.
 */
export async function interruptibleTransaction<T>(
  ledger: Ledger,
  signal: AbortSignal | undefined,
  work: (tx: Session) => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const interrupt = (): void => {
    ledger.interrupt()
    timer = setInterval(() => {
      ledger.interrupt()
    }, everyMs)
  }
  const release = (): void => {
    signal?.removeEventListener('abort', interrupt)
    clearInterval(timer)
  }
  signal?.addEventListener('abort', interrupt, { once: true })
  try {
    return await ledger.transaction(async (tx) => {
      try {
        const result = await work(tx)
        signal?.throwIfAborted()
        return result
      } finally {
        release()
      }
    })
  } finally {
    release()
  }
}
