import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operations } from '../../src/contract/operations.ts'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { Place } from './book.ts'

const row = z.looseObject({
  account: z.string(),
  orders: z.number(),
  probability: z.number(),
  expectedOrders: z.number(),
  value: z.string().nullable(),
})

describe('lifetime', () => {
  let place: Place
  beforeAll(async () => {
    place = await Place.make()
    await place.ok('demo', '--accounts', '120', '--years', '3', '--until', '2026-10-31', '--seed', '7', '--quiet')
  })
  afterAll(() => place[Symbol.asyncDispose]())

  it('says what to do before it is learnt', async () => {
    expect(await place.ok('lifetime', 'show')).toContain('bookvalue lifetime learn')
    expect(await place.run('lifetime', 'list')).toMatchObject({
      code: exitCodes.notFound,
      stderr: expect.stringContaining('lifetime learn') as string,
    })
  })

  it('learns, shows the check beside plain ways, and lists accounts that sum to the book', async () => {
    const learnt = await place.ok('lifetime', 'learn', '--quiet')
    expect(learnt).toMatch(
      /^Learnt from [\d ]+ orders of \d+ accounts up to 2026-10-\d\d; \d+ ordered more than once$/m,
    )
    for (const way of ['this model', 'orders so far by time', 'as many as before', 'days since the last order']) {
      expect(learnt).toContain(way)
    }
    const [shown] = await place.json('lifetime', 'show', '--days', '60')
    const { fit } = operations.getLifetime.output.parse(shown)
    const rows = z.array(row).parse(await place.json('lifetime', 'list', '--days', '60'))
    expect(rows.length).toBeLessThanOrEqual(fit?.accounts ?? 0)
    expect(rows.map(({ probability }) => probability)).toEqual(
      rows.map(({ probability }) => probability).toSorted((one, other) => other - one),
    )
    // Accounts that are none any more are in the book's sum and not in the list: they are few and silent.
    const sum = rows.reduce((orders, { expectedOrders }) => orders + expectedOrders, 0)
    expect(sum).toBeLessThanOrEqual((fit?.expectedOrders ?? 0) + 1e-3)
    expect(sum).toBeGreaterThan(0.97 * (fit?.expectedOrders ?? 0))
  })

  it('finds the same from the same ledger, however often it is learnt', async () => {
    const [before] = await place.json('lifetime', 'show')
    await place.ok('lifetime', 'learn', '--quiet')
    const [after] = await place.json('lifetime', 'show')
    const parse = (shown: unknown) => operations.getLifetime.output.parse(shown).fit
    expect({ ...parse(after), madeAt: '' }).toEqual({ ...parse(before), madeAt: '' })
  })

  it('refuses days that are none, and a book with too few orders', async () => {
    for (const days of ['0', '1827', 'soon']) {
      expect(await place.run('lifetime', 'show', '--days', days)).toMatchObject({
        code: exitCodes.usage,
        stderr: `Cannot look "${days}" days ahead: 1 to 1826\n`,
      })
    }
    await using small = await Place.make()
    const file = join(small.folder, 'lines.csv')
    await writeFile(file, 'invoice,line,date,account,net\n1,1,2024-01-05,A,10\n2,1,2024-02-05,A,10\n')
    await small.ok('import', file, '--as', 'main', '--kind', 'lines', '--base-currency', 'EUR', '--quiet')
    expect(await small.run('lifetime', 'learn')).toMatchObject({
      code: exitCodes.conflict,
      stderr: expect.stringContaining(
        'Cannot learn how accounts order from 1 that ordered twice: it takes 30',
      ) as string,
    })
  })
})
