import { csvScan } from '../../ledger/read/read-kind.ts'
import type { KindFile } from '../../ledger/read/read-kind.ts'
import { fileCell } from '../../ledger/read/kind-sql.ts'
import type { Reader } from '../../ledger/read/reader.ts'
import { textOf } from '../../ledger/store/decode.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import type { ImportPlan } from './plan-import.ts'

/** The currency of a book whose files name none and whose owner did not say. */
const fallback = 'EUR'

/**
 * The base currency of the book: the one it has, else the one asked for, else the currency of `source.json`, else the single
 * one the files name. Throws when the files name several, or when another one is asked for than the book has.
 */
export async function findBaseCurrency(
  ctx: Ctx,
  plan: ImportPlan,
  reader: Reader,
  files: ReadonlyMap<string, readonly KindFile[]>,
  asked: string | null,
): Promise<{ currency: string; isNew: boolean }> {
  const known = await baseCurrencyOf(ctx.ledger)
  if (known !== undefined) {
    if (asked !== null && asked !== known) {
      throw new BookError('conflict', `Cannot use base currency "${asked}": the book is kept in ${known}`)
    }
    return { currency: known, isNew: false }
  }
  const chosen = asked ?? plan.currency
  if (chosen !== null) return { currency: chosen, isNew: true }
  const named = await namedCurrencies(reader, [...(files.get('invoices') ?? []), ...(files.get('lines') ?? [])])
  if (named.length > 1) {
    throw new BookError(
      'usage',
      `Cannot choose a base currency: the files name ${named.join(', ')}; pass --base-currency, for instance --base-currency ${named[0] ?? ''}`,
    )
  }
  return { currency: named[0] ?? fallback, isNew: true }
}

async function namedCurrencies(reader: Reader, files: readonly KindFile[]): Promise<string[]> {
  const found = new Set<string>()
  for (const file of files) {
    const constant = file.constants.get('currency')
    if (constant !== undefined) found.add(constant)
    const index = file.cells.get('currency')
    if (index === undefined) continue
    const cell = `upper(trim(${fileCell(index)}))`
    const rows = await reader.all(
      `SELECT ${cell} AS currency, count(*) AS n FROM ${csvScan(file.prepared)}
       WHERE regexp_full_match(${cell}, '[A-Z]{3}') GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
    )
    for (const row of rows) found.add(textOf(row, 'currency'))
  }
  return [...found]
}
