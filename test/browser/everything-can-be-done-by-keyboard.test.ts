import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'

/** What the element that has the focus is called, for those who listen. */
async function focused(page: Page): Promise<string> {
  const element = page.locator(':focus')
  return ((await element.getAttribute('aria-label')) ?? (await element.textContent()) ?? '').trim()
}

/** Presses Tab until something is reached; fails when it is not within reach. */
async function tabTo(page: Page, name: string, most: number): Promise<void> {
  for (let steps = 0; steps < most; steps += 1) {
    if ((await focused(page)) === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Cannot reach "${name}" by Tab`)
}

describe.skipIf(!hasBrowser)('everything can be done by keyboard', () => {
  const house = useHouse()

  it('finds an account, and begins at its top', async () => {
    const page = await house.current.enter('leader')
    await page.getByRole('heading', { name: 'Needs a look' }).waitFor()
    const name =
      (await page
        .getByRole('figure', { name: 'Needs a look' })
        .getByRole('listitem')
        .first()
        .getByRole('link')
        .first()
        .textContent()) ?? ''
    await page.keyboard.press('Control+k')
    await page.keyboard.type(name)
    await page.getByRole('option').filter({ hasText: name }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await expect.poll(() => page.locator('main:focus').count()).toBe(1)
  })

  it('begins in the screen, not in what stands around it', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/accounts`)
    await page.getByRole('grid').getByRole('link').first().waitFor()
    await expect.poll(() => page.locator('main:focus').count()).toBe(1)
    await page.keyboard.press('Tab')
    await tabTo(page, 'Export CSV', 10)
  })

  it('skips what stands around a screen', async () => {
    const page = await house.current.visitor()
    await page.goto(`${house.current.demoUrl}/start`)
    await page.getByRole('button', { name: /^Sales leader/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Portfolio' }).waitFor()
    await page.getByRole('link', { name: 'Skip to content' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('main:focus').count()).toBe(1)
  })

  it('walks through a table and opens what it is at', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/accounts?sort=-spend`)
    const grid = page.getByRole('grid')
    await grid.getByRole('link').first().waitFor()
    const third = (await grid.locator('tbody tr[data-row="2"]').getByRole('link').first().textContent()) ?? ''
    for (let steps = 0; steps < 80; steps += 1) {
      if (await page.locator('tr[data-row="0"]:focus').isVisible()) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: third }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/demo\/accounts\/[^/]+$/)
  })

  it('closes what lies over a screen with Escape, and is where it was', async () => {
    const page = await house.current.enter('administrator')
    await page.goto(`${house.current.demoUrl}/users`)
    await page.getByRole('grid').getByRole('row').nth(1).waitFor()
    const button = page.getByRole('button', { name: 'Invite' })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe('Invite')

    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search and go to' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Search and go to' }).waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe('Invite')

    const row = page.locator('tr[data-row="1"]')
    await row.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Signed in at').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('tr[data-row="1"]:focus').count()).toBe(1)
  })
})
