import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '../../src/app/context.ts'
import { dropOldUploads } from '../../src/app/upload/drop-old-uploads.ts'
import type { ImportSummary } from '../../src/contract/import.ts'
import type { Call, Output } from '../../src/contract/operations.ts'
import type { Role } from '../../src/domain/right.ts'
import { watermarkOf } from '../../src/ledger/store/batch.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Body = Call<'runImport'>['body']
type Job = Output<'getJob'>

const plain: Body = {
  source: null,
  kinds: {},
  strict: false,
  unknownAccounts: 'stub',
  replace: null,
  baseCurrency: null,
}
const lines = [
  'invoice,line,date,account,net,currency',
  'I1,1,2025-01-15,A1,100.10,EUR',
  'I1,2,2025-01-15,A1,-0.10,EUR',
  'I2,1,2025-02-15,A2,50,EUR',
]

/** Brings files in as somebody and gives the id of the upload. */
async function bring(test: TestApp, files: Readonly<Record<string, readonly string[]>>, role: Role = 'finance') {
  const { id } = await test.call(role, 'createUpload', {})
  for (const [name, text] of Object.entries(files)) {
    const response = await test.request(
      role,
      'putUploadFile',
      { params: { id, name } },
      { headers: { 'content-type': 'application/octet-stream' }, rawBody: `${text.join('\n')}\n` },
    )
    if (!response.ok) throw new Error(await response.text())
  }
  return id
}

/** Asks for an import or its preview and waits for it. */
async function done(test: TestApp, asked: Job): Promise<Job> {
  await doJobs(test)
  return test.call('finance', 'getJob', { params: { id: asked.id } })
}

/** Records that can no longer be written once the ledger has committed something more. */
function stuckAfter({ ledger, records }: Ctx): Ctx['records'] {
  const before = watermarkOf(ledger)
  const write: Ctx['records']['write'] = async (work) => {
    if ((await watermarkOf(ledger)) > (await before)) throw new Error('the disk is full')
    return records.write(work)
  }
  return Object.create(records, { write: { value: write } }) as Ctx['records']
}

const summaryOf = (job: Job) => job.result as unknown as ImportSummary

