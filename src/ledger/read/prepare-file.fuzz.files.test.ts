import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PreparedFile, PrepareOptions } from './prepare-file.ts'
import { prepareFile } from './prepare-file.ts'
import { FileRefused } from './problem.ts'
import { readCsvSql } from './read-csv-sql.ts'

let instance: DuckDBInstance
let connection: DuckDBConnection
let folder: string
let tempDir: string
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  connection = await instance.connect()
})
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prepare-'))
  tempDir = mkdtempSync(join(tmpdir(), 'prepare-temp-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  rmSync(tempDir, { recursive: true })
})

async function prepare(content: string | Uint8Array, name = 'x.csv', options: Partial<PrepareOptions> = {}) {
  writeFileSync(join(folder, name), content)
  return prepareFile(join(folder, name), { tempDir, label: name, ...options })
}

/** What DuckDB reads, empty text for null. */
async function duckRows(file: PreparedFile): Promise<string[][]> {
  const names = file.header.map((_, index) => `c${index}`)
  const result = await connection.runAndReadAll(`SELECT * FROM ${readCsvSql(file, names)}`)
  return result.getRows().map((row) => row.map((cell) => (cell as string | null) ?? ''))
}

interface Parsed {
  readonly header: string[]
  readonly rows: { readonly line: number; readonly values: string[] }[]
  readonly bad: number[]
}

/** A second reader, written for plainness: one regular expression per field over the whole text. */
function parsePlainly(text: string, delimiter: string, newline: string): Parsed {
  const rows: { line: number; values: string[] }[] = []
  const bad: number[] = []
  let header: string[] | null = null
  const plain = new RegExp(`[^${delimiter === '|' ? '\\|' : delimiter}\r\n]*`, 'y')
  const quoted = /"((?:[^"]|"")*)"/y
  const linesIn = (part: string) => part.split(/\r\n|\n|\r/).length - 1
  let line = 1
  for (let at = 0; at < text.length;) {
    const start = at
    const values: string[] = []
    let broken = false
    for (;;) {
      const pattern = text[at] === '"' ? quoted : plain
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (!match) {
        broken = true
        break
      }
      values.push(pattern === quoted ? (match[1] ?? '').replaceAll('""', '"') : match[0])
      at += match[0].length
      if (text[at] !== delimiter) break
      at++
    }
    if (!broken && at < text.length && !text.startsWith(newline, at)) broken = true
    if (broken) {
      const end = text.indexOf(newline, start)
      at = end < 0 ? text.length : end + newline.length
      bad.push(line)
      line += linesIn(text.slice(start, at))
      continue
    }
    const record = text.slice(start, at)
    at += newline.length
    const width = header?.length
    const blank = record === '' || (width !== undefined && width > 1 && /^ +$/.test(record))
    if (!blank || (header === null && record.trim() !== '')) {
      if (header === null) header = values
      else if (width !== undefined && values.length >= width && values.slice(width).every((value) => value === ''))
        rows.push({ line, values: values.slice(0, width) })
      else bad.push(line)
    }
    line += linesIn(record) + 1
  }
  return { header: header ?? [], rows, bad }
}

