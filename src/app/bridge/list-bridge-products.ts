import type { Input, Output } from '../../contract/operations.ts'
import { bridgeParts, partsOfMeasure } from '../../domain/bridge/bridge-parts.ts'
import type { BridgePart } from '../../domain/bridge/bridge-parts.ts'
import { partsOfProducts } from '../../domain/bridge/bridge-products.ts'
import type { ProductParts } from '../../domain/bridge/bridge-products.ts'
import { divideHalfEven, formatMicros, microsPerUnit } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { bridgedProducts } from '../../ledger/facts/bridge-lines.ts'
import type { ProductLines } from '../../ledger/facts/bridge-lines.ts'
import { sees } from '../account-view/sight.ts'
import { auditRevealed } from '../audit.ts'
import { auditLook } from '../card/audit-look.ts'
import { countIn } from '../card/cursor-value.ts'
import { productNamer } from '../card/product-name.ts'
import type { Ctx } from '../context.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { aboutFilter, rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { openAccountEnds } from './open-account-bridge.ts'
import type { AccountEnds } from './open-account-bridge.ts'
import { bridgeBasis } from './read-lines.ts'

type Item = Output<'listBridgeProducts'>['items'][number]

/**
 * The products behind a bridge, what moved most first; behind one of its parts those that are in it. Without the right to the spend of
 * the account they are as good as not there.
 */
export const listBridgeProducts: Verb<'listBridgeProducts'> = async (ctx, { cursor, limit, ...question }) => {
  requireRight(ctx, 'read-spend')
  const place = fromCursor(cursor, ['at', 'watermark'])
  const from = place ? countIn(place.at) : 0
  // Later pages are of the ledger that the first one was of.
  const { listed, watermark } = await openProducts(ctx, question, place ? countIn(place.watermark) : null)
  const items = await showProducts(ctx, listed.slice(from, from + limit))
  const at = from + items.length
  return {
    items,
    next: at < listed.length ? toCursor({ at: String(at), watermark: String(watermark) }) : null,
    total: listed.length,
  }
}

/** The same products as a file, of an account that is one's own to export. */
export const exportBridgeProducts: Verb<'exportBridgeProducts'> = async (ctx, { format, ...question }) => {
  requireRight(ctx, 'export')
  const { ends, listed, watermark } = await openProducts(ctx, question, null)
  const { account, before, after, rows } = ends
  if (!rows.every(({ position }) => sees(account.sight.exports, Number(position)))) {
    throw new BookError('forbidden', `Cannot export products of account "${question.id}": it is not yours to export`)
  }
  const { account_id: id, key } = account.row
  const periods = { before: before.period.label, after: after.period.label }
  await auditRevealed(ctx, 'export', 'bridge products', { account: id, key, ...periods, count: listed.length })
  return sheetFile(ctx, {
    name: `bridge ${key} ${periods.before} to ${periods.after}`,
    format,
    columns: cells,
    rows: rowsInPieces(listed, (some) => showProducts(ctx, some)),
    about: [
      ['account', `${account.row.name} (${key})`],
      ['of', ends.of],
      ['measure', question.measure],
      ['before', `${periods.before}, ${before.window.from} to ${before.window.to}`],
      ['after', `${periods.after}, ${after.window.from} to ${after.window.to}`],
      ['currency', account.view.currency],
      ['watermark', watermark],
      ...aboutFilter({ part: question.part }),
    ],
  })
}

type Question = Omit<Input<'listBridgeProducts'>, 'cursor' | 'limit'>

async function openProducts(ctx: Ctx, { measure, part, ...question }: Question, at: number | null) {
  const ends = await openAccountEnds(ctx, question)
  const { account, seesSpend, seesMargin } = ends
  if (!(measure === 'revenue' ? seesSpend : seesMargin)) {
    throw new BookError('not-found', `Cannot find products of account "${question.id}"`)
  }
  if (measure !== 'revenue') await auditLook(ctx, account, 'bridge')
  const watermark = at ?? account.view.watermark
  const products = await readProducts(ctx, ends, { withCosts: measure !== 'revenue', watermark })
  const moved = (product: Product): Micros =>
    sizeOf(part === undefined ? changeOf(product) : (product.parts[part] ?? 0n))
  const listed = products
    .filter(({ parts }) => part === undefined || (parts[part] ?? 0n) !== 0n)
    .toSorted((one, other) => compare(moved(other), moved(one)) || (one.name < other.name ? -1 : 1))
  return { ends, listed, watermark }
}

async function showProducts(ctx: Ctx, products: readonly Product[]): Promise<Item[]> {
  const nameProduct = await productNamer(ctx.records, products)
  return products.map((product) => toItem(product, nameProduct(product)))
}

