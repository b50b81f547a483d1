import { expect, describe, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'
import { findFlaws } from './screen-laws.ts'

const evidence = 'Their buyer rings us before anybody else'

describe.skipIf(!hasBrowser)('a rep judges an account and a leader decides that it is strategic', () => {
  const house = useHouse()

  it('each with evidence, by keyboard or mouse, and what was written before stays', async () => {
    const rep = await house.current.call('rep')
    const { items } = await rep.call('listAccounts', { query: { within: 'mine', limit: 1, sort: '-spend' } })
    const id = items[0]?.id ?? ''
    const { lines } = await rep.call('getAccountFit', { params: { id }, query: {} })
    const line = lines.at(-1)

    const own = await house.current.enter('rep')
    await own.goto(`${house.current.demoUrl}/accounts/${id}?tab=value`)
    const region = own.getByRole('region', { name: 'How it fits us', exact: true })
    await region.getByRole('button', { name: 'Judge', exact: true }).click()
    const dialog = own.getByRole('dialog')
    await dialog.getByLabel('Line of products').selectOption(line?.key ?? '')
    await dialog.getByLabel('Judgement').selectOption('last')
    await dialog.getByLabel('What it rests on').fill(evidence)
    expect(await findFlaws(own)).toEqual([])
    await dialog.getByRole('button', { name: 'Write it down' }).click()
    await dialog.waitFor({ state: 'detached' })
    const row = region.getByRole('row').filter({ hasText: line?.name ?? '' })
    await row.getByText(evidence).waitFor()
    expect(await row.getByText('Last resort').count()).toBe(1)

    // A potential is typed as amounts; one that falls is no potential.
    await region.getByRole('button', { name: 'Judge', exact: true }).click()
    await dialog.getByLabel('What about').selectOption('growth-potential')
    await dialog.getByLabel('Lowest').fill('20000')
    await dialog.getByLabel('Likely').fill('10000')
    await dialog.getByLabel('Highest').fill('30000')
    await dialog.getByLabel('What it rests on').fill('A second hall opens in May')
    expect(await dialog.getByRole('button', { name: 'Write it down' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Likely').fill('25000')
    await dialog.getByRole('button', { name: 'Write it down' }).click()
    await dialog.waitFor({ state: 'detached' })
    await region.getByText('25,000 EUR').waitFor()

    await region.getByRole('button', { name: 'All judgements' }).click()
    await dialog.getByText('A second hall opens in May').waitFor()
    expect(await findFlaws(own)).toEqual([])
    await own.keyboard.press('Escape')

    const leader = await house.current.enter('leader')
    await leader.goto(`${house.current.demoUrl}/selection?account=${id}`)
    const sheet = leader.getByRole('dialog')
    await sheet.getByRole('button', { name: 'Score', exact: true }).click()
    const marks = sheet.getByRole('combobox')
    await marks.first().waitFor()
    for (const mark of await marks.all()) await mark.selectOption('30')
    for (const basis of await sheet.getByLabel('What it rests on').all()) await basis.fill('Review of the year')
    expect(await findFlaws(leader)).toEqual([])
    await sheet.getByRole('button', { name: 'Give these marks' }).click()
    await sheet.getByText('30 points, 6 of 6 criteria marked').waitFor()
    await sheet.getByText('Not strategic').first().waitFor()

    await sheet.getByRole('button', { name: 'Decide', exact: true }).click()
    await sheet.getByLabel('Reason').fill('The door to their whole group')
    await sheet.getByLabel('Reason').press('Tab')
    await sheet.locator('form').getByRole('button', { name: 'Decide' }).click()
    await sheet.getByText('By score: Not strategic').waitFor()
    await leader.keyboard.press('Escape')
    await leader.getByRole('tab', { name: /^Overrides/ }).click()
    await leader.getByRole('grid').getByText('The door to their whole group').waitFor()

    const { holds, override, scorings } = await rep.call('getAccountSelection', { params: { id } })
    expect([holds, override?.reason]).toEqual(['strategic', 'The door to their whole group'])
    expect(scorings?.[0]?.marks.map(({ points }) => points)).toEqual([30, 30, 30, 30, 30, 30])
  })
})
