import { describe, expect, it } from 'vitest'
import { hasBrowser, phone, useHouse } from './house.ts'
import { widthOver } from './screen-laws.ts'

describe.skipIf(!hasBrowser)('a clerk on a phone finds an account by an invoice number', () => {
  const house = useHouse()

  it('and sees at once what it is worth and whom to ring', async () => {
    const desk = await house.current.call('service')
    const { items: accounts } = await desk.call('listAccounts', { query: { limit: 1, sort: 'name', grade: ['A'] } })
    const [{ id, name: account } = { id: '', name: '' }] = accounts
    const { items: invoices } = await desk.call('listInvoices', { params: { id }, query: { limit: 1 } })
    const invoice = invoices[0]?.number ?? ''

    const page = await house.current.enter('service', phone)
    // The desk begins with the search: it can type at once.
    await page.getByRole('combobox', { name: 'Search and go to' }).pressSequentially(invoice)
    const found = page.getByRole('option').filter({ hasText: `Invoice ${invoice}` })
    await found.first().tap()

    // The invoice is open over the account; behind it stands whom to ring.
    const sheet = page.getByRole('dialog', { name: `Invoice ${invoice}` })
    await sheet.waitFor()
    expect(await widthOver(page)).toBe(0)
    await sheet.getByRole('button', { name: 'Close' }).first().tap()
    await page.getByRole('heading', { level: 1, name: account }).waitFor()
    const card = page.getByRole('region', { name: 'Whom to call' })
    await card.getByText('Owner').waitFor()
    expect(await card.textContent()).toContain('We promise')
    const box = await card.boundingBox()
    expect((box?.y ?? 1000) + (box?.height ?? 1000)).toBeLessThan(844)

    // A clerk sees no exact money of it, and is told who could give it.
    await page.getByText('Exact spend of this account is not shown to your role').waitFor()
    expect(await page.getByRole('tab', { name: 'Lines' }).count()).toBe(0)
    expect(await widthOver(page)).toBe(0)
  })
})
