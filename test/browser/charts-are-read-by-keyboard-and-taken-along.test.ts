import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'

async function fileOf(page: Page, button: string): Promise<{ readonly name: string; readonly content: Buffer }> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  const download = await coming
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) }
}

describe.skipIf(!hasBrowser)('charts are read by keyboard and taken along', () => {
  const house = useHouse()

  it('walks along the curve with the arrows, says where it is, and opens the account there', async () => {
    const page = await house.current.enter('leader')
    const curve = page.getByRole('slider', { name: /^Concentration\. .* families make four fifths/ })
    await curve.focus()
    await page.keyboard.press('Home')
    await expect.poll(() => curve.getAttribute('aria-valuenow')).toBe('1')
    const first = await curve.getAttribute('aria-valuetext')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => curve.getAttribute('aria-valuenow')).toBe('2')
    expect(await curve.getAttribute('aria-valuetext')).not.toBe(first)
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/accounts\/[^/?]+/)
    const name = first?.split(', Spend ')[0] ?? ''
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  })

  it('walks along who earns the net profit and over the map of postures, and opens what is there', async () => {
    const page = await house.current.enter('leader')
    const map = page.getByRole('slider', { name: /^What to do with whom/ })
    await map.focus()
    await page.keyboard.press('ArrowRight')
    const first = (await map.getAttribute('aria-valuetext')) ?? ''
    expect(first).toMatch(/EUR, .*% of spend, (Secure|Make profitable)$/)
    await page.keyboard.press('ArrowRight')
    expect(await map.getAttribute('aria-valuetext')).not.toBe(first)
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/accounts\/[^/?]+/)
    await page.goBack()
    const curve = page.getByRole('slider', { name: /^Who earns the net profit/ })
    await curve.focus()
    await page.keyboard.press('End')
    await expect.poll(() => curve.getAttribute('aria-valuetext')).toMatch(/Of the total 100\.0%$/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/profits/)
    await page.getByRole('heading', { level: 1, name: 'Profit', exact: true }).waitFor()
  })

  it('shows every chart as a table, and gives it as a picture and as exact values', async () => {
    const page = await house.current.enter('leader')
    await page.getByRole('slider', { name: /^Retention/ }).waitFor()
    await page.getByRole('slider', { name: /^Who earns the net profit/ }).waitFor()
    for (const title of ['Grades', 'Retention', 'Concentration', 'Who earns the net profit', 'What to do with whom']) {
      const picture = await fileOf(page, `Picture as PNG: ${title}`)
      expect(picture.name).toMatch(/^[a-z-]+-ttm-2026-10-\d\d\.png$/)
      expect(picture.content.subarray(1, 4).toString()).toBe('PNG')
      expect(picture.content.length).toBeGreaterThan(5000)
      await page.getByRole('button', { name: `Show as table: ${title}` }).click()
      const rows = page.getByRole('region', { name: title, exact: true }).getByRole('row')
      expect(await rows.count()).toBeGreaterThan(3)
      await page.getByRole('button', { name: `Show as picture: ${title}` }).click()
    }
    const { content } = await fileOf(page, 'Table as CSV: Grades')
    const [header, best] = content.toString('utf8').replace('\uFEFF', '').split('\r\n')
    expect(header).toBe(
      'Grade,Accounts,Accounts before,Up into it,Down into it,New or returned,Left it,Spend,Spend before',
    )
    expect(best).toMatch(/^A,(\d+,){6}\d+\.\d{2,6},\d+\.\d{2,6}$/)
  })

  it('shows who may not see money the same pictures without it', async () => {
    const page = await house.current.enter('viewer')
    await page.goto(`${house.current.demoUrl}/portfolio`)
    await page.getByRole('heading', { name: 'Needs a look' }).waitFor()
    const { content } = await fileOf(page, 'Table as CSV: Grades')
    expect(content.toString('utf8')).not.toMatch(/Spend|\d+\.\d/)
    // Who moved is a count; the lines of money are not there.
    expect(await page.getByRole('slider', { name: /^(?!Movement over time)/ }).count()).toBe(0)
    expect(await page.getByText('Spend', { exact: true }).count()).toBe(0)
  })
})
