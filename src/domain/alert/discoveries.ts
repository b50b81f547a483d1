/**
 * The greatest p that is still an alarm where `tests` were made and at most a share `q` of the alarms may be false (Benjamini and
 * Hochberg 1995): the greatest p_(i) <= q i / tests. Null where none is. Tests whose p is not listed count as p = 1.
 */
export function alarmBound(
  probabilities: readonly number[],
  { tests, q }: { readonly tests: number; readonly q: number },
): number | null {
  const ascending = probabilities.toSorted((one, other) => one - other)
  return ascending.findLast((p, index) => p <= (q * (index + 1)) / tests) ?? null
}
