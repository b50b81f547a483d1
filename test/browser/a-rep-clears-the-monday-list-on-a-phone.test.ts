import { describe, expect, it } from 'vitest'
import type { Locator } from 'playwright-core'
import { addDays } from '../../src/domain/day.ts'
import { hasBrowser, phone, useHouse } from './house.ts'
import { widthOver } from './screen-laws.ts'

describe.skipIf(!hasBrowser)('a rep clears the Monday list on a phone', () => {
  const house = useHouse()

  it('alerts answered, calls logged, next steps planned, actions done, until the list says that it is clear', async () => {
    const desk = await house.current.call('rep')
    const { today } = await desk.call('getBook', {})
    const { user } = await desk.call('getSession', {})
    const { items } = await desk.call('listAccounts', { query: { within: 'mine', limit: 3 } })
    const [account, other] = items
    if (!account || !other) throw new Error('Cannot begin: the rep has no accounts')
    const goal = 'Agree on the quantities of next quarter'
    await desk.call('planCall', {
      body: { account: account.id, contact: 'Ms Black', goal, day: today, owner: null },
    })
    await desk.call('planCall', {
      body: { account: other.id, contact: null, goal: 'Say when the rest comes', day: addDays(today, -1), owner: null },
    })
    await desk.call('createAction', {
      body: {
        title: 'Send the sample',
        note: null,
        subject: { type: 'account', id: account.id },
        owner: user.id,
        due: today,
        doneWhen: null,
      },
    })

    const page = await house.current.enter('rep', phone, [/ERR_FAILED|412/])
    await page.getByRole('heading', { level: 1, name: 'My book' }).waitFor()
    const calls = page.getByRole('region', { name: 'Calls today' })
    const planned = calls.getByRole('listitem').filter({ hasText: goal })
    await planned.waitFor()
    expect(await widthOver(page)).toBe(0)

    // The late one comes first. It is logged by a tap on how it went; the goal stands over it.
    await calls.getByRole('button', { name: `Log the call with ${other.name}` }).tap()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Say when the rest comes').waitFor()
    await dialog.getByText('Nobody reached', { exact: true }).tap()
    expect(await heightOf(dialog.getByText('Nobody reached', { exact: true }))).toBeGreaterThanOrEqual(44)
    await dialog.getByRole('button', { name: 'Save result' }).tap()
    await dialog.waitFor({ state: 'detached' })

    // The network fails on the next one: what was written stays, and a second try is no second call.
    await calls.getByRole('button', { name: `Log the call with ${account.name}` }).tap()
    await dialog.getByText('Yes', { exact: true }).tap()
    await dialog.getByRole('textbox', { name: /^What was said/ }).fill('They take 40 a month')
    await dialog.getByText('Another call', { exact: true }).tap()
    await dialog.getByRole('textbox', { name: 'Goal of the next call' }).fill('Bring the order')
    expect(await widthOver(page)).toBe(0)
    let sent = 0
    await page.route('**/outcome', async (route) => {
      sent += 1
      // The first try gets there, and its answer is lost on the way.
      if (sent === 1) {
        await route.fetch()
        await route.abort()
      } else await route.continue()
    })
    await dialog.getByRole('button', { name: 'Save result' }).tap()
    await dialog.getByText('What you wrote is kept on this device', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Save result' }).tap()
    await dialog.waitFor({ state: 'detached' })
    const made = calls.getByRole('listitem').filter({ hasText: 'They take 40 a month' })
    await made.getByText('Next: call on', { exact: false }).waitFor()
    const following = await desk.call('listCalls', { query: { account: account.id, state: ['planned'] } })
    expect(following.items.map((call) => [call.goal, call.day])).toEqual([['Bring the order', addDays(today, 7)]])

    // A call that nobody planned, from an account that is suggested: with a goal it brings, or with none there is no call.
    const suggestions = calls.getByRole('button', { name: /^Plan a call with/ })
    await suggestions.first().waitFor()
    const suggested = await suggestions.count()
    await suggestions.first().tap()
    const field = dialog.getByRole('textbox', { name: 'Goal' })
    await field.fill('')
    await dialog.getByRole('button', { name: 'Save call' }).tap()
    await dialog.waitFor()
    await field.fill('Keep them')
    await dialog.getByText('Already made', { exact: true }).tap()
    await dialog.getByText('Partly', { exact: true }).tap()
    await dialog.getByRole('button', { name: 'Save result' }).tap()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => suggestions.count()).toBe(suggested - 1)
    const notThisWeek = calls.getByRole('button', { name: /^Not this week/ })
    for (let left = await notThisWeek.count(); left > 0; left -= 1) {
      await notThisWeek.first().tap()
      await expect.poll(() => notThisWeek.count()).toBe(left - 1)
    }
    await calls.getByText('All clear: no call is left', { exact: false }).waitFor()

    // Alerts by a tap each; actions done.
    const alerts = page.getByRole('region', { name: 'Alerts of the week' })
    const answers = alerts.getByRole('button', { name: /Known/ })
    await answers.first().waitFor()
    for (let left = await answers.count(); left > 0; left -= 1) {
      await answers.first().tap()
      await expect.poll(() => answers.count()).toBeLessThan(left)
    }
    await alerts.getByText(/No alert is open this week|Nobody has looked for alerts yet/).waitFor()
    const toDo = page.getByRole('region', { name: 'To do' })
    const buttons = toDo.getByRole('button', { name: /^Done: / })
    for (let left = await buttons.count(); left > 0; left -= 1) {
      await buttons.first().tap()
      await expect.poll(() => buttons.count()).toBe(left - 1)
    }
    await toDo.getByText('Nothing is to be done', { exact: false }).waitFor()
    expect(await widthOver(page)).toBe(0)

    // The scoreboard counts what was made, and what was reached.
    const board = await desk.call('getCallDay', { query: {} })
    expect(board.planned).toEqual([])
    expect(board.done.length).toBeGreaterThanOrEqual(2)
  })
})

async function heightOf(locator: Locator): Promise<number> {
  return (await locator.boundingBox())?.height ?? 0
}
