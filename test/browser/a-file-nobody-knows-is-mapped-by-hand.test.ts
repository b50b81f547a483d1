import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'
import { Flaws } from './screen-laws.ts'

/** Headers that say nothing, days and amounts that could be read two ways, credit notes without a minus, a key with a prefix. */
const file = [
  'X1;X2;X3;X4;X5',
  'R-1;05/03/2026;EU-1001;RG;1,234',
  'R-2;06/03/2026;EU-1002;RG;2,500',
  'R-3;07/04/2026;EU-1001;GS;1,125',
]

describe.skipIf(!hasBrowser)('a file nobody knows is mapped by hand', () => {
  const house = useHouse()

  it('with what comes of it in sight, and imported to the cent', async () => {
    const page = await house.current.enter('finance')
    const flaws = new Flaws(page)
    await page.goto(`${house.current.demoUrl}/imports/new`)
    const lines = { name: 'tabelle.csv', mimeType: 'text/csv', buffer: Buffer.from(`${file.join('\n')}\n`) }
    await page.locator('input[type=file]').setInputFiles(lines)

    // Nothing is guessed where nothing speaks for it.
    await page.getByText('Say what it holds', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Check the files' }).isDisabled()).toBe(true)
    await page.getByLabel('Read as', { exact: true }).selectOption('lines')
    await page.getByText('Nothing is read for it').first().waitFor()
    await page.getByLabel('Read from: Invoice number').selectOption('X1')
    await page.getByLabel('Read from: Invoice date').selectOption('X2')
    await page.getByLabel('Read from: Net amount').selectOption('X5')
    await page.getByRole('button', { name: /more columns it could have$/ }).click()
    await page.getByLabel('Read from: Account number').selectOption('X3')
    await page.getByLabel('Read from: Currency').selectOption('One value for every row')
    await page.getByLabel('Value of every row: Currency').fill('EUR')

    // What can be read two ways is asked for.
    await page.getByText('2 things are to be settled before the files can be checked.').waitFor()
    await flaws.look('what is to be settled')
    await page.getByLabel('Decimal sign').selectOption(',')
    await page.getByLabel('Days are written').selectOption('DMY')
    const rows = page.getByRole('group', { name: 'As it will be read' }).getByRole('row')
    await expect.poll(() => rows.count()).toBe(4)

    // The key stands behind a prefix; what comes of a step is seen at once.
    await page.getByRole('button', { name: 'Change the values of Account number' }).click()
    const dialog = page.getByRole('dialog', { name: 'Account number: change its values' })
    await dialog.getByRole('button', { name: 'Add a step' }).focus()
    await page.keyboard.press('Enter')
    await dialog.locator('[role=menuitem]:focus').waitFor()
    await page.keyboard.press('Enter')
    await dialog.getByLabel('Which part').selectOption('Last')
    await dialog.getByRole('row', { name: 'EU-1002 1002', exact: true }).waitFor()
    await flaws.look('the steps of a column')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByText('Last part between “-”').waitFor()

    // Credit notes have no sign of their own.
    await page.getByRole('button', { name: 'Change the values of Net amount' }).click()
    const net = page.getByRole('dialog', { name: 'Net amount: change its values' })
    await net.getByRole('button', { name: 'Add a step' }).click()
    await net.getByRole('menuitem', { name: 'Turn the sign' }).click()
    await net.getByLabel('In which rows').selectOption('Where a column holds a value')
    await net.getByLabel('Column of the file').selectOption('X4')
    await net.getByLabel('Values, with commas between').fill('GS')
    await net.getByRole('row', { name: '1,125 -1.125' }).waitFor()
    await net.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => rows.last().innerText()).not.toContain('-1.125')
    await page.getByRole('button', { name: 'Change the values of Net amount' }).click()
    await net.getByRole('button', { name: 'Add a step' }).click()
    await net.getByRole('menuitem', { name: 'Turn the sign' }).click()
    await net.getByLabel('In which rows').selectOption('Where a column holds a value')
    await net.getByLabel('Column of the file').selectOption('X4')
    await net.getByLabel('Values, with commas between').fill('GS')
    await net.getByRole('row', { name: '1,125 -1.125' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => rows.last().innerText()).toContain('-1.125')

    // A reload loses nothing of it.
    await page.getByRole('textbox', { name: 'Source' }).fill('unknown')
    await page.reload()
    await page.getByText('Last part between “-”').waitFor()

    await page.getByRole('button', { name: 'Check the files' }).click()
    await page.getByText('Nothing has been written yet').waitFor()
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('link', { name: 'See the import' }).waitFor()
    const finance = await house.current.call('finance')
    const { items } = await finance.call('listControlTotals', { query: { source: 'unknown' } })
    expect(items.map(({ month, lines: count, net: sum, credits }) => ({ month, count, sum, credits }))).toEqual([
      { month: '2026-03', count: 2, sum: '3.734', credits: '0.00' },
      { month: '2026-04', count: 1, sum: '-1.125', credits: '-1.125' },
    ])
    expect(flaws.found).toEqual([])
  })
})
