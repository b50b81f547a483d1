import { describe, expect, it } from 'vitest'
import { parseShown, sumOf } from './amounts.ts'
import { hasBrowser, useHouse } from './house.ts'
import { findFlaws } from './screen-laws.ts'

describe.skipIf(!hasBrowser)('what an account owes opens its invoices', () => {
  const house = useHouse()

  it('and what waiting for it costs follows the rate that finance sets', async () => {
    const finance = await house.current.call('finance')
    const { items, total } = await finance.call('getBookReceivables', { query: { limit: 1 } })
    const [most] = items
    expect(most?.figures.overdueInvoices).toBeGreaterThan(0)
    expect(total.financing).not.toBeNull()

    // The figure opens the invoices it is made of, and they add up to it.
    const page = await house.current.enter('finance')
    await page.goto(`${house.current.demoUrl}/accounts/${most?.id ?? ''}?tab=value`)
    const panel = page.getByRole('region', { name: 'Receivables', exact: true })
    const overdue = panel.locator('dl > div').filter({ has: page.getByText('Overdue', { exact: true }) })
    await overdue.getByRole('link').click()
    await page.waitForURL(/show=overdue/)
    const grid = page.getByRole('grid', { name: 'The invoices behind it' })
    const rows = grid.locator('tbody tr[data-row]')
    await expect.poll(() => rows.count()).toBe(most?.figures.overdueInvoices)
    const headers = await grid.getByRole('columnheader').allTextContents()
    const open = await grid
      .locator(`tbody tr[data-row] td:nth-child(${String(headers.indexOf('Open') + 1)})`)
      .allTextContents()
    expect(sumOf(open.map(parseShown))).toBe(parseShown(most?.figures.overdue ?? ''))
    expect(await findFlaws(page)).toEqual([])

    // A dearer rate from the first day of the window on doubles the cost, and the page says which rate it is.
    await page.getByRole('link', { name: 'What money costs' }).click()
    await page.getByRole('button', { name: 'Set a rate' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('From this day on').fill('2020-01-01')
    await dialog.getByLabel('Per cent a year').fill('10')
    await dialog.getByRole('button', { name: 'Set it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('row').filter({ hasText: '1 Jan 2020' }).getByText('10%').waitFor()
    expect(await findFlaws(page)).toEqual([])
    await finance.call('addFinancingRate', {
      body: {
        validFrom: most === undefined ? '' : firstDayOfDemo(await finance.call('listFinancingRates', {})),
        rate: '0.1',
        base: 'gross',
        note: null,
      },
    })
    const after = await finance.call('getReceivables', { params: { id: most?.id ?? '' }, query: {} })
    const [before, now] = [most?.figures.financing?.total ?? '', after.figures.financing?.total ?? '']
    expect(Math.abs(Number(now) - 2 * Number(before))).toBeLessThan(0.001)
    await page.goto(`${house.current.demoUrl}/accounts/${most?.id ?? ''}?tab=value&show=financing`)
    await panel.getByText('money costs 10% a year, reckoned on invoices with their tax').waitFor()
    await grid.getByRole('link').first().click()
    await page.getByRole('dialog').getByText('Payments').first().waitFor()
  })
})

/** The day of the rate that came with the demo book. */
function firstDayOfDemo({
  items,
}: {
  readonly items: readonly { readonly validFrom: string; readonly note: string | null }[]
}): string {
  return items.find(({ note }) => note !== null)?.validFrom ?? ''
}
