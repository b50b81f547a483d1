import type { Output } from '../../contract/operations.ts'
import { isRunning, parsePeriod } from '../../domain/period.ts'
import type { Period } from '../../domain/period.ts'
import { policyFamilies } from '../../domain/metric.ts'
import { policyAt } from '../../domain/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { pageOfImports } from '../../ledger/store/batch.ts'
import type { Ledger } from '../../ledger/store/session.ts'
import { listGenerations } from '../../records/account-view.ts'
import type { Generation } from '../../records/account-view.ts'
import { listPlaces } from '../../records/book-places.ts'
import type { Places } from '../../records/book-places.ts'
import { listClosings } from '../../records/closing.ts'
import { factsStamp } from '../../records/facts-stamp.ts'
import { appliedWatermark } from '../../records/import-batch.ts'
import { requestView } from '../account-view/get-view.ts'
import { isAskedFor } from '../account-view/known-views.ts'
import type { Ctx } from '../context.ts'
import { detailOf } from '../import/batch-detail.ts'
import { readPolicies } from '../policy/list-policies.ts'
import { readSettings } from '../setting/read-settings.ts'
import { dayIn } from '../today.ts'

type Book = Output<'getBook'>

/** How many of each kind of period one can choose from, the newest first. */
const [years, quarters, monthsBack] = [10, 8, 12]

/** What every screen says of the book, all but whether it is the demo, which the server knows. */
export async function getBook(ctx: Ctx): Promise<Omit<Book, 'isDemo'>> {
  const { view } = ctx.records
  const settings = await readSettings(ctx)
  const today = dayIn(settings.timeZone, ctx.now())
  const watermark = await appliedWatermark(ctx.records)
  const imported = await importedOf(ctx, watermark)
  const { currency, days, lastImport, places } = imported
  const policies = (await readPolicies(view)).map(({ policy }) => policy)
  const policy = policyAt(policies, days?.last ?? today)
  const generations = (await listGenerations(view)).filter(({ state }) => state === 'current')
  const shown = generations.find(({ isDefault }) => isDefault)
  const closed = new Set((await listClosings(view)).map(({ period }) => period))
  const built = new Set(generations.map(({ period }) => period))
  const isShownOld =
    shown === undefined ||
    shown.watermark < watermark ||
    shown.policy.name !== policy.name ||
    shown.policy.version !== policy.version ||
    (await isReckonedAnew(ctx, shown, policy))
  return {
    name: settings.name,
    currency,
    asOf: days?.last ?? null,
    firstDay: days?.first ?? null,
    today,
    timeZone: settings.timeZone,
    lastImport,
    watermark,
    period: days === null ? null : `ttm@${days.last}`,
    policy: {
      name: policy.name,
      version: policy.version,
      gradeBy: policy.gradeBy,
      level: policy.level,
      kinds: [...policy.kinds],
      grades: policy.grades.map(({ label, atLeast }) => ({ label, atLeast })),
    },
    periods: (days === null ? [] : periodsOf(days, policy, { closed, today })).map(({ label, from, to }) => ({
      name: label,
      from,
      to,
      isBuilt: built.has(label),
      isClosed: closed.has(label),
    })),
    isRefreshing: days !== null && isShownOld,
    shownWatermark: shown?.watermark ?? null,
    shownView: shown?.number ?? null,
    ...places,
  }
}

/**
 * Whether a rate was set or an account judged since that the figures go by; they are asked for then, since whoever set it may look at
 * no screen that does.
 */
async function isReckonedAnew(ctx: Ctx, shown: Generation, policy: Policy): Promise<boolean> {
  if ((await factsStamp(ctx.records.view, policyFamilies(policy))) === shown.factsStamp) return false
  if (ctx.actor.kind !== 'local-operator' && !isAskedFor(ctx.records, null)) await requestView(ctx, null)
  return true
}

interface Imported {
  readonly currency: string | null
  readonly days: { readonly first: string; readonly last: string } | null
  readonly lastImport: Book['lastImport']
  readonly places: Places
}

const importedByLedger = new WeakMap<Ledger, { readonly watermark: number; readonly imported: Promise<Imported> }>()

/** What only an import or an undo changes, read once after each. */
function importedOf({ ledger, records }: Ctx, watermark: number): Promise<Imported> {
  const known = importedByLedger.get(ledger)
  if (known?.watermark === watermark) return known.imported
  const imported = readImported(ledger, records)
  importedByLedger.set(ledger, { watermark, imported })
  // What could not be read is asked for again.
  imported.catch(() => importedByLedger.delete(ledger))
  return imported
}

async function readImported(ledger: Ledger, records: Ctx['records']): Promise<Imported> {
  const newest = await pageOfImports(ledger, { before: null, limit: 50 })
  const last = newest.find(({ undoneBy }) => undoneBy === null)
  return {
    currency: (await baseCurrencyOf(ledger)) ?? null,
    days: await ledgerDays(ledger),
    lastImport: last === undefined ? null : { number: last.seq, at: last.at, source: detailOf(last).source },
    places: await listPlaces(records.view),
  }
}

/** Periods to choose from, none that is running: the twelve months shown by default, then years, quarters and months back, and what was closed. */
function periodsOf(
  { first, last }: { readonly first: string; readonly last: string },
  { fiscalYearStart }: Policy,
  { closed, today }: { readonly closed: ReadonlySet<string>; readonly today: string },
): Period[] {
  const year = Number(last.slice(0, 4))
  const month = year * 12 + Number(last.slice(5, 7)) - 1
  const quarter = Math.floor(month / 3)
  const names = [
    `ttm@${last}`,
    ...back(years).map((ago) => String(year - ago)),
    ...(fiscalYearStart === 1 ? [] : back(years).map((ago) => `FY${String(year + 1 - ago)}`)),
    ...back(quarters).map((ago) => `${String(Math.floor((quarter - ago) / 4))}-Q${String(((quarter - ago) % 4) + 1)}`),
    ...back(monthsBack).map((ago) => monthName(month - ago)),
    ...[...closed].toSorted().toReversed(),
  ]
  return [...new Set(names)]
    .map((name) => parsePeriod(name, { fiscalYearStart }))
    .filter(({ from, to }) => to >= first && from <= last && !isRunning({ to }, { today, lastDay: last }))
}

function back(count: number): number[] {
  return Array.from({ length: count }, (_, ago) => ago)
}

function monthName(month: number): string {
  return `${String(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}`
}
