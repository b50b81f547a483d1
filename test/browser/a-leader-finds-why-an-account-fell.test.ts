import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { parseShown, sumOf } from './amounts.ts'
import { hasBrowser, useHouse } from './house.ts'

/** Half a cent of each line may go lost when it is shown, where its currency is another one. */
const halfCent = 5_000n

describe.skipIf(!hasBrowser)('a leader finds why an account fell', () => {
  const house = useHouse()

  it('from what needs a look to the lines that add up to the figure', async () => {
    const page = await house.current.enter('leader')

    // The list says who fell, and which family of products it no longer buys.
    const fallen = page
      .getByRole('figure', { name: 'Needs a look' })
      .getByRole('listitem')
      .filter({ hasText: /of it in|alone fell by/ })
      .first()
    const sentence = (await fallen.textContent()) ?? ''
    const words = /of it in (?<part>[^.]+)\.|; (?<alone>.+) alone fell by/.exec(sentence)?.groups
    const family = words?.['part'] ?? words?.['alone'] ?? ''
    await fallen.getByRole('link').first().click()

    // The account says the same of that family.
    const table = page.getByRole('region', { name: 'What it buys' }).getByRole('table')
    const row = table.getByRole('row').filter({ has: page.getByRole('link', { name: family, exact: true }) })
    await row.waitFor()
    const spend = await exactUnder(table, row, 'Spend')
    expect(await exactUnder(table, row, 'Change')).toBeLessThan(0n)

    // The lines behind it are all there, and add up to it.
    await row.getByRole('link', { name: family, exact: true }).click()
    const grid = page.getByRole('grid', { name: 'Invoice lines' })
    await grid.getByRole('gridcell').first().waitFor()
    await page.setViewportSize({ width: 1440, height: 20_000 })
    const rows = Number(await grid.getAttribute('aria-rowcount')) - 1
    await expect.poll(() => grid.locator('tbody tr[data-row]').count()).toBe(rows)
    const shown = await columnOf(grid, 'Net in EUR')
    const sum = sumOf(shown.map(parseShown))
    const rest = sum - spend
    expect(rest < 0n ? -rest : rest).toBeLessThanOrEqual(halfCent * BigInt(rows + 1))
  })
})

/** The amount of a row below a header, to the cent: it says so on hover where it shows less. */
async function exactUnder(table: Locator, row: Locator, header: string): Promise<bigint> {
  const headers = await table.getByRole('columnheader').allTextContents()
  const cell = row.getByRole('cell').nth(headers.indexOf(header) - 1)
  return parseShown((await cell.locator('[title]').getAttribute('title')) ?? '')
}

/** What stands in the column of a table below a header. */
async function columnOf(grid: Locator, header: string): Promise<string[]> {
  const headers = await grid.getByRole('columnheader').allTextContents()
  return grid.locator(`tbody tr[data-row] td:nth-child(${String(headers.indexOf(header) + 1)})`).allTextContents()
}
