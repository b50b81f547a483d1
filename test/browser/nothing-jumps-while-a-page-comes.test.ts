import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { hasBrowser, phone, useHouse } from './house.ts'

/** Longer than everything else on a page takes. */
const late = 1500

describe.skipIf(!hasBrowser)('nothing jumps while a page comes', () => {
  const house = useHouse()

  it.each([
    ['desk', {}],
    ['phone', phone],
  ])('under the banner of the demo, on a %s', async (_, options) => {
    const page = await house.current.enter('leader', options)
    for (const operation of ['**/api/v1/book', '**/api/v1/start']) {
      await page.route(operation, async (route) => {
        await setTimeout(late)
        await route.continue()
      })
    }
    const book = page.waitForResponse((response) => response.url().endsWith('/api/v1/book'))
    const start = page.waitForResponse((response) => response.url().endsWith('/api/v1/start'))
    await page.goto(`${house.current.demoUrl}/actions`)
    const heading = page.getByRole('heading', { level: 1, name: 'Actions' })
    await heading.waitFor()
    const before = await heading.boundingBox()
    await Promise.all([book, start])
    await page.getByRole('complementary').getByRole('link').waitFor()
    expect((await heading.boundingBox())?.y).toBe(before?.y)
  })
})
