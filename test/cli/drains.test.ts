import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CommandLine } from '../browser/command-line.ts'
import { Place } from './book.ts'

const months = Array.from({ length: 24 }, (_, at) => {
  return `${at < 12 ? '2024' : '2025'}-${String((at % 12) + 1).padStart(2, '0')}`
})
const many = (count: number, row: (at: number) => string): string[] => Array.from({ length: count }, (_, at) => row(at))
const accounts = ['A', 'B', 'C', 'D']
const files = {
  'reps.csv': ['key,name', 'R1,Ann', 'R2,Ben'],
  'accounts.csv': ['key,name', ...accounts.map((key) => `${key},Account ${key}`)],
  'owners.csv': ['account,rep', 'A,R1', 'B,R2', 'C,R1', 'D,R2'],
  'products.csv': ['key,name', 'P,Bolt'],
  'costs.csv': ['product,valid_from,cost', 'P,2023-01-01,6'],
  // The price that D pays falls by a fifth in the second year, and nobody else's does.
  'lines.csv': [
    'invoice,line,date,account,product,quantity,net',
    // Before the window that the year before is, so that the book knows all of that.
    'I-0,1,2023-12-10,A,P,1,10',
    ...months.flatMap((month) =>
      accounts.map((account) => {
        const net = account === 'D' && month > '2025' ? '800' : '1000'
        return `I-${account}-${month},1,${month}-15,${account},P,100,${net}`
      }),
    ),
  ],
  'hours.csv': ['number,account,date,hours', 'H1,A,2025-03-03,100', 'H2,B,2025-03-03,5', 'H3,C,2025-03-03,5'],
  'quotes.csv': [
    'number,account,date,amount,state,reason',
    ...many(6, (at) => `QB-${String(at)},B,2025-02-0${String(at + 1)},10,lost,price`),
    ...many(6, (at) => `QC-${String(at)},C,2025-02-0${String(at + 1)},10,won,quality`),
  ],
}

describe('drains', () => {
  let place: Place
  let program: CommandLine
  beforeAll(async () => {
    place = await Place.make()
    const folder = join(place.folder, 'files')
    mkdirSync(folder)
    for (const [name, lines] of Object.entries(files)) writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
    await place.ok('import', folder, '--as', 'main', '--base-currency', 'EUR', '--quiet')
    program = await CommandLine.of(place.data)
    await program.ok('rates', 'pool', '2020-01-01', 'team', '--cost', '1000', '--minutes', '60000', '--name', 'Team')
    await program.ok('rates', 'activity', '2020-01-01', '', '--pool', 'team')
  })
  afterAll(async () => {
    await program[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('are listed with why, and with the bounds they go by', async () => {
    const rows = await program.json('drains')
    expect(rows.map(({ key, reasons }) => [key, reasons])).toEqual([
      ['A', ['hours']],
      ['D', ['margin-falling']],
      ['B', ['quotes-not-ordered']],
    ])
    const text = await program.ok('drains', '--owner', 'Ben', '--reason', 'margin-falling')
    expect(text).toContain('Account D')
    expect(text).not.toContain('Account B')
    expect(text).toContain('margin falls: 3 points lower')
  })

  it('have a strategy from a day on, which is checked and taken back', async () => {
    const text = await program.ok(
      'drains',
      'A',
      '--set',
      'service-level',
      '--begins',
      '2025-06-01',
      '--note',
      'No visits',
    )
    expect(text).toContain('Drain: hours')
    expect(text).toContain('Strategy: service-level from 2025-06-01')
    expect(text).toContain('(No visits)')
    expect(text).toContain('Check: worked after 198 days, 2025-06-01 to 2025-12-15 against 2024-06-01 to 2025-05-31')
    expect((await program.json('drains', '--strategy', 'held')).map(({ key }) => key)).toEqual(['A'])
    expect(await program.ok('drains', 'A', '--take-back')).toContain('Strategy: none')
    const [row] = await program.json('drains', 'A')
    expect(row).toMatchObject({ key: 'A', strategy: null, history: [{ strategy: 'service-level' }] })
  })

  it.each([
    [['drains', 'A', '--take-back'], 'it has none'],
    [['drains', '--set', 'grow'], 'name the account'],
    [['drains', 'A', '--set', 'grow', '--begins', '2025-02-30'], 'Cannot read day "2025-02-30"'],
    [['drains', 'A', '--set', 'grow', '--take-back'], 'one after the other'],
    [['drains', 'Nobody'], '"Nobody"'],
    [['drains', '--owner', 'Zoe'], 'Cannot find owner "Zoe"'],
  ])('are refused with what to do: %j', async (args, says) => {
    await expect(program.ok(...args)).rejects.toThrow(says)
  })
})
