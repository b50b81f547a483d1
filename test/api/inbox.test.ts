import { mkdir, readFile, readdir, rename, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lookAtInbox } from '../../src/app/inbox/look.ts'
import type { InboxMemory } from '../../src/app/inbox/look.ts'
import { settleMs } from '../../src/app/inbox/settle.ts'
import { ifMatch } from './change-person.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

const header = 'invoice,line,date,account,net,currency\n'
const lines = `${header}I1,1,2025-01-15,A1,100.10,EUR\nI2,1,2025-02-15,A2,50,EUR\n`

/** One server's looks at the watched folder, each as long after the last as a file needs to settle. */
class Watch {
  readonly #test: TestApp
  readonly #memory: InboxMemory = { sightingsByFolder: new Map() }
  readonly troubles: string[] = []
  #clock = 0

  constructor(test: TestApp) {
    this.#test = test
  }

  async look(later = settleMs): Promise<void> {
    this.#clock += later
    await lookAtInbox(
      this.#test.book.ctx,
      this.#memory,
      () => this.#clock,
      (source, error) => this.troubles.push(`${source}: ${String(error)}`),
    )
  }

  /** Sees files, takes them, does their imports and puts them aside. */
  async through(): Promise<void> {
    await this.look()
    await this.look()
    await doJobs(this.#test)
    await this.look()
  }
}

describe('the watched folder', () => {
  let test: TestApp
  let watch: Watch
  let home = ''
  beforeEach(async () => {
    test = await openTestApp({ isFilled: false })
    watch = new Watch(test)
    home = join(test.book.ctx.places.data, 'inbox', 'erp')
    await test.call('administrator', 'updateInbox', { body: { isWatched: true } })
    await mkdir(home)
  })
  afterEach(() => test[Symbol.asyncDispose]())

  const put = (name: string, text: string) => writeFile(join(home, name), text)
  const shown = () => test.call('finance', 'getInbox', {})
  const imports = async () => (await test.call('finance', 'listImports', { query: {} })).items
  const within = async (folder: string) => (await readdir(join(home, folder), { recursive: true })).toSorted()

  it('is off until somebody who may turns it on', async () => {
    await using other = await openTestApp({ isFilled: false })
    const before = await other.call('finance', 'getInbox', {})
    expect(before).toMatchObject({ isWatched: false, setBy: 'setting', problem: null, waiting: [], takes: [] })
    const folder = join(other.book.ctx.places.data, 'inbox', 'erp')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'lines.csv'), lines)
    await new Watch(other).through()
    expect(await readdir(folder)).toEqual(['lines.csv'])
    expect((await other.request('finance', 'updateInbox', { body: { isWatched: true } })).status).toBe(403)
    expect(await other.call('administrator', 'updateInbox', { body: { isWatched: true } })).toMatchObject({
      isWatched: true,
      waiting: [{ source: 'erp', files: [{ name: 'lines.csv', bytes: lines.length }] }],
    })
    const { items } = await other.call('administrator', 'listAudit', { query: { verb: 'update inbox' } })
    expect(items).toMatchObject([{ detail: { changes: { isWatched: { from: false, to: true } } } }])
  })

  it('imports a file for the source whose folder it lies in, and says beside it what happened', async () => {
    await put('lines.csv', `${lines}I3,1,2025-02-31,A2,50,EUR\n`)
    await watch.look()
    expect(await shown()).toMatchObject({ waiting: [{ source: 'erp', files: [{ name: 'lines.csv' }] }], takes: [] })
    await watch.look()
    expect(await shown()).toMatchObject({
      waiting: [],
      takes: [{ source: 'erp', state: 'working', files: ['lines.csv'] }],
    })
    await doJobs(test)
    await watch.look()
    expect(await imports()).toMatchObject([{ source: 'erp', actor: 'watched folder', rejected: 1 }])
    const { takes } = await shown()
    const message =
      'Imported as number 1. Rows: 2 new, 0 changed, 0 as they were. Left out: 1 line; the import says which, and why.'
    expect(takes).toMatchObject([{ source: 'erp', state: 'done', files: ['lines.csv'], message }])
    const { state } = await test.call('finance', 'getJob', { params: { id: takes[0]?.job ?? '' } })
    expect(state).toBe('done')
    const [folder = '', ...files] = await within('done')
    expect(files).toEqual([`${folder}/lines.csv`, `${folder}/what happened.txt`])
    expect(await readFile(join(home, 'done', folder, 'what happened.txt'), 'utf8')).toBe(`${message}\n`)
    expect(await within('working')).toEqual([])
    expect(await readdir(join(test.book.ctx.places.data, 'uploads'))).toEqual([])
  })

