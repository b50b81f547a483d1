/**
 * The product of two decimals of six places, to the sixth place, half away from zero. DuckDB has room for products below a million,
 * and is several times as slow with wide ones: only large ones are multiplied wide. Both ways are exact, and the float only chooses.
 */
export function productToMicros(one: string, other: string): string {
  const near = `abs(CAST(${one} AS DOUBLE PRECISION) * CAST(${other} AS DOUBLE PRECISION))`
  return `CASE WHEN ${near} < 999999 AND abs(${one}) < 1000000000 AND abs(${other}) < 1000000000
      THEN CAST(CAST(${one} AS DECIMAL(18,6)) * CAST(${other} AS DECIMAL(18,6)) AS DECIMAL(18,6))
      ELSE CAST(CAST(${one} AS DECIMAL(38,6)) * ${other} AS DECIMAL(38,6)) END`
}
