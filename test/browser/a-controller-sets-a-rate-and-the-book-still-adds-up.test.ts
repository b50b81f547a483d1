import { describe, expect, it } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { hasBrowser, useHouse } from './house.ts'
import { findFlaws } from './screen-laws.ts'

type Reconciled = Output<'getReconciliation'>

function amountsOf({ lines }: Reconciled, line: string) {
  return lines?.find((one) => one.line === line)?.amounts ?? null
}

describe.skipIf(!hasBrowser)('a controller sets a rate and the book still adds up', () => {
  const house = useHouse()

  it('leaves it to whoever makes the policy where postures are cut: a corner opens the accounts it counts', async () => {
    const leader = await house.current.call('leader')
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/portfolio`)
    const map = page.getByRole('figure', { name: 'What to do with whom', exact: true })
    await map.getByRole('button', { name: 'Move the edges' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Good rate, per cent of spend').fill('10')
    await dialog.getByLabel(/^Much net profit or loss/).fill('5000')
    expect(await findFlaws(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Set them' }).click()
    await dialog.waitFor({ state: 'detached' })
    await map.getByText('Cut at 10.0% of spend and 5,000 EUR').waitFor()
    const { map: cut } = await leader.call('getBookProfit', { query: {} })
    expect(cut.edges).toEqual({ rate: 0.1, level: '5000.00' })
    const secure = cut.cells.find(({ posture }) => posture === 'secure')?.count ?? 0
    expect(secure).toBeGreaterThan(0)
    await map.getByRole('link', { name: `Secure ${String(secure)}`, exact: true }).click()
    await page.waitForURL(/\/profits\?.*posture=secure/)
    await expect.poll(() => page.getByRole('grid').getByText('Secure', { exact: true }).count()).toBeGreaterThan(0)
    const { total } = await leader.call('listProfits', { query: { posture: ['secure'] } })
    expect(total).toBe(secure)
    expect(await page.getByRole('grid').getByText('Downsize', { exact: true }).count()).toBe(0)
  })

  it('carries stock at it from its day on, keeps what was set before, and says which rate is missing', async () => {
    const finance = await house.current.call('finance')
    const before = await finance.call('getReconciliation', { query: {} })
    const { items } = await finance.call('listCostRates', {})
    const carrying = items.find(({ rate }) => rate.kind === 'carrying')
    if (carrying?.rate.kind !== 'carrying' || carrying.rate.value === null) throw new Error('Stock costs nothing here')
    const page = await house.current.enter('finance')
    await page.goto(`${house.current.demoUrl}/finance`)
    const section = page.getByRole('region', { name: 'What keeping stock costs', exact: true })

    // Twice of everything doubles what stock costs on every day of the window.
    await section.getByRole('button', { name: /^Change/ }).click()
    const dialog = page.getByRole('dialog')
    for (const [part, share] of Object.entries(carrying.rate.value)) {
      const label = `${part.charAt(0).toUpperCase()}${part.slice(1)}, per cent a year`
      await dialog.getByLabel(label).fill(String(Math.round(Number(share) * 2e6) / 1e4))
    }
    await dialog.getByLabel('From this day on').fill(carrying.validFrom)
    await dialog.getByLabel('Note').fill('as the auditors see it')
    expect(await findFlaws(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Set it' }).click()
    await dialog.waitFor({ state: 'detached' })
    await section.getByText('as the auditors see it').waitFor()
    await section.getByRole('button', { name: 'Show earlier ones' }).click()
    await section.getByText('Set anew').waitFor()

    const after = await finance.call('getReconciliation', { query: {} })
    const [was, is] = [amountsOf(before, 'carrying'), amountsOf(after, 'carrying')]
    expect(Number(was?.book)).toBeGreaterThan(0)
    expect(Math.abs(Number(is?.book) - 2 * Number(was?.book))).toBeLessThan(0.01)
    expect(after.lines?.flatMap(({ amounts }) => (amounts === null ? [] : [Number(amounts.difference)]))).toEqual(
      (after.lines ?? []).map(() => 0),
    )
    await page.getByRole('tab', { name: 'Reconciliation' }).click()
    await page.getByText('Every line adds up to the book').waitFor()
    expect(await findFlaws(page)).toEqual([])

    // What is taken back is unknown from its day on, and so is net profit: never nothing.
    await page.getByRole('tab', { name: 'Rates' }).click()
    await page.getByRole('button', { name: 'Take back visit' }).click()
    await dialog.getByLabel('From this day on').fill(before.from)
    await dialog.getByRole('button', { name: 'Take it back' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'Reconciliation' }).click()
    const missing = page.getByRole('region', { name: 'Rates that are missing', exact: true })
    await missing.getByText('less cost to serve, visit').waitFor()
    const net = page.getByRole('row', { name: /^Net profit/ })
    await net.getByText('Unknown: a rate or a cost is missing').waitFor()
    expect(amountsOf(await finance.call('getReconciliation', { query: {} }), 'net-profit')).toBeNull()
  })

  it('reckons a sale, and hands it on by its address', async () => {
    const page = await house.current.enter('finance')
    await page.goto(`${house.current.demoUrl}/finance?tab=sale`)
    await page.getByText('Fill in sale, cost and days').waitFor()
    await page.getByLabel(/^Sale, net/).fill('30000')
    await page.getByLabel(/^Cost of the goods/).fill('27000')
    await page.getByLabel('Days in stock').fill('60')
    await page.getByLabel('Days to pay').fill('45')
    await page.getByLabel('Money costs, per cent a year').fill('5')
    await page.getByLabel('Financed while money is waited for').selectOption('cost')
    await page.getByLabel('Financed while goods lie').selectOption('cost')
    await page.getByText('2,611.64 EUR').waitFor()
    expect(await findFlaws(page)).toEqual([])
    const other = await house.current.enter('finance')
    await other.goto(page.url())
    await other.getByText('2,611.64 EUR').waitFor()
    await other.getByText('Cost of the goods: 27,000.00 × 5% × 45 days / 365').waitFor()
  })
})