describe('an import over HTTP', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp({ isFilled: false })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  it('is looked at, run, listed and undone', async () => {
    const id = await bring(test, { 'lines.csv': lines })
    const preview = await done(test, await test.call('finance', 'previewImport', { params: { id }, body: plain }))
    expect(preview).toMatchObject({ kind: 'preview', state: 'done', subject: 'lines.csv', error: null })
    expect(summaryOf(preview)).toMatchObject({ id: null, rejected: 0, kinds: [{ kind: 'lines', rows: 3, new: 3 }] })
    expect((await test.call('finance', 'listImports', { query: {} })).items).toEqual([])

    const run = await done(test, await test.call('finance', 'runImport', { params: { id }, body: plain }))
    const summary = summaryOf(run)
    expect(summary).toMatchObject({ number: 1, source: 'main', baseCurrency: 'EUR' })
    expect(JSON.stringify(run.result)).not.toContain(test.book.ctx.places.data)

    const totals = await test.call('finance', 'listControlTotals', { query: { month: '2025-01' } })
    expect(totals).toMatchObject({
      items: [
        { source: 'main', month: '2025-01', lines: 2, net: '100.00', tax: null, credits: '-0.10', baseNet: '100.00' },
      ],
      watermark: 1,
      currency: 'EUR',
    })
    const [listed] = (await test.call('finance', 'listImports', { query: {} })).items
    expect(listed).toMatchObject({ id: summary.id, actor: 'Person finance', source: 'main', undoneAt: null })

    const undo = await done(test, await test.call('finance', 'undoImport', { params: { id: '1' } }))
    expect(undo).toMatchObject({ kind: 'undo', state: 'done', result: { number: 1, undoneBy: 2 } })
    expect((await test.call('finance', 'listControlTotals', { query: {} })).items).toEqual([])
    expect((await test.call('finance', 'getImport', { params: { id: '1' } })).undoneAt).not.toBeNull()
    const again = await test.request('finance', 'undoImport', { params: { id: '1' } })
    expect(again.status).toBe(409)
  })

  it('leaves a second click to the job of the first, and leaves no files behind', async () => {
    const id = await bring(test, { 'lines.csv': lines })
    const [one, two] = await Promise.all([
      test.call('finance', 'runImport', { params: { id }, body: { ...plain, source: 'twice' } }),
      test.call('finance', 'runImport', { params: { id }, body: { ...plain, source: 'twice' } }),
    ])
    expect(two.id).toBe(one.id)
    await doJobs(test)
    const { items } = await test.call('finance', 'listImports', { query: {} })
    expect(items.filter(({ source }) => source === 'twice')).toHaveLength(1)
    const kept = await readdir(join(test.book.ctx.places.data, 'uploads'))
    expect(kept.filter((name) => name.startsWith('run-'))).toEqual([])
  })

  it('is completed by the next attempt, and not done twice, when the records could not follow the ledger', async () => {
    const { ctx } = test.book
    const asked = async (source: string) => {
      const params = { id: await bring(test, { 'lines.csv': lines }) }
      return test.call('finance', 'runImport', { params, body: { ...plain, source } })
    }
    const listed = async (source: string) =>
      (await test.call('finance', 'listImports', { query: {} })).items.filter((one) => one.source === source)
    const run = await asked('full')
    await doJobs(test, (attempt) => (attempt === 1 ? { ...ctx, records: stuckAfter(ctx) } : ctx))
    const job = await test.call('finance', 'getJob', { params: { id: run.id } })
    expect(job).toMatchObject({ state: 'done', error: null })
    const [batch, ...others] = await listed('full')
    expect(others).toEqual([])
    expect(batch?.id).toBe(summaryOf(job).id)
    expect((await test.call('finance', 'listControlTotals', { query: { month: '2025-02' } })).items).toContainEqual(
      expect.objectContaining({ source: 'full', lines: 1, net: '50.00' }),
    )

    const undo = await test.call('finance', 'undoImport', { params: { id: batch?.id ?? '' } })
    await doJobs(test, (attempt) => (attempt === 1 ? { ...ctx, records: stuckAfter(ctx) } : ctx))
    expect(await test.call('finance', 'getJob', { params: { id: undo.id } })).toMatchObject({ state: 'done' })
    expect((await listed('full'))[0]?.undoneAt).not.toBeNull()
  })

  it('reads what was there when it was asked for', async () => {
    const id = await bring(test, { 'lines.csv': lines })
    const asked = await test.call('finance', 'previewImport', { params: { id }, body: { ...plain, source: 'main' } })
    await bringInto(id, 'lines.csv', 'nonsense\n')
    await test.call('finance', 'deleteUpload', { params: { id } })
    expect(summaryOf(await done(test, asked)).kinds).toMatchObject([{ kind: 'lines', rows: 3 }])
  })

  it('keeps what a job has still to read, and nothing else, when nobody touched it for a day', async () => {
    const { places, records } = test.book.ctx
    const uploads = join(places.data, 'uploads')
    const id = await bring(test, { 'lines.csv': lines })
    const asked = await test.call('finance', 'previewImport', { params: { id }, body: { ...plain, source: 'main' } })
    await mkdir(join(uploads, 'writing', 'files'), { recursive: true })
    await writeFile(join(uploads, 'writing', 'files', '.part'), 'x')
    const old = new Date(Date.now() - 25 * 60 * 60 * 1000)
    for (const name of await readdir(uploads)) {
      for (const path of [join(uploads, name, 'files'), join(uploads, name)])
        await utimes(path, old, old).catch(() => null)
    }
    await dropOldUploads({ places, records, now: () => new Date().toISOString() })
    const left = await readdir(uploads)
    expect(left.filter((name) => !name.startsWith('run-'))).toEqual(['writing'])
    expect(left.filter((name) => name.startsWith('run-'))).toHaveLength(1)
    expect(await done(test, asked)).toMatchObject({ state: 'done' })
    expect((await test.request('finance', 'getUpload', { params: { id } })).status).toBe(404)
  })

  it('says what is wrong at once where no file has to be read', async () => {
    const id = await bring(test, { 'sales.csv': lines })
    const ask = (body: Partial<Body>) =>
      test.request('finance', 'runImport', { params: { id }, body: { ...plain, ...body } })
    const nothing = await ask({})
    expect(nothing.status).toBe(400)
    const text = await nothing.text()
    expect(text).toContain('Cannot find anything to import in this upload')
    expect(text).not.toContain(test.book.ctx.places.data)
    expect((await ask({ kinds: { 'other.csv': 'lines' } })).status).toBe(400)
    expect((await ask({ kinds: { 'sales.csv': 'nonsense' } })).status).toBe(400)
    const range = { from: '2025-02-01', to: '2025-01-01' }
    expect((await ask({ kinds: { 'sales.csv': 'lines' }, replace: range })).status).toBe(400)
    expect((await ask({ kinds: { 'sales.csv': 'lines' }, baseCurrency: 'USD' })).status).toBe(409)
  })

  it('takes a kind chosen by hand, beside names that say theirs', async () => {
    const id = await bring(test, { 'sales.csv': lines, 'accounts.csv': ['key,name', 'A1,One'] })
    const asked = await test.call('finance', 'previewImport', {
      params: { id },
      body: { ...plain, source: 'hand', kinds: { 'sales.csv': 'lines' } },
    })
    const { kinds, ignored } = summaryOf(await done(test, asked))
    expect(kinds.map(({ kind, new: made }) => [kind, made])).toEqual([
      ['accounts', 1],
      ['lines', 3],
    ])
    expect(ignored).toEqual([])
  })

  it('fails in a sentence that names no place of the server', async () => {
    const id = await bring(test, { 'lines.csv': ['nobody,knows', '1,2'] })
    const asked = await test.call('finance', 'runImport', { params: { id }, body: { ...plain, source: 'main' } })
    const job = await done(test, asked)
    expect(job).toMatchObject({ state: 'failed', canRetry: true })
    expect(job.error).toContain('lines.csv')
    expect(job.error).not.toContain(test.book.ctx.places.data)
  })

  it('lists the lines left out, and hands them over as they were', async () => {
    const bad = [...lines, 'I3,1,2025-13-15,A1,=1+1,EUR', '=cmd,1,2025-02-30,A1,5,EUR']
    const id = await bring(test, { 'lines.csv': bad })
    const asked = await test.call('finance', 'runImport', { params: { id }, body: { ...plain, source: 'bad' } })
    const { id: importId, rejected, problems } = summaryOf(await done(test, asked))
    expect(rejected).toBe(2)
    expect(problems[0]).toMatchObject({ file: 'lines.csv', line: 5 })
    const params = { id: importId ?? '' }
    const found = await test.call('finance', 'listRejectedFiles', { params })
    expect(found.files.map(({ name }) => name)).toEqual(['lines.csv', 'problems.csv'])
    expect(found.problems).toEqual(problems)
    const file = await test.request('finance', 'getRejectedFile', { params: { ...params, name: 'lines.csv' } })
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect(await file.text()).toContain('I3,1,2025-13-15,A1,=1+1,EUR')
    const list = await test.request('finance', 'getRejectedFile', { params: { ...params, name: 'problems.csv' } })
    expect(await list.text()).not.toMatch(/(^|,)=/m)
    for (const name of ['../../records.sqlite', '..', '.unfinished', 'other.csv', 'lines.csv/../problems.csv']) {
      expect((await test.request('finance', 'getRejectedFile', { params: { ...params, name } })).status).toBe(404)
    }
    for (const other of ['..', '../..', '999', '00000000-0000-7000-8000-000000000000']) {
      expect((await test.request('finance', 'listRejectedFiles', { params: { id: other } })).status).toBe(404)
    }
  })

  it('pages its history without missing or repeating any', async () => {
    const all = (await test.call('finance', 'listImports', { query: {} })).items
    const paged: typeof all = []
    let cursor: string | undefined
    do {
      const query = cursor === undefined ? { limit: 1 } : { limit: 1, cursor }
      const page = await test.call('finance', 'listImports', { query })
      paged.push(...page.items)
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(paged).toEqual(all)
    expect(all.length).toBeGreaterThan(2)
    expect((await test.request('finance', 'listImports', { query: { cursor: 'x' } })).status).toBe(400)
  })

  it('is known once it is in, also to a job that is begun again', async () => {
    const { importUpload } = await import('../../src/app/upload/import-upload.ts')
    const id = await bring(test, { 'lines.csv': lines })
    await test.call('finance', 'runImport', { params: { id }, body: { ...plain, source: 'again' } })
    const { listJobs } = await import('../../src/records/job.ts')
    const [job] = await listJobs(test.book.ctx.records.view, {
      requestedBy: null,
      states: ['waiting'],
      kinds: ['import'],
      before: null,
      limit: 1,
    })
    await doJobs(test)
    const before = (await test.call('finance', 'listImports', { query: {} })).items.length
    const result = await importUpload(test.book.ctx, job?.input ?? null, new AbortController().signal)
    expect(result).toMatchObject({ source: 'again', kinds: [{ kind: 'lines', rows: 3 }] })
    expect((await test.call('finance', 'listImports', { query: {} })).items).toHaveLength(before)
  })

  it('exports control totals that a spreadsheet cannot run', async () => {
    const entity = [
      'invoice,line,date,account,net,currency,legal_entity',
      'E1,1,2025-03-15,A1,10,EUR,"=HYPERLINK(""x"")"',
    ]
    const id = await bring(test, { 'lines.csv': entity })
    await done(test, await test.call('finance', 'runImport', { params: { id }, body: { ...plain, source: 'entity' } }))
    const response = await test.request('finance', 'exportControlTotals', { query: { source: 'entity' } })
    expect(await response.text()).toBe(
      'source,legal_entity,month,currency,lines,net,tax,credits,base_net\n' +
        `entity,"'=HYPERLINK(""x"")",2025-03,EUR,1,10.00,,0.00,10.00\n`,
    )
  })

  async function bringInto(id: string, name: string, text: string): Promise<void> {
    await test.request(
      'finance',
      'putUploadFile',
      { params: { id, name } },
      { headers: { 'content-type': 'application/octet-stream' }, rawBody: text },
    )
  }
})

