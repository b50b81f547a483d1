import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  claimJob,
  deleteEndedJobs,
  endJob,
  expireLeases,
  findJob,
  findOpenJob,
  hasWork,
  insertJob,
  listJobs,
  loseJob,
  putJobProgress,
  releaseJobs,
  renewLeases,
  requestCancel,
  retryJob,
} from '../../src/records/job.ts'
import type { Job, Lease } from '../../src/records/job.ts'
import { openRecords } from '../../src/records/open-records.ts'
import type { Records } from '../../src/records/records.ts'
import { engines, openTestRecords } from './open-test-records.ts'
import type { TestRecords } from './open-test-records.ts'

const instant = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
const lease = (holder: string, second: number): Lease => ({ holder, until: instant(second) })

describe.each(engines)('jobs on %s', (engine) => {
  let store: TestRecords
  let records: Records
  beforeAll(async () => {
    store = await openTestRecords(engine)
    ;({ records } = store)
  })
  afterAll(() => store[Symbol.asyncDispose]())
  beforeEach(() => records.write(async (trx) => void (await trx.deleteFrom('job').execute())))

  const insert = async (id: string, changes: Partial<Job> = {}, held: Lease | null = null): Promise<Job> =>
    records.write((trx) =>
      insertJob(
        trx,
        {
          id,
          kind: 'import',
          subject: null,
          input: { files: ['ä.csv'] },
          requestedBy: 'p1',
          requestedName: 'Ann',
          requestedAt: instant(0),
          ...changes,
        },
        held,
      ),
    )
  const get = async (id: string): Promise<Job> => {
    const job = await findJob(records.view, id)
    if (!job) throw new Error(`There is no job ${id}`)
    return job
  }
  const claim = (holder = 'one'): Promise<Job | undefined> => claimJob(records, lease(holder, 20), instant(1))
  const end = (id: string, holder = 'one'): Promise<boolean> =>
    records.write((trx) => endJob(trx, { id, holder, at: instant(9) }, { state: 'done', result: { rows: 3 } }))

  it('goes one at a time, in the order they were asked for, views last', async () => {
    await insert('a', { kind: 'view' })
    await insert('b')
    await insert('c', { kind: 'backup' })
    const order = []
    for (let job = await claim(); job; job = await claim()) {
      order.push(job.id)
      expect(await claim('two')).toBeUndefined()
      expect(job).toMatchObject({ state: 'running', attempt: 1, startedAt: instant(1), input: { files: ['ä.csv'] } })
      expect(await end(job.id)).toBe(true)
    }
    expect(order).toEqual(['b', 'c', 'a'])
    expect(await get('b')).toMatchObject({ state: 'done', result: { rows: 3 }, finishedAt: instant(9) })
  })

  it('is claimed once when several servers reach for it at once', async () => {
    const others = await Promise.all(Array.from({ length: 3 }, () => openRecords(store.config)))
    try {
      for (let round = 0; round < 10; round++) {
        await insert(`job ${String(round)}`)
        const claims = await Promise.all(
          [records, ...others].map((each, index) =>
            claimJob(each, lease(`server ${String(index)}`, 20), instant(round)),
          ),
        )
        const won = claims.flatMap((job, index) => (job ? [{ job, holder: `server ${String(index)}` }] : []))
        expect(won).toHaveLength(1)
        for (const { job, holder } of won) {
          expect(job.attempt).toBe(1)
          await end(job.id, holder)
        }
      }
    } finally {
      for (const other of others) await other[Symbol.asyncDispose]()
    }
  })

  it('goes back into the line when its holder says nothing for too long, and only then', async () => {
    await insert('a')
    await claim()
    await records.write((trx) =>
      putJobProgress(trx, { id: 'a', holder: 'one' }, { what: 'reading', done: 1, total: 9 }),
    )
    await records.write((trx) => renewLeases(trx, lease('one', 40)))
    await records.write((trx) => expireLeases(trx, { now: instant(30), onlyHolder: null }))
    expect(await get('a')).toMatchObject({ state: 'running', progress: { what: 'reading', done: 1, total: 9 } })
    await records.write((trx) => expireLeases(trx, { now: instant(41), onlyHolder: null }))
    expect(await get('a')).toMatchObject({ state: 'waiting', attempt: 1, lost: 1, progress: null })
    // The one that was thought dead has it no longer.
    expect(await end('a')).toBe(false)
    expect(await claim('two')).toMatchObject({ attempt: 2 })
  })

  it('is taken from everybody else at once by the only one that can have the book open', async () => {
    await insert('a')
    await insert('b', { kind: 'command' }, lease('one', 20))
    await claim()
    await records.write((trx) => expireLeases(trx, { now: instant(2), onlyHolder: 'one' }))
    expect((await get('a')).state).toBe('running')
    await records.write((trx) => expireLeases(trx, { now: instant(2), onlyHolder: 'two' }))
    expect(await get('a')).toMatchObject({ state: 'waiting', attempt: 1 })
    expect(await get('b')).toMatchObject({ state: 'failed', error: 'The server stopped while the command ran' })
  })

  it('is not begun again when those who did it died three times, until somebody asks for it', async () => {
    await insert('a')
    for (let time = 0; time < 3; time++) {
      expect((await claim())?.id).toBe('a')
      await records.write((trx) => loseJob(trx, { id: 'a', holder: 'one', now: instant(5), error: null }))
    }
    expect(await get('a')).toMatchObject({ state: 'failed', lost: 3, attempt: 3, finishedAt: instant(5) })
    expect((await get('a')).error).toMatch(/stopped 3 times/)
    expect(await claim()).toBeUndefined()
    expect(await records.write((trx) => retryJob(trx, 'a'))).toMatchObject({ state: 'waiting', lost: 0, error: null })
    expect(await claim()).toMatchObject({ attempt: 4 })
  })

  it('fails with what came between when it was left half done three times', async () => {
    await insert('a')
    for (let time = 0; time < 3; time++) {
      expect(await claim()).toMatchObject({ id: 'a', error: null })
      const lost = { id: 'a', holder: 'one', now: instant(5), error: 'the disk is full' }
      await records.write((trx) => loseJob(trx, lost))
    }
    expect(await get('a')).toMatchObject({ state: 'failed', error: 'the disk is full' })
  })

  it('is put back by a server that stops, commands excepted', async () => {
    await insert('a')
    await insert('b', { kind: 'command' }, lease('one', 20))
    await claim()
    await records.write((trx) => releaseJobs(trx, 'one'))
    expect(await get('a')).toMatchObject({ state: 'waiting', lost: 0 })
    expect((await get('b')).state).toBe('running')
  })

  it('leaves the line when it is cancelled before it began, and is told when it runs', async () => {
    await insert('a')
    await insert('b')
    expect(await records.write((trx) => requestCancel(trx, 'b', instant(2)))).toMatchObject({
      state: 'cancelled',
      finishedAt: instant(2),
    })
    await claim()
    expect(await records.write((trx) => requestCancel(trx, 'a', instant(3)))).toMatchObject({ state: 'running' })
    expect(await records.write((trx) => renewLeases(trx, lease('two', 40)))).toEqual([])
    expect(await records.write((trx) => renewLeases(trx, lease('one', 40)))).toEqual(['a'])
    await end('a')
    expect(await records.write((trx) => requestCancel(trx, 'a', instant(4)))).toBeUndefined()
    // One that was begun may be in the book: whoever takes it over looks.
    await records.write((trx) => retryJob(trx, 'b'))
    await claim()
    await records.write((trx) => loseJob(trx, { id: 'b', holder: 'one', now: instant(5), error: null }))
    expect(await records.write((trx) => requestCancel(trx, 'b', instant(6)))).toMatchObject({ state: 'waiting' })
    expect(await claim()).toMatchObject({ cancelRequestedAt: instant(6) })
  })

  it('is begun again only after a failure or a cancel', async () => {
    await insert('a')
    expect(await records.write((trx) => retryJob(trx, 'a'))).toBeUndefined()
    await claim()
    expect(await records.write((trx) => retryJob(trx, 'a'))).toBeUndefined()
    await end('a')
    expect(await records.write((trx) => retryJob(trx, 'a'))).toBeUndefined()
    expect(await records.write((trx) => retryJob(trx, 'nobody'))).toBeUndefined()
  })

  it('lists by person, state and kind, the newest first, page by page', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await insert(id, { requestedBy: id === 'c' ? null : 'p1' })
    await insert('e', { kind: 'view', requestedBy: null, subject: '2025' })
    await claim()
    const none = { requestedBy: null, states: null, kinds: null, before: null, limit: 10 }
    const ids = async (filter: Partial<Parameters<typeof listJobs>[1]>): Promise<string[]> =>
      (await listJobs(records.view, { ...none, ...filter })).map(({ id }) => id)
    expect(await ids({})).toEqual(['e', 'd', 'c', 'b', 'a'])
    expect(await ids({ requestedBy: 'p1' })).toEqual(['d', 'b', 'a'])
    expect(await ids({ states: ['running'] })).toEqual(['a'])
    expect(await ids({ kinds: ['view'] })).toEqual(['e'])
    expect(await ids({ limit: 2, before: 'd' })).toEqual(['c', 'b'])
    const open = { kind: 'view', states: ['waiting' as const] }
    expect((await findOpenJob(records.view, { ...open, subject: '2025' }))?.id).toBe('e')
    expect(await findOpenJob(records.view, { ...open, subject: null })).toBeUndefined()
  })

  it('is forgotten long after its end', async () => {
    await insert('a')
    await insert('b')
    await claim()
    await end('a')
    await records.write((trx) => deleteEndedJobs(trx, instant(9)))
    expect((await get('a')).state).toBe('done')
    expect(await hasWork(records.view)).toBe(true)
    await records.write((trx) => deleteEndedJobs(trx, instant(10)))
    expect(await findJob(records.view, 'a')).toBeUndefined()
    expect((await get('b')).state).toBe('waiting')
  })
})
