import { defaultGrants, narrower, roles } from '../../domain/right.ts'
import type { Grants, Right, Role, Scope } from '../../domain/right.ts'
import type { RecordsTransaction, RecordsView } from '../../records/records.ts'
import { addGrant, listGrants, seedGrants } from '../../records/role-right.ts'

/** Rights on accounts, which a person's own limit narrows. The others have no scope to speak of. */
const onAccounts: ReadonlySet<Right> = new Set(['read-spend', 'read-margin', 'export', 'write-action', 'write-review'])

/** What each role may do: the rows of the book, or what the program brings for a role that has none. */
export async function readGrants(view: RecordsView): Promise<Readonly<Record<Role, Grants>>> {
  const grantsByRole = await listGrants(view)
  return { ...defaultGrants, ...Object.fromEntries(grantsByRole) }
}

/** Writes down what each role may do, once a book has its first person. */
export async function seedAllGrants(trx: RecordsTransaction): Promise<void> {
  for (const role of roles) await seedGrants(trx, role, defaultGrants[role])
}

/** Gives a right that came later to the roles of a book that has rows of what each may do, as a new book would have it. */
export async function grantLater(trx: RecordsTransaction, right: Right): Promise<void> {
  const known = await listGrants(trx)
  for (const role of roles) {
    const scope = defaultGrants[role][right]
    if (scope !== undefined && known.has(role)) await addGrant(trx, { role, right, scope })
  }
}

/** The rights of a role within a person's own limit. */
export function limitGrants(grants: Grants, limit: Scope | null): Grants {
  if (limit === null) return grants
  return Object.fromEntries(
    Object.entries(grants).map(([right, scope]) => [
      right,
      onAccounts.has(right as Right) ? narrower(scope, limit) : scope,
    ]),
  )
}
