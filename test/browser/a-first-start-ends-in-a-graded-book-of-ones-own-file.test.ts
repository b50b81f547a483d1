import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { password } from '../server/server.ts'
import { hasBrowser, useHouse } from './house.ts'

/** A dozen accounts that buy each month for three years, each a hundred more than the one before it. */
function linesOfTrade(): string {
  const lines = ['invoice,line,date,account,net,currency']
  for (let month = 0; month < 36; month += 1) {
    const date = `${String(2023 + Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}-28`
    for (let account = 1; account <= 12; account += 1) {
      const number = `${String(month + 1)}-${String(account)}`
      lines.push(
        [number, 1, date, `ACC-${String(account).padStart(2, '0')}`, `${String(account * 100)}.00`, 'EUR'].join(','),
      )
    }
  }
  return `${lines.join('\n')}\n`
}

async function drop(page: Page, on: Locator, name: string, text: string): Promise<void> {
  const dropped = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], fileName, { type: 'text/csv' }))
      return transfer
    },
    [name, text] as const,
  )
  await on.dispatchEvent('drop', { dataTransfer: dropped })
}

describe.skipIf(!hasBrowser)('a first start ends in a graded book of one’s own file', () => {
  const house = useHouse()

  it('in a handful of clicks', async () => {
    let clicks = 0
    const click = async (what: Locator): Promise<void> => {
      clicks += 1
      await what.click()
    }
    const started = performance.now()
    const page = await house.current.visitor({}, [/status of 503/])
    await page.goto(house.current.url)

    // The demo, or one's own book: the terminal printed the way in.
    await page.getByRole('heading', { name: 'Start my book' }).waitFor()
    await page.getByRole('textbox', { name: 'One-time link' }).fill(await house.current.server.firstLink())
    await click(page.getByRole('button', { name: 'Go on' }))
    await page.getByRole('textbox', { name: 'Your name' }).fill('Olga Lund')
    await page.getByRole('textbox', { name: 'E-mail' }).fill('olga@example.com')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await click(page.getByRole('button', { name: 'Come in' }))

    // What one has goes in as it is.
    const zone = page.getByRole('group', { name: 'Drop files here' })
    await zone.waitFor()
    await drop(page, zone, 'lines.csv', linesOfTrade())
    await page.getByText('Invoice lines: 6 columns').waitFor()
    await page.getByRole('textbox', { name: 'Source' }).fill('erp')
    await click(page.getByRole('button', { name: 'Check the files' }))
    await page.getByText('432 rows would come in.').waitFor()
    await click(page.getByRole('button', { name: 'Import', exact: true }))
    await click(page.getByRole('link', { name: 'See the graded book' }))

    // The last twelve months of it, graded: 12 x (100 + ... + 1200).
    await page.getByRole('region', { name: 'The book in figures' }).getByTitle('93,600.00').first().waitFor()
    const grades = page.getByRole('figure', { name: 'Grades' })
    expect(await grades.getByRole('link', { name: /accounts in A|accounts in B|accounts in C/ }).count()).toBe(3)
    console.log(`From the first page to the graded book: ${String(clicks)} clicks, ${secondsSince(started)}`)
    expect(clicks).toBeLessThanOrEqual(5)
  })
})

function secondsSince(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}
