import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellBefore, csvRecord, plainCell, readCsv } from './csv.ts'

describe('plainCell', () => {
  it.each([
    '=1+1',
    '=cmd|"/C calc"!A0',
    '+SUM(A1)',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u00A0=1',
    '＝1+1',
    '-',
    '+49 170 1234567',
    '-1e5',
  ])('disarms %j', (cell) => {
    expect(plainCell(cell)).toBe(`'${cell}`)
  })

  it.each(['', 'Müller', "'=1", '-12', '-1234.50', '+3', '-1.234,50', '1=1', 'a-b', 'x@y.example', '2026-03-01'])(
    'leaves %j',
    (cell) => {
      expect(plainCell(cell)).toBe(cell)
    },
  )

  it('can be taken back', () => {
    for (const cell of ['=1+1', '-2+3', '-12', "'", "it's", '', "''"])
      expect(cellBefore(plainCell(cell) ?? '')).toBe(cell)
  })

  it('leaves an empty cell empty', () => {
    expect(plainCell(null)).toBeNull()
  })
})

describe('readCsv', () => {
  it('reads what csvRecord wrote, wherever the text is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ä', '😀') })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1 })),
        fc.integer({ min: 1, max: 5 }),
        async (records, cut) => {
          const text = Array.from(records.map((cells) => csvRecord(cells)).join(''))
          async function* pieces() {
            for (let at = 0; at < text.length; at += cut) yield text.slice(at, at + cut).join('')
          }
          expect(await Array.fromAsync(readCsv(pieces()))).toEqual(records)
        },
      ),
    )
  })
})
