import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-code.ts'
import { CommandLine } from '../browser/command-line.ts'
import { Place } from './book.ts'

const files = {
  'families.csv': 'key,name\nF1,Bolts\nF2,Pumps\n',
  'products.csv': 'key,name,family,standard\nP1,Bolt,F1,yes\nP2,Pump,F2,no\n',
  'reps.csv': 'key,name,latitude,longitude\nR1,Ann,0,0\n',
  'accounts.csv': 'key,name\nA,Alpha\nB,Beta\nC,Gamma\n',
  'owners.csv': 'account,rep\nA,R1\nB,R1\n',
  'sites.csv': 'key,account,latitude,longitude\nS1,A,0,1\n',
  'events.csv': 'number,account,activity,date,order_number\nE1,A,special_handling,2025-02-01,O1\n',
  'lines.csv': [
    'invoice,line,date,account,order_number,product,quantity,net',
    'I1,1,2025-03-01,A,O1,P1,1,300',
    'I2,1,2025-04-01,A,O2,P2,1,100',
    'I3,1,2025-04-01,B,O3,P1,1,90',
    'I4,1,2025-12-31,C,,P1,1,10',
    '',
  ].join('\n'),
}

describe('judgements and selection', () => {
  let place: Place
  // Three dozen commands: a process for each would take a minute.
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

  it('write down what somebody judges, keep what was written before, and show what holds', async () => {
    const judge = (...given: readonly string[]) =>
      program.ok('judgements', 'add', 'A', ...given, '--from', '2025-06-01')
    await judge('standing', 'last', '--line', 'main/F1', '--evidence', 'They ask when nobody else delivers')
    await judge('standing', 'first', '--line', 'main/F1', '--evidence', 'They ring us first since May')
    await judge('growth-potential', '1000,2500.5,4000', '--source', 'market', '--evidence', 'Study of the trade')
    await judge('regions', 'North, South', '--evidence', 'Their lorries')
    await judge('reference', 'speaks', '--evidence', 'Spoke at the fair')
    const [fit] = await program.json('judgements', 'show', 'A')
    expect(fit).toMatchObject({
      standing: [{ line: { key: 'main/F1', name: 'Bolts' }, standing: 'first', by: { name: 'somebody' } }],
      growthPotential: { source: 'market', low: '1000.00', likely: '2500.50', high: '4000.00' },
      regions: { value: ['North', 'South'] },
      reference: { value: 'speaks', evidence: 'Spoke at the fair' },
      intent: null,
      travel: { minutes: 145, kilometres: 111.2, basis: 'distance', given: null },
      operating: {
        standard: 0.75,
        plain: 0.5,
        fit: 0.625,
        handledOrders: 1,
        plainOrders: 1,
        handlingSince: '2025-02-01',
      },
      lines: [{ name: 'Bolts' }, { name: 'Pumps' }],
    })
    await judge('travel', '200', '--evidence', 'There is a ferry')
    await judge('reference', 'none', '--evidence', 'Their new manager wants none')
    const table = await program.ok('judgements', 'show', 'A')
    expect(table).toMatch(/200 minutes as given, 111\.2 km/)
    expect(table).toMatch(/reference +- /)
    const rows = await program.json('judgements', 'list', 'A')
    expect(rows).toHaveLength(7)
    expect(rows.filter((row) => (row as { isInForce: boolean }).isInForce)).toHaveLength(5)
  })

  it.each([
    ['an aspect that is none', ['mood', 'good'], exitCodes.usage, 'write one of standing'],
    ['a word that is none of the aspect', ['intent', 'keep'], exitCodes.usage, 'verdict.value'],
    ['a potential that falls', ['growth-potential', '5,4,3'], exitCodes.badInput, 'rise from zero'],
    ['a potential of one amount', ['growth-potential', '5'], exitCodes.usage, 'verdict.value'],
    ['more minutes than a day has', ['travel', '1441'], exitCodes.usage, 'verdict.value'],
    ['a line nobody knows', ['standing', 'first', '--line', 'main/F9'], exitCodes.badInput, 'main/F9'],
    ['no line', ['standing', 'first'], exitCodes.usage, 'verdict.line'],
    ['a day to come', ['intent', 'secure', '--from', '2999-01-01'], exitCodes.badInput, 'nobody knows yet'],
    ['a day that is none', ['intent', 'secure', '--from', '2025-02-30'], exitCodes.usage, 'from'],
  ])('refuse %s', async (_, given, code, sentence) => {
    const adding = program.ok('judgements', 'add', 'A', ...given, '--evidence', 'none')
    await expect(adding).rejects.toThrow(sentence)
    await expect(adding).rejects.toThrow(`ended with ${String(code)}`)
  })

  it('choose strategic accounts by criteria, and put decisions with a reason beside them', async () => {
    expect(await program.ok('selection', 'criteria', 'show')).toContain('Nobody has said yet')
    await expect(program.ok('selection', 'score', 'A', 'fit=70:Buys both', '--review', '2099-01-01')).rejects.toThrow(
      `ended with ${String(exitCodes.conflict)}`,
    )
    const proposal = await program.ok('selection', 'criteria', 'show', '--proposal')
    const file = join(place.folder, 'criteria.json')
    writeFileSync(file, proposal.replace('"weight": 25', '"weight": 24.99'))
    await expect(program.ok('selection', 'criteria', 'save', file)).rejects.toThrow('the weights sum to 99.99 %')
    writeFileSync(file, proposal)
    expect(await program.ok('selection', 'criteria', 'save', file, '--note', 'A start')).toContain('Version 1')

    const all = (points: string) =>
      ['profit', 'fit', 'relationship', 'growth', 'influence', 'care'].map((key) => `${key}=${points}:Seen`)
    await program.ok('selection', 'score', 'A', ...all('70'), '--review', '2099-01-01')
    await program.ok('selection', 'score', 'B', ...all('30'), '--review', '2099-01-01')
    await program.ok('selection', 'score', 'C', 'profit=100:Earns well', '--review', '2099-01-01')
    await program.ok(
      'selection',
      'decide',
      'B',
      'strategic',
      '--reason',
      'The door to their group',
      '--review',
      '2098-01-01',
    )
    expect(await program.json('selection', 'list')).toMatchObject([
      { key: 'A', score: 70, rank: 1, rankByScore: 2, byScore: 'strategic', holds: 'strategic', override: null },
      {
        key: 'B',
        score: 30,
        rank: 2,
        rankByScore: 3,
        byScore: 'not-strategic',
        holds: 'strategic',
        isTurned: true,
        reviewOn: '2098-01-01',
      },
      {
        key: 'C',
        score: 100,
        least: 25,
        most: 100,
        rank: 3,
        rankByScore: 1,
        byScore: 'open',
        holds: 'open',
        known: 1,
        of: 6,
      },
    ])
    expect(await program.json('selection', 'list', '--show', 'overrides')).toMatchObject([
      { key: 'B', override: { reason: 'The door to their group', decision: 'strategic' } },
    ])
    await program.ok('selection', 'decide', 'B', 'by-score', '--reason', 'Their group was sold')
    expect(await program.json('selection', 'list', '--show', 'overrides')).toEqual([])
    const [shown] = await program.json('selection', 'show', 'B')
    expect(shown).toMatchObject({
      holds: 'not-strategic',
      overrides: [{ decision: 'by-score' }, { decision: 'strategic' }],
    })
  })

  it.each([
    ['points off the scale', ['score', 'A', 'fit=71:Seen', '--review', '2099-01-01'], 'its scale has 0, 30, 70, 100'],
    ['a criterion that is none', ['score', 'A', 'luck=70:Seen', '--review', '2099-01-01'], 'write profit, fit'],
    ['a criterion twice', ['score', 'A', 'fit=70:Seen', 'fit=30:Seen', '--review', '2099-01-01'], 'twice'],
    ['a review in the past', ['score', 'A', 'fit=70:Seen', '--review', '2020-01-01'], 'write a day after'],
    ['a mark without evidence', ['score', 'A', 'fit=70', '--review', '2099-01-01'], 'criterion=points:evidence'],
    ['a decision that is none', ['decide', 'A', 'maybe', '--reason', 'x'], 'decision'],
    ['a way back nobody went', ['decide', 'A', 'by-score', '--reason', 'x'], 'nobody has decided otherwise'],
  ])('refuse %s', async (_, given, sentence) => {
    await expect(program.ok('selection', ...given)).rejects.toThrow(sentence)
  })
})
