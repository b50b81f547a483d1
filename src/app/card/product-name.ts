import { placeOf } from '../../records/account-identity.ts'
import type { SourceKey } from '../../records/account-identity.ts'
import { productFamilyNames, productNames } from '../../records/product-names.ts'
import type { RecordsReading } from '../../records/records.ts'

/** Names of families of products by `source/key`; one that is no row is called by its key. */
export async function nameFamilies(
  reading: RecordsReading,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const pairs = keys.filter((key) => key !== '').map(pairOf)
  const names = await productFamilyNames(reading, pairs)
  return new Map(pairs.map((pair) => [`${pair.source}/${pair.key}`, names.get(placeOf(pair)) ?? pair.key]))
}

/** A product of a line as it is named on screen; null for a line without one. */
export type NameProduct = (line: {
  readonly source: string
  readonly product: string | null
}) => { key: string; name: string } | null

/** How to name the products of lines; one that is no row is called by its key. */
export async function productNamer(
  reading: RecordsReading,
  lines: readonly { readonly source: string; readonly product: string | null }[],
): Promise<NameProduct> {
  const pairs = lines.flatMap(({ source, product }) => (product === null ? [] : [{ source, key: product }]))
  const names = await productNames(reading, [...new Map(pairs.map((pair) => [placeOf(pair), pair])).values()])
  return ({ source, product }) =>
    product === null
      ? null
      : { key: `${source}/${product}`, name: names.get(placeOf({ source, key: product })) ?? product }
}

/** A source holds no slash, or the first one ends it. */
function pairOf(key: string): SourceKey {
  const end = key.indexOf('/')
  return { source: key.slice(0, end), key: key.slice(end + 1) }
}
