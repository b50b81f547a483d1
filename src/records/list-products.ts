import { listLive } from './list-live.ts'
import type { Records } from './records.ts'

export interface Product {
  readonly source: string
  readonly key: string
  readonly name: string
  /** Key of the family in the source; null is unknown. */
  readonly family: string | null
  /** Unit of measure it is sold in; null is unknown. */
  readonly unit: string | null
}

export interface ProductFamily {
  readonly source: string
  readonly key: string
  readonly name: string
  /** Key of the family above in the source; null is the top. */
  readonly parent: string | null
}

/** Every product, sorted by source and key. */
export async function listProducts(records: Records): Promise<Product[]> {
  const products: Product[] = []
  for await (const page of listLive(records, 'products')) {
    for (const { source, content } of page) {
      const key = content['key'] ?? ''
      const { family = null, unit = null } = content
      products.push({ source, key, name: content['name'] ?? key, family, unit })
    }
  }
  return products
}

/** Every product family, sorted by source and key. */
export async function listProductFamilies(records: Records): Promise<ProductFamily[]> {
  const families: ProductFamily[] = []
  for await (const page of listLive(records, 'families')) {
    for (const { source, content } of page) {
      const key = content['key'] ?? ''
      const { parent = null } = content
      families.push({ source, key, name: content['name'] ?? key, parent })
    }
  }
  return families
}
