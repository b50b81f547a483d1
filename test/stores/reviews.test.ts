import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBackup, restoreBook } from '../../src/app/backup/restore-book.ts'
import { readGrants } from '../../src/app/user/grants.ts'
import { defaultGrants, roles } from '../../src/domain/right.ts'
import { moneyOf } from '../../src/domain/review/review-money.ts'
import { proposedPlan } from '../../src/domain/review/retention-plan.ts'
import { proposedReasons } from '../../src/domain/review/reason.ts'
import type { ReviewView } from '../../src/domain/review/review.ts'
import { dumpRecords, loadRecords } from '../../src/records/dump.ts'
import type { DumpRow } from '../../src/records/dump.ts'
import { readMigrations } from '../../src/records/migrate.ts'
import { openRecords } from '../../src/records/open-records.ts'
import { insertPlan, insertReasons, listPlanVersions, listReasonVersions } from '../../src/records/review-document.ts'
import { insertPlanUndo, insertStartedPlan, listStartedPlans } from '../../src/records/review-plan.ts'
import {
  addReviewState,
  changeReview,
  findReview,
  findReviewed,
  insertReview,
  insertReviewView,
  listReviews,
  listUsedReasons,
} from '../../src/records/review.ts'
import type { OpenedReview, ReviewStateRow } from '../../src/records/review.ts'
import { openTestBook } from './open-test-book.ts'
import { makeTestPlace } from './open-test-ledger.ts'
import { engines, openTestRecords } from './open-test-records.ts'

const at = '2026-04-01T08:00:00.000Z'
const written = { author: 'ann', at }

const opened: OpenedReview = {
  id: 'review-1',
  kind: 'decline',
  accountId: 'a1',
  reach: 'family',
  before: { period: 'FY2025', from: '2024-07-01', to: '2025-06-30' },
  after: { period: 'FY2026', from: '2025-07-01', to: '2026-06-30' },
  family: 'main/F1',
  occasion: 'Ärö buys "less"',
  alert: null,
  asked: [
    { department: 'service', person: 'p1' },
    { department: 'quality', person: null },
  ],
  openedBy: 'ann',
  openedAt: at,
}

const first: ReviewStateRow = {
  state: 'open',
  at,
  actor: 'ann',
  note: null,
  mainReason: null,
  owner: 'main/R1',
  territory: null,
  watermark: 7,
  money: moneyOf([
    { family: '', before: 1n, after: 0n },
    { family: 'main/F1', before: 9_000_000_000_000_000_001n, after: -12n },
  ]),
}

const closed: ReviewStateRow = {
  ...first,
  state: 'closed',
  actor: 'ben',
  note: 'Late',
  mainReason: 'late',
  watermark: 9,
}

function view(number: number, changes: Partial<ReviewView> = {}): ReviewView {
  const words = { wentRight: null, wentWrong: 'Slöw', reasons: ['late', 'price'] }
  return { id: `view-${String(number)}`, department: 'service', ...words, ...written, ...changes }
}

