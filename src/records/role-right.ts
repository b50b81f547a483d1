import { rights, scopes } from '../domain/right.ts'
import type { Grants, Right, Role, Scope } from '../domain/right.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'

/** What each role may do by the rows of the book; a role without rows is not in it. */
export async function listGrants(view: RecordsView): Promise<ReadonlyMap<string, Grants>> {
  const rows = await view.selectFrom('role_right').selectAll().orderBy('role').orderBy('right_name').execute()
  const grantsByRole = new Map<string, Grants>()
  for (const { role, right_name: right, scope } of rows) {
    // A newer program may have written rights that this one does not know.
    if (!isRight(right) || !isScope(scope)) continue
    grantsByRole.set(role, { ...grantsByRole.get(role), [right]: scope })
  }
  return grantsByRole
}

/** Writes the rights of a role unless it has some. */
export async function seedGrants(trx: RecordsTransaction, role: Role, grants: Grants): Promise<void> {
  const some = await trx.selectFrom('role_right').select('role').where('role', '=', role).limit(1).executeTakeFirst()
  if (some !== undefined) return
  const rows = Object.entries(grants).map(([right, scope]) => ({ role, right_name: right, scope }))
  await trx
    .insertInto('role_right')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['role', 'right_name']).doNothing())
    .execute()
}

/** Gives a role one more right, unless it has it. */
export async function addGrant(
  trx: RecordsTransaction,
  { role, right, scope }: { readonly role: Role; readonly right: Right; readonly scope: Scope },
): Promise<void> {
  await trx
    .insertInto('role_right')
    .values({ role, right_name: right, scope })
    .onConflict((conflict) => conflict.columns(['role', 'right_name']).doNothing())
    .execute()
}

function isRight(text: string): text is Right {
  return (rights as readonly string[]).includes(text)
}

function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text)
}
