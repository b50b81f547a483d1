import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'

const header = 'invoice,line,date,account,net,currency'

/** Chooses a file, has it checked and imports it: what the screen asks of a person. */
async function importFile(
  page: Page,
  source: string,
  lines: readonly string[],
  look: () => Promise<void> = async () => {},
): Promise<void> {
  await page.getByRole('link', { name: 'Import files' }).first().click()
  await page.locator('input[type=file]').setInputFiles({
    name: 'lines.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${[header, ...lines].join('\n')}\n`),
  })
  await page.getByRole('textbox', { name: 'Source' }).fill(source)
  await page.getByRole('button', { name: 'Check the files' }).click()
  await page.getByText('Nothing has been written yet').waitFor()
  await look()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('heading', { name: /Import \d+ is in the book/ }).waitFor()
}

/** The figures over the control totals of March of the source, by what stands above them. */
async function march(page: Page): Promise<Record<string, string>> {
  await page.getByRole('link', { name: 'Control totals' }).first().click()
  await page.getByRole('combobox', { name: 'Source' }).selectOption('general-ledger')
  await page.getByRole('combobox', { name: 'Month' }).selectOption('2026-03')
  const tiles = page.locator('main dl > div')
  await tiles.first().waitFor()
  const texts = await tiles.evaluateAll((all) =>
    all.map((tile) => [tile.querySelector('dt')?.textContent ?? '', tile.querySelector('dd')?.textContent ?? '']),
  )
  return Object.fromEntries(texts) as Record<string, string>
}

describe.skipIf(!hasBrowser)('a controller reconciles a month and undoes an import', () => {
  const house = useHouse()

  it('from the first file to the cent', async () => {
    const page = await house.current.enter('finance')
    await page.getByRole('heading', { name: 'Imports' }).waitFor()
    await importFile(page, 'general-ledger', [
      'G1,1,2026-03-02,G-A,1000.00,EUR',
      'G1,2,2026-03-02,G-A,200.00,EUR',
      'G2,1,2026-03-31,G-B,-50.00,EUR',
    ])

    // The month agrees with the books it came from.
    expect(await march(page)).toMatchObject({ Lines: '3', 'Net, EUR': '1,150.00', 'Credits, EUR': '-50.00' })
    await page.getByRole('button', { name: 'Compare with your own books' }).click()
    await page.getByRole('textbox', { name: 'Lines there should be' }).fill('3')
    await page.getByRole('textbox', { name: 'Net there should be' }).fill('1.150,00')
    await page.getByText('What you typed agrees').waitFor()
    await page.getByRole('textbox', { name: 'Credits there should be' }).fill('-50')
    await page.getByText('All of it agrees').waitFor()
    await page.getByRole('textbox', { name: 'Net there should be' }).fill('1150.01')
    await page.getByText('Differs by -0.01').waitFor()

    // A decimal sign has moved in the next file, and one of its days does not exist.
    const wrong = ['G1,1,2026-03-02,G-A,10000.00,EUR', 'G3,1,2026-03-05,G-B,75.00,EUR', 'G4,1,2026-03-32,G-B,5.00,EUR']
    await importFile(page, 'general-ledger', wrong, async () => {
      await page.getByText('Cannot read date "2026-03-32"').waitFor()
      const changed = page.getByRole('row').filter({ hasText: 'G1/1' }).first()
      expect(await changed.getByRole('gridcell').allTextContents()).toEqual([
        'Invoice lines',
        'G1/1',
        'net',
        '1000.00',
        '10000.00',
      ])
    })
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: 'lines.csv' }).click()
    const leftOut = await readFile(await (await coming).path(), 'utf8')
    expect(leftOut).toBe(`${header}\nG4,1,2026-03-32,G-B,5.00,EUR\n`)
    expect(await march(page)).toMatchObject({ Lines: '4', 'Net, EUR': '10,225.00' })

    // It is taken back whole, from the history.
    await page.getByRole('link', { name: 'Imports', exact: true }).first().click()
    await page.getByRole('grid', { name: 'Imports' }).getByRole('link').first().click()
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await page.getByRole('button', { name: 'Undo it' }).click()
    await page.getByText(/This import was undone on/).waitFor()
    expect(await march(page)).toMatchObject({ Lines: '3', 'Net, EUR': '1,150.00', 'Credits, EUR': '-50.00' })
  })
})
