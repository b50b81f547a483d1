import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileNameOf } from './file-name.ts'

describe('fileNameOf', () => {
  it.each([
    'lines.csv',
    'invoices 2026-03.csv.gz',
    'source.json',
    'Zeilen-März.tsv',
    'a..b.csv',
    '~lines.csv',
    'コード.csv',
  ])('takes %s', (name) => {
    expect(fileNameOf(name)).toBe(name)
  })

  it('brings both ways to write an umlaut to one', () => {
    expect(fileNameOf('Mu\u0308ller.csv')).toBe('M\u00FCller.csv')
  })

  it.each([
    '',
    '.',
    '..',
    '../lines.csv',
    '..\\lines.csv',
    '/etc/passwd',
    'a/b.csv',
    'C:lines.csv',
    'lines.csv:stream',
    '.env',
    '.unfinished',
    'lines.csv\0.png',
    'lines\n.csv',
    'lines\u202Egpj.csv',
    'lines*.csv',
    'lines.csv.',
    'lines.csv ',
    ' lines.csv',
    'con',
    'NUL.csv',
    'com1.tar.gz',
    '\uD800.csv',
    'ä'.repeat(101),
  ])('refuses %j', (name) => {
    expect(() => fileNameOf(name)).toThrow('Cannot take a file named')
  })

  it('never leads out of a folder', () => {
    const folder = resolve('/data/uploads/x')
    const piece = fc.constantFrom('..', '.', '/', '\\', 'a', '.csv', '\0', ' ', '%2e', '\u2024', '\uFF0F')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (given) => {
          let name: string
          try {
            name = fileNameOf(given)
          } catch {
            return
          }
          expect(join(folder, name)).toBe(`${folder}/${name}`)
          expect(fileNameOf(name)).toBe(name)
        },
      ),
    )
  })
})