describe('closings and backups over HTTP', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
  })
  afterAll(() => test[Symbol.asyncDispose]())

  it('close a period for good, and again with a reason only', async () => {
    const ask = (reason: string | null) => test.request('finance', 'closePeriod', { body: { period: '2024', reason } })
    const first = (await (await ask(null)).json()) as Job
    const same = (await (await ask(null)).json()) as Job
    expect(same.id).toBe(first.id)
    expect(await done(test, first)).toMatchObject({ kind: 'close', state: 'done', result: { revision: 1 } })
    expect((await ask(null)).status).toBe(409)
    expect(await done(test, (await (await ask('a late invoice')).json()) as Job)).toMatchObject({ state: 'done' })
    const late = await bring(test, {
      'invoices.csv': ['number,type,date,account,currency', 'LATE,invoice,2024-05-05,A01,EUR'],
      'lines.csv': ['invoice,line,kind,product,quantity,net', 'LATE,1,goods,P1,1,12.50'],
    })
    await done(
      test,
      await test.call('finance', 'runImport', { params: { id: late }, body: { ...plain, source: 'main' } }),
    )
    const { items } = await test.call('finance', 'listClosings', { query: {} })
    expect(items).toMatchObject([
      {
        period: '2024',
        revision: 2,
        closedBy: 'Person finance',
        reason: 'a late invoice',
        since: { invoices: 1, net: '12.50', laterImports: 1 },
      },
      { period: '2024', revision: 1, since: null },
    ])
  })

  it('do not close what is still running or is no period', async () => {
    const ask = (period: string) => test.request('finance', 'closePeriod', { body: { period, reason: null } })
    expect((await ask('2999')).status).toBe(409)
    expect((await ask('last year')).status).toBe(400)
  })

  it('make one backup of two clicks, and hand it to administrators, because it holds everything', async () => {
    const asked = await test.call('finance', 'createBackup', {})
    expect((await test.call('finance', 'createBackup', {})).id).toBe(asked.id)
    const job = await done(test, asked)
    expect(job).toMatchObject({ kind: 'backup', state: 'done' })
    const { items } = await test.call('finance', 'listBackups', {})
    expect(items).toHaveLength(1)
    const name = items[0]?.name ?? ''
    const file = await test.request('administrator', 'getBackup', { params: { name } })
    expect(file.headers.get('content-type')).toBe('application/gzip')
    expect((await file.arrayBuffer()).byteLength).toBe(items[0]?.bytes)
    for (const other of ['../records.sqlite', 'records.sqlite', `../backups/${name}`, '..', `${name}/..`]) {
      expect((await test.request('administrator', 'getBackup', { params: { name: other } })).status).toBe(404)
    }
    for (const role of ['finance', 'leader', 'executive'] as const) {
      expect((await test.request(role, 'getBackup', { params: { name } })).status).toBe(403)
    }
  })

  it('are not for those who have no right to them', async () => {
    for (const role of ['leader', 'key-account-manager', 'rep', 'service', 'executive', 'viewer'] as const) {
      const answers = await Promise.all([
        test.request(role, 'listImports', { query: {} }),
        test.request(role, 'getImport', { params: { id: '1' } }),
        test.request(role, 'undoImport', { params: { id: '1' } }),
        test.request(role, 'listRejectedFiles', { params: { id: '1' } }),
        test.request(role, 'listControlTotals', { query: {} }),
        test.request(role, 'exportControlTotals', { query: {} }),
        test.request(role, 'listClosings', { query: {} }),
        test.request(role, 'closePeriod', { body: { period: '2024', reason: null } }),
        test.request(role, 'listBackups', {}),
        test.request(role, 'createBackup', {}),
      ])
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403))
    }
  })
})
