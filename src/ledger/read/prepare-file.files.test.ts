import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BadLine } from './bad-lines.ts'
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

async function refusal(content: string | Uint8Array, name = 'x.csv', options: Partial<PrepareOptions> = {}) {
  const error = await prepare(content, name, options).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(FileRefused)
  expect(readdirSync(tempDir)).toEqual([])
  const { code, line, message } = error as FileRefused
  return { code, line, message }
}

/** What DuckDB reads, empty text for null. */
async function duckRows(file: PreparedFile): Promise<string[][]> {
  const names = file.header.map((_, index) => `c${index}`)
  const result = await connection.runAndReadAll(`SELECT * FROM ${readCsvSql(file, names)}`)
  return result.getRows().map((row) => row.map((cell) => (cell as string | null) ?? ''))
}

describe('prepareFile on clean files', () => {
  it('hands on the file itself with its hash, shape and lines', async () => {
    const text = 'a,b\n1,x\n2,"y, z"\n3,"two\nlines"\n\n4,w\n'
    const file = await prepare(text)
    expect(file).toMatchObject({
      path: join(folder, 'x.csv'),
      delimiter: ',',
      newline: '\n',
      header: ['a', 'b'],
      rows: 4,
      bad: [],
      badCount: 0,
      badPath: null,
      quotedNewlines: true,
      bytes: text.length,
      sha256: createHash('sha256').update(text).digest('hex'),
    })
    expect([0, 1, 2, 3].map((row) => file.lineOf(row))).toEqual([2, 3, 4, 7])
    expect(await duckRows(file)).toEqual([
      ['1', 'x'],
      ['2', 'y, z'],
      ['3', 'two\nlines'],
      ['4', 'w'],
    ])
    expect(readdirSync(tempDir)).toEqual([])
  })

  it.each([
    ['comma', 'a,b,c\n1,2;3,4\n', ','],
    ['semicolon with decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n', ';'],
    ['tab', 'a\tb\n1,5\t2\n', '\t'],
    ['pipe', 'a|b\n1|2\n', '|'],
    ['delimiters inside quotes', 'a;b\n"1,2,3";"4,5,6"\n"1,2,3";"4,5,6"\n', ';'],
    ['one column', 'a\n1\n2\n', ','],
    ['commas with spaces in a semicolon file', 'name;amount, EUR\nx;1,5\ny;2,5\n', ';'],
  ])('finds the delimiter: %s', async (_, text, delimiter) => {
    expect((await prepare(text)).delimiter).toBe(delimiter)
  })

  it('gives columns without a name, and names that are there twice, names of their own', async () => {
    const file = await prepare('Net;;net;b;\n1;2;3;4;\n')
    expect(file.header).toEqual(['Net (1)', '(column 2)', 'net (2)', 'b', '(column 5)'])
    expect(await duckRows(file)).toEqual([['1', '2', '3', '4', '']])
  })

  it.each<[string, string, string, number]>([
    ['titles of one field', 'Sales 2025\n"From, to"\n\na,b\n1,2\n3,4\n', ',', 5],
    ['titles as wide as the table', 'Umsatz;;\r\n;;\r\na;b;c\r\n1;2;3\r\n', ';', 4],
    ['the delimiter', 'sep=;\na;b\n1;2,5\n', ';', 3],
    ['the delimiter, quoted, and a title', '\ufeff"sep=\t"\rTitle\ra\tb\r1\t2\r', '\t', 4],
  ])('leaves alone what stands above a table: %s', async (_, text, delimiter, line) => {
    const file = await prepare(text)
    expect([file.header[0], file.delimiter, file.badCount, file.lineOf(0)]).toEqual(['a', delimiter, 0, line])
    expect((await duckRows(file))[0]?.[0]).toBe('1')
  })

  it('takes records that end with delimiters the header lacks', async () => {
    const file = await prepare('a;b\r\n1;2;\r\n3;"4";;\r\n5;6;7\r\n8;9')
    expect(await duckRows(file)).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['8', '9'],
    ])
    expect(file.bad.map(({ line }) => line)).toEqual([4])
    const single = await prepare('a\n1,\n,\n2\n')
    expect([single.rows, await duckRows(single)]).toEqual([3, [['1'], [''], ['2']]])
  })

  it('takes no record of a narrow file for its header', async () => {
    const file = await prepare('a\n1\n2,5\n3\n')
    expect([file.header, file.rows, file.badCount]).toEqual([['a'], 2, 1])
  })

  it('takes the delimiter it is given', async () => {
    expect(await duckRows(await prepare('a:b\n1,2:3\n', 'x.csv', { delimiter: ':' }))).toEqual([['1,2', '3']])
    await expect(prepare('a\n1\n', 'x.csv', { delimiter: '::' })).rejects.toThrow('Cannot use delimiter "::"')
  })

  it.each(['\n', '\r\n', '\r'])('reads files with line end %j', async (newline) => {
    const file = await prepare(['a,b', '1,2', '"3",4', '5,6'].join(newline))
    expect(file.newline).toBe(newline)
    expect(await duckRows(file)).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ])
    expect(file.lineOf(2)).toBe(4)
  })

  it('skips a byte order mark, blank lines before the header, and reads gzip by content', async () => {
    const rows = [['1', 'ä']]
    expect(await duckRows(await prepare('\ufeffa,b\n1,ä\n'))).toEqual(rows)
    expect(await duckRows(await prepare('\ufeff"a","b"\n1,ä\n'))).toEqual(rows)
    const late = await prepare('\n\n  \n a,b\n1,ä\n')
    expect(late.header).toEqual(['a', 'b'])
    expect(late.lineOf(0)).toBe(5)
    expect(await duckRows(late)).toEqual(rows)
    const packed = gzipSync('a,b\n1,ä\n')
    const file = await prepare(packed, 'not-named-gz.csv')
    expect(await duckRows(file)).toEqual(rows)
    expect(file.sha256).toBe(createHash('sha256').update(packed).digest('hex'))
    expect(file.bytes).toBe(packed.length)
  })
})

