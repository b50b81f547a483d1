import { describe, expect, it } from 'vitest'
import {
  addAction,
  addActionState,
  changeAction,
  countActions,
  findAction,
  listActions,
} from '../../src/records/action.ts'
import type { ActionFilter, ActionText } from '../../src/records/action.ts'
import { dumpRecords, loadRecords } from '../../src/records/dump.ts'
import type { DumpRow } from '../../src/records/dump.ts'
import type { Records } from '../../src/records/records.ts'
import { engines, openTestRecords } from './open-test-records.ts'

const ann = 'ann'
const operator = 'root'
const everything: ActionFilter = {
  owner: null,
  subjectType: null,
  subjectId: null,
  states: null,
  dueBefore: null,
  except: null,
}
const call: ActionText = {
  title: 'Call about the credit of March',
  note: 'Ask for Ärö\n"now"',
  subjectType: 'account',
  subjectId: 'a1',
  owner: 'ann',
  due: '2026-04-10',
  doneWhen: null,
}

async function add(records: Records, id: string, text: Partial<ActionText> = {}, by = ann): Promise<void> {
  await records.write((trx) => addAction(trx, { ...call, ...text, id, by, at: '2026-04-01T08:00:00.000Z' }))
}

async function ids(records: Records, filter: Partial<ActionFilter>): Promise<string[]> {
  const whole = { ...everything, ...filter }
  const found = await listActions(records.view, whole, { after: null, limit: 100 })
  expect(await countActions(records.view, whole)).toBe(found.length)
  return found.map((action) => action.id)
}

describe.each(engines)('actions on %s', (engine) => {
  it('begin open, keep every state with who and when, and count changes', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await add(records, 'x', {}, operator)
    const done = { state: 'done' as const, at: '2026-04-02T08:00:00.000Z', actor: ann, note: 'credited' }
    await records.write((trx) => addActionState(trx, 'x', 1, done))
    await records.write((trx) => addActionState(trx, 'x', 2, { ...done, state: 'open', note: null }))
    const found = await findAction(records.view, 'x')
    expect(found).toMatchObject({ ...call, createdBy: operator, createdAt: '2026-04-01T08:00:00.000Z', version: 3 })
    expect(found?.states.map(({ state, note, actor }) => [state, note, actor])).toEqual([
      ['open', null, 'ann'],
      ['done', 'credited', 'ann'],
      ['open', null, 'root'],
    ])
    expect(await findAction(records.view, 'y')).toBeUndefined()
  })

  it('change only from the version that was read', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await add(records, 'x')
    const change = (version: number, title: string) =>
      records.write((trx) => changeAction(trx, 'x', version, { ...call, title }))
    expect(await change(1, 'first')).toBe(true)
    expect(await change(1, 'second')).toBe(false)
    expect(await findAction(records.view, 'x')).toMatchObject({ title: 'first', version: 2 })
  })

  it('take the state of one when several set one at once', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await add(records, 'x')
    const done = { state: 'done' as const, at: '2026-04-02T08:00:00.000Z', actor: ann, note: null }
    const set = () => records.write((trx) => addActionState(trx, 'x', 1, done))
    const isSet = await Promise.all([set(), set(), set(), set()])
    expect(isSet.filter(Boolean)).toHaveLength(1)
    const found = await findAction(records.view, 'x')
    expect(found?.states).toHaveLength(2)
    expect(found?.version).toBe(2)
  })

  it('are listed by due day, those without one last, in pages that miss and repeat none', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    const days = ['2026-04-10', null, '2026-04-09', '2026-04-10', null, '2026-03-01', '9999-12-31']
    for (const [index, due] of days.entries()) await add(records, `a${String(index)}`, { due })
    const paged: string[] = []
    let after: Parameters<typeof listActions>[2]['after'] = null
    do {
      const page: Awaited<ReturnType<typeof listActions>> = await listActions(records.view, everything, {
        after,
        limit: 2,
      })
      paged.push(...page.map((action) => action.id))
      after = page.length === 2 ? (page.at(-1) ?? null) : null
    } while (after)
    expect(paged).toEqual(['a5', 'a2', 'a0', 'a3', 'a1', 'a4', 'a6'])
  })

  it('are found by owner, subject, newest state and day', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await add(records, 'mine')
    await add(records, 'his', { owner: 'bob', subjectId: 'a2', due: null })
    await add(records, 'books', { owner: 'bob', subjectType: 'import', subjectId: '7', due: '2026-05-01' }, operator)
    await records.write((trx) =>
      addActionState(trx, 'mine', 1, { state: 'done', at: '2026-04-02T08:00:00.000Z', actor: ann, note: null }),
    )
    expect(await ids(records, {})).toEqual(['mine', 'books', 'his'])
    expect(await ids(records, { owner: 'bob' })).toEqual(['books', 'his'])
    expect(await ids(records, { states: ['open'] })).toEqual(['books', 'his'])
    expect(await ids(records, { states: ['done', 'dropped'] })).toEqual(['mine'])
    expect(await ids(records, { subjectType: 'account', subjectId: 'a2' })).toEqual(['his'])
    expect(await ids(records, { dueBefore: '2026-05-01' })).toEqual(['mine'])
    const except = { subjectTypes: ['import', 'closing'] as const, person: 'ann' }
    expect(await ids(records, { except })).toEqual(['mine', 'his'])
    expect(await ids(records, { except: { ...except, person: 'bob' } })).toEqual(['mine', 'books', 'his'])
    expect(await ids(records, { except: { ...except, person: null } })).toEqual(['mine', 'his'])
  })

  it('are in a backup with their states', async () => {
    await using store = await openTestRecords(engine)
    await add(store.records, 'x')
    const rows = new Map<string, DumpRow[]>()
    await dumpRecords(store.records, async (table, dumped) => {
      rows.set(table, await Array.fromAsync(dumped))
    })
    await using other = await openTestRecords(engine)
    for (const [table, some] of rows) await loadRecords(other.records, table, some)
    expect(await findAction(other.records.view, 'x')).toEqual(await findAction(store.records.view, 'x'))
  })
})
