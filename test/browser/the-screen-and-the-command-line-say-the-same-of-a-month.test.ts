import { describe, expect, it } from 'vitest'
import { parseMicros } from '../../src/domain/money.ts'
import { parseShown } from './amounts.ts'
import { hasBrowser, useHouse } from './house.ts'

const month = '2026-09'

describe.skipIf(!hasBrowser)('the screen and the command line say the same of a month', () => {
  const house = useHouse()

  it('to the cent, and again after an import was undone', async () => {
    const page = await house.current.enter('finance')
    const command = async (): Promise<unknown[]> => house.current.demoPlace.json('control')
    const before = await command()
    const told = (await house.current.demoPlace.json('control', '--month', month)).map(({ currency, lines, net }) => [
      currency,
      lines,
      parseMicros(String(net)),
    ])

    await page.goto(`${house.current.demoUrl}/control?month=${month}`)
    const grid = page.getByRole('grid', { name: 'Control totals' })
    await grid.getByRole('gridcell').first().waitFor()
    const headers = await grid.getByRole('columnheader').allTextContents()
    const rows = await grid.locator('tbody tr[data-row]').all()
    const shown = await Promise.all(
      rows.map(async (row) => {
        const cells = await row.getByRole('gridcell').allTextContents()
        const under = (header: string): string => cells[headers.indexOf(header)] ?? ''
        return [under('Currency'), Number(under('Lines').replaceAll(',', '')), parseShown(under('Net'))]
      }),
    )
    expect(new Set(shown)).toEqual(new Set(told))

    // An import of the same source, and its undo.
    await page.goto(`${house.current.demoUrl}/imports/new`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'lines.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`invoice,line,date,account,net,currency\nEXTRA,1,${month}-15,K100012,1234.56,EUR\n`),
    })
    await page.getByRole('button', { name: 'Check the files' }).click()
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('link', { name: 'See the import' }).click()
    await page.getByRole('button', { name: 'Undo this import' }).waitFor()
    expect(await command()).not.toEqual(before)
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await page.getByRole('button', { name: 'Undo it' }).click()
    await page.getByText(/This import was undone on/).waitFor()
    expect(await command()).toEqual(before)
  })
})
