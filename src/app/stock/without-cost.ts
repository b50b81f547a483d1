import type { Output } from '../../contract/operations.ts'
import type { BookStock } from './measure-stock.ts'

/** The first few by key, and how many more there are. */
type ProductsWithoutCost = NonNullable<Output<'getReconciliation'>['withoutCost']>

/** Products that are named: as many as one line holds. */
const mostNamed = 5

/** The products that lie there and have no known cost, of the book or of what stands with one account by name. */
export function productsWithoutCost(
  { sharedWithoutCost, withoutCost, items }: BookStock,
  accountId: string | null = null,
): ProductsWithoutCost {
  const own = withoutCost.filter((one) => accountId === null || one.accountId === accountId).map(({ item }) => item)
  const found = [...new Set(accountId === null ? [...sharedWithoutCost, ...own] : own)]
  const products = found
    .flatMap((item) => items.get(item) ?? [])
    .map(({ source, product }) => ({ source, key: product }))
    .toSorted((one, other) => (`${one.key} ${one.source}` < `${other.key} ${other.source}` ? -1 : 1))
  return { products: products.slice(0, mostNamed), more: Math.max(products.length - mostNamed, 0) }
}
