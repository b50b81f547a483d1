/** Families of products of an address as the ledger knows them; `none` is for lines without one. */
export function familyKeys(keys: readonly string[] | undefined): readonly string[] {
  return (keys ?? []).map((key) => (key === 'none' ? '' : key))
}
