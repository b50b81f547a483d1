import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { password } from '../server/server.ts'
import { hasBrowser, useHouse } from './house.ts'
import { Flaws } from './screen-laws.ts'

const accounts = [
  'Müller & Söhne GmbH',
  'Bäckerei Groß',
  'Straßenbau AG',
  'Kühne Möbel',
  'Öztürk Feinkost',
  'Weiß Maschinen',
]
const days = ['05', '17', '28']

/** What an ERP on a German desk writes: semicolons, decimal commas, days first, umlauts of Windows. One invoice a day and account. */
function germanSales(years: readonly number[], months = 12): Buffer<ArrayBuffer> {
  const lines = ['Rechnungsnr;Pos;Belegdatum;Kundennr;Kundenname;Artikelnr;Bezeichnung;Menge;Nettobetrag;Währung']
  for (const year of years) {
    for (let month = 1; month <= months; month += 1) {
      for (const [at, name] of accounts.entries()) {
        const day = `${days[at % days.length] ?? ''}.${String(month).padStart(2, '0')}.${String(year)}`
        const number = `RE-${String(year)}-${String(month)}-${String(at + 1)}`
        lines.push(
          [
            number,
            1,
            day,
            `K${String(1001 + at)}`,
            name,
            'A-100',
            'Schrauben 5×40',
            '12,5',
            `${String(at + 1)}.234,50`,
            'EUR',
          ].join(';'),
        )
      }
    }
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1')
}

async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const zone = page.getByRole('group', { name: 'Drop files here' })
  const dropped = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer()
      const letters = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
      transfer.items.add(new File([letters], fileName, { type: 'text/csv' }))
      return transfer
    },
    [name, bytes.toString('base64')] as const,
  )
  await zone.dispatchEvent('drop', { dataTransfer: dropped })
}

describe.skipIf(!hasBrowser)('a newcomer’s German file becomes a graded book', () => {
  const house = useHouse()

  it('in at most six clicks, and the file of the next month in one', async () => {
    let clicks = 0
    const click = async (what: Locator): Promise<void> => {
      clicks += 1
      await what.click()
    }
    const page = await house.current.visitor({}, [/status of 503/])
    const flaws = new Flaws(page)
    await page.goto(house.current.url)
    await page.getByRole('textbox', { name: 'One-time link' }).fill(await house.current.server.firstLink())
    await click(page.getByRole('button', { name: 'Go on' }))
    await page.getByRole('textbox', { name: 'Your name' }).fill('Jürgen Groß')
    await page.getByRole('textbox', { name: 'E-mail' }).fill('juergen@example.com')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await click(page.getByRole('button', { name: 'Come in' }))

    // Nothing has to be known of kinds, letters or signs: they are found and shown, with the first rows as they will be.
    await page.getByRole('group', { name: 'Drop files here' }).waitFor()
    await drop(page, 'Umsätze 2024-2025.csv', germanSales([2024, 2025]))
    await page.getByText('Invoice lines, Accounts and Products').waitFor()
    expect(await page.getByLabel('Letters').inputValue()).toBe('find out')
    await page.getByText('Found: Windows-1252').waitFor({ state: 'attached' })
    await page.getByText('Found: Comma: 1.234,50').waitFor({ state: 'attached' })
    expect(await page.getByLabel('Read from: Net amount').inputValue()).toBe('Nettobetrag')
    const rows = page.getByRole('group', { name: 'As it will be read' }).getByRole('row')
    expect(await rows.count()).toBe(11)
    expect(await rows.nth(2).innerText()).toMatch(/RE-2024-1-2[^]*17 Jan 2024[^]*2,234\.50/)
    await flaws.look('how a file is read')

    await click(page.getByRole('button', { name: 'Check the files' }))
    await page.getByText('151 rows would come in.').waitFor()
    await click(page.getByRole('button', { name: 'Import', exact: true }))
    await click(page.getByRole('link', { name: 'See the graded book' }))
    // A year of it: 12 x (1,234.50 + ... + 6,234.50), each account by its name.
    await page.getByRole('region', { name: 'The book in figures' }).getByTitle('268,884.00').first().waitFor()
    console.log(`From the first page to the graded book of a German file: ${String(clicks)} clicks`)
    expect(clicks).toBeLessThanOrEqual(6)

    // The source knows such files now: the next one is dropped, and imported by one click.
    await page.goto(`${house.current.url}/imports/new`)
    await page.getByRole('group', { name: 'Drop files here' }).waitFor()
    await drop(page, 'Umsätze 2026-01.csv', germanSales([2026], 1))
    await page.getByText('Read as remembered for main, version 1.').waitFor()
    await flaws.look('a file of a known source')
    await page.getByRole('button', { name: 'Import as the last time' }).click()
    await page.getByRole('heading', { name: 'Import 2 is in the book' }).waitFor()

    // What is remembered can be read, taken along and forgotten.
    await page.goto(`${house.current.url}/sources`)
    await page.getByRole('row', { name: /^main/ }).click()
    await page.getByRole('dialog', { name: 'main' }).getByText('Nettobetrag').waitFor()
    await flaws.look('what a source remembers')
    await page.getByRole('button', { name: 'Forget it' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Forget it' }).last().click()
    await page.getByText('Nothing is remembered yet').waitFor()
    await flaws.look('no source')
    expect(flaws.found).toEqual([])
  })

  it('and is said not to be remembered when it could not be', async () => {
    const page = await house.current.enter('finance', {}, [/status of (?:500|503)/])
    await page.route('**/api/v1/mappings/*', async (route) => {
      if (route.request().method() === 'PUT') await route.fulfill({ status: 500, body: '{}' })
      else await route.continue()
    })
    await page.goto(`${house.current.demoUrl}/imports/new`)
    await page.getByRole('group', { name: 'Drop files here' }).waitFor()
    await drop(page, 'Umsätze 2026-01.csv', germanSales([2026], 1))
    await page.getByLabel('Source', { exact: true }).fill('desk')
    await page.getByRole('button', { name: 'Check the files' }).click()
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('heading', { name: /^Import \d+ is in the book$/ }).waitFor()
    await page.getByText('How files of desk are read could not be remembered').waitFor()
    expect(await page.getByText('How files of desk are read is remembered').count()).toBe(0)
  })
})