describe('what DuckDB reads of a prepared file', () => {
  const newlines = fc.constantFrom('\n', '\r\n', '\r')
  const delimiters = fc.constantFrom(',', ';', '\t', '|')
  /** What both readers make of a text; null where the file is refused, which only some oddities may cause. */
  const readBoth = async (text: string, delimiter: string, newline: string, mark = '') => {
    const plain = parsePlainly(text, delimiter, newline)
    fc.pre(plain.rows.length + plain.bad.length > 0)
    const file = await prepare(mark + text, 'x.csv', { delimiter }).catch((error: unknown) => {
      if (!(error instanceof FileRefused)) throw error
      return error.code
    })
    if (file === 'mixed-line-ends' || file === 'bad-header' || file === 'empty-file') return null
    if (typeof file === 'string') throw new Error(`refused: ${file}`)
    const values = file.rows > 0 ? await duckRows(file) : []
    const rows = values.map((row, index) => ({ line: file.lineOf(index), values: row }))
    if (file.path.startsWith(tempDir)) rmSync(file.path)
    const header = plain.header.map((name) => name.trim())
    return {
      read: { header: file.header, rows, count: file.rows, bad: file.bad.map(({ line }) => line) },
      plain: { ...plain, header, count: plain.rows.length },
    }
  }

  it('law: well-formed files read the same as by a plain parser', async () => {
    const cell = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('', '1', 'ab', ' x', 'y ', 'a"b', 'ä€😀', '\\', "'", '#') },
      {
        weight: 2,
        arbitrary: fc.constantFrom('"q"', '""', '"a""b"', '"x,;|\ty"', '"l\nm"', '"l\r\nm"', '"\r"', '" "'),
      },
      { weight: 1, arbitrary: fc.constantFrom(' "q"', '  "', ' ""', 'x""', '\\"', '-', 'NULL') },
    )
    const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.array(fc.oneof(fc.array(cell, { minLength: width, maxLength: width }), fc.constant([''])), {
        minLength: 1,
        maxLength: 20,
      }),
    )
    const mark = fc.constantFrom('', '', '\ufeff')
    await fc.assert(
      fc.asyncProperty(
        table,
        delimiters,
        newlines,
        fc.boolean(),
        mark,
        async (rows, delimiter, newline, ended, bom) => {
          const width = Math.max(...rows.map((row) => row.length))
          const header = Array.from({ length: width }, (_, index) => (index % 2 === 0 ? `c${index}` : `"c${index}"`))
          const text = [header, ...rows].map((row) => row.join(delimiter)).join(newline) + (ended ? newline : '')
          const both = await readBoth(text, delimiter, newline, bom)
          expect(both?.read).toEqual(both?.plain)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('law: whatever the text, DuckDB reads the rows a plain parser reads', async () => {
    const structure = fc.constantFrom('D', 'D', 'D', 'N', 'N', 'N', '"', '""', '\n', '\r')
    const piece = fc.oneof(structure, fc.constantFrom('1', 'ab', ' ', 'ä', '😀', '\\', "'"))
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 60 }),
        delimiters,
        newlines,
        async (pieces, delimiter, newline) => {
          const body = pieces.map((part) => (part === 'D' ? delimiter : part === 'N' ? newline : part)).join('')
          fc.pre(newline !== '\r' || !body.startsWith('\n'))
          const both = await readBoth(`h1${delimiter}h2${newline}${body}`, delimiter, newline)
          expect(both?.read).toEqual(both?.plain)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('reads a file that spans many pieces, with oddities at every place', async () => {
    const file = join(folder, 'big.csv')
    writeFileSync(file, 'a;b;c\r\n')
    const lines: string[] = []
    let wanted = 0
    for (let index = 0; index < 400_000; index++) {
      if (index % 1013 === 7) lines.push(`${index};"multi\r\nline ""${index}""";ä€😀`)
      else if (index % 2027 === 9) lines.push(`${index};too few`)
      else if (index % 3001 === 11) lines.push(`${index}; "spaced" ;x`)
      else lines.push(`${index};${'v'.repeat(index % 37)};ünï ${index}`)
      if (index % 2027 !== 9 || index % 1013 === 7) wanted++
    }
    appendFileSync(file, lines.join('\r\n'))
    const prepared = await prepareFile(file, { tempDir, label: 'big.csv' })
    expect(prepared.rows).toBe(wanted)
    const place = 'row_number() OVER () - 1'
    const result = await connection.runAndReadAll(
      `SELECT place, a FROM (SELECT ${place} AS place, a, b FROM ${readCsvSql(prepared)}) WHERE b LIKE 'multi%' OR b LIKE ' "spaced%'`,
    )
    const text = readFileSync(file, 'utf8').split(/\r\n/)
    for (const [row, key] of result.getRows() as [bigint, string][]) {
      expect(text[prepared.lineOf(Number(row)) - 1]?.startsWith(`${key};`)).toBe(true)
    }
    expect(prepared.badCount).toBe(400_000 - wanted)
    expect(prepared.bad.every(({ line, raw }) => text[line - 1] === raw)).toBe(true)
  })
})
