import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, phone, useHouse } from './house.ts'
import { findFlaws } from './screen-laws.ts'

/** The part of an account that says what to expect of it. */
const panelOf = (page: Page) => page.getByRole('region', { name: 'What to expect' })

describe.skipIf(!hasBrowser)('what to expect of an account is the same wherever it stands', () => {
  const house = useHouse()

  it('in the list of the rhythm and on its own page, for as many days as one chooses', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/portfolio`)
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Rhythm' }).click()
    const list = page.getByRole('grid', { name: 'Accounts that ever ordered' })
    await list.getByRole('link').first().waitFor()
    await page.getByText('Most in doubt', { exact: true }).click()
    await page.waitForURL((address) => address.search === '?sort=doubt')
    await page.getByText('Of these it is least sure').waitFor()
    const leader = await house.current.call('leader')
    const { items } = await leader.call('listLifetimes', { query: { sort: 'doubt', limit: 1 } })
    const [doubted] = items
    if (!doubted) throw new Error('Cannot find an account in doubt')
    const link = page.getByRole('link', { name: doubted.account.name, exact: true })
    const row = list.locator('tr[data-row]', { has: link })
    const percent = `${(doubted.probability * 100).toFixed(1)}%`
    await row.getByText(percent, { exact: true }).first().waitFor()
    await link.click()
    const panel = panelOf(page)
    await panel.getByText('Orders again in 90 days').waitFor()
    await panel.getByText(percent, { exact: true }).first().waitFor()
    await panel.getByText('365 days', { exact: true }).click()
    await panel.getByText('Orders again in 365 days').waitFor()
    expect(await findFlaws(page)).toEqual([])
    await panel.getByRole('link', { name: 'How far to trust it' }).click()
    await page.getByRole('heading', { name: 'How it foretold days it had not seen' }).waitFor()
  })

  it('with a band in place of money for who may not see it, on a phone', async () => {
    const viewer = await house.current.call('viewer')
    const { items } = await viewer.call('listLifetimes', { query: { limit: 1 } })
    const page = await house.current.enter('viewer', phone)
    await page.goto(`${house.current.demoUrl}/accounts/${items[0]?.account.id ?? ''}`)
    const panel = panelOf(page)
    await panel.getByText('Orders of 3 years, today').waitFor()
    expect(await panel.getByText('One order comes to').count()).toBe(0)
    expect(await panel.textContent()).toMatch(/\d+[km]?–\d+[km]? EUR/)
    expect(await findFlaws(page)).toEqual([])
  })
})
