import { describe, expect, it } from 'vitest'
import { ada, hasBrowser, useHouse } from './house.ts'
import { Flaws } from './screen-laws.ts'

/** Screens of a book that holds nothing, each with what it offers to do about it. */
const screens = [
  ['/portfolio', 'The book is empty'],
  ['/movement', 'The book is empty'],
  ['/accounts', 'No accounts yet'],
  ['/my-book', 'The book is empty'],
  ['/actions', 'Nothing to do'],
  ['/calls', 'No call is noted here'],
  ['/scoreboard', 'The book is empty'],
  ['/alerts', 'The book is empty'],
  ['/lifetime', 'The rhythm of the book was not learnt yet'],
  ['/selection', 'Nobody has said yet what makes an account strategic'],
  ['/selection?tab=criteria', 'Start from the proposal'],
  ['/policy', 'Holds now'],
  ['/policy/studio', 'There is nothing to grade yet'],
  ['/imports', 'Nothing was imported yet'],
  ['/sources', 'Nothing is remembered yet'],
  ['/control', 'There are no invoice lines'],
  ['/closings', 'No period is closed yet'],
  ['/profits', 'The book is empty'],
  ['/receivables', 'The book is empty'],
  ['/drains', 'The book is empty'],
  ['/stock', 'The book is empty'],
  ['/reviews', 'The book is empty'],
  ['/finance', 'Nobody has said what keeping stock costs'],
  ['/search', 'Search'],
  ['/jobs', 'Jobs'],
  ['/users', 'Who has access'],
  ['/audit', 'Audit'],
  ['/settings', 'How you like it'],
] as const

describe.skipIf(!hasBrowser)('every screen of an empty book leads on', () => {
  const house = useHouse()

  it('and can be read by everybody', async () => {
    const { server, url } = house.current
    await server.comeIn()
    const page = await house.current.visitor()
    await house.current.signIn(ada, page)
    const flaws = new Flaws(page)
    for (const [path, words] of screens) {
      await page.goto(`${url}${path}`)
      await page.getByText(words).first().waitFor({ state: 'attached' })
      await flaws.look(path)
    }
    expect(flaws.found).toEqual([])
  })
})
