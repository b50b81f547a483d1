import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'

describe.skipIf(!hasBrowser)('a leader answers an alert by one key and takes it back', () => {
  const house = useHouse()

  it('at once, and later from what was answered, and sees the badge on the account', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/alerts?tab=open`)
    const open = page.getByRole('list', { name: 'All open' }).getByRole('listitem')
    await open.first().waitFor()
    const count = await open.count()
    const name = (await open.first().getByRole('link').textContent()) ?? ''
    const badge = page.getByRole('link', { name: /^Alert:/ })

    await open.first().getByRole('link', { name }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await badge.waitFor()
    await badge.click()
    await open.first().waitFor()
    expect(await open.count()).toBe(1)
    await page.goto(`${house.current.demoUrl}/alerts?tab=open`)
    await open.nth(count - 1).waitFor()

    // J goes to the first row, 4 says that they buy elsewhere; the toast takes it back.
    await page.keyboard.press('j')
    await page.keyboard.press('4')
    const said = page.getByRole('status').filter({ hasText: `${name}: Competitor` })
    await said.waitFor()
    await expect.poll(() => open.count()).toBe(count - 1)
    await said.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => open.count()).toBe(count)

    // By the button with a note; it stands under Answered, from where it comes back.
    const first = open.first()
    await first.getByRole('button', { name: 'Add a note' }).click()
    await first.getByRole('textbox', { name: `Note on ${name}` }).fill('Their buyer is on leave until May')
    await first.getByRole('button', { name: `Known: ${name}` }).click()
    await expect.poll(() => open.count()).toBe(count - 1)
    await page.getByRole('tab', { name: 'Answered' }).click()
    const answered = page.getByRole('list', { name: 'Answered' }).getByRole('listitem').filter({ hasText: name })
    await answered.getByText('Their buyer is on leave until May').waitFor()
    await answered.getByRole('button', { name: 'Take back' }).click()
    await answered.waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'All open' }).click()
    await expect.poll(() => open.count()).toBe(count)
  })
})
