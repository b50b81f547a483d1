import type { Day } from '../../domain/day.ts'
import { dimensionStamp } from '../../ledger/facts/account-keys.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { appliedWatermark } from '../../records/import-batch.ts'
import type { Records } from '../../records/records.ts'
import { readAccountHistory, readAccounts } from '../account/read-accounts.ts'
import type { AccountHistory } from '../account/read-accounts.ts'
import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import { readNames, readTerritoryParents } from '../account-view/view-names.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { keepLatest } from '../keep-latest.ts'

/** Every account there is as it stands on a day, in columns by row; sorted by source and key. */
export interface BookOnDay {
  readonly day: Day
  readonly watermark: number
  readonly rows: number
  readonly ids: readonly string[]
  readonly sources: readonly string[]
  readonly keys: readonly string[]
  readonly names: readonly string[]
  /** 1 for an account on the day: the others have no grade, and their money counts for their family. */
  readonly isValid: Uint8Array
  /** Row of the ultimate parent, its own where it has none. */
  readonly roots: Int32Array
  /** Index among the owners, territories and segments; `none` for no one. */
  readonly owner: Int32Array
  readonly territory: Int32Array
  readonly segment: Int32Array
  readonly owners: readonly Entry[]
  readonly territories: readonly Entry[]
  readonly segments: readonly Entry[]
}

/** Days that people look at now, two for each movement; a hundred thousand accounts take some twenty megabytes. */
const keptDays = 4
const keptByRecords = new WeakMap<Records, Map<string, Promise<BookOnDay>>>()

/** The accounts on a day, as the last import left them. Throws `building` while one is being finished. */
export async function openBookOnDay(ctx: Ctx, day: Day): Promise<BookOnDay> {
  const watermark = await followedWatermark(ctx)
  const kept = keptByRecords.get(ctx.records) ?? new Map<string, Promise<BookOnDay>>()
  keptByRecords.set(ctx.records, kept)
  return keepLatest(kept, `${day} ${String(watermark)}`, keptDays, () => readBook(ctx, day, watermark))
}

/** The watermark of the ledger, where its copies of the dimensions and the records have come up to it. */
export async function followedWatermark(ctx: Pick<Ctx, 'ledger' | 'records'>): Promise<number> {
  const watermark = await watermarkOf(ctx.ledger)
  const followed = [await dimensionStamp(ctx.ledger), await appliedWatermark(ctx.records)]
  if (!followed.every((stamp) => stamp === watermark)) {
    throw new BookError('building', `Cannot grade the book yet: import ${String(watermark)} is being finished`)
  }
  return watermark
}

// What the records say of all days: the two ends of a movement are two days of it.
const historiesByRecords = new WeakMap<Records, Map<string, Promise<AccountHistory>>>()

function openHistory(ctx: Ctx, watermark: number): Promise<AccountHistory> {
  const kept = historiesByRecords.get(ctx.records) ?? new Map<string, Promise<AccountHistory>>()
  historiesByRecords.set(ctx.records, kept)
  return keepLatest(kept, String(watermark), 1, () => readAccountHistory(ctx))
}

async function readBook(ctx: Ctx, day: Day, watermark: number): Promise<BookOnDay> {
  const accounts = await readAccounts(ctx, day, watermark, await openHistory(ctx, watermark))
  const names = await readNames(ctx.records)
  const rowById = new Map(accounts.map(({ id }, row) => [id, row]))
  const owners = new Entries('owner', names, new Map())
  const territories = new Entries('territory', names, await readTerritoryParents(ctx.records))
  const segments = new Entries('segment', names, new Map())
  return {
    day,
    watermark,
    rows: accounts.length,
    ids: accounts.map(({ id }) => id),
    sources: accounts.map(({ source }) => source),
    keys: accounts.map(({ key }) => key),
    names: accounts.map(({ name }) => name),
    isValid: Uint8Array.from(accounts, ({ valid }) => (valid ? 1 : 0)),
    roots: Int32Array.from(accounts, ({ rootId }, row) => rowById.get(rootId) ?? row),
    owner: Int32Array.from(accounts, ({ owner }) => owners.indexOf(owner && `${owner.source}/${owner.key}`)),
    territory: Int32Array.from(accounts, ({ source, territory }) =>
      territories.indexOf(territory === null ? null : `${source}/${territory}`),
    ),
    segment: Int32Array.from(accounts, ({ source, segment }) =>
      segments.indexOf(segment === null ? null : `${source}/${segment}`),
    ),
    owners: owners.all,
    territories: territories.all,
    segments: segments.all,
  }
}

/** Owners, territories or segments in the order they are met, each territory with all above it. */
class Entries {
  readonly all: Entry[] = []
  readonly #what: string
  readonly #names: ReadonlyMap<string, string>
  readonly #parents: ReadonlyMap<string, string>
  readonly #indexByKey = new Map<string, number>()

  constructor(what: string, names: ReadonlyMap<string, string>, parents: ReadonlyMap<string, string>) {
    this.#what = what
    this.#names = names
    this.#parents = parents
  }

  indexOf(key: string | null): number {
    if (key === null) return none
    const known = this.#indexByKey.get(key)
    if (known !== undefined) return known
    const index = this.all.length
    const name = this.#names.get(`${this.#what} ${key}`) ?? key
    this.#indexByKey.set(key, index)
    this.all.push({ key, name, parent: none })
    this.all[index] = { key, name, parent: this.indexOf(this.#parents.get(key) ?? null) }
    return index
  }
}
