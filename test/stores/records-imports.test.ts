import fc from 'fast-check'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyBatch } from '../../src/records/apply-batch.ts'
import { compareImportRows } from '../../src/records/compare-import-rows.ts'
import { dropBatch } from '../../src/records/drop-batch.ts'
import { appliedWatermark, pendingBatches } from '../../src/records/import-batch.ts'
import type { ImportRow } from '../../src/records/import-row.ts'
import { listLive } from '../../src/records/list-live.ts'
import { openRecords } from '../../src/records/open-records.ts'
import { putSetting } from '../../src/records/setting.ts'
import type { Records } from '../../src/records/records.ts'
import { stageImportRows } from '../../src/records/stage-import-rows.ts'
import { undoBatch } from '../../src/records/undo-batch.ts'
import { collect, engines, openTestRecords } from './open-test-records.ts'
import type { TestRecords } from './open-test-records.ts'

const segment = (key: string, name: string | null, source = 'main'): ImportRow => ({
  kind: 'segments',
  source,
  key: JSON.stringify([key]),
  content: name === null ? null : { key, name },
})

async function segments(records: Records, source = 'main'): Promise<(string | null | undefined)[][]> {
  const rows = await collect(listLive(records, 'segments'))
  return rows.filter((row) => row.source === source).map(({ content }) => [content['key'], content['name']])
}

async function importAs(records: Records, batch: string, seq: number, rows: ImportRow[]): Promise<void> {
  await stageImportRows(records, batch, [rows])
  await applyBatch(records, { batch, seq })
}

