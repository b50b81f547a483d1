import type { Input, Output } from '../../contract/operations.ts'
import type { profitSorts } from '../../contract/profit.ts'
import type { Micros } from '../../domain/money.ts'
import { proposePosture } from '../../domain/profit/posture.ts'
import type { PostureEdges } from '../../domain/profit/posture.ts'
import { readPositions } from '../../records/account-view.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { heldPostures, latestDecision } from '../../records/posture.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import type { View } from '../account-view/get-view.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { assertExportable, sees } from '../account-view/sight.ts'
import type { Sight } from '../account-view/sight.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { openBookPart, questionOf } from '../portfolio/open-book-part.ts'
import type { BookPart } from '../portfolio/open-book-part.ts'
import { keepLatest } from '../keep-latest.ts'
import { openRankedPlace, takePage } from '../ranked-page.ts'
import { reachOf, requireRight } from '../right.ts'
import { aboutView, rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { isInPart } from './get-book-profit.ts'
import { openProfits, openProfitsBefore, swingOf } from './open-profits.ts'
import type { AccountProfit, ViewProfits } from './open-profits.ts'
import { readEdges, showEdges } from './posture-edges.ts'
import { moneyText } from './show-profit.ts'

type Row = Output<'listProfits'>['items'][number]
type Sort = (typeof profitSorts)[number]
type Ranking = Omit<Input<'exportProfits'>, 'format' | 'sort'> & { readonly sort: string }

/** The accounts whose margin one may see, ranked. An account for which the figure is unknown stands last either way. */
export const listProfits: Verb<'listProfits'> = async (ctx, { cursor, limit, ...ranking }) => {
  requireRight(ctx, 'read-account')
  const place = await openRankedPlace(ctx, cursor)
  const ranked = await rank(ctx, ranking)
  const { view } = ranked.part
  const { some, next } = takePage(place, { view, ranked: ranked.accounts, limit })
  const items = await showRows(ctx, ranked, some)
  return {
    ...basisOf(view),
    items,
    next,
    total: ranked.accounts.length,
  }
}

/** The same ranking as CSV, of accounts that are all one's own to export. */
export const exportProfits: Verb<'exportProfits'> = async (ctx, { format, ...ranking }) => {
  requireRight(ctx, 'export')
  const ranked = await rank(ctx, ranking)
  const { view, sight, selection } = ranked.part
  assertExportable(sight, selection)
  await auditRevealed(ctx, 'export', 'profits', {
    period: view.period,
    count: ranked.accounts.length,
    sort: ranking.sort,
  })
  return sheetFile(ctx, {
    name: `profits ${view.period}`,
    format,
    columns: cells,
    rows: rowsInPieces(ranked.accounts, (some) => showRows(ctx, ranked, some)),
    about: aboutView(view, ranking),
  })
}

interface Ranked {
  readonly part: BookPart
  readonly accounts: readonly RankedAccount[]
  readonly edges: PostureEdges
}

interface RankedAccount extends AccountProfit {
  readonly position: number
  readonly swing: Micros | null
}

/** Rankings that are kept of the profits of a window: those that people page through now. */
const keptRankings = 8
const rankingsByProfits = new WeakMap<ViewProfits, Map<string, Promise<readonly RankedAccount[]>>>()

async function rank(ctx: Ctx, ranking: Ranking): Promise<Ranked> {
  const { sort, posture, ...filter } = ranking
  const part = await openBookPart(ctx, filter)
  const profits = await openProfits(ctx, part.view)
  const before = await openProfitsBefore(ctx, part.view)
  const edges = await readEdges(ctx.records.view)
  const kept = rankingsByProfits.get(profits) ?? new Map<string, Promise<readonly RankedAccount[]>>()
  rankingsByProfits.set(profits, kept)
  const chosen = posture === undefined ? null : [posture.toSorted(), await latestDecision(ctx.records.view)]
  // A sight is of a reach: what it covers names it.
  const name = JSON.stringify([questionOf(filter), sort, chosen, showEdges(edges), reachName(ctx)])
  const accounts = await keepLatest(kept, name, keptRankings, async () => {
    const held = await heldPostures(ctx.records.view)
    return rankOf(part, { profits, before, edges, held, posture, sort })
  })
  return { part, edges, accounts }
}

/** How far somebody's rights on money reach. */
function reachName({ actor }: Ctx): string {
  return JSON.stringify([reachOf(actor, 'read-spend'), reachOf(actor, 'read-margin')])
}

interface RankQuestion {
  readonly profits: ViewProfits
  readonly before: ViewProfits | null
  readonly edges: PostureEdges
  readonly held: Awaited<ReturnType<typeof heldPostures>>
  readonly posture: Ranking['posture']
  readonly sort: string
}

function rankOf(
  part: BookPart,
  { profits, before, edges, held, posture, sort }: RankQuestion,
): readonly RankedAccount[] {
  const beforeById = new Map(before?.accounts.map((account) => [account.id, account]))
  const wanted = posture && new Set(posture)
  const accounts = profits.accounts.flatMap((account): RankedAccount[] => {
    const { position } = account
    if (position === null || !isInPart(part, account) || !sees(part.sight.margin, position)) return []
    const taken = held.get(account.id) ?? proposePosture(account.netProfit, account.spend, edges)
    if (wanted && (taken === null || !wanted.has(taken))) return []
    // Who was not there two years before earned us nothing then.
    const earlier = before && (beforeById.get(account.id) ?? { netProfit: 0n })
    return [{ ...account, position, swing: swingOf(account, earlier) }]
  })
  return accounts.toSorted(orderBy(sort))
}

function orderBy(sort: string): (one: RankedAccount, other: RankedAccount) => number {
  const name = sort.replace('-', '')
  const sign = sort.startsWith('-') ? -1 : 1
  const value = figures.find(([known]) => known === name)?.[1]
  if (!value) throw new RangeError(`Cannot rank by "${sort}"`)
  return (one, other) => {
    const [left, right] = [value(one), value(other)]
    if (left === right) return one.position - other.position
    if (left === null || right === null) return left === null ? 1 : -1
    return (left < right ? -1 : 1) * sign
  }
}

const figures: readonly (readonly [Sort, (account: RankedAccount) => bigint | number | null])[] = [
  ['netProfit', (account) => account.netProfit],
  ['netProfitRate', (account) => account.netProfitRate],
  ['returnOnAccount', (account) => account.returnOnAccount],
  ['swing', (account) => account.swing],
  ['capital', (account) => account.capital],
  ['spend', (account) => account.spend],
]

async function showRows(
  ctx: Ctx,
  { part: { view, sight }, edges }: Ranked,
  accounts: readonly RankedAccount[],
): Promise<Row[]> {
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    accounts.map(({ position }) => position),
  )
  const held = await heldPostures(ctx.records.view)
  return rows.flatMap((row, index) => {
    const account = accounts[index]
    return account ? [toRow(row, account, { view, sight, edges, decided: held.get(account.id) ?? null })] : []
  })
}

