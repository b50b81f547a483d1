import { describe, expect, it } from 'vitest'
import {
  accountsInTalk,
  accountsNotedSince,
  addCall,
  addCallState,
  changeCall,
  findCall,
  insertSkip,
  listCalls,
  listContactNames,
  listScoredCalls,
  listSkips,
} from '../../src/records/call.ts'
import type { CallFilter, CallStateRow, CallText } from '../../src/records/call.ts'
import { dumpRecords, loadRecords } from '../../src/records/dump.ts'
import type { DumpRow } from '../../src/records/dump.ts'
import type { Records } from '../../src/records/records.ts'
import { engines, openTestRecords } from './open-test-records.ts'

const at = '2026-04-01T08:00:00.000Z'
const text: CallText = {
  accountId: 'a1',
  contact: 'Ms Black',
  goal: 'Agree on the quantities of next quarter',
  day: '2026-04-10',
  owner: 'ann',
  rep: 'main/R1',
}
const done: CallStateRow = {
  state: 'done',
  at: '2026-04-11T08:00:00.000Z',
  actor: 'ann',
  note: 'They take 40 more',
  reached: 'yes',
  madeOn: '2026-04-11',
  next: { kind: 'action', id: 'x1' },
}
const everything: CallFilter = {
  owner: null,
  reps: null,
  accountId: null,
  states: null,
  from: null,
  to: null,
  madeOn: null,
}

async function add(records: Records, id: string, changes: Partial<CallText> = {}): Promise<void> {
  await records.write((trx) => addCall(trx, { ...text, ...changes, id, follows: null, by: 'bob', at }))
}

async function log(records: Records, id: string, changes: Partial<CallStateRow> = {}): Promise<boolean> {
  return records.write((trx) => addCallState(trx, { id, version: 1 }, { ...done, ...changes }))
}

async function ids(records: Records, filter: Partial<CallFilter>, isLatestFirst = false): Promise<string[]> {
  const page = { after: null, limit: 50, isLatestFirst }
  return (await listCalls(records.view, { ...everything, ...filter }, page)).map(({ id }) => id)
}

