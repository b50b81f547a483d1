import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { hasBrowser, phone, useHouse } from './house.ts'

describe.skipIf(!hasBrowser)('the movement over time opens its accounts', () => {
  const house = useHouse()

  it('is walked along by keyboard, and a stream lists who is in it', async () => {
    const page = await house.current.enter('leader')
    const flow = page.getByRole('slider', { name: /^Movement over time\. \d+ moves up and \d+ down/ })
    await flow.waitFor()
    await flow.focus()
    await page.keyboard.press('End')
    const said = (await flow.getAttribute('aria-valuetext')) ?? ''
    expect(said).toMatch(/^\d+ accounts? (?:went|kept) .* between .* of spend$/)
    expect(await page.getByRole('figure', { name: 'Movement over time' }).textContent()).toContain(said)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/accounts\?.*gradeAt=/)
    const count = Number.parseInt(said, 10)
    await page
      .getByText(`${String(count)} account${count === 1 ? '' : 's'}`, { exact: true })
      .first()
      .waitFor()
    // Each end is a condition that can be read and taken out.
    expect(await page.getByRole('button', { name: /^Remove filter .* on \d+ \w+ 20\d\d$/ }).count()).toBe(2)
  })

  it('goes by years too, as a table, and along to a spreadsheet and a slide', async () => {
    const page = await house.current.enter('leader')
    const figure = page.getByRole('figure', { name: 'Movement over time' })
    await figure.getByText('Years').click()
    await page.waitForURL(/step=year/)
    // The book holds two whole years: its flow has two ends.
    await expect.poll(() => figure.getByText(/^\d+ Oct 20\d\d$/).count()).toBe(2)
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Table as CSV: Movement over time' }).click()
    const download = await coming
    const [header, ...rows] = (await readFile(await download.path(), 'utf8')).replace('\uFEFF', '').trim().split('\r\n')
    expect(header).toBe('From,To,Grade before,Grade after,Accounts,Change of spend')
    expect(rows.every((row) => /^20\d\d-10-\d\d,20\d\d-10-\d\d,\w+,\w+,\d+,-?\d+\.\d+$/.test(row))).toBe(true)
    const picture = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Picture as PNG: Movement over time' }).click()
    expect((await readFile(await (await picture).path())).subarray(1, 4).toString()).toBe('PNG')
    await page.getByRole('button', { name: 'Show as table: Movement over time' }).click()
    const shown = page.getByRole('region', { name: 'Movement over time' }).getByRole('row')
    expect(await shown.count()).toBe(rows.length + 1)
  })

  it('shows counts and no money to who may see none, and fits a phone', async () => {
    const page = await house.current.enter('viewer', phone)
    await page.goto(`${house.current.demoUrl}/portfolio`)
    const flow = page.getByRole('slider', { name: /^Movement over time/ })
    await flow.waitFor()
    await flow.focus()
    await page.keyboard.press('Home')
    expect(await flow.getAttribute('aria-valuetext')).toMatch(/^\d+ accounts? (?:went|kept) [^,]*$/)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
