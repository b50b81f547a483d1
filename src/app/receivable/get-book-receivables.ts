import { setImmediate } from 'node:timers/promises'
import type { Input, Output } from '../../contract/operations.ts'
import type { receivableSorts } from '../../contract/receivable.ts'
import type { receivableFilters } from '../../domain/receivables/ranked.ts'
import type { Day } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { receivableFigures } from '../../domain/receivables/figures.ts'
import { ages } from '../../domain/receivables/measure.ts'
import { unknownReasons } from '../../domain/receivables/receivable.ts'
import { ReceivableSum } from '../../domain/receivables/sums.ts'
import { readPlaces, readPositions } from '../../records/account-view.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { assertExportable, sees } from '../account-view/sight.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { keepAnswer } from '../portfolio/keep-answers.ts'
import { openBookPart, questionOf } from '../portfolio/open-book-part.ts'
import type { BookPart } from '../portfolio/open-book-part.ts'
import type { BookReceivables, Receivables } from '../receivable-facts/measure-account.ts'
import { openRankedPlace, takePage } from '../ranked-page.ts'
import { requireRight } from '../right.ts'
import { aboutView, rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { openBookReceivables } from './open-book-receivables.ts'
import { showFigures, showRates } from './show-figures.ts'

type Row = Output<'getBookReceivables'>['items'][number]
type Ranking = Omit<Input<'exportReceivables'>, 'format'>

/** The receivables of a part of the book, and of its accounts whose money one may see, ranked. */
export const getBookReceivables: Verb<'getBookReceivables'> = async (ctx, { cursor, limit, ...ranking }) => {
  requireRight(ctx, 'read-account')
  const place = await openRankedPlace(ctx, cursor)
  const part = await openBookPart(ctx, ranking)
  const { view } = part
  const { ranked, total, unlisted, book } = await rank(ctx, part, ranking)
  const { some, next } = takePage(place, { view, ranked, limit })
  const items = await showRows(ctx, part, some)
  return {
    ...basisOf(view),
    items,
    next,
    accounts: ranked.length,
    total: showFigures(total, { spend: part.seesSpend, margin: part.seesMargin }),
    unlisted: {
      accounts: unlisted.accounts,
      ...(part.seesSpend && { open: formatMicros(unlisted.open), overdue: formatMicros(unlisted.overdue) }),
    },
    ...(part.seesMargin && { rates: showRates(book.rates) }),
  }
}

/** The same accounts as a file, where all of them are one's own to export. */
export const exportReceivables: Verb<'exportReceivables'> = async (ctx, { format, ...ranking }) => {
  requireRight(ctx, 'export')
  const part = await openBookPart(ctx, ranking)
  const { view, sight, selection } = part
  assertExportable(sight, selection)
  const { ranked } = await rank(ctx, part, ranking)
  await auditRevealed(ctx, 'export', 'receivables', {
    period: view.period,
    count: ranked.length,
    sort: ranking.sort,
  })
  return sheetFile(ctx, {
    name: `receivables ${view.period}`,
    format,
    columns: cells,
    rows: rowsInPieces(ranked, (some) => showRows(ctx, part, some)),
    about: aboutView(view, ranking),
  })
}

interface RankedAccount extends Receivables {
  readonly position: number
}

interface Ranked {
  readonly ranked: readonly RankedAccount[]
  /** Of all accounts of the part. */
  readonly total: Receivables
  readonly unlisted: Unlisted
  readonly book: BookReceivables
}

/** Accounts that no list has at the end of the window, with what stands on none. */
interface Unlisted {
  readonly accounts: number
  readonly open: Micros
  readonly overdue: Micros
}

/** Accounts after which others get a turn: a few milliseconds. */
const accountsPerTurn = 2048

async function rank(ctx: Ctx, part: BookPart, ranking: Ranking): Promise<Ranked> {
  const { view, sight } = part
  const { book, name } = await openBookReceivables(ctx, view)
  const question = `receivables ${name} ${questionOf(ranking)} ${ranking.show} ${ranking.sort}`
  return keepAnswer(view, sight, question, () => rankAccounts(ctx, part, { book, ranking }))
}

async function rankAccounts(
  ctx: Ctx,
  { view, sight, selection, isWhole }: BookPart,
  { book, ranking }: { readonly book: BookReceivables; readonly ranking: Ranking },
): Promise<Ranked> {
  const places = await readPlaces(ctx.records.view, view.number, view.accounts)
  const sum = new ReceivableSum(view)
  let first: Day | null = null
  const ranked: RankedAccount[] = []
  let unlisted: Unlisted = { accounts: 0, open: 0n, overdue: 0n }
  let looked = 0
  for (const [id, receivables] of book.byAccount) {
    looked += 1
    if (looked % accountsPerTurn === 0) await setImmediate()
    const position = id === noAccountId ? undefined : places.get(id)
    if (position === undefined) {
      if (isWhole) unlisted = withUnlisted(unlisted, id, receivables)
      continue
    }
    if (selection !== null && selection[position] !== 1) continue
    // The whole book is summed up already.
    if (!isWhole) {
      sum.merge(receivables.sums)
      if (receivables.first !== null && (first === null || receivables.first < first)) first = receivables.first
    }
    if (sees(sight.spend, position) && isShown(receivables, ranking.show)) ranked.push({ ...receivables, position })
  }
  const total = isWhole ? book.total : { sums: sum.sums, first, figures: receivableFigures(sum.sums, view, first) }
  const margin = (position: number): boolean => sees(sight.margin, position)
  return { book, total, unlisted, ranked: ranked.toSorted(orderBy(ranking.sort, margin)) }
}

function withUnlisted({ accounts, open, overdue }: Unlisted, id: string, { figures }: Receivables): Unlisted {
  return {
    accounts: id === noAccountId ? accounts : accounts + 1,
    open: open + figures.open,
    overdue: overdue + figures.overdue,
  }
}

function isShown({ figures, sums }: Receivables, show: (typeof receivableFilters)[number]): boolean {
  switch (show) {
    case 'all':
      return true
    case 'open':
      return figures.open !== 0n
    case 'overdue':
      return figures.overdue > 0n
    case 'disputed':
      return sums.disputed > 0n
  }
}

type Value = (receivables: Receivables) => bigint | number | null

const values: Readonly<Record<(typeof receivableSorts)[number], Value>> = {
  overdue: ({ figures }) => figures.overdue,
  overdueUndisputed: ({ figures, sums }) => figures.overdue - sums.overdueDisputed,
  open: ({ figures }) => figures.open,
  disputed: ({ sums }) => sums.disputed,
  dso: ({ figures }) => figures.dso.days,
  delinquent: ({ figures }) => figures.dso.delinquent,
  daysToPay: ({ figures }) => figures.daysToPay,
  cost: ({ figures }) => figures.financing && figures.financing.total,
  costLate: ({ figures }) => figures.financing && figures.financing.late,
}

/** What is unknown, or not to be seen, stands last either way: no order tells of money. */
function orderBy(sort: string, seesMargin: (position: number) => boolean) {
  const name = sort.replace('-', '')
  const [, value] = Object.entries(values).find(([known]) => known === name) ?? []
  if (!value) throw new RangeError(`Cannot rank by "${sort}"`)
  const isCost = name === 'cost' || name === 'costLate'
  const sign = sort.startsWith('-') ? -1 : 1
  const of = (account: RankedAccount) => (isCost && !seesMargin(account.position) ? null : value(account))
  return (one: RankedAccount, other: RankedAccount): number => {
    const [left, right] = [of(one), of(other)]
    if (left === right) return one.position - other.position
    if (left === null || right === null) return left === null ? 1 : -1
    return (left < right ? -1 : 1) * sign
  }
}

async function showRows(ctx: Ctx, { view, sight }: BookPart, accounts: readonly RankedAccount[]): Promise<Row[]> {
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    accounts.map(({ position }) => position),
  )
  return rows.flatMap((row, index) => {
    const account = accounts[index]
    if (!account) return []
    const { id, key, source, name, owner } = toAccountRow(row, sight)
    const figures = showFigures(account, { spend: true, margin: sees(sight.margin, account.position) })
    return [{ id, key, source, name, owner, figures }]
  })
}

