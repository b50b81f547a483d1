import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'
import { untilSettled } from './screen-laws.ts'

describe.skipIf(!hasBrowser)('the account prints on one page', () => {
  const house = useHouse()

  it('without what only a screen needs', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/accounts?sort=-spend`)
    await page.getByRole('grid').getByRole('link').first().click()
    await page.getByRole('region', { name: 'What it buys' }).getByRole('row').nth(1).waitFor()
    await page.getByRole('figure', { name: 'Spend by month' }).getByRole('slider').waitFor()
    await untilSettled(page)
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
    for (const name of ['navigation', 'tablist'] as const) {
      const seen = await Promise.all((await page.getByRole(name).all()).map(async (one) => one.isVisible()))
      expect([name, seen.filter(Boolean).length]).toEqual([name, 0])
    }
    expect(await page.getByRole('button', { name: 'Search' }).isVisible()).toBe(false)
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(background).toBe('rgb(255, 255, 255)')
    const paper = (await page.pdf({ format: 'A4' })).toString('latin1')
    expect(paper.match(/\/Type \/Page\b(?!s)/g)?.length).toBe(1)
  })

  it('dark on white, also for who reads it in the dark', async () => {
    const page = await house.current.enter('leader')
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'))
    await page.emulateMedia({ media: 'print' })
    const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
    expect(await scheme()).toBe('light')
    await page.emulateMedia({ media: 'screen' })
    expect(await scheme()).toBe('dark')
  })
})
