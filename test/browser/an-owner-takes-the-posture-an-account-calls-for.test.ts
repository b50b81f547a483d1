import { expect, describe, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'
import { findFlaws } from './screen-laws.ts'

const reason = 'They open a second plant in spring'

describe.skipIf(!hasBrowser)('an owner takes the posture an account calls for', () => {
  const house = useHouse()

  it('or another with a reason, which the leader sees with what was proposed', async () => {
    const rep = await house.current.call('rep')
    const { items } = await rep.call('listAccounts', { query: { within: 'mine', limit: 1, sort: '-spend' } })
    const id = items[0]?.id ?? ''
    const { posture } = await rep.call('getAccountProfit', { params: { id }, query: {} })
    expect(posture).toMatchObject({ decided: null, isMine: true })

    const own = await house.current.enter('rep')
    await own.goto(`${house.current.demoUrl}/accounts/${id}?tab=value`)
    const region = own.getByRole('region', { name: 'What it calls for', exact: true })
    await region.getByText('nobody has decided').waitFor()
    await region.getByRole('button', { name: 'Accept', exact: true }).click()
    await region.getByRole('button', { name: 'Accept', exact: true }).waitFor({ state: 'detached' })
    // Who sees no margins sees what to do, and no money of it.
    expect(await own.getByRole('region', { name: 'What was done for it', exact: true }).count()).toBe(0)

    const other = posture.proposed === 'downsize' ? 'get-more' : 'downsize'
    await region.getByRole('button', { name: 'Decide', exact: true }).click()
    const dialog = own.getByRole('dialog')
    await dialog.getByLabel('Posture').selectOption(other)
    const take = dialog.getByRole('button', { name: 'Decide', exact: true })
    expect(await take.isDisabled()).toBe(true)
    await dialog.getByLabel('Why').fill(reason)
    expect(await findFlaws(own)).toEqual([])
    await take.click()
    await dialog.waitFor({ state: 'detached' })
    await region.getByText(reason).waitFor()
    await region.getByText('proposed then:').waitFor()

    const leader = await house.current.enter('leader')
    await leader.goto(`${house.current.demoUrl}/accounts/${id}?tab=value`)
    const seen = leader.getByRole('region', { name: 'What it calls for', exact: true })
    await seen.getByText(reason).waitFor()
    expect(await seen.getByRole('row').count()).toBe(2)
    await leader.getByRole('region', { name: 'What was done for it', exact: true }).waitFor()
    await leader.getByRole('region', { name: 'On what it earns', exact: true }).waitFor()
    expect(await findFlaws(leader)).toEqual([])
  })
})
