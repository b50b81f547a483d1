import { join } from 'node:path'
import { BookError } from './app/error.ts'

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

/**
 * The configuration for a data directory. `DATABASE_URL` and `LEDGER_URL` put the stores on PostgreSQL. Throws `usage` when a
 * variable cannot be used.
 */
export function envToConfig(env: Readonly<Record<string, string | undefined>>, dataDirectory: string): Config {
  const [recordsUrl, ledgerUrl] = [urlOf(env, 'DATABASE_URL'), urlOf(env, 'LEDGER_URL')]
  return {
    dataDirectory,
    ledger: ledgerUrl
      ? { kind: 'postgres', url: ledgerUrl }
      : { kind: 'duckdb', file: join(dataDirectory, 'ledger.duckdb') },
    records: recordsUrl
      ? { kind: 'postgres', url: recordsUrl }
      : { kind: 'sqlite', file: join(dataDirectory, 'records.sqlite') },
    memoryLimit: memoryOf(env['BOOKVALUE_MEMORY']),
    threads: threadsOf(env['BOOKVALUE_THREADS']),
  }
}

function threadsOf(text: string | undefined): number {
  if (text === undefined) return 2
  const threads = Number(text)
  if (Number.isInteger(threads) && threads > 0) return threads
  throw new BookError('usage', `Cannot use BOOKVALUE_THREADS "${text}": write a whole number above zero`)
}

function memoryOf(text: string | undefined): string {
  if (text === undefined) return '900MB'
  if (/^0*[1-9]\d*(?:\.\d+)? ?[KMGT]i?B$/i.test(text)) return text
  throw new BookError('usage', `Cannot use BOOKVALUE_MEMORY "${text}": write a number and a unit, as in 900MB or 2GB`)
}

/** The address may hold a password, so that no message quotes it. An empty one is none. */
function urlOf(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const text = env[name]
  if (!text) return undefined
  if (URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol)) return text
  throw new BookError('usage', `Cannot use ${name}: write an address that starts with postgres://`)
}
