import { join } from 'node:path'

/** Where the two stores are and how much they may use: everything the environment decides, decided once. */
export interface Config {
  readonly dataDirectory: string
  readonly ledger:
    | { readonly kind: 'duckdb'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string }
  readonly records:
    | { readonly kind: 'sqlite'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string }
  readonly memoryLimit: string
  readonly threads: number
}

/** The configuration for a data directory. `DATABASE_URL` and `LEDGER_URL` put the stores on PostgreSQL. */
export function envToConfig(env: Readonly<Record<string, string | undefined>>, dataDirectory: string): Config {
  const [recordsUrl, ledgerUrl] = [env['DATABASE_URL'], env['LEDGER_URL']]
  return {
    dataDirectory,
    ledger: ledgerUrl
      ? { kind: 'postgres', url: ledgerUrl }
      : { kind: 'duckdb', file: join(dataDirectory, 'ledger.duckdb') },
    records: recordsUrl
      ? { kind: 'postgres', url: recordsUrl }
      : { kind: 'sqlite', file: join(dataDirectory, 'records.sqlite') },
    memoryLimit: env['BOOKVALUE_MEMORY'] ?? '900MB',
    threads: threadsOf(env['BOOKVALUE_THREADS']),
  }
}

function threadsOf(text: string | undefined): number {
  if (text === undefined) return 2
  const threads = Number(text)
  if (Number.isInteger(threads) && threads > 0) return threads
  throw new RangeError(`Cannot use BOOKVALUE_THREADS "${text}": write a whole number above zero`)
}
