import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aspects, holdingOn } from '../../src/domain/judgement/judgement.ts'
import type { Judgement, Verdict } from '../../src/domain/judgement/judgement.ts'
import { proposedCriteria } from '../../src/domain/selection/criteria.ts'
import type { Override, Scoring } from '../../src/domain/selection/selection.ts'
import { dumpRecords, loadRecords } from '../../src/records/dump.ts'
import type { DumpRow } from '../../src/records/dump.ts'
import { insertJudgement, listJudgementsOf, listJudgementsOn } from '../../src/records/judgement.ts'
import {
  insertCriteria,
  insertOverride,
  insertScoring,
  latestOverrides,
  latestScorings,
  listCriteria,
  listOverridesOf,
  listScoringsOf,
} from '../../src/records/selection.ts'
import { engines, openTestRecords } from './open-test-records.ts'

const written = { author: 'ann', at: '2026-04-01T08:00:00.000Z' }
const potential = { source: 'peers', low: 0n, likely: 1_234_567_890_123n, high: 9_000_000_000_000_000_001n } as const

const everyAspect: readonly Verdict[] = [
  { aspect: 'standing', line: 'main/F1', value: 'first' },
  { aspect: 'reference', value: 'speaks' },
  { aspect: 'growth-potential', value: potential },
  { aspect: 'regions', value: ['Nördlich', 'South "of" the river'] },
  { aspect: 'travel', value: 75 },
  { aspect: 'relationship', value: 'transactional' },
  { aspect: 'intent', value: 'acquire' },
]

function judged(number: number, verdict: Verdict, from = '2026-03-01', accountId = 'a1'): Judgement {
  return {
    id: String(number).padStart(4, '0'),
    accountId,
    verdict,
    evidence: `Ärö ${String(number)}`,
    from,
    ...written,
  }
}

const verdicts: fc.Arbitrary<Verdict> = fc.oneof(
  fc.record({
    aspect: fc.constant('standing' as const),
    line: fc.constantFrom('main/F1', 'main/F2'),
    value: fc.constantFrom('first' as const, 'last' as const, null),
  }),
  fc.record({ aspect: fc.constant('travel' as const), value: fc.option(fc.nat(1440)) }),
)

describe.each(engines)('judgements on %s', (engine) => {
  it('come back as they were written, the newest first, in pages, from a backup too', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    const all = everyAspect.map((verdict, number) => judged(number, verdict))
    const withdrawn = judged(50, { aspect: 'growth-potential', value: null }, '2026-05-01')
    await records.write(async (trx) => {
      for (const one of [...all, withdrawn]) await insertJudgement(trx, one)
    })
    const first = await listJudgementsOf(records.view, 'a1', { limit: 3, before: null })
    expect(first).toEqual([withdrawn, ...all.toReversed()].slice(0, 3))
    const rest = await listJudgementsOf(records.view, 'a1', { limit: 99, before: first.at(-1)?.id ?? null })
    expect(rest).toEqual([withdrawn, ...all.toReversed()].slice(3))
    expect(await listJudgementsOf(records.view, 'a2', { limit: 3, before: null })).toEqual([])

    await using copy = await openTestRecords(engine)
    const rows = new Map<string, DumpRow[]>()
    await dumpRecords(records, async (table, dumped) => {
      rows.set(table, await Array.fromAsync(dumped))
    })
    for (const [table, some] of rows) await loadRecords(copy.records, table, some)
    expect(await listJudgementsOf(copy.records.view, 'a1', { limit: 99, before: null })).toEqual([...first, ...rest])
  })

  it('hold on a day as the domain says, whatever was written before and after', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    let number = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'), verdicts), { maxLength: 6 }),
        async (history) => {
          // Each run has an account of its own.
          const accountId = `p${String(number)}`
          const rows = history.map(([from, verdict]) => judged((number += 1), verdict, from, accountId))
          number += 1
          await records.write(async (trx) => {
            for (const row of rows) await insertJudgement(trx, row)
          })
          const found = await listJudgementsOn(records.view, { day: '2026-02-15', aspects, accountId })
          const ids = (list: readonly Judgement[]) => list.map(({ id }) => id).toSorted()
          expect(ids(found)).toEqual(ids(holdingOn(rows, '2026-02-15')))
        },
      ),
      { numRuns: 40 },
    )
    const ofAll = await listJudgementsOn(records.view, { day: '2026-12-31', aspects: ['travel'] })
    expect(ofAll.length).toBeGreaterThan(0)
    expect(new Set(ofAll.map(({ verdict }) => verdict.aspect))).toEqual(new Set(['travel']))
  })
})

describe.each(engines)('the selection on %s', (engine) => {
  it('keeps every version of the criteria, and gives a version to one person only', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    const version = (number: number, note: string) => ({ ...proposedCriteria, version: number, note, ...written })
    const save = (number: number, note: string) => records.write((trx) => insertCriteria(trx, version(number, note)))
    expect(await save(1, 'a start')).toBe(true)
    expect(await save(2, 'mine')).toBe(true)
    expect(await save(2, 'too late')).toBe(false)
    expect(await listCriteria(records.view)).toEqual([version(2, 'mine'), version(1, 'a start')])
  })

  it('keeps all marks and decisions, of which the latest of an account counts', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await records.write((trx) => insertCriteria(trx, { ...proposedCriteria, version: 1, note: null, ...written }))
    const scoring = (id: string, accountId: string): Scoring => ({
      id,
      accountId,
      version: 1,
      marks: [{ criterion: 'fit', points: 70, evidence: `“${id}”` }],
      reviewOn: '2026-10-01',
      ...written,
    })
    const override = (id: string, accountId: string, decision: Override['decision']): Override => ({
      id,
      accountId,
      decision,
      reason: 'The board wants it',
      reviewOn: decision === 'by-score' ? null : '2026-10-01',
      ...written,
    })
    const scorings = [scoring('1', 'a1'), scoring('2', 'a2'), scoring('3', 'a1')]
    const overrides = [
      override('4', 'a1', 'strategic'),
      override('5', 'a1', 'by-score'),
      override('6', 'a2', 'not-strategic'),
    ]
    await records.write(async (trx) => {
      for (const one of scorings) await insertScoring(trx, one)
      for (const one of overrides) await insertOverride(trx, one)
    })
    expect(await latestScorings(records.view)).toEqual([scorings[1], scorings[2]])
    expect(await latestOverrides(records.view)).toEqual([overrides[1], overrides[2]])
    expect(await listScoringsOf(records.view, 'a1')).toEqual([scorings[2], scorings[0]])
    expect(await listOverridesOf(records.view, 'a1')).toEqual([overrides[1], overrides[0]])
  })
})