const cells: readonly SheetColumn<Row>[] = [
  ['source', (row) => row.source],
  ['key', (row) => row.key],
  ['name', (row) => row.name],
  ['ownerKey', (row) => row.owner?.key],
  ['owner', (row) => row.owner?.name],
  ['open', ({ figures }) => figures.open, 'amount'],
  ...ages.map((wanted): SheetColumn<Row> => [
    wanted,
    ({ figures }) => figures.byAge.find(({ age }) => age === wanted)?.amount,
    'amount',
  ]),
  ['overdue', ({ figures }) => figures.overdue, 'amount'],
  ['disputed', ({ figures }) => figures.disputed.open, 'amount'],
  ['overdueDisputed', ({ figures }) => figures.disputed.overdue, 'amount'],
  ['overdueInvoices', ({ figures }) => figures.overdueInvoices],
  ['sales', ({ figures }) => figures.sales, 'amount'],
  ['dso', ({ figures }) => figures.dso.days],
  ['bestPossibleDso', ({ figures }) => figures.dso.bestPossible],
  ['averageDaysDelinquent', ({ figures }) => figures.dso.delinquent],
  ['countback', ({ figures }) => figures.countback],
  ['daysToPay', ({ figures }) => figures.daysToPay],
  ['financing', ({ figures }) => figures.financing?.total, 'amount'],
  ['financingLate', ({ figures }) => figures.financing?.late, 'amount'],
  ['uncosted', ({ figures }) => figures.uncosted, 'amount'],
  ['unknown', ({ figures }) => unknownReasons.reduce((sum, reason) => sum + figures.unknown[reason], 0)],
]