function toRow(
  stored: StoredAccount,
  account: RankedAccount,
  {
    sight,
    edges,
    decided,
  }: { readonly view: View; readonly sight: Sight; readonly edges: PostureEdges; readonly decided: Row['decided'] },
): Row {
  const { id, key, source, name, owner, grade } = toAccountRow(stored, sight)
  const { spend, grossProfit, netProfit, netProfitRate, capital, returnOnAccount, swing } = account
  return {
    id,
    key,
    source,
    name,
    owner,
    grade,
    proposed: proposePosture(netProfit, spend, edges),
    decided,
    spend: moneyText(spend),
    grossProfit: moneyText(grossProfit),
    netProfit: moneyText(netProfit),
    netProfitRate,
    capital: moneyText(capital),
    returnOnAccount,
    swing: moneyText(swing),
  }
}

const cells: readonly SheetColumn<Row>[] = [
  ['source', (row) => row.source],
  ['key', (row) => row.key],
  ['name', (row) => row.name],
  ['ownerKey', (row) => row.owner?.key],
  ['owner', (row) => row.owner?.name],
  ['grade', (row) => row.grade],
  ['proposed', (row) => row.proposed],
  ['decided', (row) => row.decided],
  ['spend', (row) => row.spend, 'amount'],
  ['grossProfit', (row) => row.grossProfit, 'amount'],
  ['netProfit', (row) => row.netProfit, 'amount'],
  ['netProfitRate', (row) => row.netProfitRate, 'share'],
  ['capital', (row) => row.capital, 'amount'],
  ['returnOnAccount', (row) => row.returnOnAccount, 'share'],
  ['swing', (row) => row.swing, 'amount'],
]
