import type { Input, Output } from '../../contract/operations.ts'
import { emptyFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { movementClasses } from '../../domain/movement.ts'
import { addToCohort, nothingBought, retentionRates } from '../../domain/retention.ts'
import type { RetentionParts } from '../../domain/retention.ts'
import { sees } from '../account-view/sight.ts'
import { openTrends } from '../account-view/trends.ts'
import type { Sold } from '../account-view/trends.ts'
import { flag, none, unknownMoney } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { marginOfFacts } from './get-portfolio.ts'
import { keepAnswer } from './keep-answers.ts'
import { openBookPart, questionOf } from './open-book-part.ts'
import type { BookPart } from './open-book-part.ts'
import { eachPosition } from './take-turns.ts'
import { territoryLevel } from './territory-level.ts'

type Group = Output<'listPortfolioGroups'>['items'][number]

/**
 * A part of the book by owner, territory or segment, the most spend first, else the most accounts. Sums of money are there for
 * groups of which every account is in sight; they are of the accounts that are in the group at the end of the period. What an
 * owner sold stands beside them, with a row for whoever only sold, where all of the book is looked at and in sight.
 */
export const listPortfolioGroups: Verb<'listPortfolioGroups'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const part = await openBookPart(ctx, input)
  const items = await keepAnswer(part.view, part.sight, `groups ${input.by} ${questionOf(input)}`, async () =>
    listGroups(part, input, await soldOf(ctx, part, input)),
  )
  return { basis: basisOf(part.view), items }
}

/** What is summed up of one group. */
interface Sum {
  accounts: number
  readonly grades: Uint32Array
  readonly movements: Uint32Array
  seesSpend: boolean
  seesMargin: boolean
  spend: Micros
  spendBefore: Micros
  retention: RetentionParts
  cost: Micros
  costedSpend: Micros
  spendMagnitude: Micros
  costedMagnitude: Micros
}

/** What everybody sold; undefined where it may not be shown or is no part of the question: an invoice is of no segment. */
async function soldOf(
  ctx: Pick<Ctx, 'records'>,
  { view, sight, isWhole }: BookPart,
  { by }: Pick<Input<'listPortfolioGroups'>, 'by'>,
): Promise<readonly Sold[] | undefined> {
  if (by !== 'owner' || !isWhole || sight.spend !== 'all') return undefined
  return (await openTrends(ctx, view)).sold
}

async function listGroups(
  part: BookPart,
  { by, territory }: Input<'listPortfolioGroups'>,
  sold: readonly Sold[] | undefined,
): Promise<Group[]> {
  const { view, columns, selection, sight } = part
  const labels = view.policy.grades.map(({ label }) => label)
  const entries = await columns.dictionary(by)
  const indexes = await columns.ints(by)
  const groupOf =
    by === 'territory'
      ? territoryLevel(entries, indexes, { selection, below: territory ?? null })
      : (index: number) => index
  const [grade, movement, flags] = [
    await columns.ints('grade'),
    await columns.ints('movement'),
    await columns.ints('flags'),
  ]
  const [spend, spendBefore, cost] = [
    await columns.money('spend'),
    await columns.money('spendBefore'),
    await columns.money('cost'),
  ]
  const [costedSpend, spendMagnitude, costedMagnitude] = [
    await columns.money('costedSpend'),
    await columns.money('spendMagnitude'),
    await columns.money('costedMagnitude'),
  ]
  const sums = new Map<number, Sum>()
  await eachPosition(columns.count, (position) => {
    if (selection !== null && selection[position] !== 1) return
    const group = groupOf(indexes[position] ?? none)
    const sum = sums.get(group) ?? emptySum(labels.length)
    sums.set(group, sum)
    if (((flags[position] ?? 0) & flag.valid) === flag.valid) {
      sum.accounts += 1
      const rank = grade[position] ?? none
      const place = rank === none ? labels.length : rank
      sum.grades[place] = (sum.grades[place] ?? 0) + 1
    }
    const move = movement[position] ?? 0
    sum.movements[move] = (sum.movements[move] ?? 0) + 1
    sum.seesSpend &&= sees(sight.spend, position)
    sum.seesMargin &&= sees(sight.margin, position)
    const [before, after] = [known(spendBefore[position]), known(spend[position])]
    sum.spend += after ?? 0n
    sum.spendBefore += before ?? 0n
    sum.retention = addToCohort(sum.retention, { before, after })
    sum.cost += known(cost[position]) ?? 0n
    sum.costedSpend += known(costedSpend[position]) ?? 0n
    sum.spendMagnitude += known(spendMagnitude[position]) ?? 0n
    sum.costedMagnitude += known(costedMagnitude[position]) ?? 0n
  })
  const groups = withSold(
    [...sums].map(([group, sum]) => ({ entry: entries[group], sum, sold: undefined })),
    sold,
    labels.length,
  )
  const seesAllSpend = groups.every(({ sum }) => sum.seesSpend)
  return groups
    .toSorted((left, right) => compareGroups(left, right, seesAllSpend))
    .map((group) => toGroup(group, { labels, minCoverage: view.policy.minCoverage }))
}