describe('prepareFile on bad lines', () => {
  it('leaves out records of the wrong shape and says why', async () => {
    const lines = ['a,b', '1,2', '3', '4,5,6', '7,8', '"x"y,9', '10,"open', '11,12']
    const file = await prepare(lines.join('\n'))
    expect(file.bad.map(({ line, raw }) => [line, raw])).toEqual([
      [3, '3'],
      [4, '4,5,6'],
      [6, '"x"y,9'],
      [7, '10,"open'],
    ])
    expect(file.bad.map(({ problem }) => problem.message)).toEqual([
      'Cannot read line 3: it has 1 field, the header 2 in "3"',
      'Cannot read line 4: it has 3 fields, the header 2 in "4,5,6"',
      'Cannot read line 6: text follows a closing quote in ""x"y,9"',
      'Cannot read line 7: a quote is not closed in "10,"open"',
    ])
    expect(await duckRows(file)).toEqual([
      ['1', '2'],
      ['7', '8'],
      ['11', '12'],
    ])
    expect([0, 1, 2].map((row) => file.lineOf(row))).toEqual([2, 5, 8])
  })

  it('leaves out records that are not UTF-8', async () => {
    const text = Buffer.concat([Buffer.from('a,b\nM\xfcller,1\n', 'latin1'), Buffer.from('Jörg,2\nJürgen,3\n')])
    const file = await prepare(text)
    expect(file.encoding).toEqual({ name: 'utf-8', evidence: '"Jörg"' })
    expect(file.bad).toMatchObject([{ line: 2, raw: 'Müller,1' }])
    expect(file.bad[0]?.problem.message).toBe('Cannot read line 2 as UTF-8: "M\\xFCller,1"')
    expect(await duckRows(file)).toEqual([
      ['Jörg', '2'],
      ['Jürgen', '3'],
    ])
    const stated = await prepare(Buffer.from('a,b\nM\xfcller,1\nx,2\n', 'latin1'), 'y.csv', { encoding: 'utf-8' })
    expect(stated.bad).toMatchObject([{ line: 2, raw: 'Müller,1' }])
  })

  it('keeps 10 000 bad lines in memory and the rest in a file', async () => {
    const file = await prepare(`a,b\n${'1\n'.repeat(10_500)}1,2\n`)
    expect([file.bad.length, file.badCount, file.rows, file.lineOf(0)]).toEqual([10_000, 10_500, 1, 10_502])
    const rest = readFileSync(file.badPath ?? '', 'utf8')
      .trimEnd()
      .split('\n')
    expect(rest.length).toBe(500)
    expect((JSON.parse(rest[499] ?? '') as BadLine).line).toBe(10_501)
  })

  it('quotes at most 80 characters and shows control characters', async () => {
    const file = await prepare(`a,b\n\u0007${'x'.repeat(200)}\n1,2\n`)
    expect(file.bad[0]?.problem.value).toBe(`\\x07${'x'.repeat(79)}…`)
    expect(file.bad[0]?.raw.length).toBe(201)
  })

  it('goes on after a quote that is never closed in a large file', async () => {
    const filler = `${'1,2345678\n'.repeat(1_800_000)}`
    const file = await prepare(`a,b\n1,"open\n${filler}`)
    expect([file.badCount, file.rows, file.lineOf(0), file.lineOf(1_799_999)]).toEqual([1, 1_800_000, 3, 1_800_002])
    const result = await connection.runAndReadAll(`SELECT count(*) FROM ${readCsvSql(file)}`)
    expect(result.getRows()).toEqual([[1_800_000n]])
  })
})

