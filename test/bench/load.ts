import autocannon from 'autocannon'
import { setTimeout as wait } from 'node:timers/promises'
import type { Served } from './served.ts'

/** What some seconds of requests came to. */
export interface Load {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Answers that were no success. */
  readonly failed: number
}

interface Asked {
  readonly method?: 'GET' | 'PATCH'
  /** Paths below the API, asked for in turn on each connection. */
  readonly paths: readonly string[]
  /** Bodies to go with them, one by chance for each request. */
  readonly bodies?: readonly string[]
}

/** Asks the server for seconds on end over so many connections, one request at a time on each. */
export async function load(
  served: Served,
  { method = 'GET', paths, bodies }: Asked,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Load> {
  const result = await autocannon({
    url: served.url,
    connections,
    duration: seconds,
    headers: served.headers,
    requests: paths.map((path) => ({
      method,
      path: `/api/v1${path}`,
      ...(bodies && {
        setupRequest: (request) => ({ ...request, body: bodies[Math.floor(Math.random() * bodies.length)] ?? '' }),
      }),
    })),
  })
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  }
}

/** Asks one after the other and says how long each took, in milliseconds. */
export async function oneByOne(served: Served, paths: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const path of paths) {
    const started = performance.now()
    const response = await fetch(`${served.url}/api/v1${path}`, { headers: served.headers })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`Cannot read "${path}": ${String(response.status)}`)
    times.push(performance.now() - started)
  }
  return times
}

/** Asks over so many connections until `isOver`, and says how long each answer took, in milliseconds. */
export async function askUntil(
  served: Served,
  paths: readonly string[],
  connections: number,
  isOver: () => boolean,
): Promise<number[]> {
  const times: number[] = []
  const ask = async (): Promise<void> => {
    for (let turn = 0; !isOver(); turn += 1) times.push(...(await oneByOne(served, [paths[turn % paths.length] ?? ''])))
  }
  await Promise.all(Array.from({ length: connections }, ask))
  return times
}

/** Changes something small every few milliseconds until `isOver`, and says how long each change took, in milliseconds. */
export async function writeUntil(served: Served, isOver: () => boolean): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; !isOver(); turn += 1) {
    const started = performance.now()
    const response = await fetch(`${served.url}/api/v1/session/preferences`, {
      method: 'PATCH',
      headers: served.headers,
      body: JSON.stringify({ theme: turn % 2 === 0 ? 'dark' : 'light' }),
    })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`Cannot write: ${String(response.status)}`)
    times.push(performance.now() - started)
    await wait(10)
  }
  return times
}

/** The value that so large a part of a list is not above. */
export function percentile(list: readonly number[], part: number): number {
  const sorted = list.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