/** Every part in a column of its own, zeros included. */
const cells: readonly SheetColumn<Item>[] = [
  ['productKey', ({ product }) => product?.key ?? null],
  ['product', ({ product }) => product?.name ?? null],
  ['kind', ({ kind }) => kind],
  ['unit', ({ unit }) => unit],
  ['quantityBefore', ({ before }) => before.quantity, 'amount'],
  ['quantityAfter', ({ after }) => after.quantity, 'amount'],
  ['priceBefore', ({ before }) => before.price, 'amount'],
  ['priceAfter', ({ after }) => after.price, 'amount'],
  ['spendBefore', ({ before }) => before.spend, 'amount'],
  ['spendAfter', ({ after }) => after.spend, 'amount'],
  ...partsOfMeasure['gross-profit'].map(
    (part) =>
      [part, ({ steps }: Item) => steps.find((step) => step.part === part)?.amount ?? '0.00', 'amount'] as const,
  ),
  ['change', ({ change }) => change, 'amount'],
]

/** A product of all the accounts together that are bridged. */
interface Product {
  /** What tells it from the others. */
  readonly name: string
  readonly source: string
  readonly product: string | null
  readonly kind: string
  readonly unit: string | null
  readonly parts: ProductParts
  readonly before: Bought
  readonly after: Bought
}

interface Bought {
  readonly spend: Micros
  /** Null where no line says how much. */
  readonly quantity: Micros | null
}

async function readProducts(
  ctx: Ctx,
  { before, after, rows }: AccountEnds,
  { withCosts, watermark }: { readonly withCosts: boolean; readonly watermark: number },
): Promise<readonly Product[]> {
  const windows = { before: before.window, after: after.window, watermark, kinds: after.policy.kinds }
  const basis = await bridgeBasis(ctx.ledger, windows)
  const ids = rows.map((row) => row.account_id)
  const scope = await accountScope(ctx.ledger, ids)
  const lines = await bridgedProducts(ctx.ledger, { ...windows, ...basis, withCosts, scope })
  const products = new Map<string, Product>()
  for (const ofAccount of Map.groupBy(lines, ({ accountId }) => accountId).values()) {
    const parts = partsOfProducts(ofAccount)
    for (const [index, line] of ofAccount.entries()) {
      const product = toProduct(line, parts[index] ?? {})
      const known = products.get(product.name)
      products.set(product.name, known ? joined(known, product) : product)
    }
  }
  return [...products.values()]
}

function toProduct(line: ProductLines, parts: ProductParts): Product {
  const { source, product, unit, quantities } = line
  const kind = line.kind ?? 'goods'
  return {
    name: JSON.stringify([source, product ?? kind, product === null, unit]),
    source,
    product,
    kind,
    unit,
    parts,
    before: { spend: line.bookedBefore, quantity: quantities.before },
    after: { spend: line.bookedAfter, quantity: quantities.after },
  }
}

function joined(one: Product, other: Product): Product {
  const parts: Partial<Record<BridgePart, Micros>> = {}
  for (const part of bridgeParts) {
    const amount = (one.parts[part] ?? 0n) + (other.parts[part] ?? 0n)
    if (amount !== 0n) parts[part] = amount
  }
  const both = (end: 'before' | 'after'): Bought => ({
    spend: one[end].spend + other[end].spend,
    quantity: one[end].quantity === null ? other[end].quantity : one[end].quantity + (other[end].quantity ?? 0n),
  })
  return { ...one, parts, before: both('before'), after: both('after') }
}

function toItem(product: Product, named: Item['product']): Item {
  return {
    product: named,
    kind: product.kind,
    // A source that states no unit has one all the same.
    unit: product.unit === '' ? null : product.unit,
    before: showBought(product.before),
    after: showBought(product.after),
    change: formatMicros(changeOf(product)),
    steps: bridgeParts.flatMap((part) => {
      const amount = product.parts[part]
      return amount === undefined ? [] : [{ part, metric: null, how: null, amount: formatMicros(amount) }]
    }),
  }
}

function showBought({ spend, quantity }: Bought): Item['before'] {
  return {
    spend: formatMicros(spend),
    quantity: quantity === null ? null : formatMicros(quantity, 0),
    price: quantity === null || quantity <= 0n ? null : formatMicros(divideHalfEven(spend * microsPerUnit, quantity)),
  }
}

function changeOf({ parts }: Product): Micros {
  return Object.values(parts).reduce((sum, amount) => sum + amount, 0n)
}

function sizeOf(amount: Micros): Micros {
  return amount < 0n ? -amount : amount
}

function compare(one: Micros, other: Micros): number {
  return one < other ? -1 : one > other ? 1 : 0
}
