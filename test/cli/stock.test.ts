import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { Place } from './book.ts'

const sum = z.object({ stock: z.string(), carrying: z.string() })
const rules = z.array(sum.extend({ rule: z.string() }))
const account = z.looseObject({ id: z.string(), dedicated: z.string(), untaken: z.string(), shared: z.string() })
const book = z.looseObject({ knownStock: z.string(), knownCarrying: z.string(), byRule: rules, notAttributed: sum })
const item = z.looseObject({ rule: z.string(), stock: z.string(), carrying: z.string() })
const kept = z.looseObject({ id: z.string(), committed: z.string(), taken: z.string(), takenOnTime: z.string() })
const promise = z.looseObject({ committed: z.string(), untaken: z.string() })

function sumOf(amounts: readonly (string | undefined)[]): string {
  return formatMicros(amounts.reduce((total, amount) => total + parseMicros(amount ?? '0'), 0n))
}

describe('stock and commitments', () => {
  let place: Place
  beforeAll(async () => {
    place = await Place.make()
    await place.ok('demo', '--accounts', '60', '--years', '2', '--until', '2026-10-31', '--seed', '7', '--quiet')
  })
  afterAll(() => place[Symbol.asyncDispose]())

  it('lists accounts that sum with the rest to the book, and items that sum to their account', async () => {
    const rows = z.array(z.unknown()).parse(await place.json('stock'))
    const accounts = z.array(account).parse(rows.slice(0, -1))
    const whole = book.parse(rows.at(-1))
    for (const rule of ['dedicated', 'untaken', 'shared'] as const) {
      const listed = whole.byRule.find((one) => one.rule === rule)
      expect([rule, sumOf(accounts.map((one) => one[rule]))]).toEqual([rule, listed?.stock])
      expect(listed?.stock).not.toBe('0.00')
    }
    const parts = [...whole.byRule, whole.notAttributed]
    expect(sumOf(parts.map(({ stock }) => stock))).toBe(whole.knownStock)
    expect(sumOf(parts.map(({ carrying }) => carrying))).toBe(whole.knownCarrying)

    const most = accounts.find(({ untaken }) => untaken !== '0.00')
    const [own] = z.array(z.looseObject({ byRule: rules })).parse(await place.json('stock', most?.id ?? ''))
    for (const { rule, stock, carrying } of own?.byRule ?? []) {
      const items = z.array(item).parse(await place.json('stock', most?.id ?? '', '--items', rule))
      expect([rule, sumOf(items.map((one) => one.stock))]).toEqual([rule, stock])
      expect([rule, sumOf(items.map((one) => one.carrying))]).toEqual([rule, carrying])
    }
    expect(await place.ok('stock', most?.id ?? '')).toMatch(/carrying stock costs \d+ % a year/)
  })

  it('lists what accounts promised, which sums to the book, promise by promise', async () => {
    const rows = z.array(kept).parse(await place.json('commitments'))
    const [accounts, whole] = [rows.slice(0, -1), rows.at(-1)]
    expect(whole?.id).toBe('book')
    for (const name of ['committed', 'taken', 'takenOnTime'] as const)
      expect([name, sumOf(accounts.map((one) => one[name]))]).toEqual([name, whole?.[name]])
    const most = accounts[0]
    const promises = z.array(promise).parse(await place.json('commitments', most?.id ?? '', '--show', 'due'))
    expect(sumOf(promises.map(({ committed }) => committed))).toBe(most?.committed)
    const missing = parseMicros(most?.committed ?? '0') - parseMicros(most?.taken ?? '0')
    expect(sumOf(promises.map(({ untaken }) => untaken))).toBe(formatMicros(missing))
    expect(await place.ok('commitments')).toMatch(/The book, due 2025-10-31 to 2026-10-30, at cost/)
  })

  it('leaves the cost of carrying unknown once the rate is taken back, by rule and by part too', async () => {
    await place.ok('rates', 'take-back', '2025-01-01', 'carrying')
    const text = await place.ok('stock', '--period', '2025')
    expect(text).toMatch(/all of it +[\d ]+\.\d\d EUR +-\n/)
    expect(text).toContain('Carrying: capital -, storage -, insurance -, obsolescence -, damage -')
    const whole = (await place.json('stock', '--period', '2025')).at(-1)
    expect(whole).toMatchObject({ carrying: null, knownCarrying: null, notAttributed: { carrying: null } })
  })

  it('names the products whose cost is missing, and says where to bring it', async () => {
    const file = place.path('stock.csv')
    const rows = ['nut', 'rivet', 'screw', 'shim', 'stud', 'washer'].map((product) => `2025-06-30,${product},5`)
    await writeFile(file, ['date,product,quantity', ...rows, ''].join('\n'))
    await place.ok('import', file, '--as', 'yard', '--quiet')
    const line =
      'Missing: the cost of yard/nut, yard/rivet, yard/screw, yard/shim, yard/stud and 1 more; bring one in costs, or a unit_cost with the count in stock'
    for (const command of ['stock', 'reconcile']) expect(await place.ok(command, '--period', '2025')).toContain(line)
  })

  it('knows no account that is none, and no rule', async () => {
    expect(await place.run('stock', 'nobody')).toMatchObject({ code: exitCodes.notFound })
    expect(await place.run('commitments', 'nobody')).toMatchObject({ code: exitCodes.notFound })
    expect(await place.run('stock', 'K100012', '--items', 'all')).toMatchObject({ code: exitCodes.usage })
  })
})
