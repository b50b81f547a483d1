import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'

describe.skipIf(!hasBrowser)('a rep notes, does and takes back an action on Monday', () => {
  const house = useHouse()

  it('for the account nearest to a better grade', async () => {
    const page = await house.current.enter('rep')
    await page.getByRole('heading', { level: 1, name: 'My book' }).waitFor()

    // Who needs least for a better grade stands first.
    const near = page.getByRole('region', { name: 'Nearest to a better grade' })
    const row = near.getByRole('row').nth(1)
    const name = (await row.getByRole('link').textContent()) ?? ''
    await row.getByRole('button', { name: `Action for ${name}` }).click()
    const dialog = page.getByRole('dialog')
    const title = `Offer ${name} the yearly contract`
    await dialog.getByRole('textbox', { name: 'What is to be done' }).fill(title)
    await dialog.getByRole('button', { name: 'Save action' }).click()

    // It is to be done, is done by one click, and open again by another.
    const toDo = page.getByRole('region', { name: 'To do' })
    const noted = toDo.getByRole('listitem').filter({ hasText: title })
    await noted.waitFor()
    await toDo.getByRole('button', { name: `Done: ${title}` }).click()
    await noted.waitFor({ state: 'detached' })
    const said = page.getByRole('status').filter({ hasText: `“${title}” is done` })
    await said.getByRole('button', { name: 'Undo' }).click()
    await noted.waitFor()

    // The account remembers all of it.
    await noted.getByRole('link', { name }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByRole('dialog', { name: 'Change action' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'Actions' }).getByText(title).first().waitFor()
    await page.getByRole('tab', { name: 'History' }).click()
    const remembered = page.getByRole('tabpanel', { name: 'History' }).getByRole('listitem').filter({ hasText: title })
    await remembered.first().waitFor()
    // Noted, done, open again.
    expect(await remembered.count()).toBe(3)
  })
})
