import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { CommandLine } from '../browser/command-line.ts'
import { Place } from './book.ts'

const files = {
  'families.csv': 'key,name\nF1,Bolts\nF2,Pumps\n',
  'products.csv': 'key,name,family\nP1,Bolt,F1\nP2,Pump,F2\n',
  'reps.csv': 'key,name\nR1,Ann\nR2,Ben\n',
  'accounts.csv': 'key,name\nA,Alpha\nB,Beta\n',
  'owners.csv': 'account,rep,valid_from,valid_to\nA,R1,,2025-01-01\nA,R2,2025-01-01,\nB,R2,,\n',
  'lines.csv': [
    'invoice,line,date,account,product,quantity,net',
    'I1,1,2024-03-01,A,P1,1,900.10',
    'I2,1,2024-04-01,A,P2,1,100',
    'I3,1,2025-04-01,A,P2,1,150.05',
    'I4,1,2024-04-01,B,P1,1,90',
    'I5,1,2025-12-31,B,P1,1,10',
    '',
  ].join('\n'),
}

describe('reviews', () => {
  let place: Place
  let program: CommandLine
  beforeAll(async () => {
    place = await Place.make()
    const folder = join(place.folder, 'files')
    mkdirSync(folder)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    await place.ok('import', folder, '--as', 'main', '--base-currency', 'EUR', '--quiet')
    program = await CommandLine.of(place.data)
  })
  afterAll(async () => {
    await program[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('are opened, told, closed and counted to the cent', async () => {
    const periods = ['--from', '2024', '--to', '2025']
    const asked = ['--ask', 'service', '--ask', 'logistics']
    const [opened] = await program.json('reviews', 'open', 'A', '--kind', 'decline', ...periods, ...asked)
    expect(opened).toMatchObject({
      account: { key: 'A' },
      owner: { key: 'main/R2', name: 'Ben' },
      before: '1000.10',
      after: '150.05',
      change: '-850.05',
      families: [
        { family: { name: 'Bolts' }, before: '900.10', after: '0.00', change: '-900.10' },
        { family: { name: 'Pumps' }, before: '100.00', after: '150.05', change: '50.05' },
      ],
      missing: ['service', 'logistics'],
    })
    await program.ok(
      'reviews',
      'view',
      'A',
      '--department',
      'service',
      '--wrong',
      'Nobody answered',
      '--reason',
      'slow-answer',
    )
    // The next view of the department takes the place of the one before.
    await program.ok(
      'reviews',
      'view',
      'A',
      '--department',
      'service',
      '--wrong',
      'Slow answers',
      '--reason',
      'complaint',
    )
    const shown = await program.ok('reviews', 'show', 'Alpha')
    expect(shown).toMatch(/Alpha \(A\): decline review, open/)
    expect(shown).toMatch(/From 2024 to 2025: 1 000\.10 to 150\.05 EUR, -850\.05/)
    expect(shown).toMatch(/Waits for: logistics/)
    expect(shown).toMatch(/service +- +Slow answers +A complaint was not settled well .* yes\n/)
    expect(shown).toMatch(/service +- +Nobody answered +Answers took too long .* no\n/)
    await program.ok('reviews', 'close', 'A', '--summary', 'Complaints stayed open', '--reason', 'complaint')
    await program.ok('reviews', 'open', 'B', '--kind', 'loss', ...periods)

    expect(await program.ok('reviews', 'count', '--by', 'family')).toMatch(
      /Bolts +2 +1 +1 +100\.0 % +-980\.10 +0\.00 +-980\.10\nPumps +0 +0 +0 +- +0\.00 +50\.05 +50\.05\nall +2 +1 +1 +100\.0 % +-930\.05 +0\.00 +-930\.05\n/,
    )
    const byReason = await program.json('reviews', 'count')
    expect(byReason.map((group) => [group['key'], group['reviews'], group['named'], group['change']])).toEqual([
      ['complaint', 1, 1, '-850.05'],
      [null, 1, 0, '-80.00'],
    ])
    const list = async (...filter: readonly string[]) =>
      (await program.json('reviews', 'list', ...filter)).map(({ account }) => (account as { key: string }).key)
    expect(await list()).toEqual(['B', 'A'])
    expect(await list('--state', 'closed')).toEqual(['A'])
    expect(await list('--reason', 'complaint', '--quarter', '2025-Q4', '--owner', 'main/R2')).toEqual(['A'])
    expect(await list('--products', 'main/F2')).toEqual([])
  })

  it('say that an import has changed their money since, and measure anew when they are opened again or closed', async () => {
    const late = join(place.folder, 'late')
    mkdirSync(late)
    writeFileSync(
      join(late, 'lines.csv'),
      'invoice,line,date,account,product,quantity,net\nI9,1,2025-05-01,B,P1,1,30\n',
    )
    await program.ok('import', late, '--as', 'main', '--quiet')
    const [stale] = await program.json('reviews', 'show', 'B')
    expect(stale).toMatchObject({ change: '-80.00', changeNow: '-50.00' })
    expect(await program.ok('reviews', 'show', 'B')).toContain('The ledger now says -50.00')
    await program.ok('reviews', 'close', 'B', '--summary', 'They need less', '--reason', 'less-need')
    const [closed] = await program.json('reviews', 'show', 'B')
    expect(closed).toMatchObject({ state: 'closed', change: '-50.00', changeNow: null })
    const [again] = await program.json('reviews', 'reopen', 'B', '--note', 'Too early')
    expect(again).toMatchObject({ state: 'open', mainReason: null, summary: 'They need less' })
  })

  it('have reasons and steps of the book, which are changed by a file', async () => {
    const reasons = await program.json('reviews', 'reasons')
    const file = join(place.folder, 'reasons.json')
    const save = (rows: readonly object[]) => {
      writeFileSync(file, JSON.stringify(rows))
      return program.ok('reviews', 'reasons', '--save', file)
    }
    await expect(save(reasons.filter(({ key }) => key !== 'complaint'))).rejects.toThrow('retire it')
    const table = await save(reasons.map((one) => (one['key'] === 'price' ? { ...one, isActive: false } : one)))
    expect(table).toMatch(/price +Our price was too high +sales +yes +no +retired/)
    expect(table).toContain('Version 2')
    const steps = await program.json('reviews', 'plan-template')
    writeFileSync(file, JSON.stringify(steps.slice(0, 2)))
    expect(await program.ok('reviews', 'plan-template', '--save', file)).toContain('Version 2')
    expect(await program.json('reviews', 'plan-template')).toEqual(steps.slice(0, 2))
  })

  it.each([
    ['a kind that is none', ['open', 'A', '--kind', 'mood'], exitCodes.usage, 'mood'],
    ['a second one of a kind', ['open', 'B', '--kind', 'loss'], exitCodes.conflict, 'one as a loss is open'],
    ['a review of nobody', ['show', 'Z'], exitCodes.notFound, 'Cannot find account "Z"'],
    ['a view that says nothing', ['view', 'B', '--department', 'sales'], exitCodes.badInput, 'write what went right'],
    ['a reason nobody knows', ['close', 'B', '--summary', 'x', '--reason', 'mood'], exitCodes.badInput, '"mood"'],
    ['a plan for nobody', ['plan', 'B', '--owner', 'Zoe'], exitCodes.notFound, 'Cannot find person "Zoe"'],
    ['a plan without anybody', ['plan', 'B'], exitCodes.usage, 'owners'],
    ['a plan that was not started', ['undo-plan', 'B'], exitCodes.notFound, 'none was started'],
    ['a step that is none', ['plan', 'B', '--step', 'ask'], exitCodes.usage, 'write step=person'],
  ])('refuse %s', async (_, given, code, sentence) => {
    const refused = program.ok('reviews', ...given)
    await expect(refused).rejects.toThrow(sentence)
    await expect(refused).rejects.toThrow(`ended with ${String(code)}`)
  })
})
