import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { CommandLine } from '../browser/command-line.ts'
import { TestServer } from '../server/server.ts'
import { Place } from './book.ts'

const files = {
  'reps.csv': 'key,name\nR1,Ann\nR2,Bob\n',
  'accounts.csv': 'key,name\nA,Alpha\nB,Beta\nC,Gamma\n',
  'owners.csv': 'account,rep\nA,R1\nB,R1\nC,R2\n',
  'lines.csv': [
    'invoice,line,date,account,net',
    'I1,1,2024-03-01,A,300',
    'I2,1,2024-04-01,B,6000',
    'I3,1,2025-04-01,A,12000.50',
    'I4,1,2025-12-31,C,10',
    '',
  ].join('\n'),
}

describe('calls and scoreboards', () => {
  let place: Place
  let program: CommandLine
  let person: string
  beforeAll(async () => {
    place = await Place.make()
    const folder = join(place.folder, 'files')
    mkdirSync(folder)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    await place.ok('import', folder, '--as', 'main', '--base-currency', 'EUR', '--quiet')
    // Somebody has to come in before anybody can be given a call.
    await using server = await TestServer.start(place)
    person = (await (await server.comeIn()).call('getSession', {})).user.name
    await server.stop()
    program = await CommandLine.of(place.data)
  })
  afterAll(async () => {
    await program[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('are planned, logged with a next step, listed and taken back', async () => {
    const [planned] = await program.json(
      'calls',
      'plan',
      'A',
      '--goal',
      'Price of next year',
      '--for',
      person,
      '--day',
      '2025-12-01',
    )
    expect(planned).toMatchObject({
      account: { name: 'Alpha' },
      goal: 'Price of next year',
      state: 'planned',
      rep: null,
    })
    const { id } = planned as { id: string }
    const [done] = await program.json(
      'calls',
      'log',
      id,
      '--reached',
      'partly',
      '--result',
      'They think',
      '--day',
      '2025-12-02',
      '--next-call',
      'Bring the order',
      '--next-day',
      '2025-12-09',
    )
    expect(done).toMatchObject({
      state: 'done',
      outcome: {
        reached: 'partly',
        result: 'They think',
        day: '2025-12-02',
        next: { kind: 'call', day: '2025-12-09' },
      },
    })
    const table = await program.ok('calls', 'list', '--account', 'A')
    expect(table).toMatch(/2025-12-02 +Alpha +- +Price of next year +done +partly/)
    expect(table).toMatch(/2025-12-09 +Alpha +- +Bring the order/)
    const [back] = await program.json('calls', 'reopen', id)
    expect(back).toMatchObject({ state: 'planned', outcome: null })
    const rows = await program.json('calls', 'list', '--account', 'A', '--state', 'dropped')
    expect(rows).toMatchObject([{ goal: 'Bring the order' }])
  })

  it.each([
    ['without a goal', ['--goal', ' '], exitCodes.usage, 'A call needs a goal'],
    [
      'with a next step on no day',
      ['--goal', 'x', '--reached', 'yes', '--next-call', 'y'],
      exitCodes.usage,
      '--next-day',
    ],
    [
      'on a day to come that were made',
      ['--goal', 'x', '--reached', 'yes', '--day', '2999-01-01'],
      exitCodes.badInput,
      'cannot have been made',
    ],
  ])('are refused %s, and say what to do', async (_, given, code, sentence) => {
    const planning = program.ok('calls', 'plan', 'A', ...given, '--for', person)
    await expect(planning).rejects.toThrow(sentence)
    await expect(planning).rejects.toThrow(`ended with ${String(code)}`)
  })

  it('are for somebody who can sign in', async () => {
    const planning = program.ok('calls', 'plan', 'A', '--goal', 'x', '--for', 'Nobody')
    await expect(planning).rejects.toThrow('Cannot find person "Nobody"')
  })

  it('print the league table, and everything of one rep', async () => {
    const league = await program.json('scoreboard', '--from', '2024', '--to', '2025')
    expect(league).toMatchObject([
      { rep: { name: 'Ann' }, rank: null, standing: 'few', start: 2, up: 1, lost: 1, net: 0, change: '5700.50' },
      { rep: { name: 'Bob' }, start: 0, new: 1, net: 1, change: '10.00' },
      // Whoever called is no rep of this book.
      { rep: null, rank: null, start: 0, net: 0 },
    ])
    const board = await program.ok('scoreboard', '--rep', 'main/R1', '--from', '2024', '--to', '2025')
    expect(board).toMatch(/GRR, NRR +4\.8 %, 190\.5 %/)
    expect(board).toMatch(/change +5 700\.50/)
    expect(board).toMatch(/place +none \(too few accounts to tell\)/)
    const table = await program.ok('scoreboard', '--from', '2024', '--to', '2025')
    expect(table).toMatch(/Start books with fewer than 20 accounts have no place/)
    await expect(program.ok('scoreboard', '--rep', 'main/none')).rejects.toThrow('Cannot find rep "main/none"')
  })
})