describe('prepareFile on NDJSON', () => {
  it('refuses an object of very many numbers at once', async () => {
    const members = Array.from({ length: 250_000 }, (_, index) => `"k${index}":1.234`)
    const started = performance.now()
    const { code, message } = await refusal(`{${members.join(',')}}\n`, 'x.ndjson')
    expect([code, message]).toEqual(['too-wide', expect.stringContaining('more than 1000')])
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it('rewrites flat objects with numbers as they are written', async () => {
    const lines = ['{"a":12345678901234.123456,"b":"x, \\"y\\""}', '', '{"b":null,"c":true,"a":1e3}', '{"a":-0.10}']
    const file = await prepare(lines.join('\r\n'), 'x.ndjson')
    expect(file.header).toEqual(['a', 'b', 'c'])
    expect(await duckRows(file)).toEqual([
      ['12345678901234.123456', 'x, "y"', ''],
      ['1e3', '', 'true'],
      ['-0.10', '', ''],
    ])
    expect([0, 1, 2].map((row) => file.lineOf(row))).toEqual([1, 3, 4])
    expect(readdirSync(tempDir).length).toBe(1)
  })

  it('knows NDJSON by its first character, reads gzip, and makes bad lines of what is no flat object', async () => {
    const lines = ['{"a":1}', '{"a":', '[1]', '{"a":{"b":1}}', '7', '{"a":"\\u0000"}', '{"a":"\\ud800"}', '{"a":""}']
    const file = await prepare(gzipSync(lines.join('\n')), 'data.txt')
    expect(file.bad.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7])
    expect(file.bad[2]?.problem.message).toBe(
      'Cannot read line 4: "a" is nested, only flat objects can be read: "{"a":{"b":1}}"',
    )
    expect(await duckRows(file)).toEqual([['1'], ['']])
    expect(file.lineOf(1)).toBe(8)
  })

  it.each([
    ['{ "a" : 1 , "b" : "x" } ', [['1', 'x']]],
    ['{"a":"x","a":"y","b":null}', [['y', '']]],
    ['\t{"b":"\\t","a":true}', [['\t', 'true']]],
    ['{"a":"é","b":-0.5E+3}', [['é', '-0.5E+3']]],
  ])('reads %s', async (line, rows) => {
    expect(await duckRows(await prepare(`${line}\n`, 'x.ndjson'))).toEqual(rows)
  })

  it.each([
    '{"a":1,}',
    '{"a":01}',
    '{"a":1 "b":2}',
    '{"a" 1}',
    '{a:1}',
    '{"a":1}}',
    '{"a":tru}',
    '{"a":"x"',
    '{"a":.5}',
  ])('makes a bad line of %s', async (line) => {
    expect((await prepare(`{"a":1}\n${line}\n`, 'x.ndjson')).bad).toMatchObject([{ line: 2, raw: line }])
  })

  it('refuses a file with no object in it', async () => {
    expect(await refusal('nope\n', 'x.jsonl')).toMatchObject({ code: 'bad-header', line: 1 })
    expect(await refusal('\n\n', 'x.jsonl')).toMatchObject({ code: 'empty-file' })
    expect(await refusal('{"a":1,"A":2}\n', 'x.jsonl')).toMatchObject({ code: 'bad-header' })
  })

  it('law: every flat object arrives as it was written', async () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.constantFrom('\n', '"', ',', ' x', '\r'))
    const object = fc.dictionary(fc.constantFrom('a', 'b', 'c d', 'e"f'), cell, { minKeys: 1, noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(fc.array(object, { minLength: 1, maxLength: 30 }), async (objects) => {
        fc.pre(objects.every((one) => Object.values(one).every((value) => !value.includes('\0'))))
        const file = await prepare(objects.map((one) => JSON.stringify(one)).join('\n'), 'x.ndjson')
        const wanted = objects.map((one) => file.header.map((name) => one[name] ?? ''))
        expect(await duckRows(file)).toEqual(wanted)
      }),
      { numRuns: 100 },
    )
  })
})

