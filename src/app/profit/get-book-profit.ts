import type { Output } from '../../contract/operations.ts'
import { addFacts } from '../../domain/facts.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { pickForMap } from '../../domain/profit/pick-for-map.ts'
import { postures, proposePosture } from '../../domain/profit/posture.ts'
import type { Posture, PostureEdges } from '../../domain/profit/posture.ts'
import { whaleOf } from '../../domain/profit/whale.ts'
import { serviceByActivity } from '../../ledger/facts/service-facts.ts'
import { readPositions } from '../../records/account-view.ts'
import { heldPostures, latestDecision } from '../../records/posture.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { sees } from '../account-view/sight.ts'
import type { Ctx } from '../context.ts'
import { keepAnswer } from '../portfolio/keep-answers.ts'
import { openBookPart, questionOf } from '../portfolio/open-book-part.ts'
import type { BookPart } from '../portfolio/open-book-part.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { openProfits, statementOf } from './open-profits.ts'
import type { AccountProfit, ViewProfits } from './open-profits.ts'
import { readEdges, showEdges } from './posture-edges.ts'
import { rateStamp } from './profit-rates.ts'
import { missingRates, moneyText, showStatement } from './show-profit.ts'

type Answer = Output<'getBookProfit'>

/** Points of the whale curve, and accounts on the map of postures: what a screen can tell apart. */
const [mostPoints, mostOnMap] = [200, 300]

/** What the book or a part of it earns. Sums are there when all of the part is in sight; counts and postures always. */
export const getBookProfit: Verb<'getBookProfit'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const part = await openBookPart(ctx, input)
  const { view: records } = ctx.records
  const edges = await readEdges(records)
  const stamp = JSON.stringify([await rateStamp(ctx), showEdges(edges), await latestDecision(records)])
  return keepAnswer(part.view, part.sight, `profit ${questionOf(input)} ${stamp}`, () => answer(ctx, part, edges))
}

async function answer(ctx: Ctx, part: BookPart, edges: PostureEdges): Promise<Answer> {
  const profits = await openProfits(ctx, part.view)
  const accounts = profits.accounts.filter((account) => isInPart(part, account))
  const known = accounts.filter(({ netProfit }) => netProfit !== null).length
  return {
    ...basisOf(part.view),
    accounts: accounts.length,
    known,
    unknown: accounts.length - known,
    ...(part.seesMargin && (await moneyOf(ctx, part, profits, accounts))),
    map: await mapOf(ctx, part, accounts, edges),
  }
}

/** Whether an account is listed in a part of the book. */
export function isInPart({ selection }: Pick<BookPart, 'selection'>, { position }: AccountProfit): boolean {
  return position !== null && (selection === null || selection[position] === 1)
}

async function moneyOf(
  ctx: Ctx,
  part: BookPart,
  profits: ViewProfits,
  accounts: readonly AccountProfit[],
): Promise<Pick<Answer, 'profit' | 'unlisted' | 'missing' | 'whale'>> {
  const { book } = profits
  // Who has left every list, and still owes or binds something, is of the whole book only.
  const unlisted = part.isWhole ? profits.accounts.filter(({ position }) => position === null) : []
  const ofAccounts = await book.sumOf([...accounts, ...unlisted].map(({ row }) => row))
  const { statement } = statementOf(
    profits,
    part.isWhole ? addFacts(ofAccounts, book.factsOf(noAccountId)) : ofAccounts,
  )
  const services = await serviceByActivity(ctx.ledger, book.window, book.rates.service)
  const whale = whaleOf(
    accounts.flatMap(({ netProfit }) => (netProfit === null ? [] : [netProfit])),
    mostPoints,
  )
  return {
    profit: showStatement(statement),
    unlisted: {
      accounts: unlisted.length,
      netProfit: moneyText(
        unlisted.reduce<Micros | null>(
          (sum, { netProfit }) => (sum === null || netProfit === null ? null : sum + netProfit),
          0n,
        ),
      ),
    },
    missing: missingRates(statement, book.rates, services, book.window),
    whale: whale && {
      points: whale.points.map(({ sum, ...point }) => ({ ...point, sum: formatMicros(sum) })),
      accounts: whale.accounts,
      total: formatMicros(whale.total),
      peak: { rank: whale.peak.rank, sum: formatMicros(whale.peak.sum), share: whale.peak.share },
      erosion: { sum: formatMicros(whale.erosion.sum), share: whale.erosion.share },
    },
  }
}

/** An account of a posture: the one that was decided, else the one that is proposed. */
interface Placed {
  readonly account: AccountProfit
  readonly posture: Posture
  /** How it came to it: null where nobody has decided. */
  readonly decision: 'accepted' | 'changed' | null
}

async function mapOf(
  ctx: Ctx,
  part: BookPart,
  accounts: readonly AccountProfit[],
  edges: PostureEdges,
): Promise<Answer['map']> {
  const held = await heldPostures(ctx.records.view)
  const placed = accounts.flatMap((account): Placed[] => {
    const decided = held.get(account.id)
    const proposed = proposePosture(account.netProfit, account.spend, edges)
    const posture = decided ?? proposed
    const decision = decided === undefined ? null : decided === proposed ? 'accepted' : 'changed'
    return posture === null ? [] : [{ account, posture, decision }]
  })
  return {
    edges: showEdges(edges),
    cells: postures.map((posture) => {
      const inCell = placed.filter((one) => one.posture === posture)
      return {
        posture,
        count: inCell.length,
        accepted: inCell.filter(({ decision }) => decision === 'accepted').length,
        changed: inCell.filter(({ decision }) => decision === 'changed').length,
        ...(part.seesMargin && {
          spend: formatMicros(sumOf(inCell, ({ spend }) => spend ?? 0n)),
          netProfit: formatMicros(sumOf(inCell, ({ netProfit }) => netProfit ?? 0n)),
        }),
      }
    }),
    points: await pointsOf(ctx, part, placed),
  }
}

async function pointsOf(
  ctx: Ctx,
  { view, sight }: BookPart,
  placed: readonly Placed[],
): Promise<Answer['map']['points']> {
  const inSight = placed.flatMap((one) => {
    const { position, netProfit, spend } = one.account
    // Who has no net profit has a posture by decision only, and no place.
    if (position === null || netProfit === null || !sees(sight.margin, position)) return []
    return [{ ...one, position, netProfit, spend: spend ?? 0n, size: sizeOf(netProfit) }]
  })
  const drawn = pickForMap(
    inSight.toSorted((one, other) => one.position - other.position),
    mostOnMap,
  )
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    drawn.map(({ position }) => position),
  )
  return rows.flatMap((row, index) => {
    const one = drawn[index]
    if (!one) return []
    return [
      {
        account: { id: row.account_id, key: row.key, name: row.name },
        posture: one.posture,
        netProfit: formatMicros(one.netProfit),
        netProfitRate: one.account.netProfitRate,
        spend: formatMicros(one.spend),
      },
    ]
  })
}

function sumOf(list: readonly Placed[], amountOf: (account: AccountProfit) => Micros): Micros {
  return list.reduce((sum, { account }) => sum + amountOf(account), 0n)
}

function sizeOf(amount: Micros): Micros {
  return amount < 0n ? -amount : amount
}
