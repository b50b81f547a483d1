import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { password } from '../server/server.ts'
import { ada, hasBrowser, useHouse } from './house.ts'

const rep = 'Anouk Hazeloord'

describe.skipIf(!hasBrowser)('an administrator invites, restricts and disables a person', () => {
  const house = useHouse({ isOwn: true })

  it('who sees the money of their own accounts alone, and nothing any more after that', async () => {
    const admin = await house.current.visitor()
    await house.current.signIn(ada, admin)

    // Invited as a leader whose rights reach their own accounts at most.
    await admin.getByRole('link', { name: 'Users' }).click()
    await admin.getByRole('button', { name: 'Invite' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('nora@example.com')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Nora Vik')
    await dialog.getByRole('combobox', { name: 'Role' }).selectOption('Sales leader')
    await dialog.getByRole('button', { name: 'Linked reps' }).click()
    await dialog.getByRole('checkbox', { name: rep }).check()
    await admin.keyboard.press('Escape')
    await dialog.getByRole('combobox', { name: 'Reach at most' }).selectOption('Own accounts')
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue()
    await dialog.getByRole('button', { name: 'Done' }).click()

    // She comes in by the link, in a browser of her own.
    const person = await house.current.visitor()
    await person.goto(link)
    await person.getByRole('heading', { name: 'Welcome, Nora Vik' }).waitFor()
    const focused = () => person.evaluate(() => document.activeElement?.getAttribute('autocomplete'))
    await expect.poll(focused).toBe('name')
    await person.getByLabel('Password', { exact: true }).fill(password)
    await person.getByRole('button', { name: 'Come in' }).click()
    await person.getByText('Money is shown for your own accounts').waitFor()
    const screens = person.getByRole('navigation', { name: 'Screens' }).first()
    expect(await screens.getByRole('link', { name: 'Users' }).count()).toBe(0)
    expect(await screens.getByRole('link', { name: 'Imports' }).count()).toBe(0)

    // The money of her accounts is exact, that of others a band, and the screens of administrators say no.
    const { own, foreign } = await twoAccounts(admin, house.current.url)
    await person.goto(`${house.current.url}/accounts/${own}`)
    await person.getByRole('tab', { name: 'Lines' }).waitFor()
    await person.goto(`${house.current.url}/accounts/${foreign}`)
    await person.getByText('Exact spend of this account is not shown to your role').waitFor()
    expect(await person.getByRole('tab', { name: 'Lines' }).count()).toBe(0)
    const card = await person.request.get(`${house.current.url}/api/v1/accounts/${foreign}`)
    expect(Object.keys((await card.json()) as object)).not.toContain('spend')
    await person.goto(`${house.current.url}/users`)
    await person.getByText('This screen is not for your role').waitFor()
    expect(await person.getByRole('searchbox').count()).toBe(0)

    // Disabled: her next click ends at the sign-in, and she does not come in again.
    await admin.getByRole('grid', { name: 'Users' }).getByText('Nora Vik').click()
    await admin.getByRole('button', { name: 'Disable' }).click()
    await admin.getByText('Nora Vik cannot come in any more').first().waitFor()
    await person.getByRole('link', { name: 'Accounts' }).first().click()
    await person.getByRole('heading', { name: /^Sign in/ }).waitFor()
    await person.getByRole('textbox', { name: 'E-mail' }).fill('nora@example.com')
    await person.getByLabel('Password', { exact: true }).fill(password)
    await person.getByRole('button', { name: 'Sign in' }).click()
    await person.getByRole('alert').waitFor()
    expect(new URL(person.url()).pathname).toBe('/sign-in')
  })
})

/** An account of the rep, and one of somebody else. */
async function twoAccounts(admin: Page, url: string): Promise<{ readonly own: string; readonly foreign: string }> {
  const answer = await admin.request.get(`${url}/api/v1/accounts?limit=200&sort=name`)
  const { items } = (await answer.json()) as { items: { id: string; owner: { name: string } | null }[] }
  const idOf = (isOwn: boolean): string =>
    items.find(({ owner }) => owner !== null && (owner.name === rep) === isOwn)?.id ?? ''
  return { own: idOf(true), foreign: idOf(false) }
}
