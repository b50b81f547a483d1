import type { Language } from './words.ts'

/** A region: a territory under its country. The box holds degrees x 10 000: south, north, west, east. */
export interface Region {
  readonly key: string
  readonly name: string
  readonly country: number
  readonly weight: number
  readonly box: readonly [number, number, number, number]
}

/** A country: a territory at the top, with what its invoices look like. */
export interface Country {
  readonly key: string
  readonly code: string
  readonly name: string
  readonly language: Language
  readonly currency: 'EUR' | 'GBP'
  readonly legalEntity: string
  /** Tax in basis points; 0 for a sale to another country of the union, where the buyer owes the tax. */
  readonly tax: number
  /** Weights of 30, 45 and 60 days to pay. */
  readonly terms: readonly [number, number, number]
}

export const countries: readonly Country[] = [
  country('DE', 'Germany', 'de', 'EUR', 1900, [65, 20, 15]),
  country('NL', 'Netherlands', 'nl', 'EUR', 0, [60, 25, 15]),
  country('FR', 'France', 'fr', 'EUR', 0, [30, 40, 30]),
  country('GB', 'United Kingdom', 'en', 'GBP', 2000, [55, 25, 20]),
]

export const regions: readonly Region[] = [
  region('DE-N', 'Germany North', 0, 11, [524000, 534000, 82000, 108000]),
  region('DE-W', 'Germany West', 0, 15, [506000, 517000, 67000, 86000]),
  region('DE-S', 'Germany South', 0, 14, [480000, 493000, 92000, 122000]),
  region('DE-E', 'Germany East', 0, 8, [509000, 523000, 116000, 138000]),
  region('NL-W', 'Netherlands West', 1, 7, [519000, 525000, 45000, 51000]),
  region('NL-E', 'Netherlands East', 1, 5, [519000, 529000, 57000, 66000]),
  region('NL-S', 'Netherlands South', 1, 6, [514000, 517000, 46000, 59000]),
  region('FR-N', 'France North', 2, 5, [489000, 503000, 22000, 39000]),
  region('FR-E', 'France East', 2, 5, [472000, 488000, 52000, 71000]),
  region('FR-S', 'France South', 2, 4, [448000, 462000, 45000, 56000]),
  region('GB-N', 'United Kingdom North', 3, 7, [534000, 546000, -27000, -14000]),
  region('GB-M', 'United Kingdom Midlands', 3, 7, [522000, 531000, -23000, -9000]),
  region('GB-S', 'United Kingdom South', 3, 6, [511000, 518000, -19000, 4000]),
]

export const regionWeights: readonly number[] = regions.map((entry) => entry.weight)

/** The region with this index. */
export function getRegion(index: number): Region {
  const found = regions[index]
  if (!found) throw new RangeError(`Cannot find region "${index}"`)
  return found
}

/** The country with this index. */
export function getCountry(index: number): Country {
  const found = countries[index]
  if (!found) throw new RangeError(`Cannot find country "${index}"`)
  return found
}

function country(
  code: string,
  name: string,
  language: Language,
  currency: 'EUR' | 'GBP',
  tax: number,
  terms: readonly [number, number, number],
): Country {
  const legalEntity = currency === 'GBP' ? 'Kestrelmark Ltd' : 'Kestrelmark GmbH'
  return { key: `T-${code}`, code, name, language, currency, legalEntity, tax, terms }
}

function region(
  key: string,
  name: string,
  countryIndex: number,
  weight: number,
  box: readonly [number, number, number, number],
): Region {
  return { key: `T-${key}`, name, country: countryIndex, weight, box }
}
