import { describe, expect, it } from 'vitest'
import { chartTableToCsv } from './chart-table.ts'

describe('the CSV of a chart', () => {
  it('has a header and the exact values, not the rounded ones one reads', () => {
    const csv = chartTableToCsv({
      columns: [{ title: 'Quarter' }, { title: 'GRR', isFigure: true }],
      rows: [
        [
          { text: 'Q1 2026', value: '2026-03-31' },
          { text: '91.2 %', value: 0.912345 },
        ],
      ],
    })
    expect(csv).toBe('Quarter,GRR\r\n2026-03-31,0.912345\r\n')
  })

  it('leaves what is unknown empty', () => {
    const csv = chartTableToCsv({
      columns: [{ title: 'a' }, { title: 'b' }],
      rows: [[{ text: '–', value: null }, { text: 'x' }]],
    })
    expect(csv).toBe('a,b\r\n,x\r\n')
  })

  it('quotes separators and quotes', () => {
    const csv = chartTableToCsv({ columns: [{ title: 'name' }], rows: [[{ text: 'Lamb, "Ltd"' }]] })
    expect(csv).toBe('name\r\n"Lamb, ""Ltd"""\r\n')
  })

  it('keeps a spreadsheet from running a name, and keeps negative figures as figures', () => {
    const csv = chartTableToCsv({
      columns: [{ title: 'name' }, { title: 'change' }],
      rows: [
        [{ text: '=HYPERLINK("x")' }, { text: '−5', value: '-5.25' }],
        [{ text: '@sum' }, { text: '+1', value: 1 }],
      ],
    })
    expect(csv).toBe('name,change\r\n"\'=HYPERLINK(""x"")",-5.25\r\n\'@sum,1\r\n')
  })
})
