import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ada, hasBrowser, phone, useHouse } from './house.ts'
import { Flaws } from './screen-laws.ts'

/** An import changes the figures: until they are worked out anew, screens that show them wait. */
const figuresOnTheirWay = [/status of 503/]
const header = 'invoice,line,date,account,net,currency\n'

describe.skipIf(!hasBrowser)('a program brings files', () => {
  const house = useHouse({ isOwn: true })

  it('by a key that an administrator makes, sees used and revokes', async () => {
    const { url } = house.current
    const page = await house.current.visitor({}, figuresOnTheirWay)
    await house.current.signIn(ada, page)
    const flaws = new Flaws(page)
    await page.goto(`${url}/settings`)
    await page.getByText('No program has a key').waitFor()
    await page.getByRole('button', { name: 'Make a key' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'What it is for' }).fill('ERP at night')
    await flaws.look('make a key')
    await dialog.getByRole('button', { name: 'Make the key' }).click()
    const secret = await dialog.getByRole('textbox', { name: 'API key' }).inputValue()
    await flaws.look('the key')
    await dialog.getByRole('button', { name: 'I have copied it' }).click()
    const keys = page.getByRole('grid', { name: 'API keys' })
    await keys.getByText('ERP at night').waitFor()
    expect(await page.content()).not.toContain(secret)
    await flaws.look('keys')

    const bring = () =>
      fetch(`${url}/api/v1/imports?source=night&file=lines.csv`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/octet-stream' },
        body: `${header}K1,1,2026-03-02,K,1000.00,EUR\n`,
      })
    const brought = await bring()
    expect(brought.status).toBe(202)
    const { id } = (await brought.json()) as { readonly id: string }
    await page.goto(`${url}/jobs?job=${id}`)
    await page.getByRole('dialog').getByText('Done').waitFor()
    await page.goto(`${url}/imports`)
    await page.getByRole('grid', { name: 'Imports' }).getByText('ERP at night').waitFor()

    await page.goto(`${url}/settings`)
    expect(await keys.getByText('never').count()).toBe(0)
    await keys.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke it' }).click()
    await keys.getByText('Revoked').waitFor()
    expect((await bring()).status).toBe(401)
    expect(flaws.found).toEqual([])
  })

  it('by a folder that is watched, where everybody who imports sees what became of them', async () => {
    const { url, place } = house.current
    const page = await house.current.visitor({}, figuresOnTheirWay)
    await house.current.signIn(ada, page)
    await page.goto(`${url}/settings`)
    await page.getByRole('checkbox', { name: 'Watch this folder' }).check()
    await page.getByText('The folder is watched').first().waitFor()
    const folders = ['good', 'bad'].map((source) => join(place.data, 'inbox', source))
    for (const folder of folders) await mkdir(folder, { recursive: true })
    await writeFile(join(folders[0] ?? '', 'lines.csv'), `${header}F1,1,2026-03-02,F,1000.00,EUR\n`)
    await writeFile(join(folders[1] ?? '', 'lines.csv'), 'invoice,lime\nF1,1\n')
    await page.goto(`${url}/imports`)
    await page.getByText('2 files are waiting').waitFor()
    const flaws = new Flaws(page)
    await flaws.look('waiting')
    const inbox = page.getByRole('grid', { name: 'Watched folder' })
    await inbox.getByText(/^Imported as number \d+\. Rows: 1 new/).waitFor({ timeout: 60_000 })
    await inbox.getByText('"lime"').waitFor({ timeout: 60_000 })
    await page.getByRole('grid', { name: 'Imports' }).getByText('watched folder').waitFor()
    await flaws.look('done and failed')
    await inbox.getByText('"lime"').click()
    await page.getByRole('dialog').getByRole('link', { name: 'See the job' }).waitFor()
    await flaws.look('one that failed')
    expect(flaws.found).toEqual([])
    const small = await house.current.visitor(phone, figuresOnTheirWay)
    await house.current.signIn(ada, small)
    await small.goto(`${url}/imports`)
    await small.getByText(/Imported as number/).waitFor()
  })
})
