import { describe, expect, it } from 'vitest'
import { SourceMapping } from '../../../contract/source.ts'
import { newEntry, proposeAnew } from './new-entry.ts'

const file = {
  columns: [
    { name: 'Kundennr', samples: ['K1001', 'K1002'] },
    { name: 'Kundenname', samples: ['Müller GmbH', 'Kühne AG'] },
    { name: 'Nettobetrag', samples: ['1.234,50'] },
    { name: 'Belegdatum', samples: ['31.01.2025'] },
    { name: 'Rechnungsnr', samples: ['R1', 'R2'] },
  ],
}
const like = { file: 'umsatz-*.csv', kind: 'invoices', delimiter: ';', decimal: ',' } as const

describe('a file as a kind that somebody chose', () => {
  it('has the columns its headers and values speak for, and is written as before', () => {
    expect(newEntry('lines', like, file)).toMatchObject({
      file: 'umsatz-*.csv',
      kind: 'lines',
      columns: { invoice: 'Rechnungsnr', date: 'Belegdatum', account: 'Kundennr', net: 'Nettobetrag' },
      delimiter: ';',
      decimal: ',',
    })
  })

  it('counts each key once where it is only named', () => {
    const beside = newEntry('accounts', like, file, { isBeside: true })
    expect(beside).toMatchObject({ kind: 'accounts', distinct: true, columns: { key: 'Kundennr' } })
    expect(newEntry('accounts', like, file)).not.toHaveProperty('distinct')
  })

  it('is taken by the server', () => {
    const files = [newEntry('lines', like, file), newEntry('accounts', like, file, { isBeside: true })]
    expect(SourceMapping.safeParse({ source: 'erp', files }).success).toBe(true)
  })
})

describe('a file that is looked into anew', () => {
  it('is read as what it holds, written as is stated', () => {
    const entries = proposeAnew('umsatz-1.csv', like, file)
    expect(entries.map(({ kind }) => kind)).toEqual(['lines', 'accounts'])
    expect(entries.every(({ file: name, delimiter }) => name === 'umsatz-*.csv' && delimiter === ';')).toBe(true)
    expect(entries[1]).toHaveProperty('distinct', true)
  })

  it('is read as nothing while it has no columns', () => {
    expect(proposeAnew('umsatz-1.csv', like, { columns: [] })).toEqual([])
  })
})
