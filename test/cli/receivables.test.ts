import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { Place } from './book.ts'

const cost = z.object({ total: z.string(), late: z.string() }).nullable()
const account = z.looseObject({ id: z.string(), open: z.string(), overdue: z.string(), financing: cost })
const document = z.looseObject({ number: z.string(), open: z.string(), financing: cost })

function sumOf(amounts: readonly (string | undefined)[]): string {
  return formatMicros(amounts.reduce((sum, amount) => sum + parseMicros(amount ?? '0'), 0n))
}

describe('receivables and rates', () => {
  let place: Place
  beforeAll(async () => {
    place = await Place.make()
    await place.ok('demo', '--accounts', '60', '--years', '2', '--until', '2026-10-31', '--seed', '7', '--quiet')
  })
  afterAll(() => place[Symbol.asyncDispose]())

  it('lists accounts that sum to the book, and invoices that sum to their account', async () => {
    const rows = z.array(account).parse(await place.json('receivables'))
    const [accounts, book] = [rows.slice(0, -1), rows.at(-1)]
    expect(book?.id).toBe('book')
    expect(sumOf(accounts.map(({ open }) => open))).toBe(book?.open)
    expect(sumOf(accounts.map(({ overdue }) => overdue))).toBe(book?.overdue)
    expect(sumOf(accounts.map(({ financing }) => financing?.total))).toBe(book?.financing?.total)
    expect(sumOf(accounts.map(({ financing }) => financing?.late))).toBe(book?.financing?.late)

    const most = accounts[0]?.id ?? ''
    const open = z.array(document).parse(await place.json('receivables', most, '--show', 'open'))
    expect(sumOf(open.map((one) => one.open))).toBe(accounts[0]?.open)
    const costs = z.array(document).parse(await place.json('receivables', most, '--show', 'financing'))
    expect(sumOf(costs.map((one) => one.financing?.total))).toBe(accounts[0]?.financing?.total)
    // Added up for the whole book at once, an account comes to what its documents come to one by one.
    const listed = await place.json('receivables')
    for (const row of [listed[0], listed[20]]) {
      const [own] = await place.json('receivables', z.looseObject({ id: z.string() }).parse(row).id)
      expect(own).toMatchObject(z.looseObject({}).parse(row))
    }
    expect(await place.ok('receivables', most)).toMatch(/money costs 5 % a year, reckoned on invoices with tax/)
  })

  it('keeps every rate, of which the last set for a day counts, and refuses what is none', async () => {
    const [first] = z.array(z.looseObject({ validFrom: z.string() })).parse(await place.json('rates', 'list'))
    await place.ok('rates', 'add', first?.validFrom ?? '', '10', '--base', 'net', '--note', 'Bank')
    const rates = await place.json('rates', 'list')
    expect(rates).toMatchObject([
      { rate: '0.10', base: 'net', note: 'Bank', isInForce: true },
      { rate: '0.05', base: 'gross', isInForce: false },
    ])
    expect(await place.ok('receivables')).toMatch(/money costs 10 % a year, reckoned on invoices without tax/)
    for (const wrong of [
      ['2026-02-30', '5'],
      ['2026-01-01', 'five'],
      ['2026-01-01', '101'],
    ]) {
      expect((await place.run('rates', 'add', ...wrong)).code).not.toBe(0)
    }
    expect(await place.run('receivables', 'nobody')).toMatchObject({ code: exitCodes.notFound })
  })

  it('says what a discount costs that nobody takes', async () => {
    expect(await place.ok('rates', 'discount', '2', '10', '30')).toBe(
      '36.5 % a year of the invoice, 37.2 % of the money kept\n',
    )
  })
})
