import type { InboxFile } from './places.ts'

/** Milliseconds for which a file must not have changed before all of it is there. */
export const settleMs = 10_000

/** How a file was found, and since when it has been found so, in milliseconds of a clock that only goes forward. */
export interface Sighting {
  readonly bytes: number
  readonly changedAt: number
  readonly since: number
}

/** What is known of the files of one folder after another look at it. */
export function sight(
  before: ReadonlyMap<string, Sighting>,
  files: readonly InboxFile[],
  now: number,
): ReadonlyMap<string, Sighting> {
  return new Map(
    files.map(({ name, bytes, changedAt }) => {
      const known = before.get(name)
      const isSame = known?.bytes === bytes && known.changedAt === changedAt
      return [name, isSame ? known : { bytes, changedAt, since: now }] as const
    }),
  )
}

/**
 * Whether everything in a folder can be taken: files that come within one another's seconds belong together, such as lines and
 * their invoices.
 */
export function areSettled(sightings: ReadonlyMap<string, Sighting>, now: number): boolean {
  return sightings.size > 0 && [...sightings.values()].every(({ since }) => now - since >= settleMs)
}
