import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import type { Role } from '../../src/domain/right.ts'
import { zipOf } from '../files/zip.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

const stream = { 'content-type': 'application/octet-stream' }
type Upload = Output<'getUpload'>

describe('uploads', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp({ isFilled: false })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const begin = () => test.call('finance', 'createUpload', {})
  const put = (id: string, name: string, text: string, role: Role = 'finance') =>
    test.request(role, 'putUploadFile', { params: { id, name } }, { headers: stream, rawBody: text })
  const putBytes = (id: string, name: string, bytes: Uint8Array) =>
    test.request(
      'finance',
      'putUploadFile',
      { params: { id, name } },
      { headers: stream, rawBody: new Uint8Array(bytes) },
    )
  const inside = () => readdir(test.book.ctx.places.data, { recursive: true })

  it('hold files with what their names say of them, replace and lose them', async () => {
    const { id } = await begin()
    expect((await put(id, 'lines.csv', 'invoice,line\n')).status).toBe(200)
    await put(id, 'Umsätze 2026.csv', 'a\n1\n')
    await put(id, 'lines.csv', 'invoice,line,net\n')
    const upload = await test.call('finance', 'getUpload', { params: { id } })
    expect(upload.files).toEqual([
      { name: 'Umsätze 2026.csv', bytes: 4, kind: null, isMapping: false },
      { name: 'lines.csv', bytes: 17, kind: 'lines', isMapping: false },
    ])
    const left = await test.call('finance', 'deleteUploadFile', { params: { id, name: 'lines.csv' } })
    expect(left.files.map(({ name }) => name)).toEqual(['Umsätze 2026.csv'])
    await test.call('finance', 'deleteUpload', { params: { id } })
    expect((await test.request('finance', 'getUpload', { params: { id } })).status).toBe(404)
  })

  it('take an archive of several for its files, with the rights and names that files have', async () => {
    const { id } = await begin()
    const lines = { name: 'export/lines.csv', content: 'invoice,date,net\n' }
    const twice = [
      { name: 'a/x.csv', content: 'a\n' },
      { name: 'b/x.csv', content: 'b\n' },
    ]
    const response = await putBytes(id, 'all.zip', zipOf([lines, ...twice, { name: '__MACOSX/._x', content: 'x' }]))
    expect(((await response.json()) as Upload).files.map(({ name, kind }) => [name, kind])).toEqual([
      ['a-x.csv', null],
      ['b-x.csv', null],
      ['lines.csv', 'lines'],
    ])
    const one = (await (await putBytes(id, 'costs.zip', zipOf([{ name: 'x.csv', content: 'a\n' }]))).json()) as Upload
    expect(one.files.map(({ name, kind }) => [name, kind])).toContainEqual(['costs.zip', 'costs'])
    const select = { name: 'lines.sql', content: 'SELECT 1' }
    expect((await putBytes(id, 'select.zip', zipOf([{ ...lines, name: 'y.csv' }, select]))).status).toBe(403)
    const locked = await putBytes(
      id,
      'locked.zip',
      zipOf([
        { ...lines, name: 'y.csv' },
        { ...select, name: 'z.csv', isEncrypted: true },
      ]),
    )
    expect([locked.status, await locked.text()]).toEqual([400, expect.stringContaining('protected by a password')])
    const hidden = await putBytes(id, 'hidden.zip', zipOf([lines, { name: 'con.csv', content: 'x' }]))
    expect([hidden.status, await hidden.text()]).toEqual([400, expect.stringContaining('Windows keeps for itself')])
    const { files } = await test.call('finance', 'getUpload', { params: { id } })
    expect(files.map(({ name }) => name)).toEqual(['a-x.csv', 'b-x.csv', 'costs.zip', 'lines.csv'])
  })

  it('lose no file of an archive to another one of its name, nor to the archive itself', async () => {
    const { id } = await begin()
    const [lines, invoices] = [
      { name: 'lines.csv', content: 'invoice,line\n' },
      { name: 'invoices.csv', content: 'number\n' },
    ]
    const own = (await (await putBytes(id, 'lines.csv', zipOf([lines, invoices]))).json()) as Upload
    expect(own.files.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['invoices.csv', 7],
      ['lines.csv', 13],
    ])
    for (const names of [
      ['a/x.csv', 'b/x.csv', 'a-x.csv'],
      ['\u00e9.csv', 'e\u0301.csv'],
    ]) {
      const response = await putBytes(id, 'all.zip', zipOf(names.map((name) => ({ name, content: name }))))
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining('two files in it have the name'),
      ])
    }
    const { files } = await test.call('finance', 'getUpload', { params: { id } })
    expect(files.map(({ name }) => name)).toEqual(['invoices.csv', 'lines.csv'])
  })

  it('go by a mapping that comes with them', async () => {
    const { id } = await begin()
    const mapping = { source: 'erp', files: [{ file: 'sales*.txt', kind: 'lines' }] }
    await put(id, 'source.json', JSON.stringify(mapping))
    await put(id, 'sales 2026.txt', 'invoice,line\n')
    const { files } = (await (await put(id, 'accounts.csv', 'key\n')).json()) as Upload
    expect(files.map(({ name, kind, isMapping }) => [name, kind, isMapping])).toEqual([
      ['accounts.csv', null, false],
      ['sales 2026.txt', 'lines', false],
      ['source.json', null, true],
    ])
  })

  it('take no time from others by a mapping full of stars, or one without end', async () => {
    const { id } = await begin()
    const [name, pattern] = ['a'.repeat(60), `${'*a'.repeat(12)}*b`]
    const files = [
      { file: pattern, kind: 'accounts' },
      { file: 'A*aa*A', kind: 'lines' },
    ]
    await put(id, 'source.json', JSON.stringify({ source: 'erp', files }))
    const started = performance.now()
    const { files: found } = (await (await put(id, name, 'x\n')).json()) as Upload
    expect(performance.now() - started).toBeLessThan(1000)
    expect(found.map(({ kind }) => kind)).toEqual(['lines', null])
    await put(id, 'source.json', `${' '.repeat(600_000)}${JSON.stringify({ source: 'erp', files })}`)
    const response = await test.request('finance', 'previewImport', {
      params: { id },
      body: { source: null, kinds: {}, strict: false, unknownAccounts: 'stub', replace: null, baseCurrency: null },
    })
    expect(response.status).toBe(413)
  })

  it.each([
    '../lines.csv',
    '..',
    '.',
    '..\\lines.csv',
    '/etc/passwd',
    'a/../../lines.csv',
    '%2e%2e%2flines.csv/../x',
    '.upload.json',
    'lines.csv\0.txt',
    'con.csv',
    'lines.csv:hidden',
    `${'x'.repeat(300)}.csv`,
  ])('do not take a file named %j', async (name) => {
    const { id } = await begin()
    const before = await inside()
    const response = await put(id, name, 'x')
    expect([400, 404]).toContain(response.status)
    expect(await inside()).toEqual(before)
  })

  it.each(['..', '../..', '.', 'x', '%2e%2e', '00000000-0000-0000-0000-000000000000', 'run-x', '..%2f..'])(
    'are not found under %j',
    async (id) => {
      for (const role of ['finance', 'administrator'] as const) {
        expect((await test.request(role, 'getUpload', { params: { id } })).status).toBe(404)
        expect((await test.request(role, 'deleteUpload', { params: { id } })).status).toBe(404)
        expect((await put(id, 'lines.csv', 'x', role)).status).toBe(404)
      }
      expect((await stat(test.book.ctx.places.data)).isDirectory()).toBe(true)
    },
  )

  it('belong to whoever made them, and to nobody else, whatever their rights', async () => {
    const { id } = await begin()
    await put(id, 'lines.csv', 'x')
    const body = options()
    const answers = await Promise.all([
      test.request('administrator', 'getUpload', { params: { id } }),
      put(id, 'more.csv', 'x', 'administrator'),
      test.request('administrator', 'deleteUploadFile', { params: { id, name: 'lines.csv' } }),
      test.request('administrator', 'runImport', { params: { id }, body }),
      test.request('administrator', 'previewImport', { params: { id }, body }),
      test.request('administrator', 'deleteUpload', { params: { id } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
    expect((await test.call('finance', 'getUpload', { params: { id } })).files).toHaveLength(1)
  })

  it.each(['leader', 'key-account-manager', 'rep', 'service', 'executive', 'viewer'] as const)(
    'are not for a %s',
    async (role) => {
      expect((await test.request(role, 'createUpload', {})).status).toBe(403)
    },
  )

  it('take a select from administrators alone', async () => {
    const mine = await begin()
    const refused = await put(mine.id, 'lines.sql', 'SELECT 1')
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('only administrators may bring a select')
    const theirs = await test.call('administrator', 'createUpload', {})
    expect((await put(theirs.id, 'lines.SQL', 'SELECT 1', 'administrator')).status).toBe(200)
  })

  it('stop at the limit and keep nothing of a file that is too large', async () => {
    const { id } = await begin()
    const response = await put(id, 'lines.csv', 'x'.repeat(1_000_001))
    expect([response.status, response.headers.get('connection')]).toEqual([413, 'close'])
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
    })
    const cut = await test.app.fetch(
      new Request(`http://localhost:4110/api/v1/uploads/${id}/files/lines.csv`, {
        method: 'PUT',
        headers: {
          host: 'localhost:4110',
          'x-requested-with': 'bookvalue',
          cookie: await test.cookiesOf('finance'),
          ...stream,
        },
        body: endless,
        duplex: 'half',
      }),
    )
    expect(cut.status).toBe(413)
    expect(await readdir(join(test.book.ctx.places.data, 'uploads', id, 'files'))).toEqual([])
  })

  it('keep nothing of a file that breaks off', async () => {
    const { id } = await begin()
    let pieces = 0
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pieces += 1
        if (pieces > 3) controller.error(new Error('the browser went away'))
        else controller.enqueue(new Uint8Array(1000))
      },
    })
    await test.app.fetch(
      new Request(`http://localhost:4110/api/v1/uploads/${id}/files/lines.csv`, {
        method: 'PUT',
        headers: {
          host: 'localhost:4110',
          'x-requested-with': 'bookvalue',
          cookie: await test.cookiesOf('finance'),
          ...stream,
        },
        body: broken,
        duplex: 'half',
      }),
    )
    expect((await test.call('finance', 'getUpload', { params: { id } })).files).toEqual([])
    expect(await readdir(join(test.book.ctx.places.data, 'uploads', id, 'files'))).toEqual([])
  })

  it('are readable by the program alone', async () => {
    const { id } = await begin()
    await put(id, 'lines.csv', 'x')
    const folder = join(test.book.ctx.places.data, 'uploads', id)
    expect((await stat(join(folder, 'files'))).mode & 0o077).toBe(0)
    expect((await stat(join(folder, 'files', 'lines.csv'))).mode & 0o077).toBe(0)
  })

  it('are refused without the right kind of body', async () => {
    const { id } = await begin()
    const response = await test.request(
      'finance',
      'putUploadFile',
      { params: { id, name: 'lines.csv' } },
      { headers: { 'content-type': 'text/csv' }, rawBody: 'x' },
    )
    expect(response.status).toBe(415)
  })
})

function options() {
  return {
    source: null,
    kinds: {},
    strict: false,
    unknownAccounts: 'stub' as const,
    replace: null,
    baseCurrency: null,
  }
}
