import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'
import { findFlaws, Flaws } from './screen-laws.ts'

/** Screens of the book, each with words that are there once it has come. */
const everyday = [
  ['/portfolio', 'By owner'],
  ['/portfolio?by=territory&within=mine', 'By territory'],
  ['/accounts', 'Export CSV'],
  ['/accounts?grade=A&movement=down&sort=spendChange', 'Clear all'],
  ['/my-book?rep=demo/R-08', 'Nearest to a better grade'],
  ['/search', 'Search'],
  ['/actions', 'Who does what, by when.'],
  ['/lifetime', 'Most in doubt'],
  ['/lifetime?tab=trust&days=365', 'How it foretold days it had not seen'],
] as const
/** Who moves, why, and what is done about it. */
const moving = [
  ['/movement', 'Point at a stream'],
  ['/movement?class=down&bound=money', 'Percent'],
  ['/movement?tab=reviews', 'Why accounts left, fell and were won'],
  ['/movement?tab=drains', 'Accounts that cost more than they bring'],
  ['/movement?tab=scoreboard', 'Whole book'],
  ['/calls?owner=all&state=all', 'Who spoke to whom'],
  ['/scoreboard?show=league', 'Whole book'],
  ['/scoreboard?rep=demo/R-08', 'Against the book that was given'],
  ['/alerts', 'at stake'],
  ['/alerts?tab=open', 'at stake'],
  ['/alerts?tab=caps', 'Alerts of a week, by rep'],
  ['/movement?tab=retention', 'What became of the money'],
  ['/movement?tab=cohorts', 'Whole quarters up to'],
  ['/drains', 'Not ordered:'],
  ['/reviews', 'between the two windows of each review'],
  ['/reviews?tab=counts&by=family', 'Every review is counted once'],
  ['/reviews?tab=reasons', 'A reason that a review names is retired'],
  ['/reviews?tab=plan', 'every step becomes an action'],
] as const
/** And those that argue what accounts are worth, and how they are graded. */
const worth = [
  ['/selection', 'Places are among'],
  ['/selection?tab=overrides', 'Score says'],
  ['/selection?tab=criteria', 'The score is the weighted mean'],
  ['/profits', 'What accounts earn after all they cost'],
  ['/receivables', 'Who owes it'],
  ['/receivables?show=overdue&sort=-cost', 'Who owes it'],
  ['/stock?show=dedicated&sort=turns', 'Accounts by what their stock costs'],
  ['/policy', 'Holds now'],
  ['/policy/studio', 'How the values lie'],
  ['/policy/compare', 'Accounts that move'],
] as const

describe.skipIf(!hasBrowser)('every screen of the book can be read by everybody', () => {
  const house = useHouse()

  it.each([
    ['of every day', everyday],
    ['of who moves', moving],
    ['of what accounts are worth', worth],
  ])('one after another, %s', async (_, screens) => {
    const page = await house.current.enter('administrator')
    const flaws = new Flaws(page)
    for (const [path, words] of screens) {
      await page.goto(`${house.current.demoUrl}${path}`)
      await page.getByText(words).first().waitFor({ state: 'attached' })
      await flaws.look(path)
    }
    expect(flaws.found).toEqual([])
  })

  it('an account with each of its parts, and an invoice over it', async () => {
    const page = await house.current.enter('executive')
    const flaws = new Flaws(page)
    await page.goto(`${house.current.demoUrl}/accounts?grade=A&sort=-spend`)
    await page.getByRole('grid').getByRole('link').first().click()
    await page.getByRole('tab', { name: 'Overview' }).waitFor()
    await flaws.look('overview')
    for (const name of ['Why this grade', 'Movement', 'Value', 'Invoices', 'Lines', 'History']) {
      await page.getByRole('tab', { name }).click()
      await page.getByRole('tabpanel', { name }).waitFor()
      await flaws.look(name)
    }
    await page.getByRole('tab', { name: 'Invoices' }).click()
    await page.getByRole('grid').locator('tbody tr[data-row]').first().click()
    await page.getByRole('dialog').getByText('Payments').first().waitFor()
    await flaws.look('invoice')
    expect(flaws.found).toEqual([])
  })

  it('an account with the family it belongs to', async () => {
    const leader = await house.current.call('leader')
    const { items } = await leader.call('listAccounts', { query: { limit: 200, sort: 'name' } })
    const child = items.find(({ id, root }) => root !== null && root.id !== id)
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/accounts/${child?.id ?? ''}`)
    await page.getByRole('navigation', { name: 'Part of' }).waitFor()
    expect(await findFlaws(page)).toEqual([])
  })

  it('what opens over the list of accounts', async () => {
    const page = await house.current.enter('administrator')
    const flaws = new Flaws(page)
    await page.goto(`${house.current.demoUrl}/accounts?grade=A`)
    await page.getByRole('grid').getByRole('link').first().waitFor()
    for (const name of [/^Views/, /^Columns/, /^Territory/]) {
      await page.getByRole('main').getByRole('button', { name }).first().click()
      await page.locator('[popover]:popover-open').waitFor()
      await flaws.look(String(name))
      await page.keyboard.press('Escape')
    }
    expect(flaws.found).toEqual([])
  })

  it('an account as somebody sees it who may see no money', async () => {
    const page = await house.current.enter('viewer')
    await page.goto(`${house.current.demoUrl}/accounts?grade=A`)
    await page.getByRole('grid').getByRole('link').first().click()
    await page.getByText('Exact spend of this account is not shown').waitFor()
    expect(await findFlaws(page)).toEqual([])
  })

  it('what opens over a screen', async () => {
    const page = await house.current.enter('administrator')
    const flaws = new Flaws(page)
    await page.goto(`${house.current.demoUrl}/actions`)
    await page.getByRole('button', { name: 'New action' }).first().click()
    await page.getByRole('dialog').waitFor()
    await flaws.look('new action')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('option').first().waitFor()
    await flaws.look('palette')
    await page.keyboard.type('ha')
    await page.getByText('Found').first().waitFor()
    await flaws.look('palette with what was found')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'What these figures are of' }).click()
    await page.getByRole('dialog').getByText('Last import').waitFor()
    await flaws.look('about the figures')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^You: / }).click()
    await page.getByRole('menu').waitFor()
    await flaws.look('menu of the person')
    expect(flaws.found).toEqual([])
  })
})
