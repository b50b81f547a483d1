import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call, Output } from '../../src/contract/operations.ts'
import { ifMatch } from './change-person.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Job = Output<'getJob'>
type Query = Call<'importFile'>['query']

const file = 'invoice,line,date,account,net,currency\nI1,1,2025-01-15,A1,100.10,EUR\nI2,1,2025-02-15,A2,50,EUR\n'

describe('one request with a file', () => {
  let test: TestApp
  let secret = ''
  beforeAll(async () => {
    test = await openTestApp({ isFilled: false })
    const body = { name: 'ERP', role: 'finance' as const, scope: null, territory: null, reps: [], validDays: null }
    ;({ secret } = await test.call('administrator', 'createApiKey', { body }))
  })
  afterAll(() => test[Symbol.asyncDispose]())

  /** As `curl --data-binary @file` sends it. */
  const post = (query: Query, text: string | ReadableStream<Uint8Array>, key?: string) =>
    test.request(
      null,
      'importFile',
      { query },
      {
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/octet-stream',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        rawBody: text,
      },
    )
  const imports = async () => (await test.call('administrator', 'listImports', { query: {} })).items
  const jobs = async () => (await test.call('administrator', 'listJobs', { query: {} })).items
  const uploads = () => readdir(join(test.book.ctx.places.data, 'uploads'))

  it('is an import of its source, by the name of the key', async () => {
    const answer = await post({ source: 'erp', file: 'lines.csv' }, file)
    expect(answer.status).toBe(202)
    const asked = (await answer.json()) as Job
    expect(asked).toMatchObject({ kind: 'import', state: 'waiting', subject: 'erp', requestedBy: { name: 'ERP' } })
    await doJobs(test)
    const done = await test.call('administrator', 'getJob', { params: { id: asked.id } })
    expect(done).toMatchObject({
      state: 'done',
      result: { source: 'erp', rejected: 0, kinds: [{ kind: 'lines', new: 2 }] },
    })
    expect(await imports()).toMatchObject([{ source: 'erp', actor: 'ERP' }])
    expect(await uploads()).toEqual([])
  })

  it('is imported once under an Idempotency-Key, however often it comes and whatever became of it', async () => {
    const query: Query = { source: 'night', kind: 'lines', file: 'sales 2025-02.txt' }
    const first = (await (await post(query, file, 'night-1')).json()) as Job
    const second = (await (await post(query, file, 'night-1')).json()) as Job
    expect(second).toEqual(first)
    await doJobs(test)
    expect(await (await post(query, file, 'night-1')).json()).toEqual(first)
    await doJobs(test)
    expect((await imports()).filter(({ source }) => source === 'night')).toHaveLength(1)
    expect((await post(query, `${file}I3,1,2025-02-16,A2,5,EUR\n`, 'night-1')).status).toBe(422)
    expect((await post({ ...query, source: 'day' }, file, 'night-1')).status).toBe(422)
  })

  it('is imported once also when the server dies between the job and the answer', async () => {
    const query: Query = { source: 'torn', file: 'lines.csv' }
    const first = (await (await post(query, file, 'torn-1')).json()) as Job
    // What such a server leaves behind: the job, and a request that it no longer holds.
    await test.book.ctx.records.write((trx) =>
      trx
        .updateTable('idempotent_request')
        .set({ fingerprint: null, answer: null, held_until: '2020-01-01T00:00:00.000Z' })
        .where('name', '=', 'torn-1')
        .execute(),
    )
    const again = (await (await post(query, file, 'torn-1')).json()) as Job
    expect(again.id).toBe(first.id)
    expect((await jobs()).filter(({ subject }) => subject === 'torn')).toHaveLength(1)
    await doJobs(test)
    expect(await uploads()).toEqual([])
  })

  it('is read as the book remembers of its source', async () => {
    const mapping = {
      source: 'erp-de',
      files: [
        {
          file: 'positionen*.csv',
          kind: 'lines' as const,
          columns: { invoice: 'Rechnung', line: 'Pos', date: 'Datum', account: 'Kunde', net: 'Betrag' },
        },
      ],
    }
    const saved = await test.request(
      'administrator',
      'saveMapping',
      { params: { source: 'erp-de' }, body: { document: mapping } },
      ifMatch(0),
    )
    expect(saved.status).toBe(200)
    const text = 'Rechnung;Pos;Datum;Kunde;Betrag\nR1;1;14.01.2025;4711;1.234,50\n'
    const asked = (await (await post({ source: 'erp-de', file: 'positionen-01.csv' }, text)).json()) as Job
    await doJobs(test)
    const done = await test.call('administrator', 'getJob', { params: { id: asked.id } })
    expect(done).toMatchObject({ state: 'done', result: { rejected: 0, kinds: [{ kind: 'lines', new: 1 }] } })
    const { items } = await test.call('administrator', 'listControlTotals', { query: { source: 'erp-de' } })
    expect(items).toMatchObject([{ month: '2025-01', net: '1234.50' }])
  })

  it('leaves nothing behind when it is refused', async () => {
    const before = (await jobs()).length
    const refusals = await Promise.all([
      post({ source: 'erp' }, file),
      post({ source: 'erp', file: '../lines.csv' }, file),
      post({ source: 'erp', file: 'lines.csv', replaceFrom: '2025-01-01' }, file),
      post({ source: 'erp', file: 'lines.csv', baseCurrency: 'USD' }, file),
      post({ source: 'erp', file: 'lines.sql' }, 'SELECT 1'),
      post({ source: '', file: 'lines.csv' }, file),
      post({ source: 'erp', file: 'lines.csv' }, 'x'.repeat(1_000_001)),
    ])
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400, 409, 403, 400, 413])
    const refused = (await (await post({ source: 'erp' }, file)).json()) as { readonly detail: string }
    // Programs and the watched folder say it too: what to do is no option of the command line.
    expect(refused.detail).toMatch(/^Cannot find anything to import [^]* on screen, /)
    expect(refused.detail).not.toContain('--')
    expect(await jobs()).toHaveLength(before)
    expect(await uploads()).toEqual([])
  })

  it('leaves nothing behind, and its key free, when it breaks off', async () => {
    let pieces = 0
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pieces += 1
        if (pieces > 3) controller.error(new Error('the program went away'))
        else controller.enqueue(new TextEncoder().encode(file))
      },
    })
    expect((await post({ source: 'erp', file: 'lines.csv' }, broken, 'broken-1')).status).toBe(500)
    expect(await uploads()).toEqual([])
    expect((await post({ source: 'erp', file: 'lines.csv' }, file, 'broken-1')).status).toBe(202)
    await doJobs(test)
  })
})
