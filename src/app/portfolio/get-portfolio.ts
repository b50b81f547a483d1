import type { Output } from '../../contract/operations.ts'
import { coverage, emptyFacts, grossProfit } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { formatMicros, ratio } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { retentionRates } from '../../domain/retention.ts'
import { findViewAccount, readPositions } from '../../records/account-view.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { sumMoney } from '../account-view/select-accounts.ts'
import { openTrends, readQuarters } from '../account-view/trends.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { listAttention } from './attention.ts'
import type { AttentionCaps } from './attention.ts'
import { foldConcentration } from './concentration.ts'
import { foldBook } from './fold-book.ts'
import type { FoldedBook } from './fold-book.ts'
import { keepAnswer } from './keep-answers.ts'
import { openBookPart, questionOf } from './open-book-part.ts'
import type { BookFilter, BookPart } from './open-book-part.ts'
import { foldRetentionLine } from './retention-line.ts'

type Portfolio = Output<'getPortfolio'>

/** What a leader can look into on a morning, and nobody's troubles alone. */
const attentionCaps = { perOwner: 3, total: 12 }

/**
 * The book, or a part of it, at the end of a period against twelve months before. Sums of money are there when all of the part
 * is in sight; counts, grades and movement always.
 */
export const getPortfolio: Verb<'getPortfolio'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const part = await openBookPart(ctx, input)
  const caps = isOfOneOwner(ctx, input) ? { ...attentionCaps, perOwner: attentionCaps.total } : attentionCaps
  return keepAnswer(part.view, part.sight, `portfolio ${questionOf(input)}`, () => answer(ctx, part, caps))
}

/** Whether all of the part is one owner's, who then crowds out nobody. */
function isOfOneOwner({ actor }: Ctx, { owner, within }: BookFilter): boolean {
  if (owner?.length === 1) return true
  return within === 'mine' && actor.kind !== 'local-operator' && actor.grants['read-spend'] === 'own'
}

async function answer(ctx: Ctx, part: BookPart, caps: AttentionCaps): Promise<Portfolio> {
  const { view, columns, selection, sight } = part
  const labels = view.policy.grades.map(({ label }) => label)
  const folded = await foldBook(columns, selection, labels)
  const noAccount = part.isWhole ? await findViewAccount(ctx.records.view, view.number, noAccountId) : undefined
  const { period, from, to, isWhole } = view.before
  return {
    basis: basisOf(view),
    before: { period, from, to, isWhole },
    gradeBy: view.policy.gradeBy,
    accounts: folded.accounts,
    grades: folded.grades.map((grade) => toGradeCount(grade, part.seesSpend)),
    matrix: folded.matrix.map(({ change, ...cell }) => ({
      ...cell,
      ...(part.seesSpend && { change: formatMicros(change) }),
    })),
    movements: folded.movements.map(({ change, ...move }) => ({
      ...move,
      ...(part.seesSpend && { change: formatMicros(change) }),
    })),
    ...(part.seesSpend && (await spendOf(ctx, part, folded, noAccount))),
    ...(part.seesMargin && { margin: await marginOf(part, noAccount) }),
    attention: await listAttention(ctx, view, { selection, sight, caps }),
  }
}

/** A grade as counted, with its money where that may be shown. */
export function toGradeCount(
  { spend, spendBefore, ...counts }: FoldedBook['grades'][number],
  seesSpend: boolean,
): Portfolio['grades'][number] {
  return { ...counts, ...(seesSpend && { spend: formatMicros(spend), spendBefore: formatMicros(spendBefore) }) }
}

async function spendOf(
  ctx: Ctx,
  { view, columns, selection }: BookPart,
  folded: FoldedBook,
  noAccount: StoredAccount | undefined,
): Promise<Pick<Portfolio, 'totals' | 'retention' | 'retentionLine' | 'concentration'>> {
  const onNone = noAccount?.spend ?? 0n
  const { valid, gone, spendBefore, retention } = folded
  const { start, expansion, contraction, lost } = retention
  const trends = await openTrends(ctx, view)
  return {
    totals: {
      spend: formatMicros(valid + gone + onNone),
      spendBefore: formatMicros(spendBefore + (noAccount?.spend_before ?? 0n)),
      accounts: formatMicros(valid),
      left: formatMicros(gone),
      noAccount: formatMicros(onNone),
      orders: folded.orders + Number(noAccount?.orders ?? 0n),
    },
    retention: {
      ...retentionRates(retention),
      start: formatMicros(start),
      expansion: formatMicros(expansion),
      contraction: formatMicros(contraction),
      lost: formatMicros(lost),
    },
    retentionLine: [...(await foldRetentionLine(trends, await readQuarters(ctx, view, trends), selection))],
    concentration: await concentrationOf(ctx, { view, columns, selection }),
  }
}

async function concentrationOf(
  ctx: Ctx,
  { view, columns, selection }: Pick<BookPart, 'view' | 'columns' | 'selection'>,
): Promise<Portfolio['concentration']> {
  const { curve, families, largest } = await foldConcentration(columns, selection)
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    largest.map(({ root }) => root),
  )
  // Nothing has a share of a total that is not above zero.
  const points = curve.points.flatMap(({ rank, accountShare, spendShare }) =>
    spendShare === null ? [] : [{ rank, accountShare, spendShare }],
  )
  const rowByPosition = new Map(rows.map((row) => [Number(row.position), row]))
  return {
    points,
    families,
    topFifthShare: curve.topFifthShare,
    accountsForFourFifths: curve.accountsForFourFifths,
    largest: largest.flatMap(({ root, spend }) => {
      const row = rowByPosition.get(root)
      if (!row) return []
      const share = curve.total > 0n ? ratio(spend, curve.total) : null
      return [{ account: { id: row.account_id, key: row.key, name: row.name }, spend: formatMicros(spend), share }]
    }),
  }
}

async function marginOf(
  { view, columns, selection }: BookPart,
  noAccount: StoredAccount | undefined,
): Promise<NonNullable<Portfolio['margin']>> {
  const facts: AccountFacts = {
    ...emptyFacts('book'),
    cost: sumMoney(await columns.money('cost'), selection) + (noAccount?.cost ?? 0n),
    costedSpend: sumMoney(await columns.money('costedSpend'), selection) + (noAccount?.costed_spend ?? 0n),
    spendMagnitude: sumMoney(await columns.money('spendMagnitude'), selection) + (noAccount?.spend_magnitude ?? 0n),
    costedMagnitude: sumMoney(await columns.money('costedMagnitude'), selection) + (noAccount?.costed_magnitude ?? 0n),
  }
  return marginOfFacts(facts, view.policy.minCoverage)
}

/** Gross profit on costed spend with its rate and coverage; the first two are unknown below the minimum coverage. */
export function marginOfFacts(facts: AccountFacts, minCoverage: number): NonNullable<Portfolio['margin']> {
  const profit = grossProfit(facts, minCoverage)
  return {
    grossProfit: profit === null ? null : formatMicros(profit),
    marginRate: profit === null || facts.costedSpend <= 0n ? null : ratio(profit, facts.costedSpend),
    coverage: coverage(facts),
  }
}
