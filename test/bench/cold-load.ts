import { chromium } from 'playwright-core'
import { buildScreens } from '../browser/build-screens.ts'
import { findChromium } from '../browser/find-chromium.ts'
import { startServer } from './served.ts'
import type { Served, Stores } from './served.ts'

/**
 * Seconds from the address to a Portfolio one can read, in a browser that has nothing of it yet, for each of some visits. Null
 * when this machine has no browser.
 */
export async function coldLoads(stores: Stores, port: number, visits: number): Promise<number[] | null> {
  const executablePath = findChromium(process.env['BOOKVALUE_CHROMIUM'])
  if (executablePath === null) return null
  // A server looks at its screens once, when it starts.
  await buildScreens()
  await using served = await startServer(stores, port)
  const browser = await chromium.launch({ executablePath })
  try {
    const seconds: number[] = []
    for (let visit = 0; visit < visits; visit += 1) {
      const context = await browser.newContext({ locale: 'en-GB' })
      await context.addCookies(cookiesOf(served))
      const page = await context.newPage()
      const started = performance.now()
      await page.goto(`${served.url}/portfolio`, { waitUntil: 'commit' })
      await page.getByRole('region', { name: 'The book in figures' }).getByRole('link').first().waitFor()
      await page.getByRole('figure', { name: 'Needs a look' }).getByRole('listitem').first().waitFor()
      seconds.push((performance.now() - started) / 1000)
      await context.close()
    }
    return seconds
  } finally {
    await browser.close()
  }
}

function cookiesOf({ url, headers }: Served): { name: string; value: string; url: string }[] {
  return (headers['cookie'] ?? '').split('; ').map((cookie) => {
    const at = cookie.indexOf('=')
    return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url }
  })
}
