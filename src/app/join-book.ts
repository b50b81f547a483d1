import { join } from 'node:path'
import type { Channel } from '../ledger/remote/channel.ts'
import { openRemoteLedger } from '../ledger/remote/remote-ledger.ts'
import { serveLedger } from '../ledger/remote/serve-ledger.ts'
import { openPostgres } from '../ledger/store/postgres.ts'
import type { Ledger } from '../ledger/store/session.ts'
import { openRecords } from '../records/open-records.ts'
import type { Ctx } from './context.ts'
import type { BookConfig } from './open-book.ts'

/** The line between the process that has a book open and one that joins it. */
export type BookLine = Channel

/**
 * Opens a book that another process has open, which serves the line. That process has brought both stores to the present schema
 * and mended what was half done; here nothing is migrated or recovered.
 */
export async function joinBook(
  config: BookConfig,
  door: Pick<Ctx, 'actor' | 'now' | 'progress'>,
  line: BookLine,
): Promise<AsyncDisposable & { readonly ctx: Ctx }> {
  const places = {
    data: config.dataDirectory,
    temporary: join(config.dataDirectory, 'temporary'),
    inbox: config.inbox ?? null,
    memoryLimit: config.memoryLimit,
    threads: config.threads,
  }
  await using opened = new AsyncDisposableStack()
  const ledger = opened.use(await openLedger(config, line, places.temporary))
  const { records: recordsConfig } = config
  const records = opened.use(
    await openRecords(recordsConfig.kind === 'sqlite' ? { ...recordsConfig, isPatient: true } : recordsConfig),
  )
  const open = opened.move()
  return { ctx: { ...door, ledger, records, places }, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

async function openLedger({ ledger }: BookConfig, line: BookLine, temporary: string): Promise<Ledger> {
  return ledger.kind === 'postgres' ? openPostgres(ledger.url) : openRemoteLedger(line, { temporary })
}

/**
 * Lets the process at the other end of the line work on the book. Fulfilled when that process is gone and what it had begun is
 * rolled back.
 */
export async function serveBook({ ledger }: Pick<Ctx, 'ledger'>, line: BookLine): Promise<void> {
  if (ledger.engine === 'duckdb') return serveLedger(ledger, line)
  return new Promise((resolve) => {
    line.onClose(resolve)
  })
}
