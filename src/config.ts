import { join, resolve } from 'node:path'
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
  /** The folder to watch for files; null where the book says whether to watch its own. */
  readonly inbox: string | null
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
    inbox: env['BOOKVALUE_INBOX'] ? resolve(env['BOOKVALUE_INBOX']) : null,
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

/** Where a server listens, and how it is reached. */
export interface ServerConfig {
  readonly host: string
  readonly port: number
  /** Whether somebody named the port: another one would not be found there. */
  readonly isPortAsked: boolean
  /** Whether only this machine can reach it. */
  readonly isLoopback: boolean
  /** The address people use, when it is not where the server listens; null when it is. */
  readonly publicUrl: URL | null
  /** Proxies in front, each of which adds to X-Forwarded-For. */
  readonly trustedProxies: number
  readonly requestsPerMinute: number
  readonly maxUploadBytes: number
  readonly logLevel: string
}

const defaultPort = 3000

/** The configuration of a server; what was said on the command line goes before the environment. */
export function envToServerConfig(
  env: Readonly<Record<string, string | undefined>>,
  said: { readonly port: string | null; readonly host: string | null },
): ServerConfig {
  const host = said.host ?? env['BOOKVALUE_HOST'] ?? '127.0.0.1'
  const port = said.port ?? env['BOOKVALUE_PORT']
  return {
    host,
    port: port === undefined ? defaultPort : numberOf('port', port, 0, 65_535),
    isPortAsked: port !== undefined,
    isLoopback: /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host),
    publicUrl: publicUrlOf(env['BOOKVALUE_URL']),
    trustedProxies: numberOf('BOOKVALUE_PROXIES', env['BOOKVALUE_PROXIES'] ?? '0', 0, 10),
    requestsPerMinute: numberOf(
      'BOOKVALUE_REQUESTS_PER_MINUTE',
      env['BOOKVALUE_REQUESTS_PER_MINUTE'] ?? '1200',
      1,
      100_000_000,
    ),
    maxUploadBytes: bytesOf('BOOKVALUE_MAX_UPLOAD', env['BOOKVALUE_MAX_UPLOAD'] ?? '4GB'),
    logLevel: levelOf(env['BOOKVALUE_LOG_LEVEL'] ?? 'info'),
  }
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new BookError(
    'usage',
    `Cannot use ${name} "${text}": write a whole number from ${String(least)} to ${String(most)}`,
  )
}

const bytesByUnit: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 }

function bytesOf(name: string, text: string): number {
  const parts = /^(?<number>\d{1,6})(?<unit>[KMGT]B)$/.exec(text)?.groups
  const bytes = Number(parts?.['number']) * (bytesByUnit[parts?.['unit'] ?? ''] ?? Number.NaN)
  if (bytes > 0) return bytes
  throw new BookError('usage', `Cannot use ${name} "${text}": write a number and a unit, as in 500MB or 4GB`)
}

function levelOf(text: string): string {
  const levels = ['debug', 'info', 'warn', 'error', 'silent']
  if (levels.includes(text)) return text
  throw new BookError('usage', `Cannot use BOOKVALUE_LOG_LEVEL "${text}": write one of ${levels.join(', ')}`)
}

function publicUrlOf(text: string | undefined): URL | null {
  if (text === undefined || text === '') return null
  if (URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)) return new URL(text)
  throw new BookError(
    'usage',
    `Cannot use BOOKVALUE_URL "${text}": write the address people use, as in https://book.example`,
  )
}
