import { setTimeout as wait } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { Place } from '../cli/book.ts'
import { TestServer } from '../server/server.ts'
import type { TestVisitor } from '../server/server.ts'
import { buildScreens } from './build-screens.ts'
import { findChromium } from './find-chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Null when this machine has no browser. */
    chromium: string | null
    /** Data directory of a small demo book whose figures are worked out. Copied by whoever opens it. */
    demoBook: string
  }
}

/** Finds the browser, builds the screens and makes the demo book, once for all journeys. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = findChromium(process.env['BOOKVALUE_CHROMIUM'])
  project.provide('chromium', chromium)
  project.provide('demoBook', '')
  if (chromium === null) {
    console.log('No browser here: the journeys are skipped. Install Chromium, or name one in BOOKVALUE_CHROMIUM.')
    return async () => {}
  }
  await buildScreens()
  const place = await Place.make()
  try {
    project.provide('demoBook', await makeDemoBook(place))
  } catch (error) {
    await place[Symbol.asyncDispose]()
    throw error
  }
  return () => place[Symbol.asyncDispose]()
}

const demoArguments = ['--accounts', '200', '--years', '3', '--until', '2026-10-31', '--seed', '7', '--quiet']

/**
 * Makes the demo book and waits until its figures are worked out. Ada is its first administrator, so that it can be served as
 * somebody's own book too.
 */
async function makeDemoBook(place: Place): Promise<string> {
  await place.ok('demo', ...demoArguments)
  await using server = await TestServer.start(place)
  await untilWorkedOut(await server.comeIn())
  await server.stop()
  return place.data
}

async function untilWorkedOut(visitor: TestVisitor): Promise<void> {
  for (;;) {
    const { items } = await visitor.call('listJobs', { query: { state: ['waiting', 'running'] } })
    const list = await visitor.send('listAccounts', { query: { limit: 1 } })
    if (items.length === 0 && list.ok) return
    await wait(100)
  }
}
