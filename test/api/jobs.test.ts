import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openQueue } from '../../src/app/job/queue.ts'
import { listAudit } from '../../src/records/audit.ts'
import { doJob } from '../../src/work/do-job.ts'
import { changePerson } from './change-person.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test[Symbol.asyncDispose]())

async function askBackup(): Promise<string> {
  return (await test.call('finance', 'createBackup', {})).id
}

describe('jobs over HTTP', () => {
  it("are one's own, and everybody's for who may read them, results only for who may do such work", async () => {
    const id = await askBackup()
    await doJobs(test)
    const own = await test.call('finance', 'getJob', { params: { id } })
    expect(own).toMatchObject({ state: 'done', subject: expect.stringContaining('bookvalue-') as string })
    expect(own.result).toMatchObject({ name: own.subject })
    const seen = await test.call('leader', 'getJob', { params: { id } })
    expect(seen).toMatchObject({ state: 'done', result: null, requestedBy: { name: 'Person finance' } })
    for (const role of ['rep', 'viewer', 'service'] as const) {
      expect((await test.request(role, 'getJob', { params: { id } })).status).toBe(404)
      expect((await test.request(role, 'cancelJob', { params: { id } })).status).toBe(404)
      const { items } = await test.call(role, 'listJobs', { query: {} })
      expect(items).toEqual([])
    }
    expect((await test.call('leader', 'listJobs', { query: {} })).items.map((job) => job.id)).toContain(id)
  })

  it('are stopped and begun again by who may ask for such work, each noted', async () => {
    const id = await askBackup()
    expect((await test.request('leader', 'cancelJob', { params: { id } })).status).toBe(403)
    expect(await test.call('administrator', 'cancelJob', { params: { id } })).toMatchObject({
      state: 'cancelled',
      canCancel: false,
      canRetry: true,
    })
    expect((await test.request('finance', 'cancelJob', { params: { id } })).status).toBe(409)
    expect((await test.request('leader', 'retryJob', { params: { id } })).status).toBe(403)
    expect((await test.request('finance', 'retryJob', { params: { id } })).status).toBe(202)
    expect((await test.request('finance', 'retryJob', { params: { id } })).status).toBe(409)
    await doJobs(test)
    expect(await test.call('finance', 'getJob', { params: { id } })).toMatchObject({ state: 'done', attempt: 1 })
    const noted = (await listAudit(test.book.ctx.records.view)).filter(({ subject }) => subject === id)
    expect(noted.map(({ verb }) => verb).toSorted()).toEqual(['cancel job', 'request backup', 'retry job'])
  })

  it('are listed the newest first, page by page, by state and kind', async () => {
    const ids = []
    for (let count = 0; count < 3; count++) {
      ids.unshift(await askBackup())
      await doJobs(test)
    }
    const first = await test.call('finance', 'listJobs', { query: { limit: '2', kind: ['backup'], state: ['done'] } })
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    const second = await test.call('finance', 'listJobs', {
      query: { limit: '2', kind: ['backup'], state: ['done'], cursor: first.next ?? '' },
    })
    expect(second.items[0]?.id).toBe(ids[2])
    expect((await test.call('finance', 'listJobs', { query: { state: ['waiting'] } })).items).toEqual([])
    expect((await test.request('finance', 'listJobs', { query: { cursor: 'nonsense' } })).status).toBe(400)
  })

  it('close nothing when they are stopped before the end', async () => {
    const { ctx } = test.book
    const { id } = await test.call('finance', 'closePeriod', { body: { period: '2024', reason: null } })
    const queue = openQueue(ctx, { isOnly: true })
    const job = await queue.claim()
    if (job?.id !== id) throw new Error('Another job waits before it')
    const stopped = new AbortController()
    const onceGraded = { ...ctx, now: () => (stopped.abort(), ctx.now()) }
    expect(await doJob(onceGraded, job, stopped.signal)).toEqual({ state: 'cancelled' })
    await queue.end(id, { state: 'cancelled' })
    expect((await test.call('finance', 'listClosings', { query: {} })).items).toEqual([])
  })

  it('are done with the rights of the moment they begin', async () => {
    const id = await askBackup()
    const finance = await test.idOf('finance')
    const user = await test.call('administrator', 'getUser', { params: { id: finance } })
    await changePerson(test, 'disableUser', finance)
    await expect(doJobs(test)).rejects.toThrow(id)
    await changePerson(test, 'enableUser', finance)
    expect(user.role).toBe('finance')
  })

  it('leave the line short however many periods somebody looks at', async () => {
    const look = async (day: number) => {
      const period = `ttm@2025-03-${String(day).padStart(2, '0')}`
      return (await test.request('viewer', 'listAccounts', { query: { period } })).status
    }
    const answers: number[] = []
    for (let day = 1; day <= 14; day++) answers.push(await look(day))
    expect(answers).toEqual([...Array<number>(12).fill(503), 429, 429])
    // Who looks again at what is asked for waits for it as before.
    expect(await look(1)).toBe(503)
    const { items } = await test.call('leader', 'listJobs', { query: { kind: ['view'], state: ['waiting'] } })
    expect(items).toHaveLength(12)
  })
})