describe.each(engines)('reviews on %s', (engine) => {
  it('come back as they were written, with every state and view, from a backup too', async () => {
    await using test = await openTestRecords(engine)
    const { records } = test
    await records.write(async (trx) => {
      await insertReview(trx, opened, first)
      await insertReview(trx, { ...opened, id: 'review-2', accountId: 'a2', alert: 'alert-1' }, first)
      await insertReviewView(trx, 'review-1', view(1))
      await insertReviewView(trx, 'review-1', view(2, { wentRight: 'Kind', wentWrong: null, reasons: [] }))
      const words = { kind: 'loss', occasion: null, asked: [] } as const
      expect(await changeReview(trx, { id: 'review-1', version: 1 }, words)).toBe(true)
      expect(await changeReview(trx, { id: 'review-1', version: 1 }, words)).toBe(false)
      expect(await addReviewState(trx, { id: 'review-1', version: 1 }, closed)).toBe(false)
      expect(await addReviewState(trx, { id: 'review-1', version: 2 }, closed)).toBe(true)
      await insertReasons(trx, { ...written, version: 1, note: null, reasons: proposedReasons })
      expect(await insertReasons(trx, { ...written, version: 1, note: null, reasons: [] })).toBe(false)
      await insertPlan(trx, { ...written, version: 1, note: 'Ö', steps: proposedPlan })
      const plan = { ...written, review: 'review-1', version: 1, start: '2026-04-02', actions: ['x1', 'x2'] }
      await insertStartedPlan(trx, { ...plan, id: 'plan-1' })
      await insertStartedPlan(trx, { ...plan, id: 'plan-2' })
      expect(await insertPlanUndo(trx, { plan: 'plan-1', ...written })).toBe(true)
      expect(await insertPlanUndo(trx, { plan: 'plan-1', ...written })).toBe(false)
    })
    const rowsByTable = new Map<string, DumpRow[]>()
    await dumpRecords(records, async (table, rows) => {
      rowsByTable.set(table, await Array.fromAsync(rows))
    })
    await using copy = await openTestRecords(engine)
    for (const [table, rows] of rowsByTable) await loadRecords(copy.records, table, rows)
    for (const { view: stored } of [records, copy.records]) {
      expect(await findReview(stored, 'review-1')).toEqual({
        ...opened,
        kind: 'loss',
        occasion: null,
        asked: [],
        version: 3,
        states: [closed, first],
        views: [view(2, { wentRight: 'Kind', wentWrong: null, reasons: [] }), view(1)],
      })
      expect((await listReviews(stored, null)).map(({ id }) => id)).toEqual(['review-2', 'review-1'])
      expect((await listReviews(stored, 'a2')).map(({ alert }) => alert)).toEqual(['alert-1'])
      expect((await findReviewed(stored, ['review-2', 'none'])).get('review-2')?.accountId).toBe('a2')
      expect(await listUsedReasons(stored)).toEqual(new Set(['late', 'price']))
      expect(await listReasonVersions(stored)).toEqual([
        { ...written, version: 1, note: null, reasons: proposedReasons },
      ])
      expect(await listPlanVersions(stored)).toEqual([{ ...written, version: 1, note: 'Ö', steps: proposedPlan }])
      expect((await listStartedPlans(stored, 'review-1')).map(({ id, actions }) => [id, actions])).toEqual([
        ['plan-2', ['x1', 'x2']],
      ])
    }
  })

  it('give the right to write them to the roles of a book that keeps what each may do', async () => {
    const migrations = await readMigrations(engine)
    await using test = await openTestRecords(
      engine,
      migrations.filter(({ number }) => number < 27),
    )
    const rows = roles.flatMap((role) =>
      Object.entries(defaultGrants[role])
        .filter(([right]) => right !== 'write-review')
        .map(([right, scope]) => ({ role, right_name: right, scope })),
    )
    await test.records.write((trx) => trx.insertInto('role_right').values(rows).execute())
    expect((await readGrants(test.records.view)).service['write-review']).toBeUndefined()
    await using upgraded = await openRecords(test.config)
    expect(await readGrants(upgraded.view)).toEqual(defaultGrants)
  })
})

it('A backup from before there were reviews gives the right to write them when it is restored', async () => {
  await using place = await makeTestPlace('duckdb')
  const fixture = join(import.meta.dirname, '..', 'fixtures', 'books', 'foundation-2.tar.gz')
  execFileSync('tar', ['-xzf', fixture, '-C', place.folder, 'backup.tar.gz'])
  const folder = join(place.folder, 'unpacked')
  const manifest = await openBackup(join(place.folder, 'backup.tar.gz'), folder)
  await using book = await openTestBook(place)
  await restoreBook(book.ctx, { folder, manifest })
  const rows = await book.ctx.records.view.selectFrom('role_right').select('role').distinct().execute()
  expect(rows).toHaveLength(roles.length)
  const grants = await readGrants(book.ctx.records.view)
  expect(roles.map((role) => grants[role]['write-review'])).toEqual(
    roles.map((role) => defaultGrants[role]['write-review']),
  )
})
