import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'

/** What a browser says of a file that an upgrade took away. */
const gone = [/status of 404/, /Failed to fetch dynamically imported module/, /Unable to preload CSS/]
const script = /\/assets\/Account-[^/]+\.js$/
const styles = /\/assets\/Account-[^/]+\.css$/

describe.skipIf(!hasBrowser)('a page older than its server', () => {
  const house = useHouse()

  /** Follows a link to an account on a page whose server has no such part any more for so many tries; counts how often it loads. */
  async function followLink(
    part: RegExp,
    tries: number,
  ): Promise<{ readonly page: Page; readonly loads: () => number }> {
    const page = await house.current.enter('leader', {}, gone)
    await page.goto(`${house.current.demoUrl}/accounts`)
    const link = page.getByRole('grid').getByRole('link').first()
    await link.waitFor()
    let left = tries
    await page.route(part, async (route) => {
      left -= 1
      await (left >= 0 ? route.fulfill({ status: 404 }) : route.continue())
    })
    let loads = 0
    page.on('load', () => (loads += 1))
    await link.click()
    return { page, loads: () => loads }
  }

  it('loads itself anew once, where it was going', async () => {
    const { page, loads } = await followLink(styles, 1)
    await expect.poll(loads, { timeout: 10_000 }).toBe(1)
    await page.getByRole('tabpanel').waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/demo\/accounts\/./)
    expect(loads()).toBe(1)
  })

  it('says that a part cannot be had rather than load for ever', async () => {
    const { page, loads } = await followLink(script, 1000)
    await page.getByRole('alert').getByText('A part of this page could not be loaded').waitFor()
    expect(loads()).toBeLessThanOrEqual(1)
    await page.unroute(script)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('tabpanel').waitFor()
  })
})