describe('prepareFile refuses', () => {
  it.each<[string, string | Buffer, string, RegExp]>([
    ['nothing', '', 'empty-file', /"x.csv": it is empty/],
    ['blank lines', '\n\n  \n', 'empty-file', /nothing but blank lines/],
    ['a header alone', 'a,b\n', 'header-only', /it has a header, "a, b", and no rows/],
    ['a NUL byte', 'a,b\n1,2\n3,\0\n', 'nul-byte', /NUL byte \(\\x00\) is on line 3, 10 bytes/],
    ['half an archive', Buffer.from('504b0304140000000800', 'hex'), 'zip-damaged', /the archive is damaged/],
    ['half a Parquet file', 'PAR1xxxx', 'parquet-damaged', /the Parquet file is damaged/],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'not-text', /XLS.*password.*save it as XLSX/],
    ['a PDF', '%PDF-1.4\n', 'not-text', /PDF/],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'not-text', /PNG/],
    ['a program', Buffer.from('7f454c46020101', 'hex'), 'not-text', /program/],
    ['unknown binary', Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 7) % 256)), 'not-text', /control bytes/],
    [
      'a header not in UTF-8',
      Buffer.concat([Buffer.of(0xe4), Buffer.from(',ö,ü\n1,2,3\n')]),
      'not-text',
      /header.*as UTF-8: "\\xE4,/,
    ],
    ['mixed line ends', 'a,b\n1,2\n3,4\r\n', 'mixed-line-ends', /line 1 ends with \\n, line 3 with \\r\\n/],
    ['mixed line ends', 'a,b\r\n1,2\n', 'mixed-line-ends', /line 1 ends with \\r\\n, line 2 with \\n/],
    ['mixed line ends', 'a,b\r1,2\r3,4\r\n', 'mixed-line-ends', /line 1 ends with \\r, line 3 with \\r\\n/],
    ['a header without names', ',,\n1,2,3\n', 'bad-header', /no column has a name/],
    ['an open quote in the header', '"a,b\n1,2\n', 'bad-header', /quote is not closed in ""a,b"/],
    [
      'too many columns',
      `${Array.from({ length: 1001 }, (_, i) => `c${i}`).join(',')}\n1\n`,
      'too-wide',
      /1001 columns/,
    ],
    [
      'a line that is too long',
      `a,b\n${'x'.repeat(17 << 20)}\n`,
      'too-wide',
      /line 2 .*longer than 16777216 bytes: "xxx/,
    ],
  ])('%s', async (_, content, code, message) => {
    const refused = await refusal(content)
    expect(refused.code).toBe(code)
    expect(refused.message).toMatch(message)
  })

  it('what is not there or no file', async () => {
    const options = { tempDir, label: 'x.csv' }
    await expect(prepareFile(join(folder, 'x.csv'), options)).rejects.toMatchObject({ code: 'no-such-file' })
    await expect(prepareFile(folder, options)).rejects.toMatchObject({ code: 'no-such-file' })
  })

  it('damaged and truncated gzip, and binary data inside gzip', async () => {
    const packed = gzipSync(`a,b\n${'1,2\n3,77\n'.repeat(5000)}`)
    expect(await refusal(packed.subarray(0, packed.length - 9))).toMatchObject({ code: 'gzip-damaged' })
    const damaged = Buffer.from(packed)
    damaged.writeUInt32LE(0xdeadbeef, damaged.length - 8)
    expect(await refusal(damaged)).toMatchObject({ code: 'gzip-damaged' })
    expect(await refusal(gzipSync(gzipSync('a')))).toMatchObject({ code: 'not-text' })
  })

  it('gzip that unpacks to too much', async () => {
    const packed = gzipSync(`a,b\n${'1,2\n'.repeat(100_000)}`)
    expect(await refusal(packed, 'x.csv.gz', { maxBytes: 100_000 })).toMatchObject({ code: 'gzip-too-large' })
    const bomb = gzipSync(Buffer.alloc(80 << 20, 'a,b\n1,2\n'))
    const refused = await refusal(bomb, 'bomb.csv.gz')
    expect(refused.code).toBe('gzip-too-large')
    expect(refused.message).toMatch(/Cannot unpack "bomb.csv.gz": \d+ bytes come out of \d+, over 200 times/)
    expect((await prepare(bomb, 'bomb.csv.gz', { maxRatio: 5000 })).rows).toBe((80 << 18) - 1)
  })

  it('nothing is left behind after an abort', async () => {
    const controller = new AbortController()
    const content = gzipSync(`a,b\n1\n${Array.from({ length: 500_000 }, (_, i) => `${i},${i * 7}\n`).join('')}`)
    const onProgress = () => controller.abort(new Error('stop'))
    await expect(prepare(content, 'x.csv', { signal: controller.signal, onProgress })).rejects.toThrow('stop')
    expect(readdirSync(tempDir)).toEqual([])
  })
})
