import { describe, expect, it } from 'vitest'
import { asksForALook, flawsOf, flawsOfFile, isOfAccounts, isUndecided, namesNoAccount } from './flaws.ts'
import type { InspectedFile, Reading } from './inspection.ts'

const reading: Reading = {
  kind: 'lines',
  confidence: 1,
  reason: { by: 'mapping', evidence: null },
  columns: [
    { column: 'net', from: 'Betrag', constant: null, confidence: 1, reason: { by: 'mapping', evidence: null } },
  ],
  unread: [],
  missing: [],
  decimal: { form: ',', by: 'values', evidence: ['1,5'], problem: null },
  dayOrder: null,
  problem: null,
  rows: [],
}
const file: InspectedFile = {
  name: 'verkauf-1.csv',
  label: 'verkauf-1.csv',
  problem: null,
  head: null,
  columns: [],
  readings: [reading],
}

describe('what must be settled', () => {
  it('is nothing for a file that can be read', () => {
    expect(flawsOfFile(file)).toEqual([])
  })

  it('is a column that is needed, once, although the whole cannot be read without it', () => {
    expect(flawsOf({ ...reading, missing: ['invoice'], problem: 'Cannot read it without "invoice"' })).toEqual([
      { about: 'missing', column: 'invoice' },
    ])
  })

  it('is a form that the values do not tell', () => {
    const decimal = { form: null, by: 'values', evidence: ['1,234'], problem: 'Say it' } as const
    expect(flawsOf({ ...reading, decimal: { ...decimal, evidence: ['1,234'] } })).toEqual([
      { about: 'decimal', message: 'Say it' },
    ])
  })

  it('is the file itself when nothing of it can be read', () => {
    expect(flawsOfFile({ ...file, problem: 'Cannot unpack it' })).toEqual([
      { about: 'file', message: 'Cannot unpack it' },
    ])
  })
})

describe('a file', () => {
  it('is looked at when something is a guess, and not when it is read as the last time', () => {
    expect(asksForALook(file)).toBe(false)
    const guessed = { ...reading, columns: reading.columns.map((column) => ({ ...column, confidence: 0.4 })) }
    expect(asksForALook({ ...file, readings: [guessed] })).toBe(true)
    const byWord = {
      ...reading,
      columns: reading.columns.map((column) => ({ ...column, reason: { by: 'word' as const, evidence: 'betrag' } })),
    }
    expect(asksForALook({ ...file, readings: [byWord] })).toBe(true)
    expect(asksForALook({ ...file, readings: [] })).toBe(true)
  })

  it('is undecided until it is read or left out by somebody', () => {
    const nothing = { source: 'erp', files: [] }
    expect(isUndecided(file, nothing, {})).toBe(true)
    expect(isUndecided(file, nothing, { 'verkauf-*.csv': [] })).toBe(false)
    expect(isUndecided(file, { source: 'erp', files: [{ file: 'verkauf-*.csv', kind: 'lines' }] }, {})).toBe(false)
    expect(isUndecided({ ...file, problem: 'Cannot unpack it' }, nothing, {})).toBe(false)
  })
})

describe('lines that would stand on no account', () => {
  const account: Reading['columns'][number] = {
    column: 'account',
    from: 'Kunde',
    constant: null,
    confidence: 1,
    reason: { by: 'word', evidence: 'kunde' },
  }
  const withAccount: InspectedFile = { ...file, readings: [{ ...reading, columns: [...reading.columns, account] }] }
  const invoices = (columns: Reading['columns']): InspectedFile => ({
    ...file,
    name: 'belege.csv',
    readings: [{ ...reading, kind: 'invoices', columns }],
  })

  it('are those of which neither a column nor the invoices beside them say it', () => {
    expect(namesNoAccount(file, [file])).toBe(true)
    expect(namesNoAccount(withAccount, [withAccount])).toBe(false)
    expect(namesNoAccount(file, [file, invoices([account])])).toBe(false)
    expect(namesNoAccount(file, [file, invoices([])])).toBe(true)
  })

  it('are none in a file that brings no lines', () => {
    expect(namesNoAccount(invoices([]), [invoices([])])).toBe(false)
  })

  it.each([
    ['hours', true],
    ['events', true],
    ['accruals', true],
    ['stock', false],
    ['freight', false],
    ['disputes', false],
  ])('are rows of what is done for accounts too, and of nothing that has its account elsewhere: %s', (kind, isLost) => {
    const rows = { ...file, readings: [{ ...reading, kind }] }
    expect(namesNoAccount(rows, [rows])).toBe(isLost)
    expect(isOfAccounts(kind)).toBe(isLost)
    const named = { ...rows, readings: [{ ...reading, kind, columns: [account] }] }
    expect(namesNoAccount(named, [named])).toBe(false)
  })
})
