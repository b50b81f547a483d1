import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { workbookOf } from '../../../test/files/workbook.ts'
import { zipOf } from '../../../test/files/zip.ts'
import type { ZipMember } from '../../../test/files/zip.ts'
import { listDataFiles } from './list-data-files.ts'
import { prepareFile } from './prepare-file.ts'
import type { PrepareOptions } from './prepare-file.ts'
import { FileRefused } from './problem.ts'

let folder: string
let tempDir: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'))
  tempDir = mkdtempSync(join(tmpdir(), 'archive-temp-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  rmSync(tempDir, { recursive: true })
})

async function refusal(content: Buffer, options: Partial<PrepareOptions> = {}): Promise<string> {
  writeFileSync(join(folder, 'x.zip'), content)
  const error = await prepareFile(join(folder, 'x.zip'), { tempDir, label: 'x.zip', ...options }).catch(
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(FileRefused)
  expect(readdirSync(tempDir)).toEqual([])
  return (error as FileRefused).message
}

const lines: ZipMember = { name: 'lines.csv', content: 'a,b\n1,ä\n' }
const accounts: ZipMember = { name: 'export/accounts.csv', content: 'key\nA1\n' }

describe('prepareFile on archives', () => {
  it('reads the one file in it, whatever else systems put there', async () => {
    const junk = ['__MACOSX/._lines.csv', '.DS_Store'].map((name) => ({ name, content: 'x' }))
    writeFileSync(join(folder, 'x.zip'), zipOf([lines, ...junk]))
    const file = await prepareFile(join(folder, 'x.zip'), { tempDir, label: 'x.zip' })
    expect([file.format, file.rows, readFileSync(file.path, 'utf8')]).toEqual(['csv', 1, 'a,b\n1,ä\n'])
  })

  it('takes an archive of several for its files, and one that is none for itself', async () => {
    writeFileSync(join(folder, 'all.zip'), zipOf([lines, accounts]))
    writeFileSync(join(folder, 'named otherwise.csv'), zipOf([lines, accounts]))
    writeFileSync(join(folder, 'one.zip'), zipOf([lines]))
    writeFileSync(join(folder, 'broken.zip'), 'PK')
    writeFileSync(join(folder, 'book.xlsx'), workbookOf([{ name: 'S', rows: [['a']] }]))
    const found = await listDataFiles(folder, ['all.zip', 'named otherwise.csv', 'one.zip', 'broken.zip', 'book.xlsx'])
    expect(found.map(({ name, label, entry }) => [name, label, entry])).toEqual([
      ['lines.csv', 'all.zip/lines.csv', 'lines.csv'],
      ['accounts.csv', 'all.zip/export/accounts.csv', 'export/accounts.csv'],
      ['lines.csv', 'named otherwise.csv/lines.csv', 'lines.csv'],
      ['accounts.csv', 'named otherwise.csv/export/accounts.csv', 'export/accounts.csv'],
      ['one.zip', 'one.zip', null],
      ['broken.zip', 'broken.zip', null],
      ['book.xlsx', 'book.xlsx', null],
    ])
    const entry = 'export/accounts.csv'
    const file = await prepareFile(join(folder, 'all.zip'), { tempDir, label: 'all.zip', entry })
    expect(readFileSync(file.path, 'utf8')).toBe('key\nA1\n')
  })

  it.each<[string, Buffer, RegExp]>([
    ['several files', zipOf([lines, accounts]), /it holds 2 files, "lines.csv", "export\/accounts.csv": say which one/],
    ['no file', zipOf([{ name: 'folder/', content: '' }]), /the archive holds no file/],
    ['a password', zipOf([{ ...lines, isEncrypted: true }]), /"lines.csv" in it is protected by a password/],
    ['a way out', zipOf([{ ...lines, name: '../lines.csv' }]), /a name in it leads out of the archive/],
    ['a way from the root', zipOf([{ ...lines, name: '/etc/lines.csv' }]), /a name in it leads out of the archive/],
    ['a way out of Windows', zipOf([{ ...lines, name: '..\\lines.csv' }]), /a name in it leads out of the archive/],
    ['a file twice', zipOf([lines, lines]), /it holds "lines.csv" twice/],
    ['another packing', zipOf([{ ...lines, method: 12 }]), /is packed with method 12, not with Deflate/],
    [
      'other bytes than packed',
      zipOf([{ ...lines, statedSum: 1 }]),
      /the bytes of "lines.csv" in it are not those packed/,
    ],
    ['more bytes than stated', zipOf([{ ...lines, statedBytes: 3 }]), /the archive is damaged/],
    ['an archive', zipOf([{ name: 'inner.zip', content: zipOf([lines]) }]), /an archive inside an archive/],
    [
      'a document',
      zipOf([{ name: '[Content_Types].xml', content: '<Types/>' }]),
      /an Office document that is no workbook/,
    ],
    [
      'a sheet of another program',
      zipOf([
        { name: 'mimetype', content: 'x' },
        { name: 'content.xml', content: 'x' },
      ]),
      /OpenDocument/,
    ],
    ['half of itself', zipOf([lines, accounts]).subarray(0, 60), /the archive is damaged/],
  ])('refuses %s', async (_, content, message) => {
    expect(await refusal(content)).toMatch(message)
  })

  it('refuses a bomb, in an archive, in gzip around it and in a workbook', async () => {
    const endless = { name: 'lines.csv', content: Buffer.alloc(80 << 20, 'a,b\n1,2\n') }
    expect(await refusal(zipOf([endless]))).toMatch(/Cannot unpack "x.zip": \d+ bytes come out of \d+, over 200 times/)
    expect(await refusal(gzipSync(zipOf([endless])))).toMatch(/inside an archive|over 200 times/)
    const book = zipOf([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>' },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>',
      },
      {
        name: 'xl/s.xml',
        content: Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(80 << 20, '<row/>')]),
      },
    ])
    expect(await refusal(book)).toMatch(/over 200 times/)
  })
})
