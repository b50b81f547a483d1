import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'
import { Flaws } from './screen-laws.ts'

/** Screens of the office, each with words that are there once it has come. */
const screens = [
  ['Imports', 'In the book'],
  ['Sources', 'Ready mappings'],
  ['Control totals', 'Compare with your own books'],
  ['Closings', 'Backups'],
  ['Finance', 'How long things take'],
  ['Jobs', 'Figures worked out anew'],
  ['Users', 'Who has access'],
  ['Audit', 'Detail'],
  ['Settings', 'How you like it'],
] as const

describe.skipIf(!hasBrowser)('every screen of the office can be read by everybody', () => {
  const house = useHouse()

  it('one after another', async () => {
    const page = await house.current.enter('administrator')
    const flaws = new Flaws(page)
    const menu = page.getByRole('navigation', { name: 'Screens' })
    for (const [screen, words] of screens) {
      await menu.getByRole('link', { name: screen, exact: true }).click()
      await page.getByText(words).first().waitFor()
      await flaws.look(screen)
    }
    await page.goto(`${house.current.demoUrl}/nowhere`)
    await page.getByText('There is no such page').waitFor()
    await flaws.look('no such page')
    expect(flaws.found).toEqual([])
  })

  it('before one is signed in', async () => {
    const { url, demoUrl, server } = house.current
    const page = await house.current.visitor({}, [/status of 404/])
    const flaws = new Flaws(page)
    const outside = [
      [`${url}/`, 'Start my book'],
      [`${url}/sign-in`, 'No password yet'],
      [await server.firstLink(), 'Set up the first administrator'],
      [`${url}/invitation/nobody-was-sent-this`, 'This link does not work any more'],
      [`${demoUrl}/`, 'Sales leader'],
    ] as const
    for (const [address, words] of outside) {
      await page.goto(address)
      await page.getByText(words).first().waitFor()
      await flaws.look(words)
    }
    expect(flaws.found).toEqual([])
  })

  it('the three steps of an import, the import and its undo', async () => {
    const page = await house.current.enter('finance')
    const flaws = new Flaws(page)
    await page.goto(`${house.current.demoUrl}/imports/new`)
    await page.getByText('Drop files here').waitFor()
    await flaws.look('no file yet')
    const lines = ['invoice,line,date,account,net,currency', 'I1,1,2026-03-02,A,1000.00,EUR', 'I2,1,2026-03-32,B,1,EUR']
    await page.locator('input[type=file]').setInputFiles({
      name: 'lines.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${lines.join('\n')}\n`),
    })
    await page.getByRole('textbox', { name: 'Source' }).fill('other')
    await flaws.look('a file')
    await page.getByRole('button', { name: 'Check the files' }).click()
    await page.getByText('Nothing has been written yet').waitFor()
    await flaws.look('preview')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('link', { name: 'See the import' }).waitFor()
    await flaws.look('imported')
    await page.getByRole('link', { name: 'See the import' }).click()
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await page.getByRole('dialog').waitFor()
    await flaws.look('undo?')
    await page.getByRole('button', { name: 'Undo it' }).click()
    await page.getByText('This import was undone on').waitFor()
    await flaws.look('undone')
    await page.goto(`${house.current.demoUrl}/control`)
    await page.getByRole('button', { name: 'Compare with your own books' }).click()
    await flaws.look('comparing')
    expect(flaws.found).toEqual([])
  })

  it('what opens over a screen', async () => {
    const page = await house.current.enter('administrator')
    const flaws = new Flaws(page)
    await page.goto(`${house.current.demoUrl}/users`)
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByRole('dialog').waitFor()
    await flaws.look('invite')
    await page.keyboard.press('Escape')
    for (const path of ['/users', '/audit', '/jobs']) {
      await page.goto(`${house.current.demoUrl}${path}`)
      await page.getByRole('grid').locator('tbody tr[data-row]').nth(1).click()
      await page.getByRole('dialog').waitFor()
      await flaws.look(`one of ${path}`)
    }
    await page.goto(`${house.current.demoUrl}/closings`)
    await page
      .getByRole('button', { name: /^Close/ })
      .first()
      .click()
    await page.getByRole('dialog').waitFor()
    await flaws.look('close a period')
    expect(flaws.found).toEqual([])
  })
})
