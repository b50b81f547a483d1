import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { reachOf } from '../right.ts'
import type { Reach } from '../right.ts'
import { none, openColumns } from './view-columns.ts'
import type { Entry, ViewColumns } from './view-columns.ts'
import type { View } from './get-view.ts'

/** Accounts of a view by position: 1 for those that are in; null for all of them. */
export type Selection = Uint8Array | null

/** Accounts whose figures of a sort one may see: every one, none, or those that are 1 by position. */
type Cover = 'all' | 'none' | Uint8Array

/** What somebody may see of the money in a view. */
export interface Sight {
  /** Exact spend. */
  readonly spend: Cover
  /** Exact cost, gross profit and margin, with spend: who does not see spend could work it out. */
  readonly margin: Cover
  /** Figures of the family a grade goes by: where every member's spend is seen. */
  readonly family: Cover
  /** What one may take out of the house. */
  readonly exports: Cover
}

/** Whether a figure of the account at `position` may be shown; what stands on no account only to who sees all. */
export function sees(cover: Cover, position: number): boolean {
  return cover === 'all' || (cover !== 'none' && cover[position] === 1)
}

/** Whether figures of all of these accounts together may be shown. */
export function seesAll(cover: Cover, selection: Selection): boolean {
  if (cover === 'all' || cover === 'none') return cover === 'all'
  if (selection === null) return !cover.includes(0)
  for (let position = 0; position < selection.length; position += 1) {
    if (selection[position] === 1 && cover[position] !== 1) return false
  }
  return true
}

/** Throws unless all of these accounts are the reader's to take out of the house. */
export function assertExportable({ exports }: Pick<Sight, 'exports'>, selection: Selection): void {
  if (seesAll(exports, selection)) return
  throw new BookError('forbidden', 'Cannot export these accounts: not all of them are yours to export; list your own')
}

/** The accounts of a cover. */
export function selectionOf(cover: Cover, count: number): Selection {
  if (cover === 'all') return null
  return cover === 'none' ? new Uint8Array(count) : cover
}

/** What the actor may see of the money in a view. */
export async function openSight(ctx: Pick<Ctx, 'actor' | 'records'>, view: View): Promise<Sight> {
  const columns = openColumns(ctx, view)
  const reaches = (['read-spend', 'read-margin', 'export'] as const).map((right) => reachOf(ctx.actor, right))
  const name = JSON.stringify(reaches)
  const kept = sightsByColumns.get(columns) ?? new Map<string, Promise<Sight>>()
  sightsByColumns.set(columns, kept)
  const known = kept.get(name)
  if (known) return known
  const sight = makeSight(columns, view, reaches)
  kept.set(name, sight)
  sight.catch(() => kept.delete(name))
  const oldest = kept.size > keptSights ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  return sight
}

/** People with different reaches who use a generation at a time; each costs a byte for each account. */
const keptSights = 100
const sightsByColumns = new WeakMap<ViewColumns, Map<string, Promise<Sight>>>()

async function makeSight(
  columns: ViewColumns,
  view: View,
  [spendReach, marginReach, exportReach]: readonly Reach[],
): Promise<Sight> {
  const spend = await coverOf(columns, spendReach ?? null)
  const margin = both(spend, await coverOf(columns, marginReach ?? null))
  const family = view.policy.level === 'account' ? spend : await wholeFamilies(columns, spend)
  return { spend, margin, family, exports: await coverOf(columns, exportReach ?? null) }
}

async function coverOf(columns: ViewColumns, reach: Reach): Promise<Cover> {
  if (reach === 'all') return 'all'
  if (reach === null) return 'none'
  const [owners, territories] = [await columns.ints('owner'), await columns.ints('territory')]
  const ownerIn = chosen(await columns.dictionary('owner'), new Set(reach.owners))
  const territoryIn = chosen(await columns.dictionary('territory'), new Set(reach.territories))
  const cover = new Uint8Array(columns.count)
  for (let position = 0; position < cover.length; position += 1) {
    const isIn = (ownerIn[owners[position] ?? none] ?? 0) | (territoryIn[territories[position] ?? none] ?? 0)
    cover[position] = isIn
  }
  return cover
}

function chosen(entries: readonly Entry[], keys: ReadonlySet<string>): Uint8Array {
  return Uint8Array.from(entries, ({ key }) => (keys.has(key) ? 1 : 0))
}

function both(one: Cover, other: Cover): Cover {
  if (one === 'none' || other === 'none') return 'none'
  if (one === 'all') return other
  if (other === 'all') return one
  return one.map((isIn, position) => isIn & (other[position] ?? 0))
}

/** The accounts all of whose family is in. */
async function wholeFamilies(columns: ViewColumns, cover: Cover): Promise<Cover> {
  if (cover === 'all' || cover === 'none') return cover
  const roots = await columns.ints('root')
  const broken = new Uint8Array(columns.count)
  for (let position = 0; position < cover.length; position += 1) {
    if (cover[position] !== 1) broken[roots[position] ?? position] = 1
  }
  return cover.map((isIn, position) => isIn & (broken[roots[position] ?? position] === 1 ? 0 : 1))
}
