import type { Server } from 'node:http'
import { isIPv6 } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import type { HttpApp } from './app.ts'

interface Place {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
}

/** A server that answers for one or several books. */
export interface Listening {
  /** The address it can be reached at, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** Takes no more requests, lets those under way end, and cuts off what has not ended after so many milliseconds. */
  stop(graceMs: number): Promise<void>
}

/** Milliseconds. A large upload may take as long as it likes as long as something comes. */
const timeouts = { headers: 15_000, keepAlive: 65_000, silence: 120_000 } as const

/** Listens for the books; the one with the longest base path that fits answers. */
export async function listen(apps: readonly HttpApp[], { host, port }: Place): Promise<Listening> {
  const byLength = apps.toSorted((one, other) => other.basePath.length - one.basePath.length)
  const server = createAdaptorServer({
    // Made for plain HTTP, so that is what the environment is of.
    fetch: (request, environment) => appFor(byLength, request.url).fetch(request, environment as HttpBindings),
    serverOptions: { requestTimeout: 0, headersTimeout: timeouts.headers, keepAliveTimeout: timeouts.keepAlive },
  }) as Server
  server.timeout = timeouts.silence
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const bound = server.address()
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${String(boundPort)}`,
    port: boundPort,
    stop: (graceMs) => stop(server, graceMs),
  }
}

function appFor(apps: readonly HttpApp[], url: string): HttpApp {
  const from = url.indexOf('/', url.indexOf('//') + 2)
  const path = /^[^?#]*/.exec(url.slice(from))?.[0] ?? '/'
  const app = apps.find(({ basePath }) => basePath === '' || path === basePath || path.startsWith(`${basePath}/`))
  const found = app ?? apps.at(-1)
  if (found === undefined) throw new Error('Cannot answer: the server has no book')
  return found
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cutOff = setTimeout(() => {
    server.closeAllConnections()
  }, graceMs)
  await closed
  clearTimeout(cutOff)
}