interface Summed {
  /** Undefined for the accounts that have none. */
  readonly entry: Pick<Entry, 'key' | 'name'> | undefined
  readonly sum: Sum
  readonly sold: Pick<Sold, 'sold' | 'soldBefore'> | undefined
}

const nothingSold = { sold: formatMicros(0n), soldBefore: formatMicros(0n) }

/** Groups of owners with what each sold, and a group without accounts for each who only sold. */
function withSold(groups: readonly Summed[], sold: readonly Sold[] | undefined, grades: number): readonly Summed[] {
  if (!sold) return groups
  const soldByKey = new Map(sold.map((one) => [one.rep?.key, one]))
  const owners = new Set(groups.map(({ entry }) => entry?.key))
  return [
    ...groups.map((group) => ({ ...group, sold: soldByKey.get(group.entry?.key) ?? nothingSold })),
    ...sold
      .filter(({ rep }) => !owners.has(rep?.key))
      .map((one) => ({ entry: one.rep ?? undefined, sum: emptySum(grades), sold: one })),
  ]
}

/** By spend only where all of it is in sight: an order tells. */
function compareGroups(left: Summed, right: Summed, seesAllSpend: boolean): number {
  const [one, other] = [left.sum, right.sum]
  if (seesAllSpend && one.spend !== other.spend) return one.spend > other.spend ? -1 : 1
  if (!seesAllSpend && one.accounts !== other.accounts) return other.accounts - one.accounts
  const [name, otherName] = [left.entry?.name ?? '', right.entry?.name ?? '']
  if (name !== otherName) return name < otherName ? -1 : 1
  return (left.entry?.key ?? '') < (right.entry?.key ?? '') ? -1 : 1
}

function toGroup(
  { entry, sum, sold }: Summed,
  { labels, minCoverage }: { readonly labels: readonly string[]; readonly minCoverage: number },
): Group {
  const moved = (name: (typeof movementClasses)[number]): number => sum.movements[movementClasses.indexOf(name)] ?? 0
  const { cost, costedSpend, spendMagnitude, costedMagnitude } = sum
  const facts: AccountFacts = { ...emptyFacts('group'), cost, costedSpend, spendMagnitude, costedMagnitude }
  const { grossProfit, marginRate } = marginOfFacts(facts, minCoverage)
  return {
    group: entry ? { key: entry.key, name: entry.name } : null,
    accounts: sum.accounts,
    grades: [...labels, null].map((grade, place) => ({ grade, count: sum.grades[place] ?? 0 })),
    up: moved('up'),
    down: moved('down'),
    new: moved('new'),
    lost: moved('lost'),
    ...(sum.seesSpend && {
      spend: formatMicros(sum.spend),
      spendBefore: formatMicros(sum.spendBefore),
      spendChange: formatMicros(sum.spend - sum.spendBefore),
      retention: retentionRates(sum.retention),
    }),
    ...(sold && { sold: sold.sold, soldBefore: sold.soldBefore }),
    ...(sum.seesMargin && { grossProfit, marginRate }),
  }
}

function emptySum(grades: number): Sum {
  return {
    accounts: 0,
    grades: new Uint32Array(grades + 1),
    movements: new Uint32Array(movementClasses.length),
    seesSpend: true,
    seesMargin: true,
    spend: 0n,
    spendBefore: 0n,
    retention: nothingBought,
    cost: 0n,
    costedSpend: 0n,
    spendMagnitude: 0n,
    costedMagnitude: 0n,
  }
}

function known(amount: bigint | undefined): Micros | null {
  return amount === undefined || amount === unknownMoney ? null : amount
}
