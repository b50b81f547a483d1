import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { TestVisitor } from '../server/server.ts'
import { hasBrowser, useHouse } from './house.ts'
import { untilSettled, findOverflow } from './screen-laws.ts'

const screens = [
  '/portfolio',
  '/accounts',
  '/my-book?rep=demo/R-08',
  '/actions',
  '/calls?owner=all&state=all',
  '/scoreboard?show=league',
  '/scoreboard?rep=demo/R-08',
  '/alerts',
  '/alerts?tab=caps',
  '/lifetime',
  '/policy',
  '/policy/studio',
  '/policy/compare',
  '/imports/new',
  '/imports',
  '/sources',
  '/control',
  '/closings',
  '/finance',
  '/finance?tab=reconciliation',
  '/selection',
  '/selection?tab=criteria',
  '/reviews',
  '/reviews?tab=counts',
  '/reviews?tab=reasons',
  '/reviews?tab=plan',
  '/profits',
  '/receivables',
  '/movement?tab=retention',
  '/movement?tab=cohorts',
  '/drains',
  '/stock',
  '/finance?tab=sale',
  '/jobs',
  '/users',
  '/audit',
  '/settings',
  '/search',
] as const

describe.skipIf(!hasBrowser)('nothing stays in English in another language', () => {
  const house = useHouse()

  it('on any screen, and longer words find room', async () => {
    const page = await house.current.enter('administrator')
    const { demoUrl } = house.current
    await page.request.patch(`${demoUrl}/api/v1/session/preferences`, { data: { language: 'en-XA' } })
    const { items } = await (
      await house.current.call('leader')
    ).call('listAccounts', { query: { limit: 1, sort: '-spend' } })
    const account = `/accounts/${items[0]?.id ?? ''}`
    const importing = await uploadOf(await house.current.call('administrator'))
    const said = new Set<string>()
    page.on('response', (response) => {
      if (!response.url().includes('/api/v1/')) return
      void response.json().then(
        (body) => {
          noteTexts(body, said)
        },
        () => {},
      )
    })
    const found: string[] = []
    for (const path of [
      ...screens,
      importing,
      account,
      `${account}?tab=why`,
      `${account}?tab=movement`,
      `${account}?tab=value`,
      `${account}?tab=lines`,
      `${account}?tab=history`,
    ]) {
      await page.goto(`${demoUrl}${path}`)
      await expect.poll(() => page.locator('html').getAttribute('lang'), { timeout: 10_000 }).toBe('en-XA')
      await untilSettled(page)
      const texts = await textsOf(page)
      expect(texts.filter((text) => text.startsWith('[')).length).toBeGreaterThan(10)
      found.push(...texts.filter((text) => isEnglish(text, said)).map((text) => `${path}: ${text}`))
      for (const width of [1024, 390, 1440]) {
        await page.setViewportSize({ width, height: 844 })
        await untilSettled(page)
        found.push(...(await findOverflow(page)).map((what) => `${path} at ${what}`))
      }
    }
    expect(found).toEqual([])
  })
})

/** The screen of an upload with a file that is read as several kinds, one of them with something to settle. */
async function uploadOf(visitor: TestVisitor): Promise<string> {
  const { id } = await visitor.call('createUpload', {})
  const lines = 'Rechnungsnr;Datum;Kundennr;Kundenname;Netto\nR1;05/03/2026;K1;Groß;1,234\n'
  await visitor.call('putUploadFile', { params: { id, name: 'verkauf.csv' } }, Buffer.from(lines))
  return `/imports/new?upload=${id}`
}

/** Everything on a screen that is read by eye or ear. */
async function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      // A long choice is one of names: of time zones, of languages in their own.
      const isName = (element?.closest('select')?.length ?? 0) > 12
      if (!isName && element?.closest('code, [translate="no"]') === null) found.add(node.textContent ?? '')
    }
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('[translate="no"]')) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.add(element.getAttribute(name) ?? '')
    }
    return [...found].map((text) => text.trim()).filter((text) => text !== '')
  })
}

/** Every text of an answer, which is data and in no language of ours. */
function noteTexts(value: unknown, said: Set<string>): void {
  if (typeof value === 'string') said.add(value)
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value) as unknown[]) noteTexts(inner, said)
  }
}

/** Written by the format of somebody's place: days, months, times ago, amounts. */
const formats =
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|August|September|October|November|December|EUR|[KMB]|kB|MB|bytes?|Q[1-4]|FY|yesterday|now|and|ago|seconds?|minutes?|hours?|days?|UTC|CET)\b/g

/** Whether a text has words that come neither from the catalogue, which is accented, nor from the book. */
function isEnglish(text: string, said: ReadonlySet<string>): boolean {
  let rest = text.replaceAll(/\[[^\]]*\]/g, ' ')
  const data = [...said].filter((one) => one.length > 1 && rest.includes(one))
  for (const one of data.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(one, ' ')
  rest = rest.replaceAll(/\d[\d.,]*[KMB]?/g, ' ').replaceAll(formats, ' ')
  return /[A-Za-z]{3,}/.test(rest)
}
