import { expect } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { parseMicros } from '../../src/domain/money.ts'
import type { ShownAccount } from './account-figures.ts'
import { write } from './told-figures.ts'

type Bridge = Output<'getAccountBridge'>
type Product = Output<'listBridgeProducts'>['items'][number]

const signed = (amount: string): string => `${parseMicros(amount) > 0n ? '+' : ''}${write.money(amount)} EUR`
const withDigit = (text: string): readonly string[] => (/\d/.test(text) ? [text] : [])

/** The waterfall of an account in revenue and in gross profit, and the products behind it, as `bridge` prints them. */
export async function holdBridge({ page, shown, told, address, id, period }: ShownAccount): Promise<readonly string[]> {
  for (const measure of ['revenue', 'gross-profit'] as const) {
    const asked = ['bridge', '--account', id, '--to', period, '--measure', measure] as const
    const [row] = await told.json(...asked)
    const { revenue, earned } = row as unknown as Bridge
    const bridge = earned ?? revenue
    if (!bridge?.before || !bridge.after || bridge.change === null) throw new Error(`Nothing bridges ${id}`)
    await shown.open(address, `/accounts/${id}?tab=movement&measure=${measure}`, 'moved it most')
    const chart = page.getByRole('figure', {
      name: measure === 'revenue' ? 'Why revenue changed' : 'Why gross profit changed',
    })
    await chart.waitFor()
    await shown.hold(chart.locator('tbody td:nth-child(2)'), [
      [`${write.money(bridge.before)} EUR`],
      ...bridge.steps.map(({ amount }) => [signed(amount)]),
      [`${write.money(bridge.after)} EUR`],
    ])
    await shown.hold(chart.locator('tfoot td:nth-child(2)'), [[signed(bridge.change)]])
    const message = (await chart.locator('figcaption p').textContent()) ?? ''
    expect(message.replaceAll(/\s+/g, ' ')).toContain(signed(bridge.change))
    const products = (await told.json(...asked, '--products')) as unknown as readonly Product[]
    const rows = page.getByRole('grid', { name: 'Products behind it' }).locator('tbody tr[data-row]')
    await expect.poll(() => rows.count()).toBeGreaterThan(0)
    const count = await rows.count()
    await shown.hold(
      rows,
      products.slice(0, count).map((product) => [...productTexts(product)]),
    )
  }
  // Ends in words, coverage, and what rates are held.
  await shown.read(page.getByRole('figure', { name: 'Why gross profit changed' }))
  await shown.read(page.locator('main dl').first())
  await shown.read(page.getByRole('region', { name: 'Whom to call' }))
  return shown.rest()
}

function productTexts({ product, before, after, change }: Product): readonly string[] {
  const pair = (one: string | null, other: string | null): readonly string[] =>
    withDigit(`${one ?? '–'} → ${other ?? '–'}`)
  const price = (amount: string | null): string | null => (amount === null ? null : write.money(amount))
  const quantity = (amount: string | null): string | null => (amount === null ? null : write.decimal(amount))
  return [
    ...withDigit(product?.name ?? ''),
    ...pair(quantity(before.quantity), quantity(after.quantity)),
    ...pair(price(before.price), price(after.price)),
    ...pair(write.wholeMoney(before.spend), write.wholeMoney(after.spend)),
    write.change(parseMicros(change)),
  ]
}
