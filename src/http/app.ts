import { Hono } from 'hono'
import { forgetOldRequests } from '../app/once/once.ts'
import { clearSessions, idleSeconds, noteUse, sessionEnd } from '../app/session/note-sign-in.ts'
import { readSignInSecret } from '../app/session/secret.ts'
import { createSignInStore } from '../app/session/sign-in-store.ts'
import { forgetStaleTries } from '../app/session/tries.ts'
import { giveDesk, nameBook } from '../app/setting/settings.ts'
import { demoDesk } from '../app/user/demo-people.ts'
import { loadPerson } from '../app/user/load-person.ts'
import { createApiKeys } from './api-key.ts'
import type { HttpAppOptions } from './app-options.ts'
import { createAuth } from './auth.ts'
import type { KnownSession } from './auth.ts'
import { answerDocs, answerDocsStyle, toDocsPage } from './docs-page.ts'
import { assertOurHost } from './guard.ts'
import { apiHeaders } from './headers.ts'
import { answerLive, answerReady } from './health.ts'
import { toOpenApi } from './openapi.ts'
import { HttpProblem } from './problem.ts'
import { RateLimit } from './rate-limit.ts'
import { refuse, registerOperations } from './register.ts'
import type { BookEnv, Door } from './register.ts'
import { SessionCache } from './session-cache.ts'
import { createSessionVerbs } from './session.ts'
import { openStaticFiles } from './static-files.ts'
import { verbs } from './verbs.ts'
import { isFromThisMachine } from './visit.ts'
import type { Visitor } from './visit.ts'

export type { HttpAppOptions, StartState } from './app-options.ts'

/** The door of one book. Dispose of it before the book. */
export interface HttpApp extends Disposable {
  readonly basePath: string
  fetch(request: Request, environment?: BookEnv['Bindings']): Promise<Response>
}

const hour = 3_600_000
/** Seconds between two notes that one session was used. */
const noteEverySeconds = 60

export async function createHttpApp(options: HttpAppOptions): Promise<HttpApp> {
  const { ctx, basePath, isDemo, publicUrl, log } = options
  if (isDemo) {
    await nameBook(ctx, 'Demo book')
    await giveDesk(ctx, demoDesk)
  }
  const secret = await readSignInSecret(ctx.records)
  const auth = await createAuth({
    store: createSignInStore(ctx.records),
    secret,
    basePath,
    isDemo,
    isSecure: publicUrl?.protocol === 'https:',
    mayComeIn: async (userId) => (await loadPerson(ctx.records, userId)) !== undefined,
  })
  const sessions = new SessionCache({
    auth,
    clock: () => performance.now(),
    toVisitor: (session) => toVisitor(options, session),
  })
  const apiKeys = createApiKeys(ctx, log)
  const { requestsPerMinute } = options
  const door: Door = {
    ...options,
    checksAnswers: options.checksAnswers ?? false,
    findVisitor: (cookies) => sessions.find(cookies),
    apiKeys,
    forgetVisitors: () => {
      sessions.forget()
      apiKeys.forget()
    },
    // An office shares an address.
    perAddress: new RateLimit({ perMinute: requestsPerMinute * 10, burst: requestsPerMinute * 5 }),
    perPerson: new RateLimit({ perMinute: requestsPerMinute, burst: requestsPerMinute }),
    // Everybody enters the demo from this machine, and again for every role.
    perStranger: new RateLimit(isDemo ? { perMinute: 600, burst: 600 } : { perMinute: 60, burst: 60 }),
  }
  const app = new Hono<BookEnv>()
  const site = basePath === '' ? app : app.basePath(basePath)
  site.get('/api/health/live', () => answerLive())
  site.get('/api/health/ready', () => answerReady(ctx, options.isWorking))
  registerDocs(site, basePath, auth.cookieName)
  const { command } = options
  if (command !== null) {
    site.post('/api/command', (c) => (isFromThisMachine(c.req.raw, c.env) ? command(c.req.raw) : c.notFound()))
  }
  registerOperations(site, door, { ...verbs, ...createSessionVerbs({ auth, secret, ...options }) })
  await registerPages(site, options)
  app.onError((error, c) => refuse(door, c, error))
  app.notFound((c) => refuse(door, c, new HttpProblem(404, 'not-found', 'Cannot find this page')))
  const clearing = setInterval(() => {
    clearUp(options).catch((error: unknown) => {
      log.warn({ what: 'clear sessions', error })
    })
  }, hour)
  clearing.unref()
  return {
    basePath,
    async fetch(request, environment = {}) {
      const response = await app.fetch(request, environment)
      // Whoever came by https once never comes by anything else.
      if (publicUrl?.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000')
      return response
    },
    [Symbol.dispose]() {
      clearInterval(clearing)
    },
  }
}

async function clearUp({ ctx }: HttpAppOptions): Promise<void> {
  await clearSessions(ctx)
  await forgetStaleTries(ctx)
  await forgetOldRequests(ctx)
}

/** Who a session is of; null when nobody has used it for too long, or who it is of may not come in any more. */
async function toVisitor({ ctx, log }: HttpAppOptions, session: KnownSession): Promise<Visitor | null> {
  const now = Date.parse(ctx.now())
  const unused = (now - Date.parse(session.lastSeenAt)) / 1000
  if (unused > idleSeconds) return null
  const person = await loadPerson(ctx.records, session.userId)
  if (person === undefined) return null
  if (unused > noteEverySeconds) {
    // Nobody waits for it: a job may hold up writing for a while.
    noteUse(ctx, session.id, session.userId).catch((error: unknown) => {
      log.warn({ what: 'note use of session', error })
    })
  }
  return { person, sessionId: session.id, expiresAt: sessionEnd(ctx.now(), session.expiresAt) }
}

function registerDocs(site: Hono<BookEnv>, basePath: string, cookieName: string): void {
  const api = toOpenApi(basePath, cookieName)
  const [document, page] = [JSON.stringify(api), toDocsPage(api)]
  site.get('/api/openapi.json', () => {
    return new Response(document, { headers: { ...apiHeaders, 'content-type': 'application/json; charset=utf-8' } })
  })
  site.get('/api/docs', () => answerDocs(page))
  site.get('/api/docs.css', () => answerDocsStyle())
}

async function registerPages(site: Hono<BookEnv>, { basePath, webDirectory, ...door }: HttpAppOptions): Promise<void> {
  const files = await openStaticFiles(webDirectory, basePath)
  site.get('*', async (c) => {
    assertOurHost(c.req.header('host') ?? null, door)
    const path = c.req.path.slice(basePath.length + 1)
    const file = await files.file(path, c.req.raw.headers)
    if (file !== null) return file
    // What looks like a file and is none would only be the page under a wrong name.
    return /\.\w{1,12}$/.test(path) ? c.notFound() : files.page(c.req.raw.headers)
  })
}
