/**
 * What `kept` has under a name, or what `make` gives, which is kept from then on. Of more than `most` the one that was asked for
 * longest ago goes. What could not be made is tried again.
 */
export function keepLatest<T>(
  kept: Map<string, Promise<T>>,
  name: string,
  most: number,
  make: () => Promise<T>,
): Promise<T> {
  const found = kept.get(name) ?? make()
  kept.delete(name)
  kept.set(name, found)
  found.catch(() => kept.delete(name))
  const oldest = kept.size > most ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  return found
}
