import { describe, expect, it } from 'vitest'
import type { SourceFile, SourceMapping } from '../../../contract/source.ts'
import {
  entriesOf,
  originOf,
  saysSomething,
  setForms,
  setOrigin,
  setSteps,
  stepsOf,
  toRemember,
  withFoundForms,
  withOverrides,
} from './edit-mapping.ts'

const lines: SourceFile = { file: 'verkauf-*.csv', kind: 'lines', columns: { net: 'Betrag', account: 'Kunde' } }
const accounts: SourceFile = { file: 'verkauf-*.csv', kind: 'accounts', columns: { key: 'Kunde', name: 'Name' } }
const products: SourceFile = { file: 'artikel.csv', kind: 'products' }
const mapping: SourceMapping = { source: 'erp', files: [lines, accounts, products] }

describe('what somebody decided', () => {
  it('stands in place of what was proposed for the same files', () => {
    const decided = withOverrides(mapping, { 'verkauf-*.csv': [accounts] }, ['verkauf-1.csv', 'artikel.csv'])
    expect(decided.files).toEqual([products, accounts])
  })

  it('stays when the files are proposed under another name', () => {
    const other = { ...mapping, files: [{ ...lines, file: 'verkauf-1.csv' }, products] }
    expect(withOverrides(other, { 'verkauf-*.csv': [] }, ['verkauf-1.csv']).files).toEqual([products])
  })

  it('changes nothing when there is nothing', () => {
    expect(withOverrides(mapping, {}, ['verkauf-1.csv'])).toEqual(mapping)
  })
})

describe('the entries of a file', () => {
  it('are those whose pattern means its name', () => {
    expect(entriesOf(mapping, 'Verkauf-2026.CSV')).toEqual([lines, accounts])
    expect(entriesOf(mapping, 'verkauf.csv')).toEqual([])
  })

  it('read a column from one place at a time', () => {
    const constant = setOrigin(lines, 'net', { constant: '1' })
    expect(originOf(constant, 'net')).toEqual({ constant: '1' })
    expect(constant.columns).toEqual({ account: 'Kunde' })
    const back = setOrigin(constant, 'net', { from: 'Betrag' })
    expect(originOf(back, 'net')).toEqual({ from: 'Betrag' })
    expect(back).not.toHaveProperty('constants')
    expect(originOf(setOrigin(lines, 'net', null), 'net')).toBe(null)
  })

  it('keep an empty list of columns, which is not the list of our own names', () => {
    expect(setOrigin(setOrigin(lines, 'net', null), 'account', null).columns).toEqual({})
  })

  it('lose the steps of a column that is read no longer', () => {
    const trimmed = setSteps(lines, 'account', [{ do: 'trim' }])
    expect(stepsOf(setOrigin(trimmed, 'account', { from: 'Konto' }), 'account')).toEqual([{ do: 'trim' }])
    expect(setOrigin(trimmed, 'account', null)).not.toHaveProperty('transforms')
    expect(setSteps(trimmed, 'account', [])).toEqual(lines)
  })

  it('forget a form that is to be found out again', () => {
    expect(setForms(setForms(lines, { decimal: ',' }), { decimal: undefined })).toEqual(lines)
  })
})

describe('what is remembered', () => {
  it('means the files of the next month and keeps what is known of others', () => {
    const used = { source: 'erp', files: [{ ...lines, file: 'verkauf 2026-10.csv' }] }
    const names = ['verkauf 2026-10.csv']
    expect(toRemember(used, mapping, names).files).toEqual([
      lines,
      accounts,
      products,
      { ...lines, file: 'verkauf *.csv' },
    ])
    expect(toRemember(used, { source: 'erp', files: [{ ...lines, file: 'verkauf *.csv' }] }, names).files).toEqual([
      { ...lines, file: 'verkauf *.csv' },
    ])
  })

  it('says no more than what files are named after, or something', () => {
    expect(saysSomething(products)).toBe(false)
    expect(saysSomething(lines)).toBe(true)
  })
})

describe('the forms that values showed', () => {
  const shown = (kind: 'lines' | 'accounts', sign: '.' | ',', by: 'values' | 'default') => ({
    kind,
    decimal: { form: sign, by, evidence: [], problem: null },
    dayOrder: null,
  })

  it('are stated for the next file', () => {
    const readings = [shown('lines', ',', 'values'), shown('accounts', '.', 'default')]
    expect(withFoundForms(mapping, [{ name: 'verkauf-1.csv', readings }]).files).toEqual([
      { ...lines, decimal: ',' },
      accounts,
      products,
    ])
  })

  it('are not where two files show two, and never in place of what somebody said', () => {
    const comma = { name: 'verkauf-1.csv', readings: [shown('lines', ',', 'values')] }
    const point = { name: 'verkauf-2.csv', readings: [shown('lines', '.', 'values')] }
    expect(withFoundForms(mapping, [comma, point])).toEqual(mapping)
    const said = { ...mapping, files: [{ ...lines, decimal: '.' as const }] }
    expect(withFoundForms(said, [comma])).toEqual(said)
  })
})
