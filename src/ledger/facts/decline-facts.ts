import type { AlertPart } from '../../domain/alert/alert.ts'
import { fallenTo, fallWindows, historyOfParts, leastPartOrders, pieceStarts } from '../../domain/alert/decline.ts'
import type { PartCounts } from '../../domain/alert/decline.ts'
import { addDays } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import { countOf, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { kindList, liveAt } from './live.ts'

/** What of accounts is looked at: families of products, or sites. */
export type PartType = AlertPart['type']

/** A part of an account that orders half of what it did, or less,, while the account as a whole holds or grows. */
export interface FallenPart {
  readonly accountId: string
  /** `source/key`. */
  readonly part: string
  /** Days with an order of the part by piece of the history, the latest first, and those of the account. */
  readonly orders: PartCounts
  readonly accountOrders: PartCounts
  readonly first: Day
  readonly last: Day
}

/** What the parts of all accounts did in three years. */
export interface FallenParts {
  readonly fallen: readonly FallenPart[]
  /** Parts of accounts with enough orders to fall from, whether they fell or not. */
  readonly tested: number
  /** Order days of all accounts together with the part in them, by part. */
  readonly bookByPart: ReadonlyMap<string, PartCounts>
  /** Order days of all accounts. */
  readonly book: PartCounts
}

const pieces = pieceStarts.length - 1
const indexes = Array.from({ length: pieces }, (_, index) => index)
const none: FallenParts = { fallen: [], tested: 0, bookByPart: new Map(), book: indexes.map(() => 0) }

/**
 * Families of products, or sites, of accounts that hold or grow, in which less was ordered. An account holds where it ordered on
 * at least nine tenths as many of the last 364 days as of the 364 before; a part is looked at where there is more to the account.
 * An order of a part is a day on which something of it was sold.
 */
export async function fallenParts(
  session: Session,
  { to, watermark, type }: { readonly to: Day; readonly watermark: number; readonly type: PartType },
  kinds: readonly LineKind[],
): Promise<FallenParts> {
  if (!(await hasParts(session, type))) return none
  const bookByPart = new Map<string, PartCounts>()
  const fallen: FallenPart[] = []
  let [tested, book]: [number, PartCounts] = [0, none.book]
  const from = addDays(to, 1 - historyOfParts)
  for await (const rows of session.pieces(partsSql(kinds, type), [from, to, String(watermark)])) {
    for (const row of rows) {
      const part = textOrNull(row, 'part')
      if (part === null) book = counts(row, 'a')
      else if (textOrNull(row, 'account_id') === null) {
        bookByPart.set(part, counts(row, 'n'))
        tested += countOf(row, 'a0')
      } else fallen.push(toFallen(row, part, to))
    }
  }
  return { fallen, tested, bookByPart, book }
}

async function hasParts(session: Session, type: PartType): Promise<boolean> {
  const rows = await session.all(
    type === 'family'
      ? 'SELECT 1 AS found FROM product_ref LIMIT 1'
      : 'SELECT 1 AS found FROM line WHERE site IS NOT NULL LIMIT 1',
  )
  return rows.length > 0
}

function toFallen(row: Row, part: string, to: Day): FallenPart {
  return {
    accountId: textOf(row, 'account_id'),
    part,
    orders: counts(row, 'n'),
    accountOrders: counts(row, 'a'),
    first: addDays(to, -countOf(row, 'first_age')),
    last: addDays(to, -countOf(row, 'last_age')),
  }
}

function counts(row: Row, name: string): PartCounts {
  return indexes.map((index) => countOf(row, `${name}${String(index)}`))
}

const each = (write: (index: number) => string): string => indexes.map(write).join(', ')
const columns = (name: string): string => each((index) => `${name}${String(index)}`)

/** How many of the days of each piece had an order, as columns of a name. */
function ordersAs(name: string): string {
  return each((index) => {
    const [start, end] = [String(pieceStarts[index]), String(pieceStarts[index + 1])]
    return `sum(CASE WHEN age >= ${start} AND age < ${end} THEN sold ELSE 0 END) AS ${name}${String(index)}`
  })
}

/** Columns of a name together. */
function plus(name: string, start = 0, end = pieces): string {
  const some = indexes.slice(start, end).map((index) => `${name}${String(index)}`)
  return `(${some.join(' + ')})`
}

/** Whether the counts of a part fell in one window at the least, as `declineOf` has it. */
const fell = fallWindows
  .map(({ days, after, yearBefore: [start, end] }) => {
    const [before, rest] = [plus('n', after), historyOfParts - days]
    const few = `${plus('n', 0, after)} * ${String(rest * fallenTo.of)} <= ${before} * ${String(days * fallenTo.times)}`
    return `(${few} AND ${plus('n', 0, after)} < ${plus('n', start, end)})`
  })
  .join(' OR ')

/**
 * Rows of parts that fell; rows without an account, what the book ordered of a part (`a0` counts the parts tested); and one row
 * without either, what the book ordered. Accounts and parts go by numbers, which group in a fraction of the time of texts.
 */
function partsSql(kinds: readonly LineKind[], type: PartType): string {
  const named =
    type === 'family'
      ? 'SELECT source, key, family AS part, dense_rank() OVER (ORDER BY family) AS number FROM product_ref'
      : `SELECT source, site AS key, source || '/' || site AS part, row_number() OVER (ORDER BY source, site) AS number
         FROM (SELECT DISTINCT source, site FROM line WHERE site IS NOT NULL) sites`
  return `WITH holder AS MATERIALIZED (
      SELECT source, key, valid_from, valid_to, account_id, dense_rank() OVER (ORDER BY account_id) AS number
      FROM account_ref),
    named AS MATERIALIZED (${named}),
    part_day AS MATERIALIZED (
      SELECT r.number AS account, p.number AS part, CAST($2 AS DATE) - l.date AS age,
        max(CASE WHEN NOT l.credit AND l.base_net > 0 THEN 1 ELSE 0 END) AS sold
      FROM line l LEFT JOIN named p ON p.source = l.source AND p.key = l.${type === 'family' ? 'product' : 'site'}
      JOIN holder r ON r.source = l.source AND r.key = l.account AND l.date >= r.valid_from AND l.date < r.valid_to
      WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE)
        AND l.kind IN (${kindList(kinds)}) AND ${liveAt('l', 3)}
      GROUP BY 1, 2, 3),
    account_sums AS MATERIALIZED (
      SELECT account, ${ordersAs('a')}
      FROM (SELECT account, age, max(sold) AS sold FROM part_day GROUP BY account, age) account_day GROUP BY account),
    part_sums AS MATERIALIZED (
      SELECT account, part, ${ordersAs('n')}, min(CASE WHEN sold = 1 THEN age END) AS last_age,
        max(CASE WHEN sold = 1 THEN age END) AS first_age
      FROM part_day WHERE part IS NOT NULL GROUP BY account, part),
    tested AS MATERIALIZED (
      SELECT s.*, ${columns('a')}
      FROM part_sums s JOIN account_sums t ON t.account = s.account
      WHERE ${plus('n')} >= ${String(leastPartOrders)} AND ${plus('n')} < ${plus('a')}
        AND ${plus('a', 0, 3)} * 10 >= ${plus('a', 3, 6)} * 9)
    SELECT i.account_id, c.part, ${columns('n')}, ${columns('a')}, first_age, last_age
    FROM tested t
    JOIN (SELECT DISTINCT number, account_id FROM holder) i ON i.number = t.account
    JOIN (SELECT DISTINCT number, part FROM named) c ON c.number = t.part
    WHERE ${fell}
    UNION ALL
    SELECT NULL, c.part, ${each((index) => `sum(n${String(index)})`)}, coalesce(min(x.tests), 0), ${'NULL, '.repeat(pieces + 1).slice(0, -2)}
    FROM part_sums s
    JOIN (SELECT DISTINCT number, part FROM named) c ON c.number = s.part
    LEFT JOIN (SELECT part, count(*) AS tests FROM tested GROUP BY part) x ON x.part = s.part
    GROUP BY c.part
    UNION ALL
    SELECT NULL, NULL, ${each(() => 'NULL')}, ${each((index) => `sum(a${String(index)})`)}, NULL, NULL
    FROM account_sums`
}
