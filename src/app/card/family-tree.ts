import type { Day } from '../../domain/day.ts'
import { listLinksOf } from '../../records/account-card.ts'
import { placeOf } from '../../records/account-identity.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { listKeysOf } from '../../records/keys-of-account.ts'
import type { RecordsReading } from '../../records/records.ts'

/** The accounts above and right below one, as they stood on a day. */
interface FamilyTree {
  /** From the ultimate parent down to the account, without it. */
  readonly parents: readonly StoredAccount[]
  readonly children: readonly StoredAccount[]
}

/** Parents are looked up this far: a longer chain is a circle. */
const maxDepth = 50

/** Places an account among the rows of its family. A parent that is none of them is left out. */
export async function familyTree(
  reading: RecordsReading,
  row: StoredAccount,
  { family, day }: { readonly family: readonly StoredAccount[]; readonly day: Day },
): Promise<FamilyTree> {
  const holds = ({ from, to }: { readonly from: Day; readonly to: Day }): boolean => from <= day && day < to
  const keys = await listKeysOf(reading, family)
  const memberByPlace = new Map(family.map((member) => [placeOf(member), member]))
  const memberByKey = new Map(keys.filter(holds).map((key) => [placeOf(key), memberByPlace.get(key.account)]))
  const parentByPlace = new Map<string, StoredAccount>()
  for (const link of (await listLinksOf(reading, 'parent', keys)).filter(holds)) {
    const parent = memberByKey.get(placeOf(link))
    if (parent && placeOf(parent) !== link.account) parentByPlace.set(link.account, parent)
  }
  const parents: StoredAccount[] = []
  for (let above = parentByPlace.get(placeOf(row)); above && parents.length < maxDepth;) {
    parents.unshift(above)
    above = parentByPlace.get(placeOf(above))
  }
  const isChild = (member: StoredAccount): boolean => {
    const parent = parentByPlace.get(placeOf(member))
    return parent !== undefined && placeOf(parent) === placeOf(row)
  }
  return { parents, children: family.filter(isChild) }
}
