import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseMicros } from '../../domain/money.ts'
import { prepareFile } from '../../ledger/read/prepare-file.ts'
import { FileRefused } from '../../ledger/read/problem.ts'
import { csvScan } from '../../ledger/read/read-kind.ts'
import { Reader } from '../../ledger/read/reader.ts'
import { textOrNull } from '../../ledger/store/decode.ts'
import { BookError } from '../error.ts'
import type { ExpectedTotal } from './compare-totals.ts'

const known = ['source', 'legal_entity', 'month', 'currency', 'lines', 'net', 'tax', 'credits']

/** The totals a source's own books state, from a CSV with any of the columns; an empty cell is not compared. */
export async function readExpectedTotals(file: string): Promise<ExpectedTotal[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bookvalue-control-'))
  try {
    await using reader = await Reader.open({ folder, memoryLimit: '200MB', threads: 1 })
    const prepared = await prepareFile(file, { tempDir: folder, label: file })
    const unknown = prepared.header.find((name) => !known.includes(name))
    if (unknown !== undefined) {
      throw new BookError('bad-input', `Cannot read "${file}": unknown column "${unknown}"; use ${known.join(', ')}`)
    }
    const rows = await reader.all(`SELECT * FROM ${csvScan(prepared)}`)
    return rows.map((row, index) => {
      const cell = (name: string): string | null => {
        const place = prepared.header.indexOf(name)
        const value = place === -1 ? null : textOrNull(row, `c${String(place)}`)
        return value === null || value.trim() === '' ? null : value.trim()
      }
      const figure = <T>(name: string, read: (text: string) => T): T | null => {
        const value = cell(name)
        if (value === null) return null
        try {
          return read(value)
        } catch {
          throw new BookError(
            'bad-input',
            `Cannot read ${name} "${value}" on line ${String(prepared.lineOf(index))} of "${file}"`,
          )
        }
      }
      return {
        source: cell('source'),
        legalEntity: cell('legal_entity'),
        month: cell('month'),
        currency: cell('currency'),
        lines: figure('lines', wholeNumber),
        net: figure('net', parseMicros),
        tax: figure('tax', parseMicros),
        credits: figure('credits', parseMicros),
      }
    })
  } catch (error) {
    if (error instanceof FileRefused) throw new BookError('bad-input', error.message)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`Cannot read count "${text}"`)
  return Number(text)
}
