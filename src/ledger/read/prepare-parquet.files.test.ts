import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareFile } from './prepare-file.ts'
import { FileRefused } from './problem.ts'
import { readHead } from './read-head.ts'
import { Reader } from './reader.ts'

let folder: string
let tempDir: string
let reader: Reader
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parquet-'))
  tempDir = mkdtempSync(join(tmpdir(), 'parquet-temp-'))
  reader = await Reader.open({ folder, memoryLimit: '200MB', threads: 1 })
})
afterAll(async () => {
  await reader[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
  rmSync(tempDir, { recursive: true })
})

describe('prepareFile on Parquet', () => {
  it('writes every type as a text that reads back as it was meant', async () => {
    const path = await reader.spool(
      'types',
      `SELECT 'I1' AS invoice, DATE '2025-03-01' AS date, CAST(12.3 AS DECIMAL(18,2)) AS net, 0.1::DOUBLE + 0.2 AS part,
         CAST(0.1 AS FLOAT) AS short, 0.00001::DOUBLE AS small, true AS paid, TIMESTAMP '2025-03-01 01:02:03' AS "At", 5 AS "n, m"
       UNION ALL SELECT 'a "b"' || chr(10) || 'c', NULL, NULL, -1234.56, NULL, 0, NULL, NULL, NULL`,
    )
    const file = await prepareFile(path, { tempDir, label: 'types.parquet' })
    expect(file).toMatchObject({ format: 'parquet', rows: 2, badCount: 0, quotedNewlines: true, encoding: null })
    expect([file.numbers, file.lineOf(0), file.lineOf(1)]).toEqual([new Set([2, 3, 4, 5, 8]), 1, 2])
    expect(readFileSync(file.path, 'utf8')).toBe(
      [
        'invoice,date,net,part,short,small,paid,At,"n, m"',
        'I1,2025-03-01,12.30,0.3,0.1,0.00001000000000000000,true,2025-03-01 01:02:03,5',
        '"a ""b""',
        'c",,,-1234.56,,0,,,\n',
      ].join('\n'),
    )
    const head = await readHead(path, { tempDir, label: 'types.parquet', rows: 1 })
    expect(head).toMatchObject({
      format: 'parquet',
      encoding: null,
      header: file.header,
      lines: [1],
      numbers: file.numbers,
    })
    expect(head.rows).toEqual([
      ['I1', '2025-03-01', '12.30', '0.3', '0.1', '0.00001000000000000000', 'true', '2025-03-01 01:02:03', '5'],
    ])
  })

  it('gives an instant the same day on every machine, that of UTC', async () => {
    const path = await reader.spool('instants', `SELECT TIMESTAMPTZ '2025-03-01 23:30:00+00' AS date`)
    const zone = process.env['TZ']
    try {
      for (const elsewhere of ['Asia/Tokyo', 'America/Los_Angeles']) {
        process.env['TZ'] = elsewhere
        const file = await prepareFile(path, { tempDir, label: 'instants.parquet' })
        expect(readFileSync(file.path, 'utf8')).toBe('date\n2025-03-01 23:30:00\n')
      }
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  it('counts rows, not the lines of the texts in them', async () => {
    const path = await reader.spool(
      'lines',
      `SELECT unnest(['a' || chr(10) || 'b', 'c' || chr(13) || chr(10) || chr(10) || 'd', 'e']) AS "na
me", 1 AS n`,
    )
    const file = await prepareFile(path, { tempDir, label: 'lines.parquet' })
    expect([file.rows, file.lineOf(0), file.lineOf(1), file.lineOf(2)]).toEqual([3, 1, 2, 3])
  })

  it('reads one that is packed, and says what is wrong with one that is damaged, leaving nothing', async () => {
    const whole = readFileSync(await reader.spool('rows', `SELECT i AS a, 'x' || i AS b FROM range(5000) r(i)`))
    const packed = join(folder, 'rows.parquet.gz')
    writeFileSync(packed, gzipSync(whole))
    const file = await prepareFile(packed, { tempDir, label: 'rows.parquet.gz' })
    expect([file.rows, file.bytes, file.lineOf(4999)]).toEqual([5000, readFileSync(packed).length, 5000])
    const starred = join(folder, 'rows [1] *.parquet')
    writeFileSync(starred, whole)
    expect((await prepareFile(starred, { tempDir, label: 'rows.parquet' })).rows).toBe(5000)
    const before = readdirSync(tempDir)
    expect(before.filter((name) => name.startsWith('unpacked'))).toEqual([])
    const cut = join(folder, 'cut.parquet')
    writeFileSync(cut, whole.subarray(0, whole.length - 20))
    const refused = await prepareFile(cut, { tempDir, label: 'cut.parquet' }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(FileRefused)
    expect((refused as FileRefused).message).toMatch(/^Cannot read "cut.parquet": the Parquet file is damaged \(/)
    expect((refused as FileRefused).message).not.toContain(folder)
    expect(readdirSync(tempDir)).toEqual(before)
  })
})
