import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { password } from '../server/server.ts'
import { hasBrowser, useHouse } from './house.ts'

const names = {
  MARKUP: '<img src=x onerror="globalThis.harm=1">',
  SCRIPT: '</script><script>globalThis.harm=1</script>',
  FORMULA: "=cmd|' /C calc'!A0",
  AT: '@SUM(1+1)*cmd',
  LINK: 'javascript:globalThis.harm=1',
} as const

const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`

describe.skipIf(!hasBrowser)('names that are code do no harm', () => {
  const house = useHouse()

  it('on screen, in the search and in what is exported', async () => {
    const { place, server, url } = house.current
    const accounts = Object.entries(names).map(([key, name]) => `${key},${csvCell(name)}`)
    await writeFile(place.path('accounts.csv'), `key,name\n${accounts.join('\n')}\n`)
    const lines = Object.keys(names).map((key, index) => `I${String(index)},1,2026-03-02,${key},1000.00,EUR`)
    await writeFile(place.path('lines.csv'), `invoice,line,date,account,net,currency\n${lines.join('\n')}\n`)
    const visitor = await server.comeIn()
    const { id } = await visitor.importFiles(place.folder, ['accounts.csv', 'lines.csv'])
    await visitor.untilJob(id)
    await expect
      .poll(async () => (await visitor.send('listAccounts', { query: {} })).status, { timeout: 30_000 })
      .toBe(200)

    const page = await house.current.visitor()
    await house.current.signIn({ email: 'ada@example.com', password }, page)
    const isHarmed = async (): Promise<boolean> => page.evaluate(() => 'harm' in globalThis)

    await page.goto(`${url}/accounts?sort=name`)
    const grid = page.getByRole('grid')
    for (const name of Object.values(names)) await grid.getByText(name, { exact: true }).waitFor()
    expect(await isHarmed()).toBe(false)

    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export CSV' }).click()
    const exported = await readFile(await (await coming).path(), 'utf8')
    expect(exported).toContain(csvCell(names.MARKUP))
    for (const name of [names.FORMULA, names.AT]) expect(exported).toContain(`'${name}`)
    expect(exported).not.toMatch(/(?:^|,)"?[=@]/m)

    for (const name of Object.values(names)) {
      await page.goto(`${url}/accounts?sort=name`)
      await grid.getByText(name, { exact: true }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
      await page.getByRole('tab', { name: 'Lines' }).click()
      await page.getByRole('tabpanel').getByRole('row').nth(1).waitFor()
      expect(await isHarmed()).toBe(false)
    }
    await page.goto(`${url}/portfolio`)
    await page.getByText(names.MARKUP).first().waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('img src')
    await page.getByRole('option').filter({ hasText: names.MARKUP }).waitFor()
    expect(await isHarmed()).toBe(false)
  })
})
