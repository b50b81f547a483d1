import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { Place } from './book.ts'

const rate = z.looseObject({ rate: z.looseObject({ kind: z.string(), subject: z.string() }), isInForce: z.boolean() })

describe('rates of stock, time and returns', () => {
  let place: Place
  beforeAll(async () => {
    place = await Place.make()
    const file = join(place.folder, 'accounts.csv')
    await writeFile(file, 'key,name\nA,Anna Works\n')
    await place.ok('import', file, '--quiet')
  })
  afterAll(() => place[Symbol.asyncDispose]())

  it('are set from a day on, shown to a person and to a program, and taken back', async () => {
    const from = '2030-01-01'
    expect(await place.ok('rates', 'carrying', from)).toMatch(/carrying {2}25 %: capital 10 %, storage 3 %/)
    expect(
      await place.ok('rates', 'pool', from, 'desk', '--cost', '560000', '--minutes', '700000', '--name', 'Desk'),
    ).toMatch(/560000 for 700000 minutes \(Desk\)/)
    await place.ok('rates', 'activity', from, 'fitting', '--pool', 'desk', '--minutes', '8')
    await place.ok('rates', 'returns', from, '--activity', 'fitting', '--note', 'as Anna counted')
    await place.ok('rates', 'cover', from, '45')
    await place.ok('rates', 'take-back', '2031-01-01', 'activity', 'fitting')
    const items = z.array(rate).parse(await place.json('rates', 'costs'))
    expect(items.filter((one) => one['validFrom'] === from).map((one) => one.rate)).toEqual([
      { kind: 'activity', subject: 'fitting', value: { pool: 'desk', minutes: '8' } },
      {
        kind: 'carrying',
        subject: '',
        value: { capital: '0.10', storage: '0.03', insurance: '0.02', obsolescence: '0.07', damage: '0.03' },
      },
      { kind: 'cover', subject: '', value: { days: 45 } },
      { kind: 'pool', subject: 'desk', value: { name: 'Desk', cost: '560000', minutes: '700000' } },
      { kind: 'returns', subject: '', value: { perReturn: null, activity: 'fitting' } },
    ])
    expect(items.find((one) => one['validFrom'] === '2031-01-01')?.rate['value']).toBeNull()
  })

  it.each([
    [['add', '2030-01-01', '500'], 'Cannot read "500" as per cent: write a number from 0 to 100'],
    [['carrying', '2030-01-01', '--capital', '101'], 'Cannot read "101" as per cent'],
    [['cover', '2030-02-30', '30'], 'Cannot read day "2030-02-30"'],
    [['pool', '2030-01-01', 'yard', '--cost', '1,5', '--minutes', '1'], 'Cannot read "1,5" as an amount'],
    [['returns', '2030-01-01'], 'give an amount for each, or an activity'],
    [['activity', '2030-01-01', 'x', '--pool', 'nobody', '--minutes', '8'], 'there is no pool "nobody"'],
    [['take-back', '1999-01-01', 'pool', 'desk'], 'none holds on that day'],
  ])('say why %j is no rate', async (command, sentence) => {
    const { code, stderr } = await place.run('rates', ...command)
    expect(code).not.toBe(exitCodes.ok)
    expect(stderr).toContain(sentence)
  })

  it('give the true gross profit of a sale: 2 611.64 of 3 000', async () => {
    const sale = ['rates', 'sale', '30000', '27000', '--stock-days', '60', '--days-to-pay', '45', '--rate', '5']
    const out = await place.ok(...sale, '--receivable-base', 'cost', '--stock-base', 'cost')
    expect(out).toMatch(/financing the goods, on the cost +221\.92/)
    expect(out).toMatch(/financing the money, on the cost +166\.44/)
    expect(out).toMatch(/true gross profit +2 611\.64 +8\.7 %/)
    expect(await place.json(...sale, '--receivable-base', 'cost')).toMatchObject([{ trueRate: 0.087055 }])
  })
})
