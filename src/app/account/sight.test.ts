import { describe, expect, it } from 'vitest'
import type { Output } from '../../contract/operations.ts'
import type { Grants } from '../../domain/right.ts'
import type { Person } from '../context.ts'
import { accountSight, maskAccountRow, seesWholeBook, sightOf } from './sight.ts'

function person(grants: Grants): Person {
  return {
    kind: 'person',
    id: 'p',
    name: 'Ada',
    role: 'rep',
    grants: { 'read-account': 'all', ...grants },
    reps: ['erp/R1'],
    team: ['erp/R1', 'erp/R2'],
    territories: ['erp/NORTH'],
  }
}
const mine = { owner: 'erp/R1', territory: 'erp/SOUTH' }
const ofTeam = { owner: 'erp/R2', territory: null }
const inNorth = { owner: 'erp/R9', territory: 'erp/NORTH' }
const nobodys = { owner: null, territory: null }

function seen(
  grants: Grants,
  account: { owner: string | null; territory: string | null },
  family: (typeof account)[] | null = null,
) {
  const { spend, margin, gradedSpend, gradedMargin } = accountSight(sightOf(person(grants)), { ...account, family })
  return [spend, margin, gradedSpend, gradedMargin].map(Number).join('')
}

describe('accountSight', () => {
  it.each([
    ['own of one of mine', { 'read-spend': 'own' }, mine, '1010'],
    ['own of a colleague', { 'read-spend': 'own' }, ofTeam, '0000'],
    ['own of nobody', { 'read-spend': 'own' }, nobodys, '0000'],
    ['team of a colleague', { 'read-spend': 'team' }, ofTeam, '1010'],
    ['territory of one in it', { 'read-spend': 'territory' }, inNorth, '1010'],
    ['territory of my own outside it', { 'read-spend': 'territory' }, mine, '0000'],
    ['all of nobody', { 'read-spend': 'all' }, nobodys, '1010'],
    ['spend of all and margin of mine', { 'read-spend': 'all', 'read-margin': 'own' }, mine, '1111'],
    ['spend of all and margin of mine, of another', { 'read-spend': 'all', 'read-margin': 'own' }, ofTeam, '1010'],
    ['margins without spend are nothing', { 'read-margin': 'all' }, mine, '0000'],
    ['margins of all with spend of mine', { 'read-spend': 'own', 'read-margin': 'all' }, ofTeam, '0000'],
    ['no rights', {}, mine, '0000'],
  ] as const)('%s: spend, margin, and of what is graded', (_, grants, account, expected) => {
    expect(seen(grants, account)).toBe(expected)
  })

  it('does not give away siblings: family spend less my own would be theirs', () => {
    expect(seen({ 'read-spend': 'own' }, mine, [mine, ofTeam])).toBe('1000')
    expect(seen({ 'read-spend': 'team' }, mine, [mine, ofTeam])).toBe('1010')
    expect(seen({ 'read-spend': 'all', 'read-margin': 'own' }, mine, [mine, ofTeam])).toBe('1110')
    expect(seen({ 'read-spend': 'all', 'read-margin': 'team' }, mine, [mine, ofTeam])).toBe('1111')
  })

  it('does not give away the head of a family to the owner of another part', () => {
    expect(seen({ 'read-spend': 'own' }, ofTeam, [mine, ofTeam])).toBe('0000')
  })

  it('sees everything as the operator of the machine', () => {
    const sight = sightOf({ kind: 'local-operator', name: 'root' })
    expect(accountSight(sight, { ...nobodys, family: [mine, nobodys] })).toEqual({
      spend: true,
      margin: true,
      gradedSpend: true,
      gradedMargin: true,
    })
    expect(seesWholeBook(sight)).toEqual({ spend: true, margin: true })
    expect(seesWholeBook(sightOf(person({ 'read-spend': 'own', 'read-margin': 'all' })))).toEqual({
      spend: false,
      margin: false,
    })
  })
})

const row: Output<'listAccounts'>['items'][number] = {
  id: 'a',
  key: 'A',
  source: 'erp',
  name: 'Aldi',
  root: null,
  owner: null,
  territory: null,
  segment: null,
  grade: 'B',
  gradeBefore: 'A',
  flagged: false,
  movement: 'down',
  spendBand: { from: 5000, below: 10_000 },
  grossProfitBand: { from: 1000, below: 2000 },
  spend: '7000.00',
  spendBefore: '12000.00',
  spendChange: '-5000.00',
  toNext: '3000.00',
  nextGrade: 'A',
  months: Array.from({ length: 12 }, () => '1.00'),
  cost: '5000.00',
  grossProfit: '2000.00',
  marginRate: 0.285714,
  orders: 4,
  lastInvoice: '2026-03-01',
}
const open = ['grade', 'gradeBefore', 'grossProfitBand', 'movement', 'nextGrade', 'orders', 'spendBand']
const fieldsOf = (sight: Partial<Parameters<typeof maskAccountRow>[1]>): string[] => {
  const nothing = { spend: false, margin: false, gradedSpend: false, gradedMargin: false }
  const kept = Object.keys(maskAccountRow(row, { ...nothing, ...sight }))
  return kept
    .filter(
      (name) =>
        !['id', 'key', 'source', 'name', 'root', 'owner', 'territory', 'segment', 'flagged', 'lastInvoice'].includes(
          name,
        ),
    )
    .toSorted()
}

describe('maskAccountRow', () => {
  it('leaves grades, bands, counts and days, and nothing a figure could be made of', () => {
    expect(fieldsOf({})).toEqual(open)
  })

  it('leaves the distance out when the family is not all in sight: bound less distance is its spend', () => {
    expect(fieldsOf({ spend: true })).toEqual([...open, 'months', 'spend', 'spendBefore', 'spendChange'].toSorted())
    expect(fieldsOf({ spend: true, gradedSpend: true })).toContain('toNext')
  })

  it('leaves out the margin rate with the gross profit: one makes the other', () => {
    expect(fieldsOf({ spend: true, gradedSpend: true })).not.toContain('marginRate')
    expect(fieldsOf({ spend: true, margin: true })).toEqual(
      expect.arrayContaining(['cost', 'grossProfit', 'marginRate']),
    )
  })
})
