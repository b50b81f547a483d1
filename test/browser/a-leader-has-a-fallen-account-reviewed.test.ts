import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'

describe.skipIf(!hasBrowser)('a leader has a fallen account reviewed', () => {
  const house = useHouse()

  it('from its bridge to what service saw, an action that a rep does, and what was found', async () => {
    const leader = await house.current.enter('leader')

    // An account that fell, and why.
    await leader.goto(`${house.current.demoUrl}/accounts?movement=down`)
    const row = leader.getByRole('grid').getByRole('row').nth(1)
    await row.getByRole('gridcell').first().waitFor()
    await row.click()
    await leader.getByRole('tab', { name: 'Overview' }).waitFor()
    const name = (await leader.getByRole('heading', { level: 1 }).textContent()) ?? ''
    await leader.getByRole('tab', { name: 'Movement' }).click()
    await leader.getByRole('tabpanel', { name: 'Movement' }).getByRole('figure').first().waitFor()

    // The review asks service by name.
    await leader.getByRole('tab', { name: 'Overview' }).click()
    await leader.getByRole('button', { name: 'Start a review' }).click()
    const start = leader.getByRole('dialog', { name: `Review ${name}` })
    await start.getByRole('radio', { name: 'Decline' }).check()
    await start.getByRole('textbox', { name: /In a sentence/ }).fill('They buy less since spring')
    await start.getByRole('checkbox', { name: 'Service' }).check()
    await start.getByRole('combobox', { name: 'Person of Service' }).selectOption({ label: 'Sami Novak' })
    await start.getByRole('checkbox', { name: 'Logistics' }).check()
    await start.getByRole('button', { name: 'Start the review' }).click()
    await leader.getByRole('heading', { level: 2, name: 'What every department saw' }).waitFor()
    const address = leader.url()
    const money = leader.getByRole('region', { name: 'What happened in money' })
    await money.getByRole('row').filter({ hasText: 'All' }).waitFor()
    await leader.getByRole('figure', { name: 'Why it moved' }).waitFor()
    await leader.getByText('Waits for Service, Logistics').waitFor()

    // An action for the rep.
    const rep = 'Silke Tannenkamp'
    const title = `Ask ${name} what changed`
    await leader.getByRole('button', { name: 'New action' }).click()
    const action = leader.getByRole('dialog', { name: 'New action' })
    await action.getByRole('textbox', { name: 'What is to be done' }).fill(title)
    await action.getByRole('combobox', { name: 'Who does it' }).selectOption({ label: rep })
    await action.getByRole('button', { name: 'Today' }).click()
    await action.getByRole('button', { name: 'Save action' }).click()
    await leader.getByRole('listitem').filter({ hasText: title }).waitFor()

    await serviceSays(await house.current.enter('service'), house.current.demoUrl, name)
    await repDoes(await house.current.enter('rep'), title, `Review of ${name}`)

    // The leader finds all of it, and closes the review; a closed one takes no more views.
    await leader.goto(address)
    const service = leader.getByRole('region', { name: 'Service' })
    await service.getByText('Two complaints stayed open for weeks').waitFor()
    await service.getByText('A complaint was not settled well').waitFor()
    await leader.getByText('Waits for Logistics').waitFor()
    const done = leader.getByRole('listitem').filter({ hasText: title })
    await done.getByText('Done', { exact: true }).waitFor()
    await leader.getByRole('button', { name: 'Close the review' }).click()
    const closing = leader.getByRole('dialog', { name: 'Close the review' })
    await closing.getByText('Nobody of Logistics has said anything yet.').waitFor()
    await closing.getByRole('textbox', { name: 'What was found' }).fill('Complaints were answered too late')
    await closing.getByRole('combobox').selectOption({ label: 'A complaint was not settled well' })
    await closing.getByRole('button', { name: 'Close', exact: true }).last().click()
    const found = leader.getByRole('region', { name: 'What was found' })
    await found.getByText('Complaints were answered too late').waitFor()
    await found.getByText('We could have changed it').waitFor()
    expect(await leader.getByRole('button', { name: /Add the view of/ }).count()).toBe(0)

    // And it is counted.
    await leader.goto(`${house.current.demoUrl}/reviews?tab=counts`)
    const counts = leader.getByRole('table')
    const reason = counts.getByRole('row').filter({ hasText: 'A complaint was not settled well' })
    await reason.getByRole('link', { name: 'A complaint was not settled well' }).click()
    await leader.getByRole('grid', { name: 'Reviews' }).getByRole('link', { name }).waitFor()
  })
})

/** Service finds what waits for it, and says what it saw; money it does not see. */
async function serviceSays(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/reviews`)
  await page.getByRole('button', { name: 'Waits for me' }).click()
  await page.getByRole('grid', { name: 'Reviews' }).getByRole('link', { name }).click()
  await page.getByText('The money of these accounts is not in your sight').waitFor()
  await page.getByRole('button', { name: 'Add the view of Service' }).click()
  const view = page.getByRole('dialog', { name: 'What Service saw' })
  await view.getByRole('textbox', { name: /Went wrong/ }).fill('Two complaints stayed open for weeks')
  await view.getByRole('checkbox', { name: 'A complaint was not settled well' }).check()
  await view.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Waits for Logistics').waitFor()
  expect(await page.getByRole('button', { name: 'Close the review' }).count()).toBe(0)
}

/** The rep finds the action on My book, the way to the review, and does it. */
async function repDoes(page: Page, title: string, review: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'My book' }).waitFor()
  const toDo = page.getByRole('region', { name: 'To do' })
  const noted = toDo.getByRole('listitem').filter({ hasText: title })
  await noted.getByRole('link', { name: review }).waitFor()
  await toDo.getByRole('button', { name: `Done: ${title}` }).click()
  await noted.waitFor({ state: 'detached' })
}
