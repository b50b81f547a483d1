import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { hasBrowser, useHouse } from './house.ts'

type Counted = Output<'countAccounts'>

/** A link to a list of accounts, as it stands on screen: what it says and what it asks for. */
interface Figure {
  readonly said: string
  readonly search: string
}

/** Counts, such as `▲ 1,132` or `46`; amounts of money have their cents or a letter for their size. */
const count = /^[▲▼✦✕\s]*[\d,]+$/

/** Runs in the page. A cell of the matrix has the change of spend under its count. */
const readFigures = `[...document.querySelectorAll('main a[href*="/accounts"]')].flatMap((link) => {
  const address = new URL(link.getAttribute('href'), document.baseURI)
  if (!address.pathname.endsWith('/accounts')) return []
  return [{ said: (link.firstElementChild ?? link).textContent, search: address.search }]
})`

async function countsBehind(page: Page, demoUrl: string, search: string): Promise<Counted> {
  const asked = new URLSearchParams(search)
  asked.delete('sort')
  const response = await page.request.get(`${demoUrl}/api/v1/accounts/count?${asked.toString()}`)
  expect({ search, status: response.status() }).toEqual({ search, status: 200 })
  return (await response.json()) as Counted
}

describe.skipIf(!hasBrowser)('every figure of the book opens its accounts', () => {
  const house = useHouse()

  it.each([
    ['leader', '/portfolio', 60],
    ['leader', '/portfolio?by=territory', 40],
    ['leader', '/portfolio?by=segment', 40],
    ['rep', '/portfolio', 40],
    ['rep', '/portfolio?within=mine', 20],
    ['viewer', '/portfolio', 40],
    ['rep', '/my-book', 8],
  ] as const)('as %s on %s', async (role, path, least) => {
    const page = await house.current.enter(role)
    await page.goto(`${house.current.demoUrl}${path}`)
    await page.getByRole('heading', { name: 'Needs a look' }).waitFor()
    if (path.startsWith('/portfolio')) await page.getByRole('columnheader', { name: 'Lost' }).waitFor()

    const figures = (await page.evaluate<readonly Figure[]>(readFigures)).filter(({ said }) => count.test(said.trim()))
    expect(figures.length).toBeGreaterThanOrEqual(least)
    for (const { said, search } of figures) {
      const behind = await countsBehind(page, house.current.demoUrl, search)
      const shown = Number(said.replaceAll(/[^\d]/g, ''))
      // Whole money of a group looks like a count: it is that of its accounts.
      const spend = behind.spend === undefined ? null : Math.round(Number(behind.spend))
      expect({ said, search, isSo: shown === behind.count || shown === spend }).toEqual({ said, search, isSo: true })
    }
  })
})