  it('imports together what comes together, with the mapping that stays in the folder', async () => {
    await put(
      'source.json',
      JSON.stringify({
        source: 'something else',
        files: [
          { file: 'kopf*.csv', kind: 'invoices', columns: { number: 'Nr', date: 'Tag', account: 'Kunde' } },
          { file: 'pos*.csv', kind: 'lines', columns: { invoice: 'Nr', line: 'Pos', net: 'Betrag' } },
        ],
      }),
    )
    await put('kopf-1.csv', 'Nr;Tag;Kunde\nI1;15.01.2025;A1\n')
    await watch.look()
    await put('pos-1.csv', 'Nr;Pos;Betrag\nI1;1;1.234,50\n')
    await watch.look(settleMs - 1)
    expect((await shown()).takes).toEqual([])
    await watch.through()
    expect(watch.troubles).toEqual([])
    expect(await imports()).toMatchObject([{ source: 'erp' }])
    expect((await shown()).takes).toMatchObject([{ state: 'done', files: ['kopf-1.csv', 'pos-1.csv'] }])
    expect((await readdir(home)).toSorted()).toEqual(['done', 'source.json', 'working'])
  })

  it('reads files as the book remembers of their source', async () => {
    const mapping = {
      source: 'erp',
      files: [
        {
          file: 'positionen*.csv',
          kind: 'lines' as const,
          columns: { invoice: 'Rechnung', line: 'Pos', date: 'Datum', account: 'Kunde', net: 'Betrag' },
        },
      ],
    }
    await test.call(
      'administrator',
      'saveMapping',
      { params: { source: 'erp' }, body: { document: mapping } },
      ifMatch(0),
    )
    await put('positionen-01.csv', 'Rechnung;Pos;Datum;Kunde;Betrag\nR1;1;14.01.2025;4711;1.234,50\n')
    await watch.through()
    expect((await shown()).takes).toMatchObject([{ state: 'done', files: ['positionen-01.csv'] }])
    expect(await imports()).toMatchObject([{ source: 'erp', rejected: 0 }])
  })

  it.each([
    ['what it cannot place', 'whatever.csv', 'a\n1\n', 'Cannot find anything to import', true],
    ['what it cannot read', 'lines.csv', 'invoice,lines\n1,2\n', 'lines', false],
    ['a select', 'lines.sql', 'SELECT 1', 'takes no selects', true],
  ])('puts %s aside with the reason, and imports nothing', async (_, name, text, reason, isAtOnce) => {
    await put(name, text)
    await watch.through()
    const { takes } = await shown()
    expect(takes).toMatchObject([{ state: 'failed', files: [name] }])
    expect(takes[0]?.job === null).toBe(isAtOnce)
    expect(takes[0]?.message).toContain(reason)
    expect(takes[0]?.message).not.toContain(test.book.ctx.places.data)
    expect(await imports()).toEqual([])
    const [folder = ''] = await within('failed')
    expect(await readFile(join(home, 'failed', folder, name), 'utf8')).toBe(text)
  })

  it('puts two files of one name aside, and goes on with what comes after them', async () => {
    for (const name of ['lines-\u00e9.csv', 'lines-e\u0301.csv']) await put(name, lines)
    await watch.through()
    expect((await shown()).takes).toMatchObject([
      { state: 'failed', message: 'Cannot take "lines-\u00e9.csv": another file here has the same name' },
    ])
    await put('lines.csv', lines)
    await watch.through()
    expect(watch.troubles).toEqual([])
    expect(await imports()).toHaveLength(1)
    expect(await readdir(join(test.book.ctx.places.data, 'uploads'))).toEqual([])
  })

