import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, phone, useHouse } from './house.ts'
import { untilSettled } from './screen-laws.ts'

/** The words of those that are wider than their place. */
async function cutOff(cells: Locator): Promise<string[]> {
  return cells.evaluateAll((all) =>
    all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).map(({ textContent }) => textContent),
  )
}

describe.skipIf(!hasBrowser)('words and days are shown whole', () => {
  const house = useHouse()

  it('the versions of a policy say which one is in use, and nothing of what has not happened', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/policy`)
    const versions = page.getByRole('grid', { name: 'Versions' })
    await versions.getByText('in use').waitFor()
    expect(await cutOff(versions.getByRole('gridcell'))).toEqual([])
    expect(await versions.getByRole('columnheader').allInnerTexts()).not.toContain('Approved by')
    await page.setViewportSize({ width: 390, height: 844 })
    const cards = page.getByRole('list', { name: 'Versions' })
    await cards.getByText('built in').waitFor()
    expect(await cards.innerText()).not.toMatch(/Note\s*(?:Compare|$)/)
  })

  it('a job says its day as every screen writes days', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/portfolio`)
    await page.getByRole('figure', { name: 'Movement over time' }).waitFor()
    await page.goto(`${house.current.demoUrl}/jobs`)
    await page.getByText('movement over time to').first().waitFor()
    expect(await page.getByRole('main').innerText()).not.toMatch(/\d{4}-\d{2}-\d{2}/)
  })

  it('the accounts that a policy moves stand by the spend that is shown', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/policy/compare`)
    const movers = page.getByRole('grid', { name: 'Accounts that move' })
    await movers.getByRole('link').first().waitFor()
    const place = (await movers.getByRole('columnheader').allInnerTexts()).indexOf('Spend')
    const cells = await movers.locator(`tbody tr[data-row] td:nth-child(${String(place + 1)})`).allInnerTexts()
    const spends = cells.map((text) => Number(text.replaceAll(',', '')))
    expect(spends.length).toBeGreaterThan(5)
    expect(spends).toEqual(spends.toSorted((one, other) => other - one))
  })

  it('a name that its column cuts off is told whole to whoever points at it', async () => {
    const page = await house.current.enter('leader')
    await page.setViewportSize({ width: 740, height: 900 })
    await page.goto(`${house.current.demoUrl}/policy/compare`)
    const cells = page.getByRole('grid', { name: 'Accounts that move' }).getByRole('gridcell')
    await cells.first().waitFor()
    await untilSettled(page)
    const [name] = await cutOff(cells)
    expect(name).toBeDefined()
    const cell = cells.filter({ hasText: name ?? '' }).first()
    await cell.hover()
    expect(await cell.getAttribute('title')).toBe(name)
  })

  it('whoever sees no money is told why nobody moves, instead of zeros', async () => {
    const page = await house.current.enter('viewer')
    await page.goto(`${house.current.demoUrl}/policy/compare`)
    await page.getByText('Who moves is not shown to your role').waitFor()
    expect(await page.getByText('Keep their grade').count()).toBe(0)
  })

  it('a phone shows the whole name of an account near a bound', async () => {
    const page = await house.current.enter('rep', phone)
    await page.goto(`${house.current.demoUrl}/my-book`)
    await page.getByText('Nearest to a better grade').waitFor()
    await untilSettled(page)
    const names = page.getByRole('rowheader')
    expect(await names.count()).toBeGreaterThan(3)
    expect(await cutOff(names)).toEqual([])
  })
})
