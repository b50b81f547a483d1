import type { Input, Output } from '../../contract/operations.ts'
import { readPositions } from '../../records/account-view.ts'
import { heldStrategies } from '../../records/strategy.ts'
import type { StoredStrategy } from '../../records/strategy.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { assertExportable, sees } from '../account-view/sight.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { openBookPart } from '../portfolio/open-book-part.ts'
import type { BookPart } from '../portfolio/open-book-part.ts'
import { mayDecide } from '../profit/decide-posture.ts'
import { openRankedPlace, takePage } from '../ranked-page.ts'
import { requireRight } from '../right.ts'
import { aboutView, rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { openDrains } from './open-drains.ts'
import type { AccountDrain, DrainReason, ViewDrains } from './open-drains.ts'
import { showRules, showSignals, showStrategies } from './show-drain.ts'

type Row = Output<'listDrains'>['items'][number]
type Question = Omit<Input<'exportDrains'>, 'format'>

/**
 * The drains of a part of the book, the worst first: by what they fall short of where all of their margins are in sight, else by how many
 * reasons there are, which is no money.
 */
export const listDrains: Verb<'listDrains'> = async (ctx, { cursor, limit, ...question }) => {
  requireRight(ctx, 'read-account')
  const place = await openRankedPlace(ctx, cursor)
  const found = await findDrains(ctx, question)
  const { view } = found.part
  const { some, next } = takePage(place, { view, ranked: found.listed, limit })
  const items = await showRows(ctx, found, some)
  return {
    ...basisOf(view),
    items,
    next,
    total: found.listed.length,
    byReason: countReasons(found.ofPart),
    rules: showRules(found.drains, { seesMargin: found.part.sight.margin === 'all' }),
  }
}

/** The same list as a file, of accounts that are all one's own to export. */
export const exportDrains: Verb<'exportDrains'> = async (ctx, { format, ...question }) => {
  requireRight(ctx, 'export')
  const found = await findDrains(ctx, question)
  const { view, sight, selection } = found.part
  assertExportable(sight, selection)
  await auditRevealed(ctx, 'export', 'drains', { period: view.period, count: found.listed.length })
  return sheetFile(ctx, {
    name: `drains ${view.period}`,
    format,
    columns: cells,
    rows: rowsInPieces(found.listed, (some) => showRows(ctx, found, some)),
    about: aboutView(view, question),
  })
}

interface Found {
  readonly part: BookPart
  readonly drains: ViewDrains
  /** Every drain of the part, and those that are asked for. */
  readonly ofPart: readonly ListedDrain[]
  readonly listed: readonly ListedDrain[]
  readonly held: ReadonlyMap<string, StoredStrategy>
}

type ListedDrain = AccountDrain & { readonly position: number }

async function findDrains(ctx: Ctx, { reason, strategy, ...filter }: Question): Promise<Found> {
  const part = await openBookPart(ctx, filter)
  const drains = await openDrains(ctx, part.view)
  const held = await heldStrategies(ctx.records.view)
  const ofPart = drains.accounts.filter((account): account is ListedDrain => isIn(part, account))
  const wanted = reason && new Set<DrainReason>(reason)
  const listed = ofPart.filter(({ id, reasons }) => {
    if (wanted && !reasons.some((one) => wanted.has(one))) return false
    return strategy === 'any' || held.has(id) === (strategy === 'held')
  })
  return { part, drains, ofPart, held, listed: listed.toSorted(part.seesMargin ? byShortfall : byReasons) }
}

function isIn({ selection }: BookPart, { position, reasons }: AccountDrain): boolean {
  return reasons.length > 0 && position !== null && (selection === null || selection[position] === 1)
}

/** Who falls short of most first; of whom it cannot be told last. */
function byShortfall(one: ListedDrain, other: ListedDrain): number {
  const [left, right] = [one.hours.shortfall, other.hours.shortfall]
  if (left === right) return byReasons(one, other)
  if (left === null || right === null) return left === null ? 1 : -1
  return left > right ? -1 : 1
}

function byReasons(one: ListedDrain, other: ListedDrain): number {
  return other.reasons.length - one.reasons.length || one.position - other.position
}

function countReasons(drains: readonly ListedDrain[]): Output<'listDrains'>['byReason'] {
  const counts = new Map<DrainReason, number>()
  for (const { reasons } of drains) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted((one, other) => other.count - one.count)
}

async function showRows(ctx: Ctx, { part, held }: Found, drains: readonly ListedDrain[]): Promise<Row[]> {
  const { view, sight } = part
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    drains.map(({ position }) => position),
  )
  const strategies = await showStrategies(
    ctx.records.view,
    drains.flatMap(({ id }) => held.get(id) ?? []),
  )
  const byId = new Map(strategies.map((strategy) => [strategy.id, strategy]))
  return rows.flatMap((row, index) => {
    const drain = drains[index]
    if (!drain) return []
    const { id, key, source, name, owner, grade } = toAccountRow(row, sight)
    return [
      {
        id,
        key,
        source,
        name,
        owner,
        grade,
        ...showSignals(drain, { seesMargin: sees(sight.margin, drain.position) }),
        strategy: byId.get(held.get(drain.id)?.id ?? '') ?? null,
        isMine: mayDecide(ctx, { row }),
      },
    ]
  })
}

const cells: readonly SheetColumn<Row>[] = [
  ['source', (row) => row.source],
  ['key', (row) => row.key],
  ['name', (row) => row.name],
  ['ownerKey', (row) => row.owner?.key],
  ['owner', (row) => row.owner?.name],
  ['grade', (row) => row.grade],
  ['reasons', (row) => row.reasons.join(', ')],
  ['minutes', (row) => row.hours?.minutes],
  ['loggedMinutes', (row) => row.hours?.loggedMinutes],
  ['hoursShare', (row) => row.hours?.hoursShare, 'share'],
  ['profitShare', (row) => row.hours?.profitShare, 'share'],
  ['excess', (row) => row.hours?.excess, 'share'],
  ['netProfit', (row) => row.hours?.netProfit, 'amount'],
  ['netProfitRate', (row) => row.hours?.netProfitRate, 'share'],
  ['shortfall', (row) => row.hours?.shortfall, 'amount'],
  ['marginBefore', (row) => row.margin?.before, 'share'],
  ['marginNow', (row) => row.margin?.now, 'share'],
  ['quotesWon', (row) => row.quotes.won],
  ['quotesLost', (row) => row.quotes.lost],
  ['quotesStale', (row) => row.quotes.stale],
  ['quotesWaiting', (row) => row.quotes.waiting],
  ['orderRate', (row) => row.quotes.orderRate, 'share'],
  ['wonKnown', (row) => row.quotes.wonKnown],
  ['wonByPrice', (row) => row.quotes.wonByPrice],
  ['conceded', (row) => row.quotes.conceded],
  ['strategy', (row) => row.strategy?.strategy],
  ['strategyBegins', (row) => row.strategy?.begins, 'day'],
]
