import type { RecordsView } from './records.ts'

/** A thing of the book by `source/key`, with its name or else its key. */
interface Named {
  readonly key: string
  readonly name: string
}

/** What accounts can be told apart by. */
export interface Places {
  /** `parent` is the territory it lies in, as `source/key`; null for one at the top. */
  readonly territories: (Named & { readonly parent: string | null })[]
  readonly segments: Named[]
  /** Every rep that an account is or was owned by, or that is still here. */
  readonly owners: Named[]
}

/** By name, then key. */
export async function listPlaces(view: RecordsView): Promise<Places> {
  const territories = await view.selectFrom('territory').select(['source', 'key', 'name', 'parent']).execute()
  const segments = await view.selectFrom('segment').select(['source', 'key', 'name']).execute()
  const reps = await view.selectFrom('rep').select(['source', 'key', 'name', 'valid_to']).execute()
  const owners = await view.selectFrom('account_owner').select(['source', 'rep as key']).distinct().execute()
  const names = new Map(reps.map(({ source, key, name }) => [`${source}/${key}`, name ?? key]))
  const here = reps.filter((rep) => rep.valid_to === null)
  const keys = [...new Map([...owners, ...here].map(({ source, key }) => [`${source}/${key}`, key]))]
  return {
    territories: byName(
      territories.map((row) => ({
        ...toNamed(row),
        parent: row.parent === null ? null : `${row.source}/${row.parent}`,
      })),
    ),
    segments: byName(segments.map(toNamed)),
    owners: byName(keys.map(([key, own]) => ({ key, name: names.get(key) ?? own }))),
  }
}

function toNamed({ source, key, name }: { source: string; key: string; name: string | null }): Named {
  return { key: `${source}/${key}`, name: name ?? key }
}

function byName<T extends Named>(items: readonly T[]): T[] {
  const textOf = ({ name, key }: Named) => `${name}\0${key}`
  return items.toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1))
}