  it('leaves alone what is hidden, not finished, no file, or a way out of the folder', async () => {
    await put('.lines.csv', lines)
    await put('lines.csv.part', lines)
    await mkdir(join(home, 'folder'))
    await symlink(join(test.book.ctx.places.data, 'records.sqlite'), join(home, 'lines.csv'))
    await symlink(home, join(test.book.ctx.places.data, 'inbox', 'other'))
    await watch.through()
    expect((await readdir(home)).toSorted()).toEqual(['.lines.csv', 'folder', 'lines.csv', 'lines.csv.part'])
    expect(await shown()).toMatchObject({ waiting: [], takes: [] })
    await rename(join(home, 'lines.csv.part'), join(home, 'invoices-lines.csv'))
    expect((await shown()).waiting).toMatchObject([{ files: [{ name: 'invoices-lines.csv' }] }])
  })

  it('is taken from by one of two servers', async () => {
    const other = new Watch(test)
    for (let number = 0; number < 20; number++) await put(`lines-${String(number)}.csv`, lines)
    await watch.look()
    await other.look()
    await Promise.all([watch.look(), other.look()])
    await Promise.all([watch.look(), other.look()])
    await doJobs(test)
    await Promise.all([watch.look(), other.look()])
    expect([watch.troubles, other.troubles]).toEqual([[], []])
    expect(await imports()).toHaveLength(1)
    expect((await shown()).takes).toMatchObject([{ state: 'done' }])
  })

  it('goes on with what was taken by a server that died before it asked for the import', async () => {
    const id = '019ab000-0000-7000-8000-000000000001'
    await mkdir(join(home, 'working', id), { recursive: true })
    await writeFile(join(home, 'working', id, 'lines.csv'), lines)
    await watch.look()
    await doJobs(test)
    await watch.look()
    expect((await shown()).takes).toMatchObject([{ id, state: 'done', files: ['lines.csv'] }])
    expect(await imports()).toHaveLength(1)
  })

  it('takes no link that took the place of a file', async () => {
    const id = '019ab000-0000-7000-8000-000000000002'
    await mkdir(join(home, 'working', id), { recursive: true })
    await symlink('/etc/hostname', join(home, 'working', id, 'lines.csv'))
    await watch.look()
    expect((await shown()).takes).toMatchObject([
      { state: 'failed', message: 'Cannot take "lines.csv": it is no file' },
    ])
    expect(await readdir(join(test.book.ctx.places.data, 'uploads'))).toEqual([])
  })

  it('goes on with what a server died at while it took it', async () => {
    const filling = join(home, 'working', '.filling')
    await mkdir(filling, { recursive: true })
    await writeFile(join(filling, 'lines.csv'), lines)
    await watch.through()
    expect(await readdir(filling)).toEqual(['lines.csv'])
    const long = new Date(Date.now() - 3_600_000)
    await utimes(filling, long, long)
    await watch.through()
    await watch.look()
    expect((await shown()).takes).toMatchObject([{ state: 'done', files: ['lines.csv'] }])
  })

  it('says when it cannot be watched', async () => {
    await rename(join(home, '..'), join(home, '..', '..', 'elsewhere'))
    const { problem } = await shown()
    expect(problem).toMatch(/^Cannot watch ".*inbox": there is no such folder$/)
  })

  it('is where the environment says, and then on', async () => {
    const { ctx } = test.book
    const folder = join(ctx.places.data, 'elsewhere')
    await mkdir(join(folder, 'crm'), { recursive: true })
    Object.assign(ctx.places, { inbox: folder })
    expect(await shown()).toMatchObject({ isWatched: true, setBy: 'environment', folder })
    expect((await test.request('administrator', 'updateInbox', { body: { isWatched: false } })).status).toBe(409)
    await writeFile(join(folder, 'crm', 'lines.csv'), lines)
    await watch.through()
    expect(await imports()).toMatchObject([{ source: 'crm' }])
  })
})