describe.each(engines)('calls on %s', (engine) => {
  it('come back as they were planned, with what came of them', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await add(records, 'x')
    expect(await log(records, 'x')).toBe(true)
    const found = await findCall(records.view, 'x')
    expect(found).toMatchObject({ ...text, createdBy: 'bob', createdAt: at, follows: null, version: 2 })
    expect(found?.states).toEqual([
      done,
      { state: 'planned', at, actor: 'bob', note: null, reached: null, madeOn: null, next: null },
    ])
    expect(await findCall(records.view, 'y')).toBeUndefined()
  })

  it('change only from the version that was read, and take the result of one who logs first', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await add(records, 'x')
    const results = await Promise.all([log(records, 'x'), log(records, 'x', { reached: 'no' }), log(records, 'x')])
    expect(results.filter(Boolean)).toHaveLength(1)
    const change = (version: number) => records.write((trx) => changeCall(trx, { id: 'x', version }, text))
    expect([await change(1), await change(2), await change(2)]).toEqual([false, true, false])
    expect((await findCall(records.view, 'x'))?.states).toHaveLength(2)
  })

  it('are found by person, rep, account, state and day, either way round, in pages that miss none', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await add(records, 'a', { day: '2026-04-12' })
    await add(records, 'b', { owner: 'bob', rep: 'main/R2', accountId: 'a2' })
    await add(records, 'c', { owner: 'bob', rep: null })
    await log(records, 'c')
    expect(await ids(records, {})).toEqual(['b', 'c', 'a'])
    expect(await ids(records, {}, true)).toEqual(['a', 'c', 'b'])
    expect(await ids(records, { owner: 'bob' })).toEqual(['b', 'c'])
    expect(await ids(records, { reps: ['main/R1', 'main/R2'] })).toEqual(['b', 'a'])
    expect(await ids(records, { accountId: 'a2' })).toEqual(['b'])
    expect(await ids(records, { states: ['done'] })).toEqual(['c'])
    expect(await ids(records, { madeOn: '2026-04-11' })).toEqual(['c'])
    expect(await ids(records, { from: '2026-04-11' })).toEqual(['a'])
    expect(await ids(records, { to: '2026-04-11' })).toEqual(['b', 'c'])
    for (const isLatestFirst of [false, true]) {
      const paged: string[] = []
      let after: Parameters<typeof listCalls>[2]['after'] = null
      for (let page = 0; page < 4; page += 1) {
        const [one] = await listCalls(records.view, everything, { after, limit: 1, isLatestFirst })
        if (one) paged.push(one.id)
        after = one ?? after
      }
      expect(paged.slice(0, 3)).toEqual(isLatestFirst ? ['a', 'c', 'b'] : ['b', 'c', 'a'])
    }
  })

  it('count on the day they were made, else on the day they are planned for, for the rep of then', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await add(records, 'made', { day: '2026-03-31' })
    await log(records, 'made')
    await add(records, 'planned')
    await add(records, 'later', { day: '2026-05-01' })
    await add(records, 'dropped', { rep: null })
    await log(records, 'dropped', { state: 'dropped', reached: null, madeOn: null, next: null })
    const april = await listScoredCalls(records.view, { from: '2026-04-01', to: '2026-04-30' })
    expect(april.toSorted((one, other) => (one.day + one.state < other.day + other.state ? -1 : 1))).toEqual([
      { rep: null, day: '2026-04-10', state: 'dropped', reached: null },
      { rep: 'main/R1', day: '2026-04-10', state: 'planned', reached: null },
      { rep: 'main/R1', day: '2026-04-11', state: 'done', reached: 'yes' },
    ])
  })

  it('tell whom nobody need be reminded of, and whom people spoke to', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await add(records, 'a', { accountId: 'planned' })
    await add(records, 'b', { accountId: 'made', contact: 'Mr White', day: '2026-04-12' })
    await log(records, 'b')
    await add(records, 'c', { accountId: 'long ago' })
    await log(records, 'c', { madeOn: '2026-01-11' })
    await add(records, 'd', { accountId: 'made', contact: 'Ms Black' })
    await add(records, 'e', { accountId: 'made', contact: null })
    expect([...(await accountsInTalk(records.view, '2026-04-01'))].toSorted()).toEqual(['made', 'planned'])
    expect([...(await accountsNotedSince(records.view, ['main/R1'], at))].toSorted()).toEqual([
      'long ago',
      'made',
      'planned',
    ])
    expect((await accountsNotedSince(records.view, ['main/R1'], '2026-04-02')).size).toBe(0)
    expect(await listContactNames(records.view, 'made', 5)).toEqual(['Mr White', 'Ms Black'])
  })

  it('leave accounts out until a day, as the latest row says, and are in a backup', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    const skip = (id: string, accountId: string, until: string | null) =>
      records.write((trx) => insertSkip(trx, { id, rep: 'main/R1', accountId, until, author: 'ann', at }))
    await skip('1', 'a1', '2026-05-01')
    await skip('2', 'a2', '2026-05-01')
    await skip('3', 'a1', null)
    expect(await listSkips(records.view, ['main/R1'])).toEqual([
      { accountId: 'a1', until: null, at },
      { accountId: 'a2', until: '2026-05-01', at },
    ])
    expect(await listSkips(records.view, ['main/R2'])).toEqual([])
    await add(records, 'x')
    await log(records, 'x')
    const rows = new Map<string, DumpRow[]>()
    await dumpRecords(records, async (table, dumped) => {
      rows.set(table, await Array.fromAsync(dumped))
    })
    await using other = await openTestRecords(engine)
    for (const [table, some] of rows) await loadRecords(other.records, table, some)
    expect(await findCall(other.records.view, 'x')).toEqual(await findCall(records.view, 'x'))
    expect(await listSkips(other.records.view, ['main/R1'])).toEqual(await listSkips(records.view, ['main/R1']))
  })
})
