import { csvScan } from '../../ledger/read/read-kind.ts'
import type { KindFile, KindSpool } from '../../ledger/read/read-kind.ts'
import { textSql } from '../../ledger/read/cell-sql.ts'
import { spoolScan, type Reader } from '../../ledger/read/reader.ts'
import { textOf } from '../../ledger/store/decode.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import type { ImportPlan } from './plan-import.ts'

/** The currency of a book whose files name none and whose owner did not say. */
const fallback = 'EUR'
/** The kinds whose currencies say what a book is kept in. */
const kindsOfMoney: readonly string[] = ['invoices', 'lines', 'payments', 'freight', 'accruals', 'quotes']

/** The currency a book is to be kept in. */
export interface BaseCurrency {
  readonly currency: string
  /** Whether the book had none before. */
  readonly isNew: boolean
  /** Whether it is only the first one the files name: whether they name others is known when they have been read. */
  readonly isGuess: boolean
}

/**
 * The base currency of the book: the one it has, else the one asked for, else the currency of `source.json`, else the first
 * one the files name. Throws when another one is asked for than the book has.
 */
export async function findBaseCurrency(
  ctx: Ctx,
  plan: ImportPlan,
  reader: Reader,
  files: ReadonlyMap<string, readonly KindFile[]>,
  asked: string | null,
): Promise<BaseCurrency> {
  const known = await baseCurrencyOf(ctx.ledger)
  if (known !== undefined) {
    if (asked !== null && asked !== known) {
      throw new BookError('conflict', `Cannot use base currency "${asked}": the book is kept in ${known}`)
    }
    return { currency: known, isNew: false, isGuess: false }
  }
  const chosen = asked ?? plan.currency
  if (chosen !== null) return { currency: chosen, isNew: true, isGuess: false }
  const first = await firstCurrency(
    reader,
    kindsOfMoney.flatMap((kind) => files.get(kind) ?? []),
  )
  return { currency: first ?? fallback, isNew: true, isGuess: first !== null }
}

/** Throws when the files that were read under a guessed base currency name several. */
export async function refuseSeveralCurrencies(reader: Reader, spools: readonly KindSpool[]): Promise<void> {
  const named = new Set<string>()
  for (const spool of spools) {
    if (!kindsOfMoney.includes(spool.kind.id)) continue
    const rows = await reader.all(
      `SELECT currency, count(*) AS n FROM ${spoolScan(spool.typed.map((typed) => typed.path))}
       WHERE ${isCurrency('currency')} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
    )
    for (const row of rows) named.add(textOf(row, 'currency'))
  }
  if (named.size <= 1) return
  const [first] = named
  throw new BookError(
    'usage',
    `Cannot choose a base currency: the files name ${[...named].join(', ')}; say which one (--base-currency ${first ?? ''})`,
  )
}

/** The first currency the files name; a look at every row of a large file would take as long as reading it. */
async function firstCurrency(reader: Reader, files: readonly KindFile[]): Promise<string | null> {
  for (const file of files) {
    const constant = file.source.constants.get('currency')
    if (constant !== undefined) return constant
    const text = textSql(file.source, 'currency')
    if (text === null) continue
    const cell = `upper(trim(${text}))`
    const [row] = await reader.all(
      `SELECT ${cell} AS currency FROM ${csvScan(file.prepared)} WHERE ${isCurrency(cell)} LIMIT 1`,
    )
    if (row) return textOf(row, 'currency')
  }
  return null
}

function isCurrency(cell: string): string {
  return `regexp_full_match(${cell}, '[A-Z]{3}')`
}