describe.each(engines)('imports into records on %s', (engine) => {
  describe('one after the other', () => {
    let store: TestRecords
    beforeAll(async () => {
      store = await openTestRecords(engine)
    })
    afterAll(() => store[Symbol.asyncDispose]())

    it('shows nothing of a batch before it is applied', async () => {
      const { records } = store
      expect(await stageImportRows(records, 'b1', [[segment('A', 'Retail')], [segment('B', 'Trade')]])).toBe(2)
      expect(await segments(records)).toEqual([])
      expect(await pendingBatches(records)).toEqual(['b1'])
      expect(await appliedWatermark(records)).toBe(0)
    })

    it('shows all of it once it is applied, and takes a second call for the same', async () => {
      const { records } = store
      await applyBatch(records, { batch: 'b1', seq: 3 })
      await applyBatch(records, { batch: 'b1', seq: 3 })
      expect(await segments(records)).toEqual([
        ['A', 'Retail'],
        ['B', 'Trade'],
      ])
      expect(await pendingBatches(records)).toEqual([])
      expect(await appliedWatermark(records)).toBe(3)
      await expect(applyBatch(records, { batch: 'b1', seq: 4 })).rejects.toThrow(
        'Cannot apply import "b1" as 4: it is applied as 3',
      )
      await expect(stageImportRows(records, 'b1', [])).rejects.toThrow('Cannot add rows to import "b1"')
      await expect(dropBatch(records, 'b1')).rejects.toThrow('Cannot drop import "b1": it is applied')
    })

    it('says what an import would do', async () => {
      const { records } = store
      const rows = [segment('A', 'Shops'), segment('B', 'Trade'), segment('C', 'Crafts'), segment('D', null)]
      expect(await compareImportRows(records, [rows])).toEqual({
        new: 1,
        changed: 1,
        retired: 0,
        unchanged: 2,
        differences: [
          { kind: 'segments', source: 'main', key: '["A"]', column: 'name', before: 'Retail', after: 'Shops' },
        ],
      })
      const retiring = await compareImportRows(records, [[segment('A', null), segment('B', 'x')]], {
        maxDifferences: 0,
      })
      expect(retiring).toEqual({ new: 0, changed: 1, retired: 1, unchanged: 0, differences: [] })
      expect(await segments(records)).toHaveLength(2)
    })

    it('drops what was staged, however often it is asked to', async () => {
      const { records } = store
      await stageImportRows(records, 'b2', [[segment('A', 'Lost')]])
      await dropBatch(records, 'b2')
      await dropBatch(records, 'b2')
      expect(await pendingBatches(records)).toEqual([])
      await stageImportRows(records, 'b2', [[segment('A', 'Shops'), segment('A', 'Stores'), segment('B', null)]])
      await applyBatch(records, { batch: 'b2', seq: 4 })
      expect(await segments(records)).toEqual([['A', 'Stores']])
    })

    it('brings back what an undone batch hid, and what it alone had is gone', async () => {
      const { records } = store
      await undoBatch(records, { batch: 'b1', seq: 5 })
      expect(await segments(records)).toEqual([['A', 'Stores']])
      await undoBatch(records, { batch: 'b2', seq: 6 })
      await undoBatch(records, { batch: 'b2', seq: 6 })
      expect(await segments(records)).toEqual([])
      expect(await appliedWatermark(records)).toBe(6)
      await expect(undoBatch(records, { batch: 'b2', seq: 9 })).rejects.toThrow(
        'Cannot undo import "b2" as 9: it is undone as 6',
      )
    })

    it('follows batches that have no rows here', async () => {
      const { records } = store
      await applyBatch(records, { batch: 'ledger only', seq: 7 })
      expect(await appliedWatermark(records)).toBe(7)
      await undoBatch(records, { batch: 'ledger only', seq: 8 })
      expect(await appliedWatermark(records)).toBe(8)
      expect(await pendingBatches(records)).toEqual([])
    })

    it('keeps every column of every kind', async () => {
      const { records } = store
      const site = {
        key: 'S1',
        account: 'K1',
        name: 'Works "Süd"',
        street: null,
        postcode: '01234',
        city: 'Köln',
        region: null,
        country: 'DE',
        latitude: '50.940664',
        longitude: '-0.1',
      }
      await importAs(records, 'b3', 10, [{ kind: 'sites', source: 'main', key: '["S1"]', content: site }])
      expect(await collect(listLive(records, 'sites'))).toEqual([{ source: 'main', key: '["S1"]', content: site }])
    })

    it('lists in the order of the bytes', async () => {
      const { records } = store
      const keys = ['a', 'B', 'ä', 'Z', '10', '9', '\u{1F600}', '\uFF5E']
      await importAs(
        records,
        'b4',
        11,
        keys.map((key) => segment(key, key, 'order')),
      )
      const listed = (await segments(records, 'order')).map(([key]) => key)
      expect(listed).toEqual(keys.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))))
    })

    it('refuses text that no engine holds', async () => {
      const { records } = store
      await expect(stageImportRows(records, 'bad', [[segment('A\0', 'x')]])).rejects.toThrow('Cannot store text')
      await expect(stageImportRows(records, 'bad', [[segment('A', '\ud800')]])).rejects.toThrow('Cannot store text')
      await dropBatch(records, 'bad')
    })

    it('has the same rows after it was opened twice more', async () => {
      const before = await collect(listLive(store.records, 'sites'))
      for (let time = 0; time < 2; time++) {
        await using again = await openRecords(store.config)
        expect(await collect(listLive(again, 'sites'))).toEqual(before)
        expect(await appliedWatermark(again)).toBe(11)
      }
    })
  })

  it('shows at any time what the live batches say, whatever was imported and undone in which order', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    let run = 0
    let seq = 0
    const batchRows = fc.array(
      fc.record({ key: fc.constantFrom('A', 'B', 'C', 'D'), name: fc.option(fc.constantFrom('x', 'y', 'z')) }),
      { maxLength: 5 },
    )
    const event = fc.oneof(
      fc.record({ type: fc.constant('import' as const), rows: batchRows }),
      fc.record({ type: fc.constant('undo' as const), which: fc.nat(9) }),
      fc.record({ type: fc.constant('drop' as const), rows: batchRows }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 10 }), async (events) => {
        const source = `run ${run++}`
        const batches: { id: string; rows: readonly { key: string; name: string | null }[]; isUndone: boolean }[] = []
        for (const [index, each] of events.entries()) {
          if (each.type === 'undo') {
            const batch = batches[each.which % Math.max(1, batches.length)]
            if (!batch || batch.isUndone) continue
            await undoBatch(records, { batch: batch.id, seq: ++seq })
            batch.isUndone = true
          } else {
            const id = `${source} ${index}`
            await stageImportRows(records, id, [each.rows.map(({ key, name }) => segment(key, name, source))])
            if (each.type === 'drop') {
              await dropBatch(records, id)
            } else {
              await applyBatch(records, { batch: id, seq: ++seq })
              batches.push({ id, rows: each.rows, isUndone: false })
            }
          }
          const expected = new Map<string, string | null>()
          for (const { rows, isUndone } of batches) {
            if (!isUndone) for (const { key, name } of rows) expected.set(key, name)
          }
          const live = [...expected]
            .filter(([, name]) => name !== null)
            .toSorted(([one], [other]) => (one < other ? -1 : 1))
          expect(await segments(records, source)).toEqual(live)
        }
        expect(await appliedWatermark(records)).toBe(seq)
      }),
      { numRuns: 25 },
    )
  })

  it('takes late news in any order: what is live depends on the numbers, not on when they came', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await stageImportRows(records, 'first', [[segment('A', 'first')]])
    await stageImportRows(records, 'second', [[segment('A', 'second')]])
    await stageImportRows(records, 'third', [[segment('A', 'third')]])
    await undoBatch(records, { batch: 'third', seq: 4 })
    await applyBatch(records, { batch: 'second', seq: 2 })
    await applyBatch(records, { batch: 'third', seq: 3 })
    await applyBatch(records, { batch: 'first', seq: 1 })
    expect(await segments(records)).toEqual([['A', 'second']])
    expect(await appliedWatermark(records)).toBe(4)
  })

  it('shows all of a change or nothing while it is under way, and lets others write meanwhile', async () => {
    await using store = await openTestRecords(engine)
    await using other = await openRecords(store.config)
    const rows = (name: string) => Array.from({ length: 20_000 }, (_, index) => segment(`K${String(index)}`, name))
    await importAs(store.records, 'b1', 1, rows('before'))
    const watch = async (change: Promise<void>): Promise<{ seen: string[]; writes: number }> => {
      let isOver = false
      const over = change.finally(() => {
        isOver = true
      })
      const seen = new Set<string>()
      let writes = 0
      while (!isOver) {
        const found = await other.view
          .selectFrom('segment')
          .select(({ fn }) => ['name', fn.countAll<bigint>().as('rows')])
          .groupBy('name')
          .execute()
        seen.add(found.map((group) => `${group.name ?? ''} ${String(group.rows)}`).join())
        await other.write((trx) => putSetting(trx, 'writes', String(++writes)))
      }
      await over
      return { seen: [...seen], writes }
    }
    await stageImportRows(store.records, 'b2', [rows('after')])
    const applied = await watch(applyBatch(store.records, { batch: 'b2', seq: 2 }))
    expect(['before 20000', 'after 20000']).toEqual(expect.arrayContaining(applied.seen))
    const undone = await watch(undoBatch(store.records, { batch: 'b2', seq: 3 }))
    expect(['after 20000', 'before 20000']).toEqual(expect.arrayContaining(undone.seen))
    // Every piece is a turn for somebody else; in one transaction there is none but before and after.
    expect(Math.min(applied.writes, undone.writes)).toBeGreaterThan(3)
  })

  it('law: a change that is broken off anywhere has shown nothing, and done again shows all of it', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    let seq = 0
    const names = fc.array(fc.option(fc.constantFrom('x', 'y', 'z')), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(names, names, fc.nat(40), fc.boolean(), async (first, second, breaksAt, isUndo) => {
        const source = `broken ${String(seq)}`
        const rows = (given: readonly (string | null)[]) =>
          given.map((name, at) => segment(`K${String(at)}`, name, source))
        await importAs(records, `${source} 1`, ++seq, rows(first))
        await stageImportRows(records, `${source} 2`, [rows(second)])
        if (isUndo) await applyBatch(records, { batch: `${source} 2`, seq: ++seq })
        const before = await segments(records, source)
        const event = { batch: `${source} 2`, seq: ++seq }
        const change = (on: Records) => (isUndo ? undoBatch(on, event) : applyBatch(on, event))
        const hasBroken = await change(breakingOff(records, breaksAt)).then(
          () => false,
          () => true,
        )
        const isFollowed = (await appliedWatermark(records)) === event.seq
        expect(isFollowed ? before : await segments(records, source)).toEqual(before)
        expect(isFollowed || hasBroken).toBe(true)
        await change(records)
        const wanted = new Map(first.map((name, at) => [`K${String(at)}`, name]))
        if (!isUndo) for (const [at, name] of second.entries()) wanted.set(`K${String(at)}`, name)
        expect(await segments(records, source)).toEqual([...wanted].filter(([, name]) => name !== null))
      }),
      { numRuns: 60 },
    )
  })

  it('imports, applies and undoes 50 000 rows in pieces', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    const chunks = Array.from({ length: 50 }, (_, chunk) =>
      Array.from({ length: 1000 }, (__, index) => segment(`K${chunk * 1000 + index}`, `Segment ${index}`)),
    )
    const timed = async (what: string, work: () => Promise<unknown>) => {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const start = performance.now()
      await work()
      delay.disable()
      const took = Math.round(performance.now() - start)
      console.log(`${engine}: ${what} 50 000 rows in ${took} ms, longest block ${Math.round(delay.max / 1e6)} ms`)
    }
    await timed('stage', () => stageImportRows(records, 'b', chunks))
    await timed('apply', () => applyBatch(records, { batch: 'b', seq: 1 }))
    await timed('compare', () => compareImportRows(records, chunks))
    await timed('list', async () => expect(await segments(records)).toHaveLength(50_000))
    await timed('undo', () => undoBatch(records, { batch: 'b', seq: 2 }))
    expect(await segments(records)).toEqual([])
    await stageImportRows(records, 'c', chunks)
    await timed('drop', () => dropBatch(records, 'c'))
    expect(await pendingBatches(records)).toEqual([])
  })
})

/** Records whose process dies at its so manieth transaction. */
function breakingOff(records: Records, at: number): Records {
  let left = at
  return {
    ...records,
    write(work) {
      if (left-- <= 0) throw new Error('Died')
      return records.write(work)
    },
    [Symbol.asyncDispose]: async () => {},
  }
}
