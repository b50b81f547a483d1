import type { Input, Output } from '../../contract/operations.ts'
import { bridgeParts } from '../../domain/bridge/bridge-parts.ts'
import { toBridge } from '../../domain/bridge/bridge-shown.ts'
import type { BridgeForm, MoneyBridge } from '../../domain/bridge/bridge-shown.ts'
import type { ScoreBridge } from '../../domain/bridge/score-bridge.ts'
import type { Micros } from '../../domain/money.ts'
import type { Bridges } from '../bridge/read-bridges.ts'
import { readScoreBridges } from '../bridge/read-score-bridges.ts'
import { showEnd, showMoney, showScore } from '../bridge/show-bridge.ts'
import { none } from '../account-view/view-columns.ts'
import { auditRevealed } from '../audit.ts'
import { countIn } from '../card/cursor-value.ts'
import type { Ctx } from '../context.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { BookError } from '../error.ts'
import { assertExportable } from '../movement/open-part.ts'
import { requireRight } from '../right.ts'
import { aboutFilter, rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { bridgesOfPart, openBridgedPart } from './open-part-bridge.ts'
import type { BridgedPart } from './open-part-bridge.ts'

type Row = Output<'listBridges'>['items'][number]
type Question = Omit<Input<'listBridges'>, 'cursor' | 'limit'>

/** The bridge of every account whose money one may see. An account for which a figure is unknown stands last either way. */
export const listBridges: Verb<'listBridges'> = async (ctx, { cursor, limit, ...question }) => {
  requireRight(ctx, 'read-account')
  const after = fromCursor(cursor, ['watermark', 'at'])
  const listed = await openBridges(ctx, question)
  const { ends, book, currency, measure } = listed.part
  if (after && countIn(after.watermark) !== book.watermark) {
    throw new BookError('stale', 'Cannot go on with this list: something was imported since; load it again')
  }
  const from = after ? countIn(after.at) : 0
  const items = listed.rows.slice(from, from + limit).map((row) => listed.show(row))
  const at = from + items.length
  return {
    currency,
    watermark: book.watermark,
    before: showEnd(ends.before),
    after: showEnd(ends.after),
    measure,
    items,
    next: at < listed.rows.length ? toCursor({ watermark: String(book.watermark), at: String(at) }) : null,
    total: listed.rows.length,
  }
}

/** The same bridges as a file, of accounts that are all one's own to export. */
export const exportBridges: Verb<'exportBridges'> = async (ctx, { format, ...question }) => {
  requireRight(ctx, 'export')
  const { part, rows, show } = await openBridges(ctx, question)
  assertExportable(ctx, part)
  const { ends, book, currency, measure } = part
  const [before, after] = [ends.before.period.label, ends.after.period.label]
  await auditRevealed(ctx, 'export', 'bridges', { before, after, measure, count: rows.length })
  return sheetFile(ctx, {
    name: `bridges ${measure} ${before} to ${after}`,
    format,
    columns: measure === 'score' ? scoreColumns(part) : moneyColumns(measure !== 'revenue'),
    rows: rowsInPieces(rows, (some) => Promise.resolve(some.map(show))),
    about: [
      ['measure', measure],
      ['before', `${before}, ${ends.before.window.from} to ${ends.before.window.to}`],
      ['after', `${after}, ${ends.after.window.from} to ${ends.after.window.to}`],
      ['currency', currency],
      ['rates', question.rates],
      ['policy', `${ends.policy.name}, version ${String(ends.policy.version)}`],
      ['watermark', book.watermark],
      ...aboutFilter({ ...question, from: undefined, to: undefined, measure: undefined, rates: undefined }),
    ],
  })
}

interface ListedBridges {
  readonly part: BridgedPart
  readonly rows: readonly number[]
  readonly show: (row: number) => Row
}

async function openBridges(ctx: Ctx, { rates, sort, ...question }: Question): Promise<ListedBridges> {
  const part = await openBridgedPart(ctx, question)
  const { measure, book, ends } = part
  const { minCoverage } = ends.policy
  const revenue = await bridgesOfPart(ctx, part, 'revenue')
  const revenueForm = { measure: 'revenue', rates, minCoverage } as const
  const earned = measure === 'revenue' ? null : await openEarned(ctx, part, rates)
  const isListed = (row: number): boolean => {
    const id = book.ids[row] ?? ''
    return earned === null
      ? part.seesSpendOf(row) && revenue.byAccount.has(id)
      : part.seesMarginOf(row) && earned.has(id)
  }
  const figure = figureOf(sort)
  const bridgeOf = (id: string): Figures => earned?.figures(id) ?? figuresOf(revenue, id, revenueForm) ?? unknownFigures
  const values = new Map<number, Micros | null>()
  for (const row of part.rows) if (isListed(row)) values.set(row, figure(bridgeOf(book.ids[row] ?? '')))
  return {
    part,
    rows: [...values.keys()].toSorted(orderBy(values, sort.startsWith('-') ? -1 : 1)),
    show: (row) => {
      const id = book.ids[row] ?? ''
      const sums = revenue.byAccount.get(id)
      return {
        ...nameOf(part, row),
        ...(part.seesSpendOf(row) && sums && { revenue: showMoney(sums, revenueForm) }),
        ...(part.seesMarginOf(row) && { earned: earned?.show(id) ?? null }),
      }
    },
  }
}

/** What an order looks at: both ends, the change, and the amount of each part. */
interface Figures {
  readonly before: Micros | null
  readonly after: Micros | null
  readonly change: Micros | null
  readonly parts: Bridges['byAccount'] extends ReadonlyMap<string, infer Sums extends { parts: unknown }>
    ? Sums['parts']
    : never
}

const unknownFigures: Figures = { before: null, after: null, change: null, parts: {} }

/** Gross profits, net profits or scores of all accounts. */
interface EarnedBook {
  readonly has: (id: string) => boolean
  readonly figures: (id: string) => Figures | null
  readonly show: (id: string) => NonNullable<Row['earned']> | null
}

async function openEarned(ctx: Ctx, part: BridgedPart, rates: BridgeForm['rates']): Promise<EarnedBook> {
  const { measure, ends } = part
  if (measure === 'score') {
    const scores = await readScoreBridges(ctx, ends)
    const show = (id: string) => {
      const bridge = scores.get(id)
      return bridge ? showScore(bridge) : null
    }
    return { has: (id) => scores.has(id), figures: (id) => pointsOf(scores.get(id)), show }
  }
  const money = measure === 'revenue' ? 'gross-profit' : measure
  const form = { measure: money, rates, minCoverage: ends.policy.minCoverage }
  const bridges = await bridgesOfPart(ctx, part, money)
  const show = (id: string) => {
    const sums = bridges.byAccount.get(id)
    return sums ? showMoney(sums, form) : null
  }
  return { has: (id) => bridges.byAccount.has(id), figures: (id) => figuresOf(bridges, id, form), show }
}

function figuresOf({ byAccount }: Bridges, id: string, form: BridgeForm): Figures | null {
  const sums = byAccount.get(id)
  if (!sums) return null
  const { before, after, change }: MoneyBridge = toBridge(sums, form)
  return { before, after, change, parts: sums.parts }
}

function pointsOf(bridge: ScoreBridge | undefined): Figures | null {
  return bridge ? { before: bridge.before, after: bridge.after, change: bridge.change, parts: {} } : null
}

function figureOf(sort: string): (figures: Figures) => Micros | null {
  const name = sort.replace('-', '')
  switch (name) {
    case 'before':
      return ({ before }) => before
    case 'after':
      return ({ after }) => after
    case 'change':
      return ({ change }) => change
    case 'size':
      return ({ change }) => (change === null || change >= 0n ? change : -change)
  }
  // The parts of money have a dash of their own.
  const part = bridgeParts.find((one) => sort === one || sort === `-${one}`)
  if (!part) throw new RangeError(`Cannot list bridges by "${sort}"`)
  return ({ change, parts }) => (change === null ? null : (parts[part] ?? 0n))
}

function orderBy(values: ReadonlyMap<number, Micros | null>, sign: 1 | -1): (one: number, other: number) => number {
  return (one, other) => {
    const [left, right] = [values.get(one) ?? null, values.get(other) ?? null]
    if (left === right) return one - other
    if (left === null || right === null) return left === null ? 1 : -1
    return (left < right ? -1 : 1) * sign
  }
}

function nameOf({ book, ends }: BridgedPart, row: number) {
  const owner = book.owners[book.owner[row] ?? none]
  const label = (rank: number | undefined): string | null => ends.policy.grades[rank ?? none]?.label ?? null
  return {
    id: book.ids[row] ?? '',
    key: book.keys[row] ?? '',
    source: book.sources[row] ?? '',
    name: book.names[row] ?? '',
    owner: owner ? { key: owner.key, name: owner.name } : null,
    gradeBefore: label(book.before.rank[row]),
    gradeAfter: label(book.after.rank[row]),
  }
}

const names: readonly SheetColumn<Row>[] = [
  ['source', (row) => row.source],
  ['key', (row) => row.key],
  ['name', (row) => row.name],
  ['ownerKey', (row) => row.owner?.key ?? null],
  ['owner', (row) => row.owner?.name ?? null],
  ['gradeBefore', (row) => row.gradeBefore],
  ['gradeAfter', (row) => row.gradeAfter],
]

/** Every part in a column of its own, zeros included: what is empty is unknown. */
function moneyColumns(isEarned: boolean): readonly SheetColumn<Row>[] {
  const bridgeOf = (row: Row) => (isEarned ? row.earned : row.revenue)
  const partOf = (row: Row, part: string): string | null => {
    const bridge = bridgeOf(row) ?? null
    if (bridge === null || bridge.change === null) return null
    return bridge.steps.find((step) => step.part === part)?.amount ?? '0.00'
  }
  return [
    ...names,
    ['before', (row) => bridgeOf(row)?.before ?? null, 'amount'],
    ...bridgeParts
      .filter((part) => isEarned || !earnedParts.has(part))
      .map((part) => [part, (row: Row) => partOf(row, part), 'amount'] as const),
    ['after', (row) => bridgeOf(row)?.after ?? null, 'amount'],
    ['change', (row) => bridgeOf(row)?.change ?? null, 'amount'],
  ]
}

const earnedParts: ReadonlySet<string> = new Set([
  'cost',
  'service',
  'financing',
  'stock',
  'freight',
  'rebates',
  'returns',
])

function scoreColumns({ ends }: BridgedPart): readonly SheetColumn<Row>[] {
  const partOf = (row: Row, metric: string): string | null => {
    const bridge = row.earned ?? null
    if (bridge === null || bridge.change === null) return null
    return bridge.steps.find((step) => step.metric === metric)?.amount ?? '0'
  }
  return [
    ...names,
    ['before', (row) => row.earned?.before ?? null, 'amount'],
    ...ends.policy.factors.map(({ metric }) => [metric, (row: Row) => partOf(row, metric), 'amount'] as const),
    ['after', (row) => row.earned?.after ?? null, 'amount'],
    ['change', (row) => row.earned?.change ?? null, 'amount'],
  ]
}
